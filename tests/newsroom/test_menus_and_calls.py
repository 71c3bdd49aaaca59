"""Name, motto, menus and calls of a language, and the paper's pages elsewhere: rows on plain forms."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from broadsheet.edition.paper import PAPER_ID, FrontSlot, Paper
from broadsheet.edition.store import Edition
from broadsheet.newsroom.actions.arranging import ArrangeFront, Fixed, NoticeWords, PutBack
from broadsheet.newsroom.actions.masthead import ChangeMasthead
from broadsheet.newsroom.compose import compose, note_everything
from broadsheet.newsroom.desks.paper.rows import ROWS_AT_MOST
from broadsheet.newsroom.models import HomePage, PaperSettings
from broadsheet.newsroom.roles import Role
from broadsheet.newsroom.shelves import home_of
from tests.newsroom import making
from tests.newsroom.people import account
from tests.newsroom.signing_in import NewsroomClient, browser_of

pytestmark = pytest.mark.django_db

ROW = re.compile(r'name="(\w+)-row" value="([\w-]+)"')


@pytest.fixture
def editor() -> NewsroomClient:
    return browser_of(Role.EDITOR)


def address() -> str:
    return reverse("masthead", args=[home_of("en").pk])


def rows_on(screen: Any, name: str) -> list[str]:
    """The keys of a list's rows, in the order in which they stand."""
    return [key for found, key in ROW.findall(screen.content.decode()) if found == name]


