"""An unpublished page is seen as the press would print it, by those who may, and nothing of it is kept."""

from typing import Any

import pytest
from django.core import signing
from django.test import Client, RequestFactory

from broadsheet.edition.records import Article
from broadsheet.edition.store import Edition
from broadsheet.newsroom.compose import compose, note_everything
from broadsheet.newsroom.compose.previews import front_as_printed, page_as_printed
from broadsheet.newsroom.models import Byline, HomePage
from broadsheet.newsroom.previews import PreviewLink, PreviewToken, shown
from tests.newsroom import making

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def paper(edition_file: Any) -> None:
    """An edition with the paper in it."""
    note_everything()
    compose()


def serial(edition_file: Any) -> int:
    with Edition.open(edition_file) as edition:
        return edition.serial


def test_a_draft_is_shown_with_its_unsaved_words_and_nothing_is_kept(edition_file: Any) -> None:
    page = making.draft_story("Cranes stand still", body=[("text", "<p>Not yet out.</p>")])
    page.standfirst = "Words nobody saved"
    page.bylines = [Byline(printed_name="Marta Oyelaran")]
    before = serial(edition_file)
    text = shown(page_as_printed(page)).decode()
    for words in ("Cranes stand still", "Words nobody saved", "Marta Oyelaran", "Not yet out."):
        assert words in text
    assert serial(edition_file) == before
    with Edition.open(edition_file) as edition:
        assert list(edition.ids(Article.kind)) == []


def test_wagtails_preview_is_the_press_s_page() -> None:
    page = making.draft_story("Cranes stand still")
    answer = page.serve_preview(RequestFactory().get("/"), "")
    assert answer.status_code == 200
    assert b'property="og:title"' in answer.content
    assert "sandbox" in answer["Content-Security-Policy"]


def test_what_cannot_be_published_says_why() -> None:
    page = making.draft_story("Cranes stand still")
    page.slug = "x" * 300
    answer = page.serve_preview(RequestFactory().get("/"), "")
    assert b"cannot be shown yet" in answer.content


def test_a_picture_not_yet_cut_is_cut_when_it_is_looked_at(client: Client) -> None:
    page = making.draft_story(picture=making.picture(), picture_alt="A crane")
    text = shown(page_as_printed(page)).decode()
    base = text.partition('<base href="')[2].partition('"')[0]
    name = text.partition("_a/")[2]
    path = next(part for part in text.split('"') if "_a/" in part and part.endswith(".jpg"))
    prefix = base[: base.index("/", len("/newsroom/preview/"))]
    answer = client.get(f"{prefix}/_a/{path.rpartition('_a/')[2].split(' ')[0]}")
    assert name
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/jpeg"
    assert client.get(f"{prefix}/_a/0000.jpg").status_code == 404


@pytest.mark.parametrize("path", ["../newsroom.db", "%2e%2e/newsroom.db", "x/../../secret.key"])
def test_nothing_outside_the_tree_is_served(client: Client, path: str) -> None:
    token = PreviewToken().signed()
    assert client.get(f"/newsroom/preview/{token}/{path}").status_code in {400, 404}
    assert client.get(f"/newsroom/preview/{token}x/index.html").status_code == 404


def test_somebody_outside_sees_one_version_until_the_link_ends(client: Client, monkeypatch: Any) -> None:
    page = making.draft_story("Cranes stand still")
    first = page.save_revision()
    page.title = "Cranes move again"
    page.save_revision()
    address = PreviewLink(revision=first.pk, days=3).address()
    answer = client.get(address)
    assert b"Cranes stand still" in answer.content
    assert b"Cranes move again" not in answer.content
    assert client.get(f"{address[:-3]}x/").status_code == 404
    now = signing.time.time
    monkeypatch.setattr(signing.time, "time", lambda: now() + 4 * 24 * 3600)
    assert client.get(address).status_code == 404


def test_a_front_is_shown_with_its_unsaved_notice() -> None:
    front = HomePage.objects.get(locale__language_code="en")
    front.notice_text = "Printed on Friday this week"
    assert b"Printed on Friday this week" in shown(front_as_printed(front))
    russian = HomePage.objects.get(locale__language_code="ru")
    russian.notice_text = "Только на русском"
    assert "Только на русском".encode() in shown(front_as_printed(russian))
