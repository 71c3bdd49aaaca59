"""
An export as XML that can be read: what old sites, their plug-ins and their copying hands broke is put right on the way.

Nothing is guessed of what the words mean: signs that XML must have written otherwise are written so, bytes of another
encoding than the file claims are read as what they are, and what XML can never hold becomes a space.
"""

import codecs
import re
from collections import Counter
from html.entities import html5
from typing import IO, Final

_CHUNK: Final = 1 << 18
_HEAD: Final = 1 << 16
"""Bytes in which a file must begin to be an export; before that may stand what a server said of itself."""

_TAIL: Final = 256
"""Characters at the end of a piece in which the beginning of a sign may lie that the next piece ends."""

_LONGEST_TAG: Final = 1 << 14
"""Characters of a tag that is looked at as a whole."""

_BEGIN: Final = re.compile(rb"<\?xml|<rss[\s>]")
_DECLARATION: Final = re.compile(r"<\?xml\s[^>]*\?>")
_ENCODING: Final = re.compile(r"""encoding\s*=\s*["']([\w.:-]+)["']""")
_OPEN, _CLOSE = "<![CDATA[", "]]>"

_CONTROLS: Final = bytes({*range(32)} - {*b"\t\n\r"})
_NEVER: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ENTITY: Final = re.compile(r"&(?:#(?:([0-9]{1,7})|[xX]([0-9a-fA-F]{1,6}));|([A-Za-z][\w.-]{0,31};))?")
_XML_ENTITIES: Final = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_HTML_NAMES: Final = (
    "a|abbr|address|article|aside|audio|b|big|blockquote|br|button|caption|center|cite|code|dd|del|div|dl|dt|em|embed|"
    "figcaption|figure|font|footer|form|h[1-6]|header|hr|i|iframe|img|input|ins|label|li|main|nav|object|ol|option|p|"
    "param|pre|q|s|script|section|select|small|span|strike|strong|style|sub|sup|table|tbody|td|textarea|tfoot|th|"
    "thead|tr|tt|u|ul|video"
)
# Of a tag of HTML outside of CDATA, and of a sign that begins no tag at all, the "<" is text. An export has one end.
_LESS: Final = re.compile(
    rf"<(?:/?(?:{_HTML_NAMES})(?=[\s/>])|(?![A-Za-z_/!?:]))|</(?:channel|rss)\s*>|<channel\s*>|<rss\s[^>]*>|<\?xml[^>]*\?>",
    re.IGNORECASE,
)

_SPACES: Final = {
    "wp": "http://wordpress.org/export/1.2/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
}
"""The names that exports use, for those that forgot to say so."""

SIGNS: Final = "sign that was not written as XML wants it"
NEVER: Final = "control character in the file"
BYTES: Final = "byte of another encoding in the file"
BEFORE: Final = "word before the beginning of the export"
END: Final = "end of the export that is missing"
WHY: Final = {
    SIGNS: "it was read as the sign it shows; nothing was left out",
    NEVER: "no text can hold it; a space stands in its place",
    BYTES: "the file calls itself UTF-8; it was read as Windows-1252, in which old programs wrote",
    BEFORE: "the server said it of itself; it is no part of the paper",
    END: "the file breaks off; export again, and compare the number of stories",
}
"""What the report says of each kind."""


