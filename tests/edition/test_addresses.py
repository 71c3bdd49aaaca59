"""Addresses: permanent, within bounds, and never in the paper's own way."""

from datetime import UTC, date, datetime

import pytest

from broadsheet.edition.addresses import address_of, check_slug, check_standing_path
from broadsheet.edition.records import Article, Event, Issue, Person, StandingPage
from broadsheet.errors import MalformedRecordError

NOON = datetime(2026, 11, 5, 12, tzinfo=UTC)


def test_each_kind_lies_where_readers_expect_it() -> None:
    story = Article(id="s", language="en", title="S", slug="on-strike", month="2026-11", published=NOON)
    event = Event(id="e", language="en", title="E", slug="meeting", month="2026-12", starts=NOON)
    assert address_of(story, "en") == "2026/11/on-strike/"
    assert address_of(story, "ru") == "en/2026/11/on-strike/"
    assert address_of(event, "en") == "diary/2026/12/meeting/"
    assert address_of(Issue(id="i", language="en", number=7, day=date(2026, 1, 1)), "en") == "issues/7/"
    assert address_of(Issue(id="i", language="en", number=7, volume=3, day=date(2026, 1, 1)), "en") == "issues/3-7/"
    assert address_of(Person(id="p", language="kk", title="P", slug="әли"), "en") == "kk/people/әли/"
    page = StandingPage(id="p", language="en", title="Contact", path="about/contact")
    assert address_of(page, "en") == "about/contact/"


@pytest.mark.parametrize("slug", ["a", "on-strike", "2026", "ереуіл", "a_b", "x" * 120])
def test_letters_digits_and_single_hyphens_make_an_address(slug: str) -> None:
    check_slug(slug)


@pytest.mark.parametrize("slug", ["", "-a", "a--b", "a b", "a/b", "..", "a.b", "x" * 121, "ш" * 121, "<b>", "a\x00"])
def test_other_slugs_are_refused(slug: str) -> None:
    with pytest.raises(MalformedRecordError):
        check_slug(slug)


@pytest.mark.parametrize(
    "path",
    ["issues", "sections/x", "2026", "1999/x", "newsroom", "campaigns", "act", "dossiers", "_a", "ru", "about/page"],
)
def test_the_papers_own_addresses_are_refused_to_standing_pages(path: str) -> None:
    with pytest.raises(MalformedRecordError):
        check_standing_path(path)


def test_standing_pages_may_lie_in_a_tree() -> None:
    check_standing_path("about/contact/press-office")
