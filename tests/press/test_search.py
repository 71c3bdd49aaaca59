"""Search for readers: which pages are indexed together and when, and that a browser finds them."""

import gzip
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.errors import DestinationFullError, NoRoomError
from broadsheet.press.job import PressJob
from broadsheet.press.output import PressSettings
from broadsheet.press.outputs import search
from broadsheet.press.outputs.search import INDEX_FOLDER, LIST_FILE, SearchIndexer
from broadsheet.press.outputs.search_bundles import PAGES_AT_MOST, SearchedPage, bundle_list, bundles_of, read_page
from tests.machine.quiet_server import serving
from tests.machine.small_disk import Ballast
from tests.press.sample_paper import sample_edition

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SCRIPT = Path(search.__file__).with_name("search_page.js")


def page(path: str, language: str = "en") -> SearchedPage:
    return SearchedPage(path=path, language=language, digest=path.encode())


pages = st.lists(
    st.builds(
        lambda language, year, month, number: page(
            f"{year}/{month:02}/story-{number}/index.html" if year else f"page-{number}/index.html", language
        ),
        st.sampled_from(["en", "ru", "ar"]),
        st.sampled_from([0, 2024, 2025, 2026]),
        st.integers(1, 12),
        st.integers(0, 2000),
    ),
    max_size=60,
    unique_by=lambda found: found.path,
)


@given(pages)
def test_every_page_is_in_exactly_one_bundle_of_its_language(found) -> None:
    bundles = bundles_of(found, 2026)
    assert sorted(page.path for bundle in bundles for page in bundle.pages) == sorted(page.path for page in found)
    assert all(page.language == bundle.language for bundle in bundles for page in bundle.pages)


@given(pages)
def test_each_language_has_one_primary_bundle_and_it_is_listed_first(found) -> None:
    bundles = bundles_of(found, 2026)
    primary = [bundle for bundle in bundles if bundle.primary]
    assert sorted(bundle.language for bundle in primary) == sorted({page.language for page in found})
    listed = bundle_list(bundles)
    assert all(listed[bundle.language][0] == f"{bundle.name}/" for bundle in primary)
    assert sorted(name for names in listed.values() for name in names) == sorted(f"{each.name}/" for each in bundles)


def test_the_current_year_has_a_bundle_a_month_and_earlier_years_one_each() -> None:
    found = bundles_of([page("2026/11/a/index.html"), page("2026/10/b/index.html"), page("2025/01/c/index.html")], 2026)
    assert [bundle.name for bundle in found] == ["en/2025", "en/2026-10", "en/2026-11"]


def test_months_are_merged_when_their_year_is_over() -> None:
    found = bundles_of([page("2026/11/a/index.html"), page("2026/10/b/index.html")], 2027)
    assert [bundle.name for bundle in found] == ["en/2026"]


def test_no_bundle_has_more_pages_than_one_call_takes() -> None:
    found = bundles_of([page(f"2025/01/s{number}/index.html") for number in range(PAGES_AT_MOST + 1)], 2026)
    assert [len(bundle.pages) for bundle in found] == [PAGES_AT_MOST, 1]


def test_a_page_without_a_marked_body_is_not_searched() -> None:
    assert read_page("a/index.html", b'<html lang="en"><body><main>x') is None


# ---- indexing for real

WORDS = {
    "en": ("Dockers stop the cranes", "The harbour workers voted for a strike on Monday."),
    "ru": ("Докеры остановили краны", "Рабочие порта проголосовали за забастовку."),
    "ar": ("عمال الميناء يوقفون الرافعات", "صوت العمال في الميناء على الإضراب."),
}


def write_page(tree: Path, path: str, language: str, title: str, text: str) -> str:
    target = tree / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(
        f'<!DOCTYPE html><html lang="{language}"><title>{title}</title><nav>menu</nav>'
        f"<main data-pagefind-body><h1>{title}</h1><p>{text}</p></main></html>",
        encoding="utf-8",
    )
    return path


