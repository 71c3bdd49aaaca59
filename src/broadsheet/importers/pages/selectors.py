"""Names of places in a page, as an editor can read and write them: `td.story`, `div#main h2`, `span.byline`."""

import re
from typing import Final

from broadsheet.importers.markup import Element

_STEP: Final = re.compile(r"(?P<tag>[a-z][a-z0-9-]*|\*)?(?P<marks>(?:[.#][^\s.#>]+)*)", re.IGNORECASE)
_MARK: Final = re.compile(r"([.#])([^.#]+)")
_CHANGING: Final = re.compile(r"\d{2,}|[^\w-]")
_WORTHLESS: Final = frozenset({"clearfix", "first", "last", "odd", "even", "active", "current", "hentry"})


def found_by(root: Element, selector: str) -> list[Element]:
    """The elements that a selector names, in order; none when it names none or cannot be read."""
    steps = [_STEP.fullmatch(step) for step in selector.split()]
    if not steps or any(step is None or not step[0] for step in steps):
        return []
    last = steps[-1]
    candidates = root.iter(last["tag"] or "*") if last and last["tag"] != "*" else root.iter()
    return [each for each in candidates if isinstance(each.tag, str) and _matches_all(each, [s for s in steps if s])]


def _matches_all(element: Element, steps: list[re.Match[str]]) -> bool:
    if not _matches(element, steps[-1]):
        return False
    above = element.getparent()
    for step in reversed(steps[:-1]):
        while above is not None and not _matches(above, step):
            above = above.getparent()
        if above is None:
            return False
        above = above.getparent()
    return True


def _matches(element: Element, step: re.Match[str]) -> bool:
    tag = (step["tag"] or "*").lower()
    if tag not in ("*", element.tag):
        return False
    classes = (element.get("class") or "").split()
    return all(
        name in classes if mark == "." else element.get("id") == name for mark, name in _MARK.findall(step["marks"])
    )


def selector_of(element: Element) -> str:
    """The selector that names an element and its like on other pages: its tag, and what its author called it."""
    own = own_name(element)
    if "." in own or "#" in own:
        return own
    above = element.getparent()
    while above is not None and above.tag != "body":
        name = own_name(above)
        if "." in name or "#" in name:
            return f"{name} {own}"
        above = above.getparent()
    return own


def own_name(element: Element) -> str:
    """Its tag, and what its author called it."""
    marks = [f"#{name}" for name in (element.get("id") or "").split()[:1] if not _CHANGING.search(name)]
    for name in (element.get("class") or "").split():
        if not _CHANGING.search(name) and name not in _WORTHLESS and len(marks) < 2:
            marks.append(f".{name}")
    return str(element.tag) + "".join(marks)
