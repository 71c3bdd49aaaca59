"""Bytes of a page to text: by mark, by what the server or the page says, else by how the bytes look."""

import re
from typing import Final

from resiliparse.parse.encoding import bytes_to_str, detect_encoding, map_encoding_to_html5

from broadsheet.importers.names import clean

LARGEST: Final = 50_000_000
"""Bytes of the largest page that is read."""

_LOOKED_AT: Final = 8_192
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_META: Final = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_XML: Final = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_WESTERN: Final = ("cp1252", "windows-1252", "iso-8859-1", "us-ascii", "ascii")


def decoded_page(content: bytes, charset: str = "") -> str:
    """The text of a page. Bytes that no alphabet explains become replacement characters; nothing is refused."""
    for mark, alphabet in _MARKS:
        if content.startswith(mark):
            return clean(content[len(mark) :].decode(alphabet, errors="replace"))
    if alphabet := _in_two_bytes(content):
        return clean(content.decode(alphabet, errors="replace"))
    if content.isascii() and b"\x1b" not in content:
        return clean(content.decode("ascii"))
    declared = _known(charset) or _declared(content)
    if declared in ("", "utf-8", *_WESTERN):
        # Western alphabets explain any bytes, and pages say them out of habit: real UTF-8 is hardly ever an accident.
        try:
            return clean(content.decode("utf-8"))
        except UnicodeDecodeError:
            declared = "" if declared == "utf-8" else declared
    alphabet = declared or detect_encoding(content, max_len=200_000) or "utf-8"
    try:
        return clean(bytes_to_str(content, alphabet, errors="replace", fallback_encodings=()))
    except (LookupError, UnicodeError):
        return clean(content.decode("utf-8", errors="replace"))


def _in_two_bytes(content: bytes) -> str:
    """The alphabet of a page written in two bytes a letter that has no mark: every other byte of its tags is zero."""
    head = content[:400]
    zeros = (head[::2].count(0), head[1::2].count(0))
    if max(zeros) * 8 < len(head) or min(zeros) * 8 > max(zeros):
        return ""
    return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"


def _declared(content: bytes) -> str:
    head = content[:_LOOKED_AT]
    found = _META.search(head) or _XML.search(head)
    return _known(found[1].decode("ascii")) if found else ""


def _known(name: str) -> str:
    mapped = map_encoding_to_html5(name.strip(), fallback_utf8=False) if name.strip() else None
    # A page whose beginning could be read as ASCII is not written in two bytes a letter, whatever it says.
    return "" if mapped is None or mapped.lower().startswith("utf-16") else mapped.lower()