def write_pages(folder: Path, *languages: str) -> None:
    for language in languages:
        title, text = WORDS[language]
        root = "" if language == "en" else f"{language}/"
        write_page(folder, f"{root}2026/11/cranes/index.html", language, title, text)
        write_page(folder, f"{root}2025/03/earlier/index.html", language, title, text)
        write_page(folder, f"{root}about/index.html", language, title, text)


@pytest.fixture
def tree(tmp_path) -> Path:
    folder = tmp_path / "site"
    write_pages(folder, "en")
    return folder


@pytest.fixture
def indexer(tree, tmp_path) -> SearchIndexer:
    return SearchIndexer(tree, tmp_path / "state")


def bundles_in(tree: Path) -> list[str]:
    return sorted(str(path.parent.relative_to(tree / INDEX_FOLDER)) for path in tree.rglob("pagefind-entry.json"))


def unpacked(file: Path) -> bytes:
    return gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd")


def readable(tree: Path) -> dict[tuple[str, str], str]:
    """What the index would find: the words of each page, by bundle and path; only files that a reader is led to."""
    found = {}
    for bundle in bundles_in(tree):
        folder = tree / INDEX_FOLDER / bundle
        languages = json.loads((folder / "pagefind-entry.json").read_text())["languages"]
        for language in languages.values():
            contents = unpacked(folder / f"pagefind.{language['hash']}.pf_meta")
            named = [file for file in folder.glob("fragment/*.pf_fragment") if file.stem.encode() in contents]
            assert len(named) == language["page_count"]
            for value in map(json.loads, map(unpacked, named)):
                found[bundle, value["url"].lstrip("/")] = value["content"]
    return found


def test_the_first_call_looks_at_the_whole_tree_and_keeps_languages_apart(tree, indexer) -> None:
    write_pages(tree, "ru")
    report = indexer.index((), NOW)
    assert report.pages == 6
    assert report.remaining == 0
    assert bundles_in(tree) == [f"{lang}/{period}" for lang in ("en", "ru") for period in ("2025", "2026-11", "pages")]
    listed = json.loads((tree / LIST_FILE).read_text())
    assert listed["ru"] == ["ru/pages/", "ru/2026-11/", "ru/2025/"]


def test_a_damaged_memory_only_means_indexing_everything_again(tree, indexer, tmp_path) -> None:
    indexer.index((), NOW)
    (tmp_path / "state/search.db").write_bytes(b"no database" * 500)
    assert indexer.index((), NOW).pages == 3


def test_only_the_primary_bundle_carries_the_program(tree, indexer) -> None:
    indexer.index((), NOW)
    carriers = sorted(path.parent.name for path in tree.rglob("pagefind.js"))
    assert carriers == ["pages"]


def test_nothing_is_indexed_again_when_no_page_changed(tree, indexer) -> None:
    indexer.index((), NOW)
    report = indexer.index(["2026/11/cranes/index.html"], NOW + timedelta(hours=1))
    assert report.built == ()


def test_only_the_bundle_of_a_changed_page_is_made_again(tree, indexer) -> None:
    indexer.index((), NOW)
    path = write_page(tree, "2026/11/cranes/index.html", "en", "Cranes", "Work resumed.")
    assert indexer.index([path], NOW + timedelta(minutes=10)).built == ("en/2026-11",)


def test_within_ten_minutes_changes_wait_and_are_not_forgotten(tree, indexer) -> None:
    indexer.index((), NOW)
    path = write_page(tree, "2026/11/cranes/index.html", "en", "Cranes", "Work resumed.")
    report = indexer.index([path], NOW + timedelta(minutes=9))
    assert report.waits_until == NOW + timedelta(minutes=10)
    assert report.built == ()
    assert indexer.index((), NOW + timedelta(minutes=10)).built == ("en/2026-11",)


