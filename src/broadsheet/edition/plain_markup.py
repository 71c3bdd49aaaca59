"""
Running text of nothing but paragraphs, crossheads and flat lists, as much of it is: read by one pattern.

A parser's tree, walked sign by sign, takes several times as long, which is felt where a hundred thousand stories come
in. Whatever is not exactly of this form is left to those who can read all there is, and they must agree with this.
"""

import re
from collections.abc import Callable, Iterable
from typing import Final

from broadsheet.edition.blocks import Block, Crosshead, Inline, ListBlock, ListItem, Paragraph

_SAME_MEANING: Final = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "s": "s", "sub": "sub", "sup": "sup", "code": "code",
}  # fmt: skip

_WORDS: Final = r"(?:[^<>&\x00-\x1f\x7f]++|&(?:amp|lt|gt);)++"
_TAGGED: Final = "|".join(f"<{tag}>(?! ){_WORDS}(?<! )</{tag}>" for tag in _SAME_MEANING)
_INLINE: Final = rf"(?! )(?:{_WORDS}|{_TAGGED}|<a [^<>]*+>(?! ){_WORDS}(?<! )</a>)++(?<! )"
_BLANK: Final = r"[ \t\n\r]*+"
_ITEM: Final = rf"{_BLANK}<li>({_INLINE})</li>"
_BLOCK: Final = re.compile(
    rf"{_BLANK}(?:<(p|h[234])>({_INLINE})</\1>|<([ou])l>((?:{_ITEM.replace('(', '(?:', 1)})++){_BLANK}</\3l>){_BLANK}"
)
_ITEMS: Final = re.compile(_ITEM)
_LINK: Final = re.compile(r"<a( [^<>]*)>")
_MARK: Final = re.compile(r"<(/?)(b|strong|i|em|s|sub|sup|code)>|<a( [^<>]*)>([^<>]*)</a>")

type Opens = Callable[[str, str], str]
"""From the attributes of a link as they stand there, and its words, to its opening tag; "" where it is no link."""


def read_plain(markup: str, opens: Opens, *, is_plain_link: Callable[[str], bool]) -> tuple[Block, ...] | None:
    """
    The blocks of a text of that form, None when it is not; links come in order, only when all of it is.

    A text with a link whose attributes are not plain is not of that form either.
    """
    found: list[tuple[str, list[str]]] = []
    position = 0
    while position < len(markup):
        match = _BLOCK.match(markup, position)
        if match is None:
            return None
        texts = [match[2]] if match[1] else _ITEMS.findall(match[4])
        if not _are_plain(texts, is_plain_link):
            return None
        found.append((match[1] or match[3], texts))
        position = match.end()
    return tuple([_block(kind, [_inline(text, opens) for text in texts]) for kind, texts in found]) or None


def _are_plain(texts: Iterable[str], is_plain_link: Callable[[str], bool]) -> bool:
    """Whether nothing in these texts must be folded, joined or left out."""
    for text in texts:
        if "  " in text or "><" in text or not text.isprintable():
            return False
        if "<a " in text and not all(map(is_plain_link, _LINK.findall(text))):
            return False
    return True


def _block(kind: str, texts: list[Inline]) -> Block:
    if kind == "p":
        return Paragraph(text=texts[0])
    if kind in ("o", "u"):
        return ListBlock(items=tuple([ListItem(text=text) for text in texts]), ordered=kind == "o")
    return Crosshead(text=texts[0], level=int(kind[1]))


def _inline(text: str, opens: Opens) -> Inline:
    if "<" not in text:
        return Inline(text)

    def written(match: re.Match[str]) -> str:
        closes, tag, attributes, words = match.groups()
        if tag:
            return f"<{closes}{_SAME_MEANING[tag]}>"
        opening = opens(attributes, words)
        return f"{opening}{words}</a>" if opening else str(words)

    return Inline(_MARK.sub(written, text))
