"""HTML files (.html), whether saved by an office program or by a browser."""

import re
from typing import Final

from broadsheet.importers.documents.document import Document
from broadsheet.importers.documents.plain import decoded

_CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_LOOKED_AT: Final = 4_096
"""Bytes at the start in which a page says its alphabet."""


def read_web_page(name: str, data: bytes) -> Document:
    """The page; every word in its body stays."""
    declared = _CHARSET.search(data[:_LOOKED_AT])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return Document(name=name, html=data.decode(declared[1].decode("ascii"), errors="replace"))
        except LookupError:
            pass
    text, losses = decoded(name, data)
    return Document(name=name, html=text, losses=losses)
