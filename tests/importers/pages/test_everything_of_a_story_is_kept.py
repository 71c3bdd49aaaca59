import pytest

from broadsheet.importers.pages.extraction import ExtractedPage, extract_page
from tests.importers.pages.saved_pages import PAGES, SavedPage


def extracted(page: SavedPage) -> ExtractedPage:
    return extract_page(page.content, url=page.address)


@pytest.fixture(params=PAGES, ids=lambda page: page.name, name="page")
def a_page(request: pytest.FixtureRequest) -> SavedPage:
    return request.param


def test_every_word_of_the_story_is_kept(page):
    text = " ".join(extracted(page).text.split())
    assert [words for words in page.kept if " ".join(words.split()) not in text] == []


def test_links_pictures_and_forms_are_kept_with_whole_addresses(page):
    markup = extracted(page).html
    assert [mark for mark in page.marks if mark not in markup] == []


def test_what_stands_around_the_story_is_not_in_it(page):
    found = extracted(page)
    assert [words for words in page.gone if words in found.html or words in found.text] == []


def test_headline_byline_date_and_language_are_given_beside_the_story(page):
    found = extracted(page)
    assert (found.title, found.byline, found.date) == (page.title, page.byline, page.date)
    assert page.language in ("", found.language)


def test_the_headline_is_not_in_the_story_as_well(page):
    assert page.title not in extracted(page).text.split("\n")