def test_a_clock_that_was_set_back_makes_search_wait_for_nothing(tree, indexer) -> None:
    indexer.index((), NOW + timedelta(days=400))
    path = write_page(tree, "2026/11/cranes/index.html", "en", "Cranes", "Work resumed.")
    report = indexer.index([path], NOW)
    assert report.waits_until is None
    assert "en/2026-11" in report.built


def test_a_withdrawn_page_leaves_the_index_and_an_empty_bundle_goes(tree, indexer) -> None:
    indexer.index((), NOW)
    (tree / "2025/03/earlier/index.html").unlink()
    report = indexer.index(["2025/03/earlier/index.html"], NOW + timedelta(hours=1))
    assert report.removed == ("en/2025",)
    assert "en/2025" not in bundles_in(tree)
    assert "en/2025/" not in json.loads((tree / LIST_FILE).read_text())["en"]


def test_the_months_of_a_year_become_one_bundle_in_the_next(tree, indexer) -> None:
    indexer.index((), NOW)
    report = indexer.index((), datetime(2027, 1, 2, tzinfo=UTC))
    assert set(report.built) == {"en/2026"}
    assert not any("2026-11" in name for name in bundles_in(tree))


def test_a_lost_index_is_made_again(tree, indexer) -> None:
    indexer.index((), NOW)
    (tree / INDEX_FOLDER / "en/2025/pagefind-entry.json").unlink()
    assert indexer.index((), NOW + timedelta(hours=1)).built == ("en/2025",)


def test_one_call_takes_at_most_500_pages_and_the_next_goes_on(tree, indexer, monkeypatch) -> None:
    monkeypatch.setattr(search, "PAGES_AT_MOST", 2)
    first = indexer.index((), NOW)
    assert (first.pages, first.remaining) == (2, 1)
    assert indexer.index_all((), NOW, at_once=True).pages == 1
    assert len(bundles_in(tree)) == 3


PATHS = ("2026/11/cranes/index.html", "2026/10/rents/index.html", "2025/03/earlier/index.html", "about/index.html")
evenings = st.lists(
    st.tuples(
        st.sampled_from(PATHS),
        st.sampled_from(["", "The harbour stands still.", "Rents rise again.", "Nothing was decided."]),
        st.sampled_from(["en", "ru"]),
        st.booleans(),
    ),
    max_size=6,
)


@settings(max_examples=8, deadline=None)
@given(evenings, st.sampled_from([2026, 2027]))
def test_after_any_evening_the_same_pages_are_found_as_with_a_clean_index(tmp_path_factory, evening, year) -> None:
    folder = tmp_path_factory.mktemp("evening")
    tree, now = folder / "site", NOW
    write_pages(tree, "en")
    indexer = SearchIndexer(tree, folder / "state")
    indexer.index((), now)
    for path, text, language, indexed in evening:
        if text:
            write_page(tree, path, language, "Headline", text)
        else:
            (tree / path).unlink(missing_ok=True)
        indexer.note([path])
        now += timedelta(minutes=4)
        if indexed:
            indexer.index((), now)
    last = datetime(year, 12, 24, tzinfo=UTC)
    indexer.index_all((), last)
    found, listed = readable(tree), json.loads((tree / LIST_FILE).read_text())
    shutil.rmtree(tree / "search")
    SearchIndexer(tree, folder / "clean").index_all((), last)
    assert found == readable(tree)
    assert listed == json.loads((tree / LIST_FILE).read_text())


def test_only_what_is_asked_for_brings_search_up(tmp_path) -> None:
    with sample_edition(tmp_path / "edition.db"):
        pass
    job = PressJob(
        edition=tmp_path / "edition.db",
        destination=tmp_path / "site",
        ledgers=tmp_path / "ledgers",
        settings=PressSettings(media=tmp_path, outputs=("html", "search")),
        now=NOW,
    )
    pages = len(job.run().printed)
    alone = replace(job, settings=replace(job.settings, outputs=("search",)))
    assert alone.run().printed == ()
    report = alone.index_for_search()
    assert 0 < report.pages < pages
    assert alone.index_for_search().sentence() == "Search is up to date."
    assert job.verify() == ()


