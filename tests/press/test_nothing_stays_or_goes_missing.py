"""Evenings that once left something at the destination, or took something away; the smallest of each kind."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from broadsheet.edition.records import Issue
from broadsheet.edition.store import Edition
from tests.press.sample_paper import NOW, PAPER, STORIES, records
from tests.press.test_any_evening_equals_a_clean_build import differences
from tests.press.test_incremental_equals_clean import MEMORY
from tests.press.whole_paper import OUTPUTS, Destination, as_laid_out, lay_out

FERRY = next(story for story in STORIES if story.id == "a-ferry")
BOX = next(story for story in STORIES if story.id == "a-box")
WRITES = 6
"""So many writes a killed run makes: some files, none of them claimed yet."""


class Place:
    """A paper that was printed once."""

    def __init__(self, root: Path) -> None:
        self.site, self._clean = Destination(root=root, name="site"), Destination(root=root, name="clean")
        lay_out(root / "media")
        self.edition = Edition.open(root / "edition.db")
        self.edition.write(map(as_laid_out, records()))
        self.site.press(self.edition, NOW)

    def killed(self, writes: int, outputs: tuple[str, ...] = OUTPUTS) -> None:
        """A run that is killed."""
        self.site.killed_press(NOW, outputs, writes)

    def differs(self) -> dict[str, str]:
        """Print everything; how that differs from a clean build."""
        self.site.press(self.edition, NOW)
        self._clean.press(self.edition, NOW)
        return differences(self.site.tree(), self._clean.tree())


@pytest.fixture
def place() -> Iterator[Place]:
    """A paper that was printed once."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as scratch:
        made = Place(Path(scratch))
        yield made
        made.edition.close()


def test_another_main_language_takes_away_the_pages_of_the_former_addresses(place: Place) -> None:
    place.edition.write((replace(PAPER, languages=tuple(reversed(PAPER.languages))),))
    assert place.differs() == {}
    assert not (place.site.root / "site/2026/11/ferry/index.html").exists()


@pytest.mark.parametrize("writes", range(2, 30, 9))
def test_a_page_of_a_whole_run_that_was_killed_goes_when_its_story_has_gone(place: Place, writes: int) -> None:
    place.edition.write((replace(PAPER, languages=tuple(reversed(PAPER.languages))), replace(BOX, slug="moved")))
    place.killed(writes)
    place.edition.write((), ("a-box",))
    assert place.differs() == {}


def test_what_was_to_go_does_not_return_because_it_is_due(place: Place) -> None:
    event = next(record for record in records() if record.id == "e-meeting")
    place.edition.write((replace(event, slug="another-day"),))  # type: ignore[type-var]  # an event
    place.killed(1)
    assert place.differs() == {}


def test_a_change_that_was_taken_back_after_a_kill_leaves_the_first_page(place: Place) -> None:
    place.edition.write((replace(FERRY, title="Another headline"),))
    place.killed(WRITES)
    place.edition.write((FERRY,))
    assert place.differs() == {}


def test_what_a_killed_run_had_removed_comes_back_when_it_is_wanted_again(place: Place) -> None:
    place.edition.write((replace(PAPER, languages=PAPER.languages[:1]),))
    before = len(place.site.tree())
    for writes in range(60, 0, -3):
        place.killed(writes)
        if len(place.site.tree()) < before:
            break
    place.edition.write((PAPER,))
    assert place.differs() == {}


@pytest.mark.parametrize("outputs", [("html",), ("redirects",), ("redirects", "images")])
def test_a_stub_page_comes_where_a_page_has_gone_whichever_output_is_printed_first(
    place: Place, outputs: tuple[str, ...]
) -> None:
    place.edition.write((replace(PAPER, redirect_stubs=True), replace(BOX, old_addresses=("/2026/11/ferry/",))))
    place.site.press(place.edition, NOW)
    place.edition.write((), ("a-ferry",))
    place.site.press(place.edition, NOW, outputs)
    assert place.differs() == {}
    assert b"refresh" in place.site.tree()["2026/11/ferry/index.html"]


def test_a_stub_page_comes_where_a_page_goes_that_a_killed_run_had_still_to_remove(place: Place) -> None:
    place.edition.write((replace(PAPER, redirect_stubs=True), replace(BOX, old_addresses=("/2026/11/ferry/",))))
    place.site.press(place.edition, NOW)
    place.edition.write((), ("a-ferry",))
    place.killed(3, ("html", "calendar"))
    assert place.differs() == {}


@pytest.mark.parametrize("killed", [False, True])
def test_a_page_that_moves_leaves_a_stub_where_it_lay(place: Place, *, killed: bool) -> None:
    issue = next(record for record in records() if isinstance(record, Issue) and record.number == 1042)
    moved = replace(issue, number=1040, old_addresses=("/issues/1042",))
    place.edition.write((replace(PAPER, redirect_stubs=True), moved))
    if killed:
        place.killed(1)
        place.edition.write((replace(FERRY, title="Another headline"),))
        place.site.press(place.edition, NOW, ("images",))
    assert place.differs() == {}
