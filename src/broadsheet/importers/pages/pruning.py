"""Takes out of a story's part of the page what is none of it: menus, buttons, comments, other stories."""

from collections.abc import Mapping, Sequence
from typing import Final

from broadsheet.importers.markup import Element, drop
from broadsheet.importers.pages.addresses import host_of
from broadsheet.importers.pages.locating import Amounts, Located
from broadsheet.importers.pages.names_of_parts import (
    FURNITURE_ROLES,
    NEVER_STORY,
    OTHER_STORIES,
    SELDOM_STORY,
    SHARING_HOST,
    STORY,
)
from broadsheet.importers.pages.tree import elements, name_of, words_of

_CONTROLS: Final = ("input", "button", "select", "textarea", "option", "datalist", "label", "canvas", "svg", "dialog",
                    "meter", "progress", "applet", "frame", "frameset")  # fmt: skip
_ALWAYS_FURNITURE: Final = frozenset({"nav", "search"})
_BLOCKS: Final = frozenset(
    {"div", "section", "aside", "ul", "ol", "dl", "table", "tr", "td", "header", "footer", "form", "p", "span",
     "fieldset", "details", "figure", "article", "li", "h2", "h3", "h4", "h5", "h6", "center", "tbody", "main"}
)  # fmt: skip
_LISTS: Final = frozenset(
    {"div", "section", "aside", "ul", "ol", "dl", "table", "header", "footer", "form", "fieldset", "article", "main"}
)
_MATTER: Final = ("img", "iframe", "video", "audio", "object", "embed", "table", "pre", "hr", "math")
_NO_BUTTON: Final = 300
_A_LOT: Final = 0.3
"""The share of all the story's words above which a part is kept, whatever it is called."""


def prune(located: Located) -> int:
    """
    Take out furniture below the story's node and tell how many parts that were.

    What the extractor took for the story is held to be that.
    """
    taken = 0
    node, amounts = located.node, located.amounts
    whole = amounts[node]
    for element in list(elements(node)):
        if element.getparent() is None and element is not node:
            continue
        looked_at = element.tag in _BLOCKS or element.tag in _ALWAYS_FURNITURE
        if looked_at and _is_furniture(element, amounts, whole):
            _take_out(element)
            taken += 1
    for element in list(node.iter(*_CONTROLS)):
        # A button that is never closed holds all the rest of its page.
        if (element.tag == "label" or len(words_of(element)) > _NO_BUTTON) and element.getparent() is not None:
            element.drop_tag()
        else:
            drop(element)
    for frame in list(node.iter("iframe")):
        frame.text = None
        if not (frame.get("src") or "").strip():
            drop(frame)
    for form in list(node.iter("form", "fieldset")):
        form.tag = "div"
    _drop_empty(node)
    return taken


def _take_out(element: Element) -> None:
    """Without its descendants being looked at again."""
    for each in list(element):
        element.remove(each)
    element.text = None
    drop(element)


def _is_furniture(element: Element, amounts: Mapping[Element, Amounts], whole: Amounts) -> bool:
    own = amounts.get(element) or Amounts()
    if whole.letters and own.letters > 0.8 * whole.letters:
        return False
    if _holds_most(own, whole):
        return False
    name = name_of(element)
    if element.tag in _ALWAYS_FURNITURE or _has_furniture_role(element):
        return not _is_contents(element)
    if NEVER_STORY.search(name) and element.tag not in ("li", "tr", "td", "tbody"):
        return not STORY.search(name) or own.agreement < 0.5
    if element.tag in ("aside", "footer", "header", "form") or SELDOM_STORY.search(name):
        return _is_seldom_story(element, own, amounts)
    return _is_list_of_links(element, own)


def _holds_most(own: Amounts, whole: Amounts) -> bool:
    return own.agreed > _A_LOT * whole.agreed and own.linked < 0.5 and own.prose > 0.3 * own.letters


def _has_furniture_role(element: Element) -> bool:
    return (element.get("role") or "").strip().lower() in FURNITURE_ROLES


def _is_contents(element: Element) -> bool:
    """A list of what the story itself holds leads to places inside it."""
    links = [link.get("href") or "" for link in element.iter("a")]
    return len(links) > 1 and sum(href.startswith("#") and len(href) > 1 for href in links) > 0.8 * len(links)


def _is_seldom_story(element: Element, own: Amounts, amounts: Mapping[Element, Amounts]) -> bool:
    if element.tag == "header" and any(True for _ in element.iter("h1", "img")):
        return False
    enough = own.agreement > 0.5 or own.prose > 150 or _stands_between_paragraphs(element, amounts)
    if own.linked < 0.3 and enough:
        return False
    if not own.letters:
        return False
    return own.linked > 0.4 or own.agreement < 0.5


def _stands_between_paragraphs(element: Element, amounts: Mapping[Element, Amounts]) -> bool:
    """A box of the story has its paragraphs before and after it."""
    around = (element.getprevious(), element.getnext())
    return all(each is not None and each in amounts and amounts[each].agreed > 60 for each in around)


def _is_list_of_links(element: Element, own: Amounts) -> bool:
    if own.linked < 0.5 or own.agreement >= 0.5 or own.prose >= 0.2 * own.letters:
        return False
    if element.tag in ("td", "tr"):
        return own.linked > 0.6 and sum(1 for _ in element.iter("a")) > 3 and not any(True for _ in element.iter("th"))
    if element.tag not in _LISTS:
        return False
    links = [link for link in element.iter("a") if link.get("href")]
    if len(links) < 2 or _lies_in_a_list_or_table(element):
        return False
    return not (_is_contents(element) or _stands_in_the_text(element) or _are_sources(links))


def _lies_in_a_list_or_table(element: Element) -> bool:
    """What stands in an item or cell is decided with its list or table; one that lays out a page has long cells."""
    around = next(element.iterancestors("li", "td", "th", "dd"), None)
    return around is not None and sum(1 for _ in around.iter("p", "div", "ul")) < 4


def _stands_in_the_text(element: Element) -> bool:
    """Whether a list follows a paragraph as another would, under no heading that announces other stories."""
    if element.tag not in ("ul", "ol", "dl"):
        return False
    before = element.getprevious()
    if before is None or before.tag not in ("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "figure"):
        return False
    if OTHER_STORIES.search(words_of(before)[:80].casefold()):
        return False
    return sum(1 for each in element.getparent().iterchildren("p") if len(words_of(each)) > 60) > 1


def _are_sources(links: Sequence[Element]) -> bool:
    """Furniture leads around its own site; what a story rests on lies elsewhere."""
    hosts = [host_of(link.get("href") or "") for link in links]
    elsewhere = {host for host in hosts if host and not SHARING_HOST.search(host)}
    return len(elsewhere) >= max(2, 0.5 * len(hosts))


def _drop_empty(node: Element) -> None:
    for element in reversed(list(elements(node))):
        if element.tag in ("br", "td", "th", "col", *_MATTER, "source", "wbr", "picture"):
            continue
        if len(element) == 0 and not (element.text or "").strip():
            if element.tag == "a" and (element.get("id") or element.get("name")):
                continue
            drop(element)
