"""
Old papers with hostile markup in every field are imported, printed, and every printed page is opened in Chromium.

The pages' own content security policy is taken out first, so that the markup itself is judged.
"""

import html
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import lxml.etree
import pytest
from playwright.sync_api import Error

from broadsheet.importers.names import clean
from tests.browser import hostile_pages, hostile_sources
from tests.browser.hostile_markup import PAYLOADS
from tests.browser.watching import watched
from tests.importers.reading import SHARED
from tests.machine.chromium import chromium_arguments
from tests.machine.quiet_server import serving

pytestmark = [pytest.mark.browser, pytest.mark.timeout(1200)]  # five papers are imported and printed first

SOURCES = {
    "wxr": hostile_sources.wordpress,
    "ghost": hostile_sources.ghost,
    "jsonl": hostile_sources.lines,
    "html": hostile_pages.saved_pages,
    "warc": hostile_pages.archive,
}
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="[^"]*">')
NAUGHTY = SHARED / "corpora" / "text" / "blns.json"
QUERIES = (
    "<script>__ran(1)</script>", "<img src=x onerror=__ran(2)>", '"><svg onload=__ran(3)>', "javascript:__ran(4)",
    "ferry",     "'-__ran(5)-'", "</title><script>__ran(6)</script>", "<mark>press</mark>",
    "{{constructor.constructor('__ran(7)')()}}",
    "__ran", "onerror", "evil.example",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Printed:
    """The printed tree, where it is served, and the report of each import."""

    tree: Path
    home: str
    reports: dict[str, dict[str, dict[str, int]]]

    def files(self, pattern: str) -> list[str]:
        """Addresses of the printed files with such names."""
        return sorted(path.relative_to(self.tree).as_posix() for path in self.tree.rglob(pattern))


def broadsheet(*arguments: object) -> str:
    command = [sys.executable, "-m", "broadsheet.cli", *map(str, arguments)]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Printed]:
    folder = tmp_path_factory.mktemp("hostile")
    paper, reports = folder / "paper", {}
    broadsheet("init", paper, "--name", "The Quay Lantern", "--address", "https://lantern.example/")
    for kind, write in SOURCES.items():
        (folder / kind).mkdir()
        told = broadsheet("import", kind, write(folder / kind), "--paper", paper, "--json")
        reports[kind] = json.loads(told)["counts"]
    if NAUGHTY.exists():
        broadsheet("import", "jsonl", naughty_lines(folder), "--paper", paper)
    broadsheet("press", "--paper", paper, "--no-copies", "--output", "html,feeds,calendar,redirects")
    broadsheet("press", "--paper", paper, "--output", "search")
    without_policy(paper / "site")
    with serving(paper / "site") as home:
        yield Printed(tree=paper / "site", home=home, reports=reports)


def without_policy(tree: Path) -> None:
    for path in tree.rglob("*.html"):
        text, taken = POLICY.subn("", path.read_text(encoding="utf-8"))
        assert taken == 1 or "<meta http-equiv=" not in text.lower()
        path.write_text(text, encoding="utf-8")


def naughty_titles() -> list[str]:
    return [text for text in json.loads(NAUGHTY.read_text(encoding="utf-8")) if clean(text).strip()]


def naughty_lines(folder: Path) -> Path:
    path = folder / "naughty.jsonl"
    lines = (
        {
            "id": f"naughty {number}",
            "slug": f"naughty-{number}",
            "date": "1999-05-05",
            "title": title,
            "body_html": "<p>x",
        }
        for number, title in enumerate(naughty_titles())
    )
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", SOURCES)
def test_every_hostile_story_is_carried(printed, kind) -> None:
    counts = printed.reports[kind]
    carried = sum(counts.get(thing, {}).get("carried", 0) for thing in ("story", "standing page"))
    refused = counts.get("page", {}).get("dropped", 0)  # of two pages a payload leaves no story, which is told
    assert refused <= 2
    assert carried + refused >= hostile_sources.STORIES


def test_nothing_runs_or_is_asked_for_on_any_printed_page(browser, printed) -> None:
    seen = watched(browser, printed.home)
    pages = printed.files("*.html")
    assert len(pages) > 500
    seen.open_all(pages)
    assert not seen.happened
    words = "".join((printed.tree / page).read_text(encoding="utf-8") for page in pages)
    assert words.count("__ran(") > len(PAYLOADS), "the payloads are there, as words"


def test_nothing_runs_where_a_reader_moves_types_and_presses(browser, printed) -> None:
    """On the page of each story: everything that can be pointed at or pressed is, short of leaving."""
    seen = watched(browser, printed.home)
    for page in [each for each in printed.files("index.html") if each.startswith("2004/")][::5]:
        seen.page.goto(printed.home + page)
        seen.page.evaluate(
            """() => { for (const element of document.querySelectorAll("main *")) {
              for (const kind of ["mouseover", "mouseenter", "pointerenter", "focus", "blur", "toggle", "wheel"])
                element.dispatchEvent(new Event(kind, {bubbles: true}));
              if (element.matches("button, summary, details, label")) element.click();
            } }"""
        )
        assert not seen.happened, page


