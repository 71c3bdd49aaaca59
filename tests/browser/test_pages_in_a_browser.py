"""The sample paper in a real browser: narrow, enlarged, printed, without script, from disk."""

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.press.html_trees import printed_sample

pytestmark = pytest.mark.browser

KINDS = (
    "", "2026/11/rota/", "issues/1042/", "sections/work/", "topics/", "people/ines-corvo/", "branches/north-quay/",
    "diary/", "diary/2026/11/rota-meeting/", "archive/2026/", "archive/2026/11/", "archive/2026/index/", "issues/",
    "now/", "search/", "about/", "ar/", "ar/2026/11/rota-ar/",
)  # fmt: skip


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves the tree and says nothing."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return printed_sample(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="module")
def site(tree: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(tree)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_reflows_at_320_pixels(browser, site, kind) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 600})
    page.goto(site + kind)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


@pytest.mark.parametrize("kind", ["", "2026/11/rota/", "issues/1042/", "archive/2026/index/"])
def test_a_page_turned_around_does_not_overflow(browser, site, kind) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 600})
    page.goto(site + kind)
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


def test_text_follows_the_readers_own_size(browser, site) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    session = page.context.new_cdp_session(page)
    sizes = []
    for standard in (16, 32):
        session.send("Page.setFontSizes", {"fontSizes": {"standard": standard, "fixed": 13}})
        page.goto(site + "2026/11/rota/")
        sizes.append(page.evaluate("parseFloat(getComputedStyle(document.querySelector('.body p')).fontSize)"))
    assert sizes[1] == 2 * sizes[0]
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    page.close()


@pytest.mark.parametrize("kind", ["", "2026/11/ferry/", "diary/"])
def test_the_keyboard_comes_to_the_skip_link_first_and_sees_where_it_is(browser, site, kind) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(site + kind)
    outlines = []
    for stop in range(12):
        page.keyboard.press("Tab")
        focus = page.evaluate(
            "(e => [e.getAttribute('href'), getComputedStyle(e).outlineStyle])(document.activeElement)"
        )
        if stop == 0:
            assert focus[0] == "#main"
        outlines.append(focus[1])
    assert set(outlines) == {"solid"}
    page.close()


@pytest.mark.parametrize("kind", KINDS)
def test_without_script_every_word_is_there(browser, site, kind) -> None:
    words = []
    for script in (True, False):
        context = browser.new_context(java_script_enabled=script)
        page = context.new_page()
        page.goto(site + kind)
        words.append(re.findall(r"\w+", page.evaluate("document.querySelector('main').innerText")))
        context.close()
    # With script the search page has a form and what it says; everything else is the same.
    assert words[0] == words[1] or kind == "search/"
    assert words[1]


def test_on_paper_there_is_the_story_its_address_and_its_links_and_no_navigation(browser, site) -> None:
    page = browser.new_page()
    page.goto(site + "2026/11/rota/")
    page.emulate_media(media="print")
    seen = "[...document.querySelectorAll('nav, form, input, audio')].filter(e => e.getClientRects().length).length"
    assert page.evaluate(seen) == 0
    text = page.evaluate("document.querySelector('.printed').innerText")
    assert "https://lamp.example/2026/11/rota/" in text
    assert "21 November 2026" in text
    after = "getComputedStyle(document.querySelector('.body a[href*=\"port.example\"]'), '::after').content"
    assert "https://port.example/rota" in page.evaluate(after).replace('" attr(href) "', "") or "attr" in page.evaluate(
        after
    )
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_colour_schemes_have_contrast(browser, site, scheme) -> None:
    page = browser.new_page(color_scheme=scheme)
    page.goto(site + "2026/11/rota/")
    ratios = page.evaluate(
        """() => {
          const light = (text) => {
            const [r, g, b] = text.match(/[\\d.]+/g).map(Number).map((v) => v / 255)
              .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const ground = getComputedStyle(document.documentElement).backgroundColor;
          return [".body p", ".kicker", ".meta", ".standfirst"].map((what) => {
            const ink = getComputedStyle(document.querySelector(what)).color;
            const pair = [light(ground), light(ink)].sort((a, b) => b - a);
            return (pair[0] + 0.05) / (pair[1] + 0.05);
          });
        }"""
    )
    assert min(ratios) >= 4.5
    page.close()


def test_what_is_urgent_comes_below_the_story_only_when_a_reader_gets_there(browser, site) -> None:
    page = browser.new_page(viewport={"width": 412, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site + "2026/11/rota/", wait_until="networkidle")
    assert not [url for url in asked if "/now/" in url]
    page.locator("#now").scroll_into_view_if_needed()
    page.locator("#now #latest").wait_for()
    assert "The ferry strike begins" in page.locator("#now").inner_text()
    ways = page.evaluate("[...document.querySelectorAll('#latest a')].map(a => a.href)")
    assert f"{site}2026/11/ferry/index.html" in ways
    page.close()


def test_a_page_opens_from_disk_with_its_style_and_leads_on(browser, tree) -> None:
    page = browser.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if "Security Policy" in message.text else None)
    page.goto((tree / "2026/11/rota/index.html").as_uri())
    assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
    page.locator(".trail a").first.click()
    assert page.title().startswith("The Harbour Lamp")
    assert refused == []
    page.close()


def test_the_policy_lets_nothing_foreign_run(browser, site) -> None:
    page = browser.new_page()
    page.goto(site + "2026/11/rota/")
    page.evaluate(
        "() => { const foreign = document.createElement('script'); foreign.textContent = 'window.foreign = 1';"
        "document.body.append(foreign); }"
    )
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p id=odd style=\"position:fixed\">odd</p>')")
    assert page.evaluate("window.foreign") is None
    assert page.evaluate("getComputedStyle(document.getElementById('odd')).position") == "static"
    page.close()