def form(**rows: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """What a browser sends: name, motto, and for each list its rows by key."""
    sent: dict[str, Any] = {"title": "The Lantern", "tagline": "Light for all", "deed": "save"}
    for name, by_key in rows.items():
        sent[f"{name}-row"] = list(by_key)
        sent |= {f"{name}-{key}-{field}": value for key, row in by_key.items() for field, value in row.items()}
    return sent


def link(label: str = "", page: object = "", address: str = "", words: str = "") -> dict[str, Any]:
    return {"label": label, "page": page, "page-words": words, "address": address}


def call(label: str, **changes: Any) -> dict[str, Any]:
    blank = {
        "purpose": "appeal",
        "text": "null",
        "label": label,
        "page": "",
        "page-words": "",
        "address": "",
        "ends": "",
    }
    return blank | changes


def paper(edition_file: Path) -> Paper:
    compose()
    with Edition.open(edition_file) as edition:
        found = edition.read(PAPER_ID)
    assert isinstance(found, Paper)
    return found


def test_what_is_saved_is_on_the_paper(editor: NewsroomClient, edition_file: Path) -> None:
    note_everything()
    join = making.standing_page("Join us", "join")
    sent = form(
        navigation={"a": link(page=join.pk, words="Join us"), "b": link("Diary", address="/diary/")},
        footer={"c": link("Imprint", address="https://lantern.example/imprint")},
        calls={"d": call("Join", page=join.pk, ends="2030-01-02T10:00")},
    )
    answer = editor.post(address(), sent)
    assert answer.status_code == 302
    language = paper(edition_file).languages[0]
    assert (language.title, language.tagline) == ("The Lantern", "Light for all")
    assert [(each.label, each.target) for each in language.navigation][1] == ("Diary", "/diary/")
    assert language.navigation[0].target == join.permanent_id
    assert len(language.footer) == 1
    assert [each.label for each in language.calls] == ["Join"]
    shown = editor.get(address())
    assert rows_on(shown, "navigation") == ["a", "b"]
    assert 'value="2030-01-02T10:00"' in shown.content.decode()
    assert 'value="Join us"' in shown.content.decode()


def test_whoever_saves_second_is_told_and_saves_once_more(editor: NewsroomClient) -> None:
    read = editor.get(address()).context["as_read"]
    sent = form(navigation={"0": link(label="Join", address="/join/")}) | {"as_read": read}
    pressed = editor.post(address(), sent | {"deed": "navigation-add"})
    assert pressed.context["as_read"] == read
    assert editor.post(address(), sent).status_code == 302
    mine = sent | {"title": "The Beacon"}
    told = editor.post(address(), mine, follow=True)
    assert "changed in another window" in told.content.decode()
    assert 'value="The Beacon"' in told.content.decode()
    assert home_of("en").title == "The Lantern"
    assert editor.post(address(), mine | {"title": "", "as_read": told.context["as_read"]}).status_code == 200
    assert editor.post(address(), mine | {"as_read": told.context["as_read"]}).status_code == 302
    assert home_of("en").title == "The Beacon"


def test_buttons_of_rows_move_them_and_keep_what_is_typed_and_save_nothing(editor: NewsroomClient) -> None:
    sent = form(navigation={"a": link("One"), "b": link("Two", words="Unknown"), "c": link("Three")})
    for deed, left in (
        ("up:navigation:b", ["b", "a", "c"]),
        ("down:navigation:b", ["a", "c", "b"]),
        ("up:navigation:a", ["a", "b", "c"]),
        ("down:navigation:c", ["a", "b", "c"]),
        ("away:navigation:a", ["b", "c"]),
        ("up:footer:b", ["a", "b", "c"]),
        ("nonsense", ["a", "b", "c"]),
    ):
        screen = editor.post(address(), sent | {"deed": deed})
        assert rows_on(screen, "navigation") == left
        assert all(f'value="{typed}"' in screen.content.decode() for typed in ("Two", "Three", "Unknown"))
        assert "desk-error" not in screen.content.decode()
    added = editor.post(address(), sent | {"deed": "add:navigation:"})
    assert rows_on(added, "navigation")[:3] == ["a", "b", "c"]
    assert len(rows_on(added, "navigation")) == 4
    assert home_of("en").navigation.raw_data[:] == []
    assert home_of("en").tagline == ""


def test_what_cannot_be_kept_is_shown_again_with_what_to_do(editor: NewsroomClient) -> None:
    sent = form(
        navigation={"a": link("One"), "b": link("", address="/diary/"), "c": link("Three", words="Nowhere")},
        calls={"d": call("", address="https://lantern.example"), "e": call("Give", ends="not a day")},
    )
    said = editor.post(address(), sent | {"title": ""}).content.decode()
    for words in (
        "Nothing is saved yet.",
        "Choose a page, or write an address that starts with / or https://.",
        "Say what the link is called.",
        "Take a page from the list, or empty the field.",
        "This field is required.",
        "Enter a valid date/time.",
    ):
        assert words in said, words
    assert 'value="Nowhere"' in said
    assert home_of("en").tagline == ""


def test_rows_in_which_nothing_stands_are_left_out(editor: NewsroomClient) -> None:
    empty = form(navigation={"a": link(), "b": link("Diary", address="/diary/")}, calls={"c": call("")})
    assert editor.post(address(), empty).status_code == 302
    assert [each["id"] for each in home_of("en").navigation.raw_data] == ["b"]
    assert len(home_of("en").calls.raw_data) == 0


@pytest.mark.parametrize("key", ['"><script>alert(1)</script>', "../x", "a" * 200, ""])
def test_rows_nobody_made_are_not_looked_at(editor: NewsroomClient, key: str) -> None:
    assert editor.post(address(), form(navigation={key: link("Diary", address="/diary/")})).status_code == 302
    assert len(home_of("en").navigation.raw_data) == 0
    many = {f"k{number}": link("Diary", address="/diary/") for number in range(ROWS_AT_MOST + 5)}
    assert editor.post(address(), form(navigation=many)).status_code == 302
    assert len(home_of("en").navigation.raw_data) == ROWS_AT_MOST


@pytest.mark.parametrize("where", ["javascript:alert(1)", "data:text/html,x", " javascript:x"])
def test_an_address_that_would_run_something_is_refused(editor: NewsroomClient, where: str) -> None:
    for rows in ({"navigation": {"a": link("Click", address=where)}}, {"calls": {"a": call("Click", address=where)}}):
        assert editor.post(address(), form(**rows)).status_code == 200
        assert len(home_of("en").navigation.raw_data) == len(home_of("en").calls.raw_data) == 0


def test_a_look_shows_what_was_typed_and_keeps_nothing(editor: NewsroomClient, edition_file: Path) -> None:
    note_everything()
    compose()
    look = reverse("masthead_look", args=[home_of("en").pk])
    seen = editor.post(look, form(navigation={"a": link("To the quay", address="/diary/")}))
    assert b"To the quay" in seen.content
    assert b"The Lantern" in seen.content
    assert "sandbox" in seen["Content-Security-Policy"]
    assert b"cannot be shown yet" in editor.post(look, form(navigation={"a": link("To the quay")})).content
    assert home_of("en").tagline == ""


def test_a_waiting_arrangement_keeps_waiting_and_brings_the_new_menu(editor: NewsroomClient) -> None:
    story, person, front = making.story(), account(Role.EDITOR, "Mira"), home_of("en")
    lead = (Fixed(slot=FrontSlot.LEAD, article=story.pk),)
    ArrangeFront(front=front.pk, fixed=(), notice=NoticeWords(text="Before")).execute(person)
    ArrangeFront(front=front.pk, fixed=(), notice=NoticeWords(text="Out now")).execute(person)
    at = timezone.now() + timedelta(hours=3)
    ArrangeFront(front=front.pk, fixed=lead, notice=NoticeWords(text="Later"), at=at).execute(person)
    assert editor.post(address(), form(navigation={"a": link("Diary", address="/diary/")})).status_code == 302
    out: Any = HomePage.objects.get(pk=front.pk)
    assert (out.notice_text, out.tagline) == ("Out now", "Light for all")
    waiting = out.scheduled_revision.as_object()
    assert out.scheduled_revision.approved_go_live_at == at
    assert (waiting.notice_text, waiting.tagline, len(waiting.pins.raw_data)) == ("Later", "Light for all", 1)
    back = PutBack(front=front.pk).execute(person)
    assert (back.notice_text, back.tagline, len(back.navigation.raw_data)) == ("Before", "Light for all", 1)


def test_pages_elsewhere_are_kept(editor: NewsroomClient, edition_file: Path) -> None:
    note_everything()
    sent = {
        "deed": "save",
        "social-row": ["a"],
        **{f"social-a-{k}": v for k, v in link("Fediverse", address="https://social.example/@lamp").items()},
    }
    assert editor.post(reverse("elsewhere"), sent).status_code == 302
    assert [each.label for each in paper(edition_file).social] == ["Fediverse"]
    assert rows_on(editor.get(reverse("elsewhere")), "social") == ["a"]
    assert len(PaperSettings.load().social.raw_data) == 1


def test_only_those_who_may_change_the_paper_do() -> None:
    front = home_of("en").pk
    for role in (Role.WRITER, Role.SECTION_EDITOR, Role.BRANCH_ORGANISER, Role.TREASURER):
        browser = browser_of(role)
        for where in (address(), reverse("elsewhere"), reverse("masthead_look", args=[front])):
            assert browser.post(where, form()).status_code in (302, 403)
            assert browser.get(where)["Location"] == "/newsroom/"
    assert home_of("en").tagline == ""
    with pytest.raises(Exception, match="may not"):
        ChangeMasthead(front=front, name="Mine", lists={}).execute(account(Role.WRITER, "another writer"))
    assert browser_of(Role.ADMINISTRATOR).get(reverse("masthead", args=[999999])).status_code == 404
