"""One saved page to its story: located, cut out of the page as it was, tidied, and cleaned last of all."""

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from broadsheet.errors import SourceUnreadableError
from broadsheet.importers.markup import Element, as_html, drop
from broadsheet.importers.pages.addresses import Base, resolve_all
from broadsheet.importers.pages.allowed import allowed
from broadsheet.importers.pages.bylines import name_from
from broadsheet.importers.pages.dates import moment_in
from broadsheet.importers.pages.decoding import LARGEST, decoded_page
from broadsheet.importers.pages.locating import Amounts, Located, locate, words_of_story
from broadsheet.importers.pages.metadata import Metadata, metadata_of
from broadsheet.importers.pages.pictures import drop_unseen, repair_pictures
from broadsheet.importers.pages.plain import plain_text_of
from broadsheet.importers.pages.pruning import prune
from broadsheet.importers.pages.selectors import found_by
from broadsheet.importers.pages.template import Template
from broadsheet.importers.pages.tidying import drop_hidden, drop_lines, replace_old_tags, split_at_breaks, unwrap_layout
from broadsheet.importers.pages.titles import same_words
from broadsheet.importers.pages.tree import PageTree, elements, page_tree, words_of

_WORD: Final = re.compile(r"\w+")
_DIGIT: Final = re.compile(r"\d")
_NEAR_TOP: Final = 0.35
_BROKEN: Final = 0.05
"""The share of characters that no alphabet explains above which a file is no text at all."""
_HEADINGS: Final = ("h1", "h2", "h3", "b", "strong", "font", "big", "p", "div", "span", "td")
_AROUND_NAMES: Final = frozenset(
    "by von par por de del di av written posted published updated on am at um uhr le el the and und et y e in author "
    "da door autor text story last modified date datum edt est gmt utc pm pst pdt cet".split()
)
NO_TEMPLATE: Final = Template()
NO_STORY: Final = "no story was found on this page"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedPage:
    """
    A page's story. `html` is its body without the headline, byline and date given beside it; `text` its words.

    Without a story `html` and `text` are "" and `error` says so. `date` is ISO 8601; what is unknown is "".
    The part of the page that was taken had `prose` letters in sentences, this share of `linked` letters, and so many
    headings that are links. `left_out` counts the parts of it that were none of the story, `unseen` its pictures that
    showed nothing.
    """

    url: str
    title: str
    byline: str
    date: str
    language: str
    html: str
    text: str
    section: str = ""
    issue: str = ""
    error: str = ""
    prose: int = 0
    linked: float = 0.0
    linked_headings: int = 0
    left_out: int = 0
    unseen: int = 0


def extract_file(path: Path, *, url: str = "") -> ExtractedPage:
    """The story of a page saved as a file. Raises SourceUnreadableError when it cannot be read or is too large."""
    try:
        if path.stat().st_size > LARGEST:
            raise SourceUnreadableError(
                f"“{path}” has more than {LARGEST // 1_000_000} megabytes, and no page of a story has. "
                "Save the page again without its pictures."
            )
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "its name cannot be one"
        raise SourceUnreadableError(f"“{path}” cannot be read: {why}. Check its name and permissions.") from error
    return extract_page(content, url=url)


def extract_page(content: bytes, *, url: str = "", charset: str = "") -> ExtractedPage:
    """The story of a saved page that was public at `url` ("" unknown); `charset` is what its server said."""
    return extract_tree(read_tree(content, charset), url)


def read_tree(content: bytes, charset: str = "") -> PageTree:
    """The tree of a saved page; an empty one when its bytes are no text."""
    text = decoded_page(content, charset)
    return page_tree("" if text.count("\ufffd") > _BROKEN * len(text) else text)


