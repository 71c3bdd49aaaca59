"""Feeds: valid by their formats, whole stories with absolute addresses, moments from records only."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from broadsheet.edition.records import Article
from broadsheet.press.outputs.feed_entries import NEWEST, Author, Entry, Feed
from broadsheet.press.outputs.feeds import atom, json_feed
from tests.press.outputs_sample import at, press_of, sample_records

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    press = press_of(tmp_path_factory.mktemp("feeds"), sample_records())
    assert press.print().failures == ()
    return press


def entries(press, path: str):
    found = feedparser.parse(press.read(path))
    assert not found.bozo
    return found.entries


def test_every_feed_reads_without_complaint_and_has_what_its_format_asks(press) -> None:
    paths = [path for path in press.tree() if path.endswith("feed.atom")]
    assert len(paths) == 3 + 2 + 1 + 1 + 2
    for path in paths:
        root = etree.fromstring(press.read(path))
        assert not feedparser.parse(press.read(path)).bozo
        for part in (root, *root.findall(f"{ATOM}entry")):
            assert all(part.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))


def test_the_papers_feed_carries_whole_stories(press) -> None:
    [entry] = [each for each in entries(press, "feed.atom") if each.id.endswith("dockers-stop/")]
    content = entry.content[0].value
    for words in (
        "stop work",
        "What they ask",
        "£40 a shift",
        "We load it",
        "In figures",
        "The rent.",
        "It owns the quay",
    ):
        assert words in content
    assert "Correction" in content


def test_addresses_in_a_story_are_absolute_and_nothing_in_it_runs(press) -> None:
    raw = press.read("sections/work/feed.atom").decode()
    root = etree.HTML(etree.fromstring(raw.encode()).findtext(f"{ATOM}entry/{ATOM}content"))
    addresses = root.xpath("//@href | //@src")
    assert "https://lamp.example/old/page" in addresses
    assert [link.get("href") for link in root.iter("a") if link.text == "vote"] == [
        "https://lamp.example/2026/10/before/"
    ]
    assert all(address.startswith("https://") for address in addresses)
    assert root.xpath("//script | //@onclick | //iframe") == []


def test_topics_persons_and_branches_have_standfirsts_only(press) -> None:
    for path in ("topics/docks/feed.atom", "people/ida-quay/feed.atom", "branches/north/feed.atom"):
        found = entries(press, path)
        assert "The quays are still." in [entry.get("summary") for entry in found]
        assert all("content" not in entry for entry in found)


def test_a_persons_feed_has_stories_by_and_about_her(press) -> None:
    assert [entry.title for entry in entries(press, "people/ida-quay/feed.atom")] == [
        "Dockers stop <work> & “walk”",
        "Before the strike",
    ]


def test_an_entry_names_its_contributors_and_when_it_was_last_put_right(press) -> None:
    [entry] = [each for each in entries(press, "feed.atom") if each.id.endswith("dockers-stop/")]
    assert [author.name for author in entry.authors] == ["Ida Quay", "Jo Rope"]
    assert entry.updated == "2026-11-24T10:00:00Z"
    assert [tag.term for tag in entry.tags] == ["Work & pay", "Docks"]


def test_a_feed_without_stories_is_a_feed(press) -> None:
    assert entries(press, "sections/nothing/feed.atom") == []
    assert feedparser.parse(press.read("sections/nothing/feed.atom")).feed.updated == "1970-01-01T00:00:00Z"


def test_the_json_feed_has_language_authors_picture_and_moments(press) -> None:
    value = json.loads(press.read("feed.json"))
    assert value["version"] == "https://jsonfeed.org/version/1.1"
    assert value["language"] == "en"
    [item] = [each for each in value["items"] if each["id"].endswith("dockers-stop/")]
    assert item["content_text"] == "The quays are still."
    assert item["authors"][0] == {"name": "Ida Quay", "url": "https://lamp.example/people/ida-quay/"}
    assert item["image"].startswith("https://lamp.example/_a/")
    assert item["date_published"] == "2026-11-23T09:00:00Z"


def test_a_language_has_its_own_feed_of_its_own_stories(press) -> None:
    found = feedparser.parse(press.read("ar/feed.atom"))
    assert found.feed.title == "مصباح الميناء"
    assert 'dir="rtl"' in found.entries[0].content[0].value


def test_a_feed_has_the_newest_fifty(tmp_path) -> None:
    stories = [
        Article(
            id=f"s{number}", language="en", title=f"Story {number}", slug=f"s{number}", month="2026-11",
            published=at(1 + number // 24, number % 24),
        )
        for number in range(NEWEST + 5)
    ]  # fmt: skip
    press = press_of(tmp_path, [*sample_records()[:1], *stories])
    press.print()
    found = entries(press, "feed.atom")
    assert [found[0].title, found[-1].title, len(found)] == [f"Story {NEWEST + 4}", "Story 5", NEWEST]


@pytest.mark.parametrize("year", [1, 9999])
def test_the_first_and_last_years_have_moments_too(tmp_path, year) -> None:
    moment = datetime(year, 1, 1, tzinfo=UTC)
    press = press_of(tmp_path, [*sample_records()[:1], a_story(published=moment, month=f"{year:04}-01")])
    assert press.print().failures == ()
    assert f"<published>{year:04}-01-01T00:00:00Z</published>".encode() in press.read("feed.atom")
    assert etree.fromstring(press.read("news-sitemap.xml")) is not None


def a_story(**changes) -> Article:
    story = Article(id="one", language="en", title="One", slug="one", month="2026-11", published=at(23))
    return replace(story, **changes)


naughty = st.text(st.characters(codec=None), max_size=40)


@given(naughty, naughty, naughty)
def test_whatever_the_words_are_the_feeds_are_well_formed(title, summary, name) -> None:
    entry = Entry(
        address="https://lamp.example/a/", title=title, language="en", published="2026-11-23T09:00:00Z",
        updated="2026-11-23T09:00:00Z", summary=summary, authors=(Author(name=name),), categories=(title,), image="",
    )  # fmt: skip
    feed = Feed(
        title=title, subtitle=summary, home="https://lamp.example/", address="https://lamp.example/feed.atom",
        language="en", publisher=Author(name=name), rights=summary, updated="2026-11-23T09:00:00Z", entries=(entry,),
    )  # fmt: skip
    assert etree.fromstring(atom(feed, None).encode()).tag == f"{ATOM}feed"
    json.loads(json_feed(feed).encode())
