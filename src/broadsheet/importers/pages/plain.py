"""The words of a story as plain text: a blank line between paragraphs, a line for each item and row."""

from typing import Final

from broadsheet.importers.markup import Element, parsed, pieces, tag_of

_PARAGRAPHS: Final = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "pre", "figure",
     "section", "article", "aside", "header", "footer", "figcaption", "caption", "hr", "main", "details", "address"}
)  # fmt: skip
_LINES: Final = frozenset({"li", "tr", "dt", "dd", "br", "summary"})


def plain_text_of(markup: str) -> str:
    """The text of a story's HTML."""
    if not markup:
        return ""
    root, _ = parsed(markup)
    parts: list[str] = []
    _write(root, parts)
    lines = [" ".join(line.split()) for line in "".join(parts).split("\n")]
    text: list[str] = []
    for line in lines:
        if line or (text and text[-1]):
            text.append(line)
    return "\n".join(text).strip()


def _write(element: Element, parts: list[str]) -> None:
    tag = tag_of(element)
    edge = "\n\n" if tag in _PARAGRAPHS else "\n" if tag in _LINES else " " if tag in ("td", "th") else ""
    parts.append(edge)
    for piece in pieces(element):
        if isinstance(piece, str):
            parts.append(piece.replace("\n", " ") if tag != "pre" else piece)
        else:
            _write(piece, parts)
    parts.append(edge if tag != "br" else "")
