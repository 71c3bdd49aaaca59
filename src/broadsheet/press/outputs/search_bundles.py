"""
Which pages are searched together: pure grouping, so that the same pages always give the same bundles.

A bundle holds one language's pages of one period: a month of the current year, an earlier year, or
(`pages`) what has no date. A long period has several, each small enough for one call of the indexer.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import batched, groupby
from typing import Final

from broadsheet.edition.late import dataclass

PAGES_AT_MOST: Final = 500
"""Pages in one bundle, and pages handed to the indexer in one call."""

UNDATED: Final = "pages"

_DATED: Final = re.compile(r"(?:.*/)?(\d{4})/(\d{2})/[^/]+/index\.html")
_LANGUAGE: Final = re.compile(rb"<html[^>]*?\slang=[\"']?([A-Za-z0-9-]+)")
_BODY: Final = b"data-pagefind-body"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchedPage:
    """A printed page as search knows it: path in the tree, language tag in small letters, digest of its bytes."""

    path: str
    language: str
    digest: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Pages indexed together. The primary bundle of a language carries the program that searches them all."""

    name: str
    language: str
    primary: bool
    pages: tuple[SearchedPage, ...]

    def signature(self, engine: str) -> bytes:
        """A digest of all that decides the bundle's files; `engine` names the indexer and its version."""
        digest = hashlib.blake2b(f"{engine}|{self.primary}".encode(), digest_size=16)
        for page in self.pages:
            digest.update(page.path.encode() + b"\0" + page.digest)
        return digest.digest()


def read_page(path: str, data: bytes) -> SearchedPage | None:
    """The page with these bytes, None when it is not to be found by search: it marks no part as its body."""
    if _BODY not in data:
        return None
    language = _LANGUAGE.search(data[:4096])
    return SearchedPage(
        path=path, language=language[1].decode().lower() if language else "und", digest=hashlib.sha256(data).digest()
    )


def period_of(path: str, year: int) -> str:
    """The period a page falls in, in a current year."""
    dated = _DATED.fullmatch(path)
    if dated is None:
        return UNDATED
    return f"{dated[1]}-{dated[2]}" if int(dated[1]) >= year else dated[1]


def bundles_of(pages: Iterable[SearchedPage], year: int) -> tuple[Bundle, ...]:
    """The bundles of these pages in a current year, by name."""

    def place(page: SearchedPage) -> tuple[str, str]:
        return page.language, period_of(page.path, year)

    found: list[Bundle] = []
    primary: set[str] = set()
    # The undated pages first: their bundle is the one that stays, so it carries the program.
    ordered = sorted(pages, key=lambda page: (place(page)[0], place(page)[1] != UNDATED, place(page)[1], page.path))
    for (language, period), members in groupby(ordered, key=place):
        for number, share in enumerate(batched(members, PAGES_AT_MOST), start=1):
            name = f"{language}/{period}" if number == 1 else f"{language}/{period}.{number}"
            found.append(Bundle(name=name, language=language, primary=language not in primary, pages=share))
            primary.add(language)
    return tuple(found)


def bundle_list(bundles: Sequence[Bundle]) -> Mapping[str, list[str]]:
    """The bundles of each language: the primary one first, then the newest."""
    found: dict[str, list[str]] = {}
    for bundle in sorted(bundles, key=lambda bundle: bundle.name, reverse=True):
        found.setdefault(bundle.language, []).append(f"{bundle.name}/")
    for bundle in bundles:
        if bundle.primary:
            names = found[bundle.language]
            names.insert(0, names.pop(names.index(f"{bundle.name}/")))
    return dict(sorted(found.items()))
