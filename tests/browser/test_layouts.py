"""How pages are laid out and what they weigh: no holes, nothing that moves, words that can be read, targets to hit."""

import re
from io import BytesIO
from pathlib import Path

import brotli
import pytest
from PIL import Image

from tests.browser.pages import KINDS

pytestmark = pytest.mark.browser

FIRST_VIEW = 14_336
"""Bytes that reach a reader before the first answer: ten packets."""

HEADERS = 2_200
"""Bytes of the headers of four answers."""

BARE = """() => {
  // How much of the lead's box neither words nor picture cover.
  const area = (e) => { const box = e.getBoundingClientRect(); return box.width * box.height; };
  const parts = document.querySelectorAll(".first .shot, .first .say > *");
  return 1 - [...parts].reduce((sum, each) => sum + area(each), 0) / area(document.querySelector(".first"));
}"""

BOX = "(e => { const box = e.getBoundingClientRect(); return [box.top, box.bottom, box.left, box.right]; })"

FAINT = """() => {
  const light = ([r, g, b]) => {
    const part = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const numbers = (text) => text.match(/[\\d.]+/g).map(Number);
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const colour = numbers(getComputedStyle(e).backgroundColor);
      if (colour.length < 4 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const worded = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) && e.getClientRects().length;
  return [...document.querySelectorAll("body *")].filter(worded).filter((e) => {
    const pair = [light(ground(e)), light(numbers(getComputedStyle(e).color))].sort((a, b) => b - a);
    return (pair[0] + 0.05) / (pair[1] + 0.05) < 4.5;
  }).map((e) => e.outerHTML.slice(0, 80));
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_word_stands_out_from_its_ground(browser, site, kind, scheme) -> None:
    page = browser.new_page(color_scheme=scheme)
    page.goto(site + kind)
    assert page.evaluate(FAINT) == []
    page.close()


def test_a_word_that_does_not_stand_out_is_noticed(browser, site) -> None:
    page = browser.new_page()
    page.goto(site)
    page.evaluate("document.querySelector('h1').style.setProperty('color', '#ddd')")
    assert len(page.evaluate(FAINT)) == 1
    page.close()


@pytest.mark.parametrize("pictured", [True, False])
def test_a_wide_front_has_no_hole_below_its_lead(browser, site, pictured) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(site)
    if not pictured:
        page.evaluate(
            "(e => { e.querySelector('.shot').remove(); e.classList.add('bare'); })(document.querySelector('.first'))"
        )
    _, lead_ends, start, end = page.evaluate(f"{BOX}(document.querySelector('.first'))")
    seconds_begin, *_ = page.evaluate(f"{BOX}(document.querySelector('.seconds'))")
    *_, edge = page.evaluate(f"{BOX}(document.querySelector('.sheet'))")
    side = page.evaluate(f"{BOX}(document.querySelector('.side'))")
    assert 0 <= seconds_begin - lead_ends <= 48
    assert page.evaluate(BARE) < 0.25
    assert (end - start) / (edge - start) > 0.7
    assert side[2] >= end
    page.close()


def test_on_a_phone_the_sections_wait_behind_one_word_that_the_keyboard_opens(browser, site) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 600})
    page.goto(site)
    link = page.locator(".sections a").first
    assert not link.is_visible()
    page.locator(".sections summary").focus()
    page.keyboard.press("Enter")
    assert link.is_visible()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.reload()
    assert page.locator(".sections a").first.is_visible()
    assert not page.locator(".sections summary").is_visible()
    page.close()


def plain_pictures(page) -> None:
    """Answer for the sample's pictures, which are not printed: one colour, of the proportions that the page names."""
    measures = re.compile(r"<picture>.*?srcset=\"([^\"]+)\".*? width=\"(\d+)\" height=\"(\d+)\"", re.DOTALL)
    shapes: dict[str, tuple[int, int]] = {}

    def with_measures(route) -> None:
        answer = route.fetch()
        for names, width, height in measures.findall(answer.text()):
            shapes[names.split("_a/")[1].split("/")[0]] = (int(width) // 4, int(height) // 4)
        route.fulfill(response=answer)

    def picture(route) -> None:
        data = BytesIO()
        Image.new("RGB", shapes[route.request.url.split("/")[-2]]).save(data, "JPEG")
        route.fulfill(body=data.getvalue(), content_type="image/jpeg")

    page.route(lambda url: url.endswith("/"), with_measures)
    page.route(re.compile(r"\.(avif|jpg)$"), picture)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_moves_once_it_stands(browser, site, kind) -> None:
    page = browser.new_page(viewport={"width": 412, "height": 823})
    plain_pictures(page)
    page.add_init_script(
        "window.shifts = [];"
        "new PerformanceObserver(list => list.getEntries().forEach(each => window.shifts.push(each.value)))"
        ".observe({ type: 'layout-shift', buffered: true })"
    )
    page.goto(site + kind, wait_until="networkidle")
    # The search page's form comes with its script; it moves the indexes of the years.
    assert page.evaluate("window.shifts") == [] or kind == "search/"
    page.close()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_in_a_line_of_text_is_large_enough_to_hit(browser, site, kind) -> None:
    page = browser.new_page(viewport={"width": 412, "height": 823})
    page.goto(site + kind)
    small = page.evaluate(
        """[...document.querySelectorAll("a[href], button, input, summary")].filter((e) => {
          const box = e.getBoundingClientRect();
          return getComputedStyle(e).display !== "inline" && box.width > 1 && (box.width < 24 || box.height < 24);
        }).map((e) => e.outerHTML.slice(0, 80))"""
    )
    assert small == []
    page.close()


@pytest.mark.parametrize("kind", ["", "2026/11/rota/", "ar/2026/11/rota-ar/"])
def test_a_first_view_is_light_asks_for_little_and_leaves_nothing_behind(browser, site, tree: Path, kind) -> None:
    context = browser.new_context(viewport={"width": 412, "height": 823})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site + kind, wait_until="networkidle")
    files = [url.removeprefix(site) or "index.html" for url in asked if not re.search(r"\.(avif|jpg)$", url)]
    files = [f"{name}index.html" if name.endswith("/") else name for name in files]
    assert len(files) <= 4
    assert not [name for name in files if name.startswith("http")]
    pieces = [(tree / name).read_bytes() for name in files]
    assert sum(len(brotli.compress(piece, quality=11)) for piece in pieces) <= FIRST_VIEW - HEADERS
    assert context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    context.close()


def test_the_paper_reads_the_same_below_another_sites_folder(browser, site, tree: Path) -> None:
    page = browser.new_page()
    below = tree.parent / "mirror"
    (below / "papers").mkdir(parents=True, exist_ok=True)
    if not (below / "papers/lamp").exists():
        (below / "papers/lamp").symlink_to(tree, target_is_directory=True)
    page.goto((below / "papers/lamp/2026/11/rota/index.html").as_uri())
    page.locator(".trail a").first.click()
    assert "/papers/lamp/index.html" in page.url
    assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
    page.close()
