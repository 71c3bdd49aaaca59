"""Web addresses: fixed at first publication, never shared, never the paper's own."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from broadsheet.edition.store import Edition
from broadsheet.newsroom.compose import compose
from broadsheet.newsroom.models import ArticlePage, OldAddress, StandingPage
from broadsheet.newsroom.shelves import home_of, month_shelf
from tests.newsroom.making import draft_story, person, publish, section, standing_page, story

pytestmark = pytest.mark.django_db


def test_the_month_is_that_of_first_publication_in_the_papers_time_zone() -> None:
    page = draft_story("Night shift", slug="night-shift")
    page.first_published_at = datetime(2026, 10, 31, 22, 30, tzinfo=UTC)  # in Helsinki it is November
    page.live = True
    page.save()
    assert ArticlePage.objects.get(pk=page.pk).address() == "2026/11/night-shift/"


def test_a_published_story_keeps_its_address_whatever_is_edited_later() -> None:
    page = story("First words", slug="first")
    address = page.address()
    page.slug = "second"
    with pytest.raises(ValidationError, match="stays"):
        page.full_clean()
    page.refresh_from_db()
    page.title = "Other words"
    assert publish(page).address() == address


def test_a_draft_made_before_publication_does_not_take_the_address_back() -> None:
    page = draft_story("Early", slug="early")
    early = page.save_revision()
    page.slug = "late"
    published = publish(page)
    early.publish()
    assert ArticlePage.objects.get(pk=page.pk).address() == published.address()


def test_two_stories_of_one_month_never_share_an_address(edition_file: Path) -> None:
    home = home_of("en")
    pages = []
    for month in ("2026-10", "2026-11"):
        page = ArticlePage(title="Tide", slug="tide", locale=home.locale, live=False)
        month_shelf(home, month).add_child(instance=page)
        pages.append(publish(page))
    assert sorted(page.slug for page in pages) == ["tide", "tide-2"]
    assert compose().refusals == ()


@pytest.mark.parametrize("slug", ["issues", "archive", "2026", "newsroom", "_a", "de", "ru", "act", "campaigns"])
def test_addresses_of_the_paper_itself_are_refused_to_standing_pages(slug: str) -> None:
    home = home_of("en")
    with pytest.raises(ValidationError, match=slug):
        home.add_child(instance=StandingPage(title="Mine", slug=slug, locale=home.locale))


def test_below_another_page_most_addresses_are_free() -> None:
    about = standing_page("About", "about")
    about.add_child(instance=StandingPage(title="Archive", slug="archive", locale=about.locale))
    with pytest.raises(ValidationError, match="page"):
        about.add_child(instance=StandingPage(title="Page", slug="page", locale=about.locale))


def test_a_renamed_section_leaves_its_old_address(edition_file: Path) -> None:
    port = section("Port", slug="port")
    port.slug = "harbour"
    port = publish(port)
    compose()
    with Edition.open(edition_file) as edition:
        assert edition.find("sections/harbour/") == port.permanent_id
        assert [old[:2] for old in edition.old_addresses()] == [("/sections/port/", "sections/harbour/")]


def test_pages_below_a_renamed_page_move_and_leave_their_old_addresses(edition_file: Path) -> None:
    about = standing_page("About", "about")
    child = StandingPage(title="Contact", slug="contact", locale=about.locale)
    about.add_child(instance=child)
    child = publish(child)
    about = StandingPage.objects.get(pk=about.pk)
    about.slug = "us"
    publish(about)
    compose()
    with Edition.open(edition_file) as edition:
        assert edition.find("us/contact/") == child.permanent_id
    assert OldAddress.objects.get(page=child).path == "/about/contact/"


def test_another_language_has_its_own_root() -> None:
    page = story("Причал", language="ru", slug="причал")
    assert page.address().startswith("ru/")
    assert page.url.endswith(f"/{page.address()}")
    assert person("Ада", language="ru", slug="ада").address() == "ru/people/ада/"


def test_a_copied_story_is_another_story() -> None:
    page = story("Original", slug="original")
    copied = page.copy(update_attrs={"slug": "copied", "title": "Copied"}, keep_live=False)
    assert copied.permanent_id != page.permanent_id
    assert copied.month == ""


def test_a_long_headline_gives_an_address_that_can_stand() -> None:
    page = story("word " * 50)
    assert len(page.slug) <= 120


def test_an_event_ends_after_it_starts() -> None:
    from broadsheet.newsroom.models import EventPage

    starts = datetime(2026, 12, 1, 18, tzinfo=UTC)
    event = EventPage(title="Meeting", slug="meeting", starts=starts, ends=starts - timedelta(hours=1))
    with pytest.raises(ValidationError, match="ends before"):
        event.clean()
