"""What the styles of an OpenDocument text say: emphasis, and what kind of paragraph or list something is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_FO: Final = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_LONGEST_FAMILY: Final = 20
_QUOTES: Final = ("Quotations", "Quote", "Intense_20_Quote", "Block_20_Text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Styles:
    """The styles of one document by name: parents, what each says of emphasis, and which lists count."""

    parents: Mapping[str, str]
    emphasis: Mapping[str, Mapping[str, str]]
    numbered: frozenset[tuple[str, int]]

    @classmethod
    def read(cls, *trees: Any) -> "Styles":
        """The styles that the parts of a document define."""
        parents: dict[str, str] = {}
        emphasis: dict[str, Mapping[str, str]] = {}
        numbered: set[tuple[str, int]] = set()
        for tree in trees:
            for style in tree.iter(f"{STYLE}style") if tree is not None else ():
                name = style.get(f"{STYLE}name", "")
                parents[name] = style.get(f"{STYLE}parent-style-name", "")
                emphasis[name] = dict(_emphasis(style))
            for style in tree.iter(f"{TEXT}list-style") if tree is not None else ():
                levels = style.iter(f"{TEXT}list-level-style-number")
                numbered |= {(style.get(f"{STYLE}name", ""), int(each.get(f"{TEXT}level", "1"))) for each in levels}
        return cls(parents=parents, emphasis=emphasis, numbered=frozenset(numbered))

    def tags(self, name: str, *, automatic_only: bool = False) -> tuple[str, ...]:
        """The tags that say what a style says; of a paragraph's only its own settings, not those of its family."""
        said: dict[str, str] = {}
        for each in reversed(list(self._family(name))):
            if not (automatic_only and not _is_automatic(each)):
                said |= self.emphasis.get(each, {})
        return tuple(tag for tag in said.values() if tag)

    def kind(self, name: str) -> str:
        """Whether the paragraph is a "title", "subtitle" or "quote"; else nothing."""
        family = set(self._family(name))
        if "Title" in family:
            return "title"
        if "Subtitle" in family:
            return "subtitle"
        return "quote" if family.intersection(_QUOTES) else ""

    def _family(self, name: str) -> Iterator[str]:
        for _ in range(_LONGEST_FAMILY):
            if not name:
                return
            yield name
            name = self.parents.get(name, "")


def _is_automatic(name: str) -> bool:
    """Whether an editor's own formatting made the style, as names like P7 and T2 tell."""
    return name[:1] in "PT" and name[1:].isdigit()


def _emphasis(style: Any) -> Iterator[tuple[str, str]]:
    """For each property that is set, the tag that says it, "" where it is set to nothing."""
    for properties in style.iter(f"{STYLE}text-properties"):
        weight = properties.get(f"{_FO}font-weight")
        if weight is not None:
            bold = weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= 600)
            yield "weight", "b" if bold else ""
        slope = properties.get(f"{_FO}font-style")
        if slope is not None:
            yield "slope", "i" if slope in ("italic", "oblique") else ""
        through = properties.get(f"{STYLE}text-line-through-style")
        if through is not None:
            yield "through", "" if through == "none" else "s"
        position = (properties.get(f"{STYLE}text-position") or "").split(" ")[0]
        if position:
            raised = position == "super" or (position.endswith("%") and not position.startswith(("-", "0")))
            lowered = position == "sub" or position.startswith("-")
            yield "position", "sup" if raised else "sub" if lowered else ""
