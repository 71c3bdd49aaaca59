"""Sitemaps: everything is named once, the news is fresh, the index leads to all of them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from lxml import etree

from broadsheet.press.outputs.sitemaps import LONGEST, Sitemaps, maps_of
from tests.press.outputs_sample import NOW, at, press_of, sample_records

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
ROOT = "https://lamp.example/"


@pytest.fixture
def press(tmp_path):
    press = press_of(tmp_path, sample_records(), (Sitemaps(),))
    press.print()
    return press


def named(press, path: str) -> list[str]:
    return [each.text.removeprefix(ROOT) for each in etree.fromstring(press.read(path)).iter(f"{SITEMAP}loc")]


def test_the_index_names_every_map_there_is(press) -> None:
    assert sorted(named(press, "sitemap.xml")) == sorted(path for path in press.tree() if path != "sitemap.xml")


def test_every_record_with_a_page_is_named_exactly_once(press) -> None:
    pages = [page for path in named(press, "sitemap.xml") if "news" not in path for page in named(press, path)]
    lines = [line for record in sample_records() if (line := press.edition.line(record.id))]
    assert len(pages) == len(set(pages))
    for line in lines:
        path = line.path if line.path.isascii() else "ar/2026/11/%D8%B9%D9%85%D8%A7%D9%84/"
        assert path in pages


def test_language_versions_are_named_beside_each_other(press) -> None:
    [url] = etree.fromstring(press.read("sitemaps/ru/month-2026-11.xml"))
    versions = {each.get("hreflang"): each.get("href") for each in url.iter(f"{XHTML}link")}
    assert versions == {"en": f"{ROOT}2026/11/dockers-stop/", "ru": f"{ROOT}ru/2026/11/dokery/"}


def test_a_story_is_news_for_two_days_and_the_map_says_when_it_is_due(press) -> None:
    assert named(press, "news-sitemap.xml") == ["2026/11/dockers-stop/"]
    over = at(23) + timedelta(days=2)
    report = press.print(over - timedelta(seconds=1))
    assert report.printed == ()
    assert report.next_due == int(over.timestamp())
    report = press.print(over)
    assert set(report.printed) == {"news-sitemap.xml", "ru/news-sitemap.xml"}
    assert named(press, "news-sitemap.xml") == [""]


def test_a_changed_headline_leaves_the_months_map_alone(press) -> None:
    records = {record.id: record for record in sample_records()}
    story = records["story-old"]
    press.edition.write([replace(story, title="Before it all")])
    assert press.print().printed == ()


def test_a_very_long_list_has_several_maps() -> None:
    specs = list(maps_of("people/en", 2 * LONGEST + 1))
    assert [spec.path for spec in specs] == [f"sitemaps/en/people{tail}.xml" for tail in ("", "-2", "-3")]


def test_lists_that_are_no_pages_have_no_map() -> None:
    assert list(maps_of("work/strike", 2)) == []


def test_now_plays_no_part_but_for_news(tmp_path, press) -> None:
    later = press_of(tmp_path / "later", sample_records(), (Sitemaps(),))
    later.print(NOW.replace(year=2030))
    differing = {path for path, data in later.tree().items() if data != press.tree()[path]}
    assert differing == {"news-sitemap.xml", "ru/news-sitemap.xml"}
