"""Learns a site's template from its pages: the places most of them share, and the lines that stand on most of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from broadsheet.importers.markup import Element, as_html
from broadsheet.importers.pages.dates import moment_in
from broadsheet.importers.pages.extraction import read_tree
from broadsheet.importers.pages.issue_names import names_issue
from broadsheet.importers.pages.locating import Located, locate, words_of_story
from broadsheet.importers.pages.metadata import metadata_of
from broadsheet.importers.pages.selectors import own_name, selector_of
from broadsheet.importers.pages.source import SavedPage
from broadsheet.importers.pages.template import Template
from broadsheet.importers.pages.tidying import LINE_TAGS, line_of
from broadsheet.importers.pages.titles import same_words
from broadsheet.importers.pages.tree import PageTree, elements, name_of, words_of

ENOUGH: Final = 4
"""Pages from which something may be learned; fewer share things by accident."""

_LEARNED_FROM: Final = 200
_LARGEST: Final = 2_000_000
_SHARE: Final = 0.5
_FURNITURE_SHARE: Final = 0.6
_SECTION_NAMES: Final = (
    "section",
    "kicker",
    "category",
    "rubrik",
    "ressort",
    "rubrique",
    "seccion",
    "sezione",
    "channel",
)


@dataclass(slots=True)
class _Seen:
    """What was found on the pages looked at so far."""

    pages: int = 0
    stories: int = 0
    places: dict[str, Counter[str]] = field(default_factory=dict)
    lines: Counter[str] = field(default_factory=Counter)
    trees: list[PageTree] = field(default_factory=list)

    def note(self, what: str, element: Element) -> None:
        self.places.setdefault(what, Counter())[selector_of(element)] += 1


def learn_template(pages: Iterable[SavedPage]) -> Template:
    """What the pages have in common; an empty template when they are too few."""
    seen = _Seen()
    for page in _spread(pages):
        if 0 < len(page.content) < _LARGEST:
            _look_at(page, seen)
    if seen.stories < ENOUGH:
        return Template()
    return Template(
        headline=_shared("headline", seen), byline=_shared("byline", seen), date=_shared("date", seen),
        section=_shared("section", seen), issue=_shared("issue", seen), body=_shared("body", seen),
        furniture=_furniture(seen),
    )  # fmt: skip


def _spread(pages: Iterable[SavedPage]) -> list[SavedPage]:
    """Not more pages than are needed, from all over the site: whenever there are too many, every other one goes."""
    kept: list[SavedPage] = []
    step = 1
    for number, page in enumerate(pages):
        if number % step == 0 and len(page.content) < _LARGEST:
            kept.append(page)
        if len(kept) > 2 * _LEARNED_FROM:
            kept, step = kept[::2], step * 2
    return kept


def _look_at(page: SavedPage, seen: _Seen) -> None:
    tree = read_tree(page.content, page.charset)
    seen.pages += 1
    seen.lines.update({line for each in elements(tree.body) if each.tag in LINE_TAGS and (line := line_of(each))})
    metadata = metadata_of(tree, page.address)
    located = locate(tree.body, words_of_story(as_html(tree.root)))
    if located is None or located.amounts[located.node].prose < 200:
        return
    seen.stories += 1
    seen.note("body", _named_part(located))
    for each in elements(tree.body):
        if each.tag in ("h1", "h2", "h3", "b", "strong", "font", "p", "div", "td", "span") and len(each) < 3:
            text = line_of(each)
            if text and same_words(text, metadata.title):
                seen.note("headline", each)
                break
    for what, each in zip(("byline", "date"), _shown(metadata.shown), strict=True):
        if each is not None and each.tag != "br":
            seen.note(what, each)
    _note_section_and_issue(tree, seen)


def _named_part(located: Located) -> Element:
    """The story's part of the page, or the first in it that has a name and holds nearly all of its sentences."""
    part, enough = located.node, 0.8 * located.amounts[located.node].prose
    while not set(own_name(part)) & {".", "#"}:
        inner = next((each for each in part if each in located.amounts and located.amounts[each].prose >= enough), None)
        if inner is None:
            return located.node
        part = inner
    return part


def _shown(shown: tuple[Element, ...]) -> tuple[Element | None, Element | None]:
    """Which of the elements shows the byline and which the date."""
    dated = next((each for each in reversed(shown) if moment_in(words_of(each)[:200]) or each.tag == "time"), None)
    by = next((each for each in shown if each is not dated), None)
    return by, dated


def _note_section_and_issue(tree: PageTree, seen: _Seen) -> None:
    section = issue = None
    for each in elements(tree.body):
        if (
            section is None
            and any(word in name_of(each).split() for word in _SECTION_NAMES)
            and 0 < len(line_of(each)) < 40
        ):
            section = each
        line = line_of(each)
        if issue is None and 0 < len(line) <= 80 and names_issue(line):
            issue = each
    for what, found in (("section", section), ("issue", issue)):
        if found is not None:
            seen.note(what, found)


def _shared(what: str, seen: _Seen) -> str:
    """The place that enough pages have; a bare tag names no place."""
    places = seen.places.get(what, Counter())
    named = [
        (count, place)
        for place, count in places.items()
        if (what == "headline" and place == "h1") or set(place) & {".", "#"}
    ]
    count, place = max(named, default=(0, ""))
    return place if count >= max(2, _SHARE * seen.stories) else ""


def _furniture(seen: _Seen) -> tuple[str, ...]:
    """Lines on most pages, without those that only gather others."""
    enough = max(ENOUGH, _FURNITURE_SHARE * seen.pages)
    lines = [line for line, count in seen.lines.items() if count >= enough and len(line) > 1]
    return tuple(sorted(lines, key=lambda line: (-len(line), line)))[:500]
