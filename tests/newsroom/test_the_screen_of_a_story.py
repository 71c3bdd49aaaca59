"""The screen on which a story is written: what it tells, and that its buttons do their deed or say why not."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from broadsheet.newsroom.actions.holding import NewIssue
from broadsheet.newsroom.actions.planning import AddHeading, PlaceStory, newest_plan
from broadsheet.newsroom.compose import compose, note_everything
from broadsheet.newsroom.models import ArticlePage, IssuePage, PaperSettings
from broadsheet.newsroom.roles import Role
from tests.newsroom import making
from tests.newsroom.form_of import form_of
from tests.newsroom.people import account
from tests.newsroom.test_the_interface_speaks_newspaper import speaks_wrongly

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> Any:
    return get_user_model().objects.get(username="editor")


@pytest.fixture
def desk(client: Client, owner: Any) -> Client:
    client.force_login(owner)
    return client


@pytest.fixture
def page(owner: Any) -> ArticlePage:
    made = making.draft_story("Cranes stand still", owner=owner, body=[("text", f"<p>{'crane ' * 430}</p>")])
    made.save_revision(user=owner)
    return made


def edit(page: ArticlePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def seen(text: str) -> str:
    """The words of a screen that people see or hear."""
    text = re.sub(r"<(script|style|template)\b.*?</\1>", " ", text, flags=re.DOTALL)
    named = " ".join(re.findall(r'(?:aria-label|placeholder|title|alt)="([^"]*)"', text))
    return re.sub(r"<[^>]*>", " ", text) + named


def test_the_screen_tells_of_the_story_and_leads_from_the_list(desk: Client, page: ArticlePage, owner: Any) -> None:
    settings = PaperSettings.load()
    settings.style_list = "crane → winch"
    settings.save()
    issue = NewIssue(number=7, day=date(2026, 12, 3), language="en").execute(owner)
    AddHeading(issue=issue.pk, title="News").execute(owner)
    heading = newest_plan(IssuePage.objects.get(pk=issue.pk))[1].sections[0].id
    PlaceStory(issue=issue.pk, article=page.pk, section=heading).execute(owner)
    text = seen(desk.get(edit(page)).content.decode())
    for words in (
        "433 words",
        "2 min to read",
        "printed lines",
        "Draft",
        "Issue 7, 3 December",
        "introduction, byline",
    ):
        assert words in text
    assert "1 thing not as we write it" in text
    assert "says “crane” 430 times" in text
    assert "Stories" in text
    assert not speaks_wrongly(text)


@pytest.mark.parametrize("name", ["publish_story", "withdraw_story", "show_outside"])
def test_the_screens_of_a_story_speak_newspaper(name: str, desk: Client) -> None:
    assert not speaks_wrongly(seen(desk.get(reverse(name, args=[making.story().pk])).content.decode()))


def test_the_fields_come_in_the_order_of_the_paper(desk: Client, page: ArticlePage) -> None:
    text = desk.get(edit(page)).content.decode()
    fields = (
        "kicker",
        "title",
        "standfirst",
        "bylines-TOTAL_FORMS",
        "dateline",
        "picture_alt",
        "body-count",
        "genre",
        "slug",
    )
    places = [re.search(rf'name="{field}"|id="body"', text) for field in fields]
    starts = [place.start() for place in places if place]
    assert len(starts) == len(fields)
    assert starts == sorted(starts)
    assert [name.strip() for name in re.findall(r'role="tab"[^>]*>\s*([A-Z][a-z]+)', text)][:3] == [
        "Text",
        "Placing",
        "Sharing",
    ]


def test_fields_carry_the_language_of_the_story(desk: Client) -> None:
    text = desk.get(edit(making.draft_story("Порт", language="ru"))).content.decode()
    for name in ("title", "kicker", "standfirst", "share_text"):
        field = re.search(rf'<(?:input|textarea)[^>]*name="{name}"[^>]*>', text)
        assert field
        assert 'lang="ru"' in field[0]
        assert 'dir="auto"' in field[0]
    address = re.search(r'<input[^>]*name="slug"[^>]*>', text)
    assert address
    assert "lang=" not in address[0]


def test_each_button_keeps_the_text_and_does_its_deed(desk: Client, page: ArticlePage) -> None:
    for deed, stage in (
        ("hand-in", "with-editor"),
        ("send-back", "draft"),
        ("hand-in", "with-editor"),
        ("ready", "ready"),
    ):
        answer = desk.post(edit(page), form_of(page, deed=deed, kicker=f"Before {deed}"), follow=True)
        assert answer.redirect_chain[-1][0] == edit(page)
        read = ArticlePage.objects.get(pk=page.pk)
        assert (read.stage, read.get_latest_revision_as_object().kicker) == (stage, f"Before {deed}")
    for deed, name in (("publish", "publish_story"), ("withdraw", "withdraw_story")):
        answer = desk.post(edit(page), form_of(page, deed=deed, kicker="Kept"))
        assert answer["Location"] == reverse(name, args=[page.pk])
    assert ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object().kicker == "Kept"


def test_a_refused_step_keeps_the_text_and_says_why(desk: Client, page: ArticlePage) -> None:
    account(Role.EDITOR)
    answer = desk.post(edit(page), form_of(page, deed="ready", kicker="Kept all the same"), follow=True)
    assert "You wrote “Cranes stand still” yourself." in answer.content.decode()
    read = ArticlePage.objects.get(pk=page.pk)
    assert (read.stage, read.get_latest_revision_as_object().kicker) == ("draft", "Kept all the same")


def test_a_headline_typed_in_two_lines_is_one(desk: Client, page: ArticlePage) -> None:
    desk.post(edit(page), form_of(page, title="Cranes\r\nstand  still"))
    assert ArticlePage.objects.get(pk=page.pk).draft_title == "Cranes stand still"


def test_only_what_may_be_done_is_offered(desk: Client, page: ArticlePage) -> None:
    def offered() -> set[str]:
        return set(re.findall(r'name="deed" value="([a-z-]+)"', desk.get(edit(page)).content.decode()))

    assert offered() == {"hand-in", "ready", "publish"}
    making.publish(page)
    assert offered() == {"publish", "withdraw"}


def test_what_changed_since_it_was_published_is_one_press_away(desk: Client) -> None:
    page = making.story("Fares", standfirst="By a tenth.")
    assert "What changed" not in desk.get(edit(page)).content.decode()
    page.standfirst = "By a fifth."
    page.save_revision()
    link = re.search(r'href="([^"]+)">What changed since it was published', desk.get(edit(page)).content.decode())
    assert link
    shown = desk.get(link[1])
    assert shown.status_code == 200
    assert "fifth" in shown.content.decode()


def test_copy_for_posting_has_headline_text_and_the_public_address(desk: Client) -> None:
    page = making.story("Fares", share_headline="Fares rise", share_text="By a tenth.")
    text = desk.get(edit(page)).content.decode()
    copied = re.search(r"<textarea[^>]*data-copied-from>(.*?)</textarea>", text, re.DOTALL)
    assert copied
    assert copied[1] == f"Fares rise\n\nBy a tenth.\n\nhttps://quay.example/{page.address()}"


def test_somebody_outside_sees_the_draft_by_a_link_whose_maker_is_known(
    desk: Client, page: ArticlePage, owner: Any, edition_file: Any
) -> None:
    note_everything()
    compose()
    outside = reverse("show_outside", args=[page.pk])
    assert "It is not said for how many days" in desk.post(outside, {"days": "9999"}).content.decode()
    text = desk.post(outside, {"days": "3"}).content.decode()
    link = re.search(r'<input id="link"[^>]*value="https?://[^/]+(/[^"]+)"', text)
    assert link
    assert "Cranes stand still" in Client().get(link[1]).content.decode()
    entry = PageLogEntry.objects.get(action="newsroom.shown_outside")
    assert entry.user == owner
    assert link[1] not in str(entry.data)


def test_a_story_under_embargo_is_shown_to_nobody_outside(desk: Client, page: ArticlePage, edition_file: Any) -> None:
    note_everything()
    compose()
    outside = reverse("show_outside", args=[page.pk])
    link = re.search(
        r'<input id="link"[^>]*value="https?://[^/]+(/[^"]+)"', desk.post(outside, {"days": "3"}).content.decode()
    )
    assert link
    page.embargo = timezone.now() + timedelta(days=2)
    page.save_revision()
    assert "under embargo" in desk.post(outside, {"days": "3"}).content.decode()
    assert Client().get(link[1]).status_code == 404
