"""
The HTML that Word, Google Docs and LibreOffice write, made plain: what their styles say becomes what HTML says.

Rules are about the forms these programs are known for: `mso-` styles, spans that carry weight and slope, a bold element
that is not bold, lists that are paragraphs. What is taken out is named.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from broadsheet.importers.documents.office_lists import build_lists
from broadsheet.importers.markup import Element, drop, tag_of

type Tell = Callable[[str, str, str], None]
"""Told of each thing taken out: its kind, its words, why."""

_DECLARATION: Final = re.compile(r"([\w-]+)\s*:\s*([^;]*)")
_CLASSES: Final = {
    "msotitle": ("h1", "title"),
    "msosubtitle": ("p", "subtitle"),
    "msoquote": ("blockquote", ""),
    "msointensequote": ("blockquote", ""),
    "title": ("h1", "title"),
    "subtitle": ("p", "subtitle"),
}
_RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ur", "yi", "ps", "sd", "ug", "dv", "ckb"})
_REMARKS: Final = ("comment-list", "comment")
_ON_EVERY_PAGE: Final = ("header", "footer")
_TEXT_TAGS: Final = frozenset({"span", "font", "b", "strong", "i", "em", "a", "s", "strike", "del", "sup", "sub", "u"})


def make_plain(root: Element, language: str, tell: Tell) -> None:
    """Change the tree in place; nothing a reader reads goes without being told."""
    for element in list(root.iter("xml", "o:officedocumentsettings", "w:worddocument")):
        drop(element)
    for element in list(root.iter()):
        if isinstance(element.tag, str) and element.getparent() is not None:
            _Plain(element=element, style=style_of(element), tell=tell).change(language)
    build_lists(root, style_of)
    for paragraph in list(root.iter("p", "h1", "h2", "h3", "h4", "h5", "h6")):
        if not len(paragraph) and not (paragraph.text or "").strip() and paragraph.getparent() is not None:
            drop(paragraph)


def style_of(element: Element) -> dict[str, str]:
    """What the element's own style says, names and values in lower case."""
    style = element.get("style")
    return {name.lower(): value.strip().lower() for name, value in _DECLARATION.findall(style)} if style else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plain:
    element: Element
    style: dict[str, str]
    tell: Tell

    def change(self, language: str) -> None:
        if self._left_out():
            return
        self._say_language(language)
        self._say_what_paragraphs_are()
        if tag_of(self.element) in _TEXT_TAGS:
            self._say_emphasis()

    def _left_out(self) -> bool:
        element, style = self.element, self.style
        part = style.get("mso-element", "")
        if part in ("footnote-list", "endnote-list"):
            for rule in list(element.iter("hr")):
                drop(rule)
        if part in _REMARKS or "msocomanchor" in (element.get("class") or "").lower():
            return self._drop("remark", "remarks in the margin are no part of the story")
        if part in _ON_EVERY_PAGE:
            return self._drop(f"page {part}", "what stands on every page is no part of the story")
        if style.get("display") == "none" or style.get("mso-hide") == "all":
            return self._drop("hidden text", "it was hidden in the document")
        if tag_of(element) == "img" and (element.get("src") or "").lower().startswith(("file:", "blob:", "cid:")):
            why = "it stayed on the computer the text was copied from; add it as a picture"
            self.tell("picture", element.get("alt") or (element.get("src") or "").rpartition("/")[2], why)
            drop(element)
            return True
        return False

    def _drop(self, what: str, why: str) -> bool:
        words = " ".join("".join(self.element.itertext()).split())
        if words:
            self.tell(what, words, why)
        drop(self.element)
        return True

    def _say_language(self, language: str) -> None:
        """A language and direction that are the story's own say nothing, and programs write them on every span."""
        element, main = self.element, language.partition("-")[0].lower()
        own = (element.get("lang") or "").partition("-")[0].lower()
        if own in ("", main, "zxx", "x"):
            element.attrib.pop("lang", None)
        usual = "rtl" if (own or main) in _RIGHT_TO_LEFT else "ltr"
        if (element.get("dir") or "").lower() == usual:
            element.attrib.pop("dir", None)

    def _say_what_paragraphs_are(self) -> None:
        element = self.element
        if tag_of(element) not in ("p", "h1", "h2", "h3", "h4", "h5", "h6"):
            return
        kind = next((_CLASSES[name] for name in (element.get("class") or "").lower().split() if name in _CLASSES), None)
        level = self.style.get("mso-outline-level", "")
        if kind is not None:
            element.tag = kind[0]
            element.set("class", kind[1])
        elif tag_of(element) == "p" and level.isdigit() and 1 <= int(level) <= 6:
            element.tag = f"h{level}"

    def _say_emphasis(self) -> None:
        """The tags that say what the style says; in a heading everything is bold, so there weight says nothing."""
        element, style = self.element, self.style
        if tag_of(element) in ("b", "strong") and style.get("font-weight") in ("normal", "400"):
            element.tag = "span"
        if tag_of(element) in ("i", "em") and style.get("font-style") == "normal":
            element.tag = "span"
        in_heading = any(re.fullmatch(r"h[1-6]", tag_of(each)) for each in element.iterancestors())
        for tag in _said(style):
            if not (in_heading and tag == "b") and tag_of(element) != tag:
                _wrap_inside(element, tag)


def _said(style: dict[str, str]) -> Iterator[str]:
    weight = style.get("font-weight", "")
    if weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= 600):
        yield "b"
    if style.get("font-style") in ("italic", "oblique"):
        yield "i"
    if "line-through" in style.get("text-decoration", "") + style.get("text-decoration-line", ""):
        yield "s"
    if style.get("vertical-align") in ("super", "sub"):
        yield {"super": "sup", "sub": "sub"}[style["vertical-align"]]


def _wrap_inside(element: Element, tag: str) -> None:
    """Put everything in the element into a new one within it."""
    inner = element.makeelement(tag)
    inner.text, element.text = element.text, None
    for child in list(element):
        inner.append(child)
    element.append(inner)
