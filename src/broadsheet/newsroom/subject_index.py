"""
Finding people, topics and branches by the beginnings of the words of their names.

Each name's words are rows of their own, kept by every save, import and removal of a name in the same transaction; an
index leads to those that begin as typed, so that no list of names is ever read through.
"""

from collections.abc import Iterable
from typing import Any, Final

from django.db import connection
from django.db.models import Q

from broadsheet.newsroom.models import AddressedPage, BranchPage, PersonPage, SubjectWord, TopicPage
from broadsheet.newsroom.names import folded, words_of
from broadsheet.newsroom.plain_rows import insert_rows

INDEXED: Final[tuple[type[AddressedPage], ...]] = (PersonPage, TopicPage, BranchPage)
FOUND_AT_MOST: Final = 12
WORDS_AT_MOST: Final = 6
"""Words of what was typed that are looked for."""


def enter(page: AddressedPage) -> None:
    """Keep the words of a name, as readers have it and as its newest version has it."""
    wanted = words_of(page.title, page.draft_title)
    rows = SubjectWord.objects.filter(page_id=page.pk)
    kept = set(rows.values_list("word", flat=True))
    if kept - wanted:
        rows.filter(word__in=kept - wanted).delete()
    SubjectWord.objects.bulk_create([SubjectWord(page_id=page.pk, word=word) for word in sorted(wanted - kept)])


def enter_new(pages: Iterable[tuple[int, str]]) -> None:
    """Keep the words of the names of pages that were just made, given by number."""
    rows = ((number, word) for number, name in pages for word in sorted(words_of(name, name)))
    insert_rows(SubjectWord, ("page_id", "word"), rows)


def find(kind: type[AddressedPage], language: str, typed: str) -> list[Any]:
    """Those whose names have a word for each one typed, by name; for nothing typed, the newest. None from the bin."""
    pages = kind.objects.filter(locale__language_code=language)
    words = sorted(words_of(typed), key=len, reverse=True)[:WORDS_AT_MOST]
    if not words:
        return [] if typed.strip() else list(pages.order_by("-pk")[:FOUND_AT_MOST])
    for word in words:
        pages = pages.filter(pk__in=SubjectWord.objects.filter(_begins(word)).values("page_id"))
    return list(pages.order_by("title", "pk")[:FOUND_AT_MOST])


def named(kind: type[AddressedPage], language: str, name: str) -> Any:
    """The one whose name is this, whatever its case and accents; None where there is none."""
    plain = " ".join(folded(name).split())
    return next((page for page in find(kind, language, name) if " ".join(folded(page.title).split()) == plain), None)


def _begins(word: str) -> Q:
    if connection.vendor == "postgresql":
        return Q(word__startswith=word)
    return Q(word__gte=word, word__lt=f"{word}\U0010ffff")