class MendedXml:
    """
    A binary file of XML, read as UTF-8 with its faults mended; lines stay where they are.

    `mended` counts what was put right, by kind. It is whole when the file has been read to its end.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._rest = b""
        self._held = ""
        self._is_literal = False
        self._decoder: codecs.IncrementalDecoder | None = None
        self._is_begun = self._is_ended = False
        self._has_root = self._has_end = False
        self.mended: Counter[str] = Counter()

    def read(self, _size: int = -1) -> bytes:
        """The next piece, of a size of its own; b"" at the end."""
        while not self._is_ended:
            data = self._file.read(_CHUNK)
            self._is_ended = not data
            text = self._begun(data) if self._is_begun else self._beginning(data)
            mended = self._mended(text)
            if mended:
                return mended.encode()
        return b""

    # ---- bytes

    def _beginning(self, data: bytes) -> str:
        """The first piece, which says how the file is encoded."""
        self._is_begun = True
        while len(data) < _HEAD and not self._is_ended and (more := self._file.read(_CHUNK)):
            data += more
        for mark, encoding in _MARKS.items():
            if data.startswith(mark):
                self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
                return _without_declaration(self._begun(data))
        begin = _BEGIN.search(data, 0, _HEAD)
        if begin:
            before, data = data[: begin.start()], b"\n" * data[: begin.start()].count(b"\n") + data[begin.start() :]
            if words := before.removeprefix(codecs.BOM_UTF8).split():
                self.mended[BEFORE] += len(words)
        name = _declared(data[:400].decode("latin-1"))
        if name not in ("utf-8", "ascii"):
            self._decoder = codecs.getincrementaldecoder(name)(errors="replace")
        return _without_declaration(self._begun(data))

    def _begun(self, data: bytes) -> str:
        if self._decoder is not None:
            return _NEVER.sub(self._space, self._decoder.decode(data, final=self._is_ended))
        view = memoryview(self._rest + data)
        parts: list[str] = []
        while True:
            try:
                text, used = codecs.utf_8_decode(view, "strict", self._is_ended)
            except UnicodeDecodeError as error:
                # One sick byte among healthy ones is most often of Windows-1252, which old editors wrote.
                parts.append(str(view[: error.start], "utf-8"))
                parts.append(bytes(view[error.start : error.end]).decode("cp1252", "replace"))
                self.mended[BYTES] += 1
                view = view[error.end :]
            else:
                parts.append(text)
                self._rest = bytes(view[used:])
                return self._without_controls("".join(parts), data)

    # ---- signs

    def _without_controls(self, text: str, data: bytes) -> str:
        # Asked of the bytes first: few files have any, and looking at each character takes as long as all the rest.
        has_any = len(data.translate(None, _CONTROLS)) != len(data) or "\ufffe" in text or "\uffff" in text
        return _NEVER.sub(self._space, text) if has_any else text

    def _space(self, _found: re.Match[str]) -> str:
        self.mended[NEVER] += 1
        return " "

    def _mended(self, text: str) -> str:
        text, parts = self._held + text, list[str]()
        at = stop = 0
        while True:
            if self._is_literal:
                end = text.find(_CLOSE, at)
                if end < 0:
                    stop = len(text) if self._is_ended else max(at, len(text) - 2)
                    break
                end += len(_CLOSE)
                parts.append(text[at:end])
                self._is_literal = False
            else:
                end = text.find(_OPEN, at)
                if end < 0:
                    stop = len(text) if self._is_ended else self._whole(text, at)
                    break
                parts += (self._signs(text[at:end]), _OPEN)
                end += len(_OPEN)
                self._is_literal = True
            at = end
        parts.append(text[at:stop] if self._is_literal else self._signs(text[at:stop]))
        self._held = text[stop:]
        if self._is_ended and self._has_root:
            parts.append("</channel></rss>")
            self.mended[END] += not self._has_end
        return "".join(parts)

    def _whole(self, text: str, at: int) -> int:
        """Where to stop so that no sign is cut in two."""
        tail = max(at, len(text) - _TAIL)
        found = [place for place in (text.find("<", tail), text.find("&", tail)) if place >= 0]
        open_tag = text.rfind("<", max(at, len(text) - _LONGEST_TAG))
        if open_tag >= 0 and text.find(">", open_tag) < 0:
            found.append(open_tag)
        return min(found, default=len(text))

    def _signs(self, text: str) -> str:
        if "&" in text:
            text = _ENTITY.sub(self._entity, text)
        return _LESS.sub(self._less, text)

    def _entity(self, found: re.Match[str]) -> str:
        decimal, hexadecimal, name = found.groups()
        if name in _XML_ENTITIES:
            return found[0]
        if name and name in html5:
            return html5[name].replace("&", "&amp;").replace("<", "&lt;")
        if decimal or hexadecimal:
            number = int(decimal) if decimal else int(hexadecimal, 16)
            if number > 0x10FFFF or _NEVER.match(chr(number)):
                self.mended[NEVER] += 1
                return " "
            return found[0]
        self.mended[SIGNS] += 1
        return f"&amp;{found[0][1:]}"

    def _less(self, found: re.Match[str]) -> str:
        tag = found[0]
        lowered = tag.lower()
        if lowered.startswith(("</channel", "</rss", "<channel", "<rss", "<?xml")):
            # Several exports in one file are one: the first opens it, the end of the file closes it.
            return self._of_the_frame(tag, lowered)
        self.mended[SIGNS] += 1
        return f"&lt;{tag[1:]}"

    def _of_the_frame(self, tag: str, lowered: str) -> str:
        self._has_end |= lowered.startswith("</rss")
        if lowered.startswith("<rss") and not self._has_root:
            self._has_root = True
            missing = [f' xmlns:{name}="{space}"' for name, space in _SPACES.items() if f"xmlns:{name}" not in tag]
            return f"{tag[:-1]}{''.join(missing)}><channel>"
        return "\n" * tag.count("\n") if self._has_root or lowered.startswith("<?") else tag


_MARKS: Final = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def _declared(beginning: str) -> str:
    """The name of the encoding that a file claims, if there is such a one; else UTF-8's."""
    declaration = _DECLARATION.search(beginning)
    claimed = _ENCODING.search(declaration[0]) if declaration else None
    return codecs.lookup(claimed[1]).name if claimed and _can_be(claimed[1]) else "utf-8"


def _can_be(encoding: str) -> bool:
    """Whether a file can be in it whose declaration was read byte by byte: not in UTF-16, nor in no encoding."""
    try:
        decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        return b"<?xml".decode(encoding) == "<?xml" and isinstance(decoder.decode(bytes(range(256))), str)
    except (LookupError, ValueError, AssertionError, TypeError):
        return False


def _without_declaration(text: str) -> str:
    """What comes after is UTF-8, whatever the file said of itself."""
    return _DECLARATION.sub(lambda found: "\n" * found[0].count("\n"), text, count=1)
