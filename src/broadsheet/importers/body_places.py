"""Places inside a page: links to its headings keep leading there, links to its notes become footnotes."""

from collections.abc import Mapping
from typing import Final

from broadsheet.edition.inline import anchor_of
from broadsheet.importers.footnotes import Note, take_notes
from broadsheet.importers.markup import Element, tag_of
from broadsheet.importers.record_links import record_link

_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")


def settle_places(root: Element, own: str) -> tuple[Note, ...]:
    """
    Take the notes out of a page, and let links to its headings lead to where they will stand.

    `own` is the source id of the record the page becomes. A link to any other place is left as it is.
    """
    if next((link for link in root.iter("a") if _place_named(link)), None) is None:
        return ()
    notes = take_notes(root)
    anchors = _anchors(root)
    places: dict[str, Element] = {}
    for element in root.iter():
        for name in ("id", "name"):
            if isinstance(element.tag, str) and element.get(name):
                places.setdefault(element.get(name), element)
    for link in root.iter("a"):
        place = places.get(_place_named(link))
        heading = _heading_at(place) if place is not None else None
        if heading is not None and anchors.get(heading):
            link.set("href", record_link(own, anchors[heading]))
    return notes


def _place_named(link: Element) -> str:
    href = (link.get("href") or "").strip()
    return href[1:] if href.startswith("#") else ""


def _anchors(root: Element) -> Mapping[Element, str]:
    """What each heading will be called, which is made of its words; one that others share counts on."""
    taken: set[str] = set()
    found = {}
    for heading in root.iter(*_HEADINGS):
        words = anchor_of(" ".join("".join(heading.itertext()).split()))
        name, number = words, 2
        while name in taken:
            name, number = f"{words}-{number}", number + 1
        taken.add(name)
        found[heading] = name
    return found


def _heading_at(place: Element) -> Element | None:
    """The heading a place lies in, holds first, or stands directly before."""
    for around in (place, *place.iterancestors()):
        if tag_of(around) in _HEADINGS:
            return around
    element = place
    while True:
        if tag_of(element) in _HEADINGS:
            return element
        if (element.text or "").strip() or tag_of(element) in ("img", "table", "iframe"):
            return None
        if len(element):
            element = element[0]
            continue
        while True:
            if (element.tail or "").strip() or element.getparent() is None:
                return None
            if element.getnext() is not None:
                element = element.getnext()
                break
            element = element.getparent()