def test_nothing_runs_in_feeds_opened_as_documents(browser, printed) -> None:
    """Every eighth: under the name of XML, which a server that knows no feeds sends them as."""
    seen = watched(browser, printed.home)
    feeds = [*printed.files("*.atom"), *printed.files("*.xml"), *printed.files("feed.json")][::8]
    assert len(feeds) > 100
    for feed in feeds:
        named = printed.tree / feed
        if named.suffix == ".atom":
            named = named.with_suffix(".opened.xml")
            named.write_bytes((printed.tree / feed).read_bytes())
        seen.page.goto(printed.home + named.relative_to(printed.tree).as_posix())
        assert seen.page.evaluate("document.querySelectorAll('script, iframe').length") == 0
        assert not seen.happened, feed


def test_nothing_runs_in_what_a_feed_reader_shows(browser, printed) -> None:
    seen = watched(browser, printed.home)
    seen.page.goto(printed.home + "robots.txt")
    shown = set(texts_of_feeds(printed))
    assert len(shown) > 200
    for text in shown:
        seen.page.set_content(f"<!doctype html><title>x</title>{text}", wait_until="commit")
        wrong = seen.page.evaluate(
            """() => [...document.querySelectorAll("*")].flatMap(element => [...element.attributes])
              .filter(({name, value}) => /^on|^style$|^srcdoc$/i.test(name)
                || /^(java|vb)script:|^data:/i.test(value.replace(/[\\x00-\\x20]/g, ""))).map(each => each.name)"""
        )
        assert not wrong, text
        assert (
            seen.page.evaluate("document.querySelectorAll('script, iframe, object, embed, svg, math, base').length")
            == 0
        )
    assert not seen.ran
    assert not seen.opened
    assert not [address for _, address in seen.asked if "evil.example" in address]


def texts_of_feeds(printed: Printed) -> Iterator[str]:
    for feed in printed.files("*.atom"):
        root = lxml.etree.parse(printed.tree / feed).getroot()
        for element in root.iter("{http://www.w3.org/2005/Atom}*"):
            if element.get("type") == "html":
                yield element.text or ""
            elif element.get("type") in (None, "text") and element.text:
                yield html.escape(element.text)
    for feed in printed.files("feed.json"):
        for item in json.loads((printed.tree / feed).read_text(encoding="utf-8"))["items"]:
            yield item.get("content_html", "")


@pytest.mark.parametrize("query", QUERIES)
def test_searching_for_markup_finds_words_and_runs_nothing(browser, printed, query) -> None:
    seen = watched(browser, printed.home)
    seen.page.goto(printed.home + "search/index.html")
    seen.page.fill("#search input", query)
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_function("document.querySelector('#search').innerText.match(/Found|Nothing/)")
    seen.page.wait_for_timeout(300)
    seen.wrong += [(query, each) for each in seen.judge() if not each.startswith("loads") or "FORM" not in each]
    assert not seen.happened
    seen.page.context.close()


@pytest.mark.skipif(
    not NAUGHTY.exists(), reason="needs ../shared/corpora/text/blns.json, which is not part of the repository"
)
def test_strings_that_break_programs_are_headlines_as_they_stood(browser, printed) -> None:
    titles = naughty_titles()
    seen = watched(browser, printed.home)
    seen.page.goto(printed.home + "robots.txt")
    headlines = seen.page.evaluate(
        """async count => Promise.all(Array.from({length: count}, async (_, number) => {
          const answer = await fetch(`/1999/05/naughty-${number}/index.html`);
          return new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("h1").textContent;
        }))""",
        len(titles),
    )
    for title, headline in zip(titles, headlines, strict=True):
        shown = " ".join(headline.split())
        wanted = " ".join(clean(title).split())
        # A headline has room for 255 letters; of these strings one is longer, and is cut between two words.
        assert shown == wanted or (len(wanted) > 255 and len(shown) > 100 and wanted.startswith(shown.rstrip("… "))), (
            title
        )


def test_the_payloads_do_run_where_nobody_stops_them(browser, chromium, printed) -> None:
    """Otherwise the other tests would prove nothing."""
    assert len(set(PAYLOADS)) >= 150
    other = browser.browser_type.launch(executable_path=str(chromium), args=chromium_arguments())  # some may end it
    seen, flagged = watched(other, printed.home), 0
    seen.page.goto(printed.home + "robots.txt")
    for payload in PAYLOADS:
        try:
            seen.page.set_content(f"<!doctype html><title>x</title><p>{payload}</p>", wait_until="commit")
            flagged += bool(seen.judge())
        except Error:  # it led the page away
            flagged += 1
    assert len({number for _, number in seen.ran}) >= 40
    assert len({address for _, address in seen.asked}) >= 10
    assert flagged >= 120
    other.close()
