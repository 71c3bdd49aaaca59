"""Lists of an issue's contents in pages: which issue, and its stories in order under their headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from broadsheet.importers.markup import Element
from broadsheet.importers.pages.addresses import Base
from broadsheet.importers.pages.issue_names import IssueName, names_issue
from broadsheet.importers.pages.selectors import found_by
from broadsheet.importers.pages.template import Template
from broadsheet.importers.pages.tree import PageTree, elements, words_of

_FEWEST: Final = 3
_LONGEST_HEADING: Final = 80
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "dt", "th")
_HERE: Final = re.compile(
    r"^\W*(?:in this (?:issue|number|edition)|contents|table of contents|inhalt|"
    r"in diesem heft|in dieser ausgabe|sommaire|"
    r"dans ce numéro|en este número|sumario|índice|in questo numero|sommario|inhoud|в этом номере|содержание)\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedStory:
    """A link of the list: where it leads, and the heading it stands under ("" none)."""

    address: str
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueContents:
    """One page's list of an issue's contents."""

    issue: IssueName
    stories: tuple[ListedStory, ...]


def contents_of(tree: PageTree, title: str, address: str, template: Template) -> IssueContents | None:
    """The list of an issue's contents on a page, before anything of the page was taken out; None when it has none."""
    issue = _issue_of(tree, title, template)
    if issue is None:
        return None
    base = Base.of(tree.root, address)
    beside = _list_beside(tree.body)
    stories = tuple(_listed(beside if beside is not None else tree.body, base))
    return IssueContents(issue=issue, stories=stories) if len(stories) >= _FEWEST else None


def is_contents_page(title: str) -> bool:
    """Whether a page is itself the list, by its title."""
    return names_issue(title) is not None or _HERE.match(title) is not None


def _issue_of(tree: PageTree, title: str, template: Template) -> IssueName | None:
    if template.issue:
        for element in found_by(tree.body, template.issue):
            named = names_issue(words_of(element)[:200])
            if named:
                return named
    named = names_issue(title)
    if named:
        return named
    short = (words_of(each)[:100] for each in elements(tree.body) if each.tag in _HEADINGS or len(each) == 0)
    return next(filter(None, map(names_issue, short)), None)


def _list_beside(body: Element) -> Element | None:
    """The part of the page that is headed “In this issue” or the like."""
    for heading in elements(body):
        if len(heading) < 3 and _HERE.match(words_of(heading)[:60]):
            part = heading
            while part is not None and part is not body and sum(1 for _ in part.iter("a")) < _FEWEST:
                part = part.getparent()
            return part
    return None


def _listed(part: Element, base: Base) -> Iterator[ListedStory]:
    section, seen = "", set()
    for element in elements(part):
        if element.tag in _HEADINGS and next(element.iter("a"), None) is None and not _inside_link(element):
            words = words_of(element)
            if words and len(words) <= _LONGEST_HEADING:
                section = "" if _HERE.match(words) or names_issue(words) else words
        elif element.tag == "a" and element.get("href") and words_of(element):
            address = base.resolved(element.get("href")).partition("#")[0]
            if address and address not in seen:
                seen.add(address)
                yield ListedStory(address=address, section=section)


def _inside_link(element: Element) -> bool:
    return next(element.iterancestors("a"), None) is not None
