"""The paper's own settings, looked at before they are saved, and its standing pages."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from broadsheet.newsroom.actions.subjects import StepPage
from broadsheet.newsroom.compose import compose, note_everything
from broadsheet.newsroom.models import PaperSettings, StandingPage
from broadsheet.newsroom.roles import Role
from broadsheet.newsroom.shelves import home_of
from tests.newsroom import making
from tests.newsroom.people import account

pytestmark = pytest.mark.django_db

FORM = {"name": "The Lantern", "accent": "#123456", "print_line": "36", "forget_accounts_after": "90"}


@pytest.fixture
def editor(client: Any) -> Any:
    """A browser signed in as the administrator."""
    client.defaults["HTTP_HOST"] = "quay.example"
    client.force_login(get_user_model().objects.get(username="editor"))
    return client


def test_a_look_shows_what_was_typed_and_keeps_nothing(editor: Any, edition_file: Any) -> None:
    note_everything()
    compose()
    making.story("Cranes stand still")
    compose()
    seen = editor.post(reverse("paper_look"), FORM, secure=True)
    assert b"#123456" in seen.content
    assert b"<style " in seen.content
    assert "sandbox" in seen["Content-Security-Policy"]
    assert PaperSettings.load().accent == ""
    wrong = editor.post(reverse("paper_look"), FORM | {"accent": "red"}, secure=True)
    assert b"six digits" in wrong.content


def test_what_is_saved_is_as_typed_and_what_is_refused_is_shown_again(editor: Any) -> None:
    refused = editor.post(reverse("paper"), FORM | {"ink": "black"}, secure=True)
    assert refused.context["form"].errors.keys() == {"ink"}
    assert b"The Lantern" in refused.content
    assert editor.post(reverse("paper"), FORM, secure=True).status_code == 302
    kept = PaperSettings.load()
    assert (kept.name, kept.accent, kept.print_line, kept.four_eyes) == ("The Lantern", "#123456", 36, False)


def test_whoever_saves_second_is_told_what_stands_there_and_saves_once_more(editor: Any) -> None:
    read = editor.get(reverse("paper"), secure=True).context["form"]["as_read"].value()
    first = editor.post(reverse("paper"), FORM | {"as_read": read}, secure=True)
    assert first.status_code == 302
    second = editor.post(reverse("paper"), FORM | {"name": "The Beacon", "as_read": read}, secure=True)
    said = " ".join(second.context["form"].non_field_errors())
    assert "Name “The Lantern”" in said
    assert second.context["form"]["name"].value() == "The Beacon"
    assert PaperSettings.load().name == "The Lantern"
    again = FORM | {"name": "The Beacon", "as_read": second.context["form"]["as_read"].value()}
    assert editor.post(reverse("paper"), again, secure=True).status_code == 302
    assert PaperSettings.load().name == "The Beacon"


def test_a_form_from_before_another_login_says_what_to_do(client: Any) -> None:
    strict = type(client)(enforce_csrf_checks=True)
    refused = strict.post(reverse("account_login"), {"login": "editor"}, secure=True, headers={"host": "quay.example"})
    assert refused.status_code == 403
    assert b"what you typed still stands there" in refused.content


def test_a_window_asks_whether_its_session_still_stands(editor: Any, client: Any) -> None:
    assert len(editor.get(reverse("still_here"), secure=True).json()["token"]) == 64
    client.logout()
    assert client.get(reverse("still_here"), secure=True).status_code == 401


def test_how_we_write_is_kept_with_the_paper(editor: Any) -> None:
    refused = editor.post(reverse("paper"), FORM | {"style_list": "no arrow here"}, secure=True)
    assert refused.context["form"].errors.keys() == {"style_list"}
    assert b"no arrow here" in refused.content
    assert editor.post(reverse("paper"), FORM | {"style_list": "per cent → percent"}, secure=True).status_code == 302
    assert PaperSettings.load().style_list == "per cent → percent"


def test_the_front_is_changed_on_its_own_screen(editor: Any) -> None:
    front = home_of("en").pk
    edit = reverse("wagtailadmin_pages:edit", args=[front])
    assert editor.get(edit, secure=True)["Location"] == reverse("masthead", args=[front])
    listed = editor.get(reverse("paper"), secure=True).content.decode()
    assert reverse("masthead", args=[front]) in listed
    assert edit not in listed


def test_a_standing_page_begins_with_a_text_and_is_kept_or_published(editor: Any) -> None:
    new = reverse("wagtailadmin_pages:add", args=["newsroom", "standingpage", home_of("en").pk])
    screen = editor.get(new, secure=True).content.decode()
    assert ">Keep<" in screen
    assert "Save draft" not in screen
    assert "Promote" not in screen
    assert ">Root<" not in screen
    assert reverse("standing_pages") in screen
    form = {"title": "About us", "slug": "about", "description": "", "body-count": "0"}
    kept = editor.post(new, form, secure=True)
    page = StandingPage.objects.get(slug="about")
    assert (kept.status_code, page.live) == (302, False)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    out = editor.post(edit, form | {"action-publish": "publish"}, secure=True)
    assert out["Location"] == reverse("standing_pages")
    assert StandingPage.objects.get(slug="about").live
    wrong = editor.post(edit, form | {"slug": "issues", "action-publish": "publish"}, secure=True)
    assert wrong.status_code == 200
    assert "About us" in wrong.content.decode()
    assert StandingPage.objects.get(pk=page.pk).slug == "about"
    taken = editor.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]), secure=True)
    assert taken["Location"] == reverse("standing_pages")
    at_once = editor.post(new, form | {"slug": "at-once", "action-publish": "publish"}, secure=True)
    assert at_once["Location"] == reverse("standing_pages")
    assert StandingPage.objects.get(slug="at-once").live


def test_standing_pages_are_listed_and_put_in_order(editor: Any) -> None:
    making.standing_page("About", "about")
    join = making.standing_page("Join", "join")
    shown = editor.get(reverse("standing_pages"), secure=True).content.decode()
    assert shown.index("About") < shown.index("Join")
    editor.post(reverse("standing_pages"), {"page": join.pk, "deed": "up"}, secure=True)
    assert [page.title for page in StandingPage.objects.order_by("path")] == ["Join", "About"]


def test_only_those_who_may_change_the_paper_do(client: Any) -> None:
    client.defaults["HTTP_HOST"] = "quay.example"
    client.force_login(account(Role.SECTION_EDITOR))
    for name in ("paper", "paper_look", "standing_pages", "subjects"):
        client.post(reverse(name), FORM, secure=True)
        assert client.get(reverse(name), secure=True)["Location"] == "/newsroom/"
    assert PaperSettings.load().name == ""
    with pytest.raises(Exception, match="may not"):
        StepPage(page=making.standing_page("About", "about").pk, steps=1).execute(account(Role.WRITER))
