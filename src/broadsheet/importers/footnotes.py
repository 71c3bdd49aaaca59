"""Footnotes of any program's HTML: a link that leads to a place from which another link leads back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from broadsheet.importers.markup import Element, drop, tag_of

_BACK_SIGNS = "↑↩︎^ \u00a0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A footnote taken out of its page: its `label` and the element that holds its words."""

    label: str
    element: Element


def take_notes(root: Element, *, first: int = 1) -> tuple[Note, ...]:
    """Take the footnotes out, so that the links to them say `note:LABEL`; labels count from `first`."""
    places = _places(root)
    links = [link for link in root.iter("a") if (link.get("href") or "").startswith("#")]
    order = {link: number for number, link in enumerate(root.iter("a"))}
    notes: list[Note] = []
    labels: dict[Element, str] = {}
    for link in links:
        target = places.get(link.get("href")[1:])
        if target is None or link.getparent() is None:
            continue
        holder = _holder(target)
        back = _way_back(holder, link, places)
        if holder in labels and back is not None:
            _point(link, labels[holder])
        elif back is not None and order[link] < order[back] and holder is not _holder(link):
            label = str(first + len(notes))
            labels[holder] = label
            notes.append(Note(label=label, element=holder))
            _remove_back(back)
            _point(link, label)
    for note in notes:
        _take_out(note.element)
    return tuple(notes)


def _places(root: Element) -> Mapping[str, Element]:
    found: dict[str, Element] = {}
    for element in root.iter():
        for name in ("id", "name"):
            if isinstance(element.tag, str) and element.get(name):
                found.setdefault(element.get(name), element)
    return found


def _holder(place: Element) -> Element:
    """The element that holds the whole note: the list item or division around it, else its paragraph."""
    nearest = place
    for element in (place, *place.iterancestors()):
        tag = tag_of(element)
        if tag == "li" or (
            tag == "div" and (element.get("id") or "").startswith(("ftn", "edn", "sdfootnote", "sdend"))
        ):
            return element
        if tag == "p" and tag_of(nearest) != "p":
            nearest = element
        if tag in ("body", "table"):
            break
    return nearest


def _way_back(holder: Element, link: Element, places: Mapping[str, Element]) -> Element | None:
    for back in holder.iter("a"):
        href = back.get("href") or ""
        target = places.get(href[1:]) if href.startswith("#") else None
        if target is not None and (target is link or target in _around(link) or link in target.iter("a")):
            return back
    return None


def _around(link: Element) -> Iterator[Element]:
    """The link and the mark-up close about it, on which programs set the name a note leads back to."""
    yield link
    for element in link.iterancestors():
        if tag_of(element) not in ("sup", "span"):
            return
        yield element


def _remove_back(back: Element) -> None:
    back.text = ""
    for child in list(back):
        back.remove(child)
    around = back.getparent()
    if tag_of(around) == "sup" and not "".join(around.itertext()).strip():
        back = around
    if back.tail:
        back.tail = back.tail.lstrip(_BACK_SIGNS)
    drop(back)


def _point(link: Element, label: str) -> None:
    text = "".join(link.itertext())
    for child in list(link):
        link.remove(child)
    # The printed number is the label's own, so that notes pasted after others count on.
    words = label if text.strip().strip("[]()*†").isalnum() or not text.strip() else text
    raised = any(tag_of(each) == "sup" for each in link.iterancestors())
    link.text = words if raised else None
    if not raised:
        inner = link.makeelement("sup")
        inner.text = words
        link.append(inner)
    link.set("href", f"note:{label}")


def _take_out(holder: Element) -> None:
    parent = holder.getparent()
    if parent is None:
        return
    before, tail = holder.getprevious(), holder.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(holder)
    holder.tail = None
    if tag_of(parent) in ("ol", "ul") and not len(parent):
        _drop_with_rule(parent)
    elif tag_of(parent) == "div" and not "".join(parent.itertext()).strip():
        drop(parent)


def _drop_with_rule(element: Element) -> None:
    before = element.getprevious()
    if before is not None and tag_of(before) == "hr":
        drop(before)
    drop(element)
