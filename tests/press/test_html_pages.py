"""What every page of the sample paper must be, whatever its kind."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from broadsheet.edition.blocks import Footnote, Inline, Paragraph
from broadsheet.edition.records import Article, Event
from tests.press.html_trees import dead_links, parsed, press, printed_sample
from tests.press.sample_paper import PAPER, STORIES, sample_edition

OTHER_OUTPUTS = re.compile(r"_a/[0-9a-f]{16}/.*|.*(feed\.atom|feed\.json|\.ics|card\.png|sitemap\.xml)")
"""What pages link to and other outputs print."""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return printed_sample(tmp_path_factory.mktemp("sample"))


def pages(tree: Path) -> Iterator[tuple[str, object]]:
    found = sorted(tree.rglob("*.html"))
    assert len(found) > 50
    for path in found:
        yield str(path.relative_to(tree)), parsed(path)


def story(tree: Path, path: str = "2026/11/rota/index.html") -> str:
    return (tree / path).read_text(encoding="utf-8")


def graph(text: str) -> dict[str, dict]:
    """The page's structured data by type."""
    found = re.search(r"<script type=\"application/ld\+json\"[^>]*>(.*?)</script>", text, re.DOTALL)
    assert found
    return {str(part["@type"]): part for part in json.loads(found[1])["@graph"]}


def test_a_strict_parser_finds_no_error(tree) -> None:
    assert sum(1 for _ in pages(tree)) > 50


def test_links_between_pages_are_relative_name_the_file_and_lead_somewhere(tree) -> None:
    assert dead_links(tree, PAPER.address, OTHER_OUTPUTS) == []


def test_a_link_that_leads_nowhere_is_found(tree, tmp_path) -> None:
    for name in ("nowhere/index.html", "/index.html", "../index.html", PAPER.address + "gone/"):
        (tmp_path / "index.html").write_text(f'<a href="{name}">x</a>', encoding="utf-8")
        assert dead_links(tmp_path, PAPER.address, OTHER_OUTPUTS) == [f"index.html: {name}"]


def test_every_page_is_reached_from_the_front(tree) -> None:
    waiting, reached = ["index.html"], {"index.html"}
    while waiting:
        name = waiting.pop()
        for element in parsed(tree / name).iter("a"):
            target = urlsplit(element.get("href") or "").path
            path = ((tree / name).parent / unquote(target)).resolve()
            if target and path.suffix == ".html" and path.is_file():
                found = str(path.relative_to(tree.resolve()))
                if found not in reached:
                    reached.add(found)
                    waiting.append(found)
    everything = {str(path.relative_to(tree)) for path in tree.rglob("*.html")} - {"404.html", "ar/404.html"}
    assert everything - reached == set()


def test_anchors_exist_and_ids_are_unique(tree) -> None:
    for name, page in pages(tree):
        ids = [element.get("id") for element in page.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), name
        for element in page.iter("a"):
            target = element.get("href") or ""
            if target.startswith("#"):
                assert target[1:] in ids, (name, target)


def test_headings_never_skip_a_level_and_there_is_one_h1(tree) -> None:
    for name, page in pages(tree):
        levels = [int(element.tag[1]) for element in page.iter() if re.fullmatch(r"h[1-6]", str(element.tag))]
        assert levels.count(1) == 1, name
        assert all(after <= before + 1 for before, after in pairwise(levels)), (name, levels)


def test_no_page_brings_code_of_its_own(tree) -> None:
    for name, page in pages(tree):
        for element in page.iter():
            assert element.tag != "style", name
            assert not [each for each in element.attrib if each == "style" or each.startswith("on")], name
            if element.tag == "script":
                assert element.get("src") or element.get("type") == "application/ld+json", name
        text = (tree / name).read_text(encoding="utf-8")
        assert "unsafe-inline" not in text
        assert ("wasm-unsafe-eval" in text) == name.endswith("search/index.html")
        assert name.endswith("404.html") or "Content-Security-Policy" in text


def test_nothing_is_loaded_from_elsewhere(tree) -> None:
    for name, page in pages(tree):
        for element in page.iter():
            if element.tag in ("img", "script", "audio", "source", "link") and element.get("rel") not in (
                "canonical",
                "alternate",
            ):
                loaded = [element.get("src"), element.get("srcset"), element.get("href")]
                assert not [each for each in loaded if each and "://" in each], name


