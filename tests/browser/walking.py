"""Somebody on the way through the newsroom; every screen they come to is looked at."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.newsroom.test_the_interface_speaks_newspaper import NEVER

AXE = Path(os.environ.get("AUDIT_MODULES", "nowhere")) / "node_modules/axe-core/axe.min.js"
"""Accessibility is looked at where the checker is at hand."""

PICTURES = os.environ.get("BROADSHEET_SCREENSHOTS")
"""A folder in which pictures of the way are left, when it is named."""


STILL = """() => {
    const covered = (box) => {
        const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        return top !== null && !top.closest(".messages");
    };
    const ends = (each) => Number.isFinite(each.effect.getComputedTiming().endTime);
    const moving = document.getAnimations().some((each) => each.playState === "running" && ends(each));
    const messages = [...document.querySelectorAll(".messages li")].map((each) => each.getBoundingClientRect());
    return !moving && !messages.some(covered);
}"""
"""Nothing moves any more but what always does, and messages have arrived where they are read."""

POLICY = "Content Security Policy"
"""Stands in what the console says of something that the newsroom's own rules stopped."""

PAGE_TREE = "/newsroom/pages/"
"""Under this address lie Wagtail's lists of all pages, and the forms of single pages: those end in `/edit/`, or begin
with `add/`."""


class Walk:
    """One visit of the newsroom; every screen on the way is looked at."""

    def __init__(self, page: Any, width: int) -> None:
        self.page, self.width, self.seen = page, width, 0
        self.refused: list[str] = []
        self.clicks = 0
        page.on("pageerror", lambda error: self.refused.append(str(error)))
        page.on("console", lambda said: self.refused.append(said.text) if POLICY in said.text else None)

    def press(self, what: Any) -> None:
        """Click or tap a thing once, and count it."""
        self.clicks += 1
        what.click()

    def follow(self, what: Any) -> None:
        """Press what leads to another screen."""
        with self.page.expect_navigation():
            self.press(what)

    def menu(self, entry: str) -> None:
        """Open a desk from the menu, which a phone keeps behind a sign."""
        link = self.page.get_by_role("link", name=entry, exact=True).first
        if not link.is_visible():
            self.press(self.page.get_by_role("button", name="Toggle sidebar"))
            link.wait_for(state="visible")
        self.follow(link)

    def look(self, name: str) -> None:
        """The screen fits, breaks no rule of accessibility, and ran into no error of script."""
        self.seen += 1
        self.page.wait_for_function(STILL)
        assert self.page.evaluate("document.documentElement.scrollWidth") <= self.width, name
        assert self.refused == [], name
        where = urlsplit(self.page.url).path
        is_form = where.endswith("/edit/") or where.startswith(f"{PAGE_TREE}add/")
        assert not where.startswith(PAGE_TREE) or is_form, where
        assert NEVER.search(self.page.inner_text("body")) is None, name
        if PICTURES:
            self.page.screenshot(
                path=f"{PICTURES}/{self.width}-{self.seen:02}-{name}.png", full_page=True, caret="initial"
            )
        if AXE.is_file():
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
            found = self.page.evaluate("axe.run(document)")["violations"]
            faults = [f"{each['id']}: {each['nodes'][0]['html']}" for each in found]
            assert not faults, f"{name}: {faults}"

    def deed(self, label: str) -> None:
        """Press one of the buttons at the foot of the form."""
        with self.page.expect_navigation():
            self.page.locator("footer").get_by_role("button", name=label, exact=True).click()
