"""The words of a stored body, as people would read or look for them."""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

_INLINE_TAG: Final = re.compile(r"</?(?:a|b|code|em|i|s|small|span|strong|sub|sup|u)\b[^>]*>")
_TAG: Final = re.compile(r"<[^>]*>")
_NOT_READ: Final = frozenset({"id", "type", "url", "address", "label", "slot", "provider", "align", "purpose"})
"""Keys of a stored body whose words nobody reads in print."""


def texts_of(stored: Any) -> Iterator[str]:
    """Every piece of text in a stored body, without its markup, in order."""
    if isinstance(stored, str):
        plain = " ".join(html.unescape(_TAG.sub(" ", _INLINE_TAG.sub("", stored))).split())
        if plain:
            yield plain
    elif isinstance(stored, Mapping):
        for key, value in stored.items():
            if key not in _NOT_READ:
                yield from texts_of(value)
    elif isinstance(stored, list):
        for value in stored:
            yield from texts_of(value)