def test_the_address_for_others_is_absolute_and_names_no_file(tree) -> None:
    text = story(tree)
    address = f"{PAPER.address}2026/11/rota/"
    assert f'<link rel="canonical" href="{address}">' in text
    assert f'<meta property="og:url" content="{address}">' in text
    assert f'value="{address}"' in text
    assert f"https://share.example/?u={'https%3A%2F%2Flamp.example%2F2026%2F11%2Frota%2F'}" in text


def test_a_story_tells_machines_everything(tree) -> None:
    article = graph(story(tree))["NewsArticle"]
    needed = (
        "headline datePublished dateModified author publisher image mainEntityOfPage inLanguage articleSection "
        "isPartOf isAccessibleForFree license"
    )
    assert not [name for name in needed.split() if not article.get(name)]
    assert article["isPartOf"]["@type"] == "PublicationIssue"
    assert article["isPartOf"]["issueNumber"] == "1042"
    assert [author["name"] for author in article["author"]] == ["Ines Corvo", "Tomas Welk"]
    assert article["dateModified"] == "2026-11-24T07:00:00Z"


def test_an_unsigned_story_is_the_papers_own_word(tmp_path) -> None:
    with sample_edition(tmp_path / "edition.db") as edition:
        edition.write([replace(STORIES[0], bylines=())])
        press(edition, tmp_path)
    author = graph(story(tmp_path / "site"))["NewsArticle"]["author"]
    assert (author["@type"], author["name"]) == ("Organization", PAPER.publisher)


def test_the_manifest_names_icons_for_home_screens_that_are_there(tree) -> None:
    icons = json.loads((tree / "ar/manifest.webmanifest").read_text())["icons"]
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in icons}
    assert [icon for icon in icons if not (tree / "ar" / icon["src"]).is_file()] == []


def test_a_story_without_a_picture_shares_its_card(tree) -> None:
    assert graph(story(tree, "2026/11/ferry/index.html"))["NewsArticle"]["image"]["url"].endswith(
        "2026/11/ferry/card.png"
    )


def test_a_review_an_issue_an_event_say_what_they_are(tree) -> None:
    review = graph(story(tree, "2025/03/book/index.html"))["Review"]
    assert review["itemReviewed"]["name"] == "Rule Book of the Quay"
    issue = graph(story(tree, "issues/1042/index.html"))["PublicationIssue"]
    assert len(issue["hasPart"]) == 3
    event = graph(story(tree, "diary/2026/11/rota-meeting/index.html"))["Event"]
    assert event["startDate"] == "2026-11-26T09:00:00Z"
    assert graph(story(tree))["BreadcrumbList"]["itemListElement"][1]["name"] == "Issue 1042"


def test_structured_data_cannot_end_its_element(tree) -> None:
    text = story(tree, "2025/03/book/index.html")
    assert "<The" not in text.replace("&lt;The", "")
    assert (
        graph(text)["BreadcrumbList"]["itemListElement"][-1]["name"]
        == "A rule book worth reading: <The Quay> & its hours"
    )


def test_a_picture_whose_rights_ran_out_is_shown_nowhere(tree) -> None:
    assert "Rights have run out" not in story(tree)
    assert "Never shown" not in story(tree)


def test_a_link_to_what_is_gone_becomes_its_words(tree) -> None:
    assert "A story since withdrawn said so too" in re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", story(tree)))
    assert "a-gone" not in story(tree)


def test_links_in_kept_html_lead_to_the_story_or_become_their_words(tree) -> None:
    raw = re.search(r'<div class="raw">(.*?)</div>', story(tree), re.DOTALL)
    assert raw is not None
    assert "<a>a dead one</a>" in raw[1]
    way = re.search(r'<a title="a > b" href="([^"]*)#facts"', raw[1])
    assert way is not None
    assert (tree / "2026/11/rota" / way[1]).resolve().is_file()


def test_every_page_says_once_on_paper_where_it_stands(tree) -> None:
    for name, root in pages(tree):
        if name.endswith("404.html"):
            continue
        lines = ["".join(each.itertext()) for each in root.iter() if each.get("class") == "printed"]
        assert len(lines) == 1, name
        assert lines[0].split()[-1].startswith("https://"), name


