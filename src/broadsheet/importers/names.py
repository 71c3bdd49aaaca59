"""Names and slugs: when two names are the same, and what address a title gives."""

import re
import unicodedata
from typing import Final

from broadsheet.edition.addresses import SLUG, SLUG_LENGTH

LONGEST_FROM_TITLE: Final = 80
"""Characters of an address made from a title; longer titles are cut at a word."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile(r"\s+")
_BREAKING = re.compile(r"[^\S\u00a0\u202f]+")
_NOT_A_LETTER = re.compile(r"[\W_]+")
_APOSTROPHES = re.compile("['’ʼ]")


def clean(text: str) -> str:
    """The text without control characters and broken halves of characters; nothing that can be read is lost."""
    return text if text.isprintable() else _CONTROL.sub("", text)


def one_line(text: str) -> str:
    """Plain text of a title or name: cleaned, every run of white space one space."""
    if text.isprintable() and "  " not in text:  # as nearly all are: nothing in it but letters and single spaces
        return text.strip()
    return _SPACES.sub(" ", clean(text)).strip()


def kept_line(text: str) -> str:
    """As `one_line`, but spaces that do not break stay what they are: whoever wrote them meant them."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return _BREAKING.sub(" ", clean(text)).strip(" ")


def folded(name: str) -> str:
    """The form in which two names are compared: NFC, spaces folded."""
    return unicodedata.normalize("NFC", one_line(name))


def slug_from(title: str, otherwise: str = "story") -> str:
    """The web address part a title gives: lower case, letters and digits of any script, joined by hyphens."""
    text = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", title).casefold())
    return _shortened(_NOT_A_LETTER.sub("-", text).strip("-")) or otherwise


def usable_slug(slug: str, otherwise: str) -> str:
    """The slug itself where it can stand in an address, else the nearest one that can."""
    if SLUG.fullmatch(slug) and len(slug) <= SLUG_LENGTH and len(slug.encode()) <= 240:
        return slug
    return slug_from(slug, otherwise)


def _shortened(slug: str) -> str:
    if len(slug) > LONGEST_FROM_TITLE:
        head, _, _ = slug[: LONGEST_FROM_TITLE + 1].rpartition("-")
        slug = head or slug[:LONGEST_FROM_TITLE]
    while len(slug.encode()) > 230:
        slug = slug[:-1]
    slug = slug.strip("-")
    # Marks that combine with a letter are no letters by themselves in some scripts; without them the slug stays usable.
    return slug if SLUG.fullmatch(slug) else "-".join(re.findall(r"[^\W_]+", slug))


class Taken(set[str]):
    """Names that are taken; it knows how far each was counted, so that thousands of equal ones are not counted anew."""

    def __init__(self) -> None:
        super().__init__()
        self.counted: dict[str, int] = {}


def untaken(wanted: str, taken: set[str]) -> str:
    """`wanted`, or with -2, -3 … the first that is not taken; the result is taken afterwards."""
    result, number = wanted, 2
    if isinstance(taken, Taken) and wanted in taken:
        number = taken.counted.get(wanted, number)
    while result in taken:
        result, number = f"{wanted}-{number}", number + 1
    if isinstance(taken, Taken) and number > 2:
        taken.counted[wanted] = number
    taken.add(result)
    return result
