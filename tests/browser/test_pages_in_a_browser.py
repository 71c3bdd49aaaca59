"""The sample paper in a real browser: narrow, enlarged, printed, without script, from disk."""

import re

import pytest

from tests.browser.pages import KINDS

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_reflows_at_320_pixels(browser, site, kind) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 600})
    page.goto(site + kind)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


@pytest.mark.parametrize("kind", KINDS)
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


@pytest.mark.parametrize("kind", KINDS)
def test_on_paper_there_is_no_navigation_and_nothing_to_press(browser, site, kind) -> None:
    page = browser.new_page()
    page.goto(site + kind)
    page.emulate_media(media="print")
    seen = "[...document.querySelectorAll('nav, form, input, button, audio')].filter(e => e.getClientRects().length)"
    assert page.evaluate(f"{seen}.length") == 0
    page.close()


def test_on_paper_there_is_the_story_its_address_and_its_links(browser, site) -> None:
    page = browser.new_page()
    page.goto(site + "2026/11/rota/")
    page.emulate_media(media="print")
    text = page.evaluate("document.querySelector('.printed').innerText")
    assert "https://lamp.example/2026/11/rota/" in text
    assert "21 November 2026" in text
    after = "getComputedStyle(document.querySelector('.body a[href*=\"port.example\"]'), '::after').content"
    assert "https://port.example/rota" in page.evaluate(after).replace('" attr(href) "', "") or "attr" in page.evaluate(
        after
    )
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