def test_a_missing_page_follows_the_readers_colours_with_no_style_of_its_own(tree) -> None:
    text = (tree / "404.html").read_text()
    assert '<meta name="color-scheme" content="light dark">' in text
    assert "<style" not in text


def test_a_call_that_is_over_says_so_and_leads_nowhere(tree) -> None:
    text = story(tree)
    assert "This has ended." in text
    assert "https://sign.example" not in text
    assert "https://fund.example/" in text


def test_a_note_leads_there_and_back(tree) -> None:
    text = story(tree)
    assert 'id="ref-1" href="#note-1"' in text
    assert 'id="note-1"' in text
    assert 'href="#ref-1"' in text


def test_the_mark_of_a_note_is_raised_once_however_it_was_written(tmp_path: Path) -> None:
    with sample_edition(tmp_path / "edition.db") as edition:
        report = next(record for each in edition.ids("article") if isinstance(record := edition.read(each), Article))
        ways = (
            '<a href="note:1">1</a>.',
            '<a href="note:2"><sup>2</sup></a>.',
            '<sup><a href="note:3">3</a>, <a href="note:4">4</a></sup> and 5<sup>th</sup> <a href="note:5">5</a>.',
        )
        notes = [Footnote(label=str(label), text=Inline("So they say.")) for label in range(1, 6)]
        edition.write([replace(report, body=(*(Paragraph(text=Inline(way)) for way in ways), *notes))])
        press(edition, tmp_path)
        line = edition.line(report.id)
        assert line is not None
    page = (tmp_path / "site" / line.path / "index.html").read_text(encoding="utf-8")
    assert page.count("doc-noteref") == 5
    assert not re.search(r"<sup>(?:(?!</sup>).)*<sup>", page)
    assert re.search(r'<sup><a[^>]*href="#note-3"[^>]*>3</a>, <a[^>]*href="#note-4"[^>]*>4</a></sup>', page)
    assert re.search(r'<sup>th</sup> <sup><a[^>]*href="#note-5"', page)


def test_the_current_story_is_marked_in_the_contents_of_its_issue(tree) -> None:
    assert story(tree).count('aria-current="page"') == 1
    assert re.search(r'aria-current="page" href="\.\./\.\./\.\./2026/11/rota/index\.html"', story(tree))


def test_a_section_may_have_calls_of_its_own(tree) -> None:
    assert "Crew the rescue boat" in story(tree, "2026/11/ferry/index.html")
    assert "Crew the rescue boat" not in story(tree)
    assert "Subscribe" in story(tree)


def test_language_versions_name_each_other(tree) -> None:
    english, arabic = story(tree), story(tree, "ar/2026/11/rota-ar/index.html")
    for text in (english, arabic):
        assert '<link rel="alternate" hreflang="ar" href="https://lamp.example/ar/2026/11/rota-ar/">' in text
        assert '<link rel="alternate" hreflang="en" href="https://lamp.example/2026/11/rota/">' in text
    assert '<html lang="ar" dir="rtl">' in arabic


def test_the_index_of_a_year_names_every_story_person_place_and_topic(tree) -> None:
    text = story(tree, "archive/2026/index/index.html")
    for title in (
        "Dockers refuse the rota",
        "Inspectors found",
        "Ines Corvo",
        "Amal Reza",
        "North quay",
        "The winter rota",
    ):
        assert title in text
    assert "A rule book" not in text


def test_an_event_called_off_stays_in_every_list_and_says_so(tmp_path: Path) -> None:
    with sample_edition(tmp_path / "edition.db") as edition:
        event = next(record for each in edition.ids("event") if isinstance(record := edition.read(each), Event))
        branch = next(iter(edition.ids("branch")))
        report = next(iter(edition.ids("article")))
        before = edition.line(event.id)
        assert before is not None
        edition.write([replace(event, cancelled=True, branch=branch, online="https://meet.example/x", report=report)])
        press(edition, tmp_path, now=event.starts + timedelta(days=2))
    page = (tmp_path / "site" / before.path / "index.html").read_text(encoding="utf-8")
    assert "Cancelled" in page
    assert 'href="https://meet.example/x"' in page
    assert "EventCancelled" in page
    assert "Our report" in page
    month = tmp_path / "site" / Path(before.path).parent / "index.html"
    assert "Cancelled" in month.read_text(encoding="utf-8")