@pytest.mark.parametrize(("full", "kibibytes"), [("tree", 0), ("tree", 12), ("state", 0), ("state", 120)])
def test_without_room_the_former_index_stays_whole_and_the_next_call_is_right(
    disk, tmp_path, full: str, kibibytes: int
) -> None:
    folders = {name: (disk if name == full else tmp_path) / name for name in ("tree", "state")}
    write_pages(folders["tree"], "en")
    indexer = SearchIndexer(folders["tree"], folders["state"])
    indexer.index((), NOW)
    before = readable(folders["tree"])
    path = write_page(folders["tree"], "about/index.html", "en", "About", "Other words. " * 50)
    indexer.note([path])
    ballast = Ballast(disk)
    ballast.leave(kibibytes)
    with pytest.raises((DestinationFullError, NoRoomError), match="ree some space"):
        indexer.index((), NOW, at_once=True)
    assert readable(folders["tree"]) == before
    ballast.go()
    assert indexer.index((), NOW, at_once=True).built == ("en/pages",)
    assert "Other words." in readable(folders["tree"])["en/pages", "about/index.html"]


# ---- in a browser


@pytest.fixture
def address(tree) -> Iterator[str]:
    """The tree under a path of its host."""
    with serving(tree.parent) as host:
        yield f"{host}{tree.name}/"


def write_search_page(tree: Path, path: str, language: str) -> None:
    up = "../" * path.count("/")
    target = tree / path
    target.parent.mkdir(parents=True, exist_ok=True)
    policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
    target.write_text(
        f'<!DOCTYPE html><html lang="{language}"><meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<script defer src="{up}search.js"></script><div id="search" data-root="{up}" data-label="Search" '
        'data-found="{count} found" data-none="none" data-more="more" data-failed="failed"></div></html>',
        encoding="utf-8",
    )
    (tree / "search.js").write_bytes(SCRIPT.read_bytes())


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "root", "word"), [("en", "", "harbour"), ("ru", "ru/", "забастовка"), ("ar", "ar/", "الإضراب")]
)
def test_a_reader_finds_the_pages_of_all_bundles_in_her_language(
    browser, address, tree, indexer, language, root, word
) -> None:
    write_pages(tree, language)
    indexer.index((), NOW)
    write_search_page(tree, f"{root}search/index.html", language)
    reader = browser.new_page()
    troubles: list[str] = []
    reader.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    reader.on("pageerror", lambda error: troubles.append(str(error)))
    reader.goto(f"{address}{root}search/index.html?q={word}")
    reader.wait_for_selector("li a")
    links = reader.eval_on_selector_all("li a", "links => links.map(link => link.href)")
    marks = reader.eval_on_selector_all("mark", "marks => marks.length")
    status = reader.inner_text("[role=status]")
    reader.close()
    assert sorted(links) == [
        f"{address}{root}{path}index.html" for path in ("2025/03/earlier/", "2026/11/cranes/", "about/")
    ]
    assert marks >= 3
    assert "found" in status
    assert troubles == []


@pytest.mark.browser
def test_a_reader_is_told_when_nothing_is_found(browser, address, tree, indexer) -> None:
    indexer.index((), NOW)
    write_search_page(tree, "search/index.html", "en")
    from playwright.sync_api import expect

    reader = browser.new_page()
    reader.goto(f"{address}search/index.html")
    reader.fill("input", "zeppelin")
    reader.press("input", "Enter")
    expect(reader.locator("[role=status]")).to_have_text("none")
    assert reader.url.endswith("?q=zeppelin")
    reader.close()