def extract_tree(tree: PageTree, url: str, template: Template = NO_TEMPLATE) -> ExtractedPage:
    """The story of a page, which is used up by it; where the site's template names a place, that is taken."""
    metadata = metadata_of(tree, url)
    found = _named_places(tree, template)
    drop_hidden(tree.body)
    # Written anew from the tree: never too deep, never unclosed, which other parsers take badly.
    anchor = words_of_story(as_html(tree.root))
    repair_pictures(tree.body)
    located = locate(tree.body, anchor)
    if located and found.body is not None and found.body in located.amounts:
        located = Located(found.body, located.amounts)
    metadata = found.over(metadata)
    measures = located.amounts[located.node] if located else Amounts()
    headed = _linked_headings(located.node) if located else 0
    pruned = prune(located) if located else 0
    unseen = drop_unseen(located.node) if located else 0
    html = _story_html(tree, located.node, metadata, url) if located else ""
    words = plain_text_of(html)
    there = bool(words) or "<img" in html
    return ExtractedPage(
        url=url or tree.canonical,
        title=metadata.title,
        byline=metadata.byline,
        date=metadata.date,
        language=metadata.language,
        section=metadata.section,
        issue=found.issue,
        html=html if there else "",
        text=words if there else "",
        error="" if there else NO_STORY,
        prose=measures.prose,
        linked=measures.linked,
        linked_headings=headed,
        left_out=found.left_out + pruned,
        unseen=unseen,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """What the places that a template names say on one page."""

    title: str
    byline: str
    date: str
    section: str
    issue: str
    body: Element | None
    shown: tuple[Element, ...]
    left_out: int

    def over(self, metadata: Metadata) -> Metadata:
        return replace(
            metadata,
            title=self.title or metadata.title,
            byline=self.byline or metadata.byline,
            date=self.date or metadata.date,
            section=self.section or metadata.section,
            shown=(*self.shown, *metadata.shown),
        )


def _named_places(tree: PageTree, template: Template) -> _Named:
    removed = [element for selector in template.remove for element in found_by(tree.body, selector)]
    for element in removed:
        drop(element)
    places = {
        name: next(iter(found_by(tree.body, getattr(template, name))), None)
        for name in ("headline", "byline", "date", "section", "issue", "body")
    }
    words = {name: words_of(place) if place is not None else "" for name, place in places.items() if name != "body"}
    left_out = drop_lines(tree.body, frozenset(template.furniture)) if template.furniture else 0
    return _Named(
        title=words["headline"],
        byline=name_from(words["byline"]),
        date=moment_in(words["date"]),
        section=words["section"][:100],
        issue=words["issue"][:200],
        body=places["body"],
        left_out=left_out + len(removed),
        shown=tuple(filter(lambda each: each is not None, (places["byline"], places["date"]))),
    )


def _linked_headings(node: Element) -> int:
    return sum(1 for each in node.iter("h1", "h2", "h3", "h4") if next(each.iter("a"), None) is not None
               or (each.getparent() is not None and each.getparent().tag == "a"))  # fmt: skip


def _story_html(tree: PageTree, node: Element, metadata: Metadata, url: str) -> str:
    _drop_shown(node, metadata)
    resolve_all(node, Base.of(tree.root, url))
    unwrap_layout(node)
    replace_old_tags(node)
    split_at_breaks(node)
    _drop_unled(node)
    node.tail = None
    if node.tag in ("td", "tr", "tbody", "li", "body", "html"):
        node.tag = "div"
    return allowed(as_html(node)).strip()


def _drop_shown(node: Element, metadata: Metadata) -> None:
    """Take out the headline, byline and date that are given beside the story."""
    heading = next((each for each in _headings(node) if same_words(words_of(each), metadata.title)), None)
    if heading is not None:
        drop(heading)
    said = set(_WORD.findall(f"{metadata.byline} {metadata.date}".casefold())) | _AROUND_NAMES
    for element in metadata.shown:
        if element.tag == "br":
            if node in element.iterancestors():
                element.tail = None
            continue
        for each in _lines_of(element, node):
            words = _WORD.findall(words_of(each).casefold())
            if len(words) < 25 and _is_only_said(words, said, element is metadata.shown[-1]):
                drop(each)
                break


def _headings(node: Element) -> list[Element]:
    everything = list(elements(node))
    near = everything[: max(30, int(len(everything) * _NEAR_TOP))]
    return [each for each in near if each.tag in _HEADINGS]


def _lines_of(element: Element, node: Element) -> list[Element]:
    """The element that shows something and those around it that hold no more, outermost first."""
    lines = []
    each = element
    while each is not None and each is not node and len(words_of(each)) < 200:
        lines.append(each)
        each = each.getparent()
    return list(reversed(lines)) if node in element.iterancestors() else []


def _is_only_said(words: list[str], said: set[str], dated: bool) -> bool:
    others = [word for word in words if word not in said and not word.isdigit() and not (dated and _DIGIT.search(word))]
    return len(others) <= (2 if dated else 0)


def _drop_unled(node: Element) -> None:
    """Names of places stay only where a link of the story leads to them."""
    led = {(link.get("href") or "")[1:] for link in node.iter("a") if (link.get("href") or "").startswith("#")}
    for each in [node, *elements(node)]:
        if "id" in each.attrib and each.get("id") not in led:
            del each.attrib["id"]
