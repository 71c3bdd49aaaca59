"""Whether a page is a story, and if not, why: fronts, lists and tag pages are furniture of the whole site."""

import re
from typing import Final
from urllib.parse import unquote, urlsplit

from broadsheet.importers.pages.extraction import ExtractedPage

_LISTS: Final = re.compile(
    r"(?:^|/)(?:tags?|categor(?:y|ies)|topics?|authors?|archives?|search|page|seite|feed|rubrik|index)(?:/|$|\.\w+$)|/page/\d+",
    re.IGNORECASE,
)
_LIST_QUERY: Final = re.compile(r"(?:^|&)(?:s|q|search|tag|cat|author|paged?|m)=", re.IGNORECASE)
_PRINT: Final = re.compile(
    r"(?:^|[/_.?&=-])(?:print(?:able|version|er|_?friendly)?|drucken|druckversion|imprimir|imprimer|amp)(?:[/_.&=-]|$)",
    re.IGNORECASE,
)
_LITTLE: Final = 60
_SOME: Final = 300


def why_no_story(page: ExtractedPage, address: str) -> str:
    """Why a page is left out; "" when it is a story."""
    letters = sum(map(str.isalnum, page.text))
    if page.error or (letters < _LITTLE and "<img" not in page.html):
        return "no story was found on it"
    if page.linked_headings >= 3 and page.prose < 800 * page.linked_headings and page.html.count("<p") < 12:
        return "it is a front or a list of stories: its headings are links to others"
    if page.linked > 0.6 and page.prose < _SOME:
        return "it is a list of links"
    if names_list(address) and (page.linked > 0.3 or page.linked_headings >= 2 or page.prose < _SOME):
        return "it is a list of stories, as its address says"
    return ""


def names_list(address: str) -> bool:
    """Whether an address is one that sites give to their lists."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.path in ("", "/") or bool(_LISTS.search(unquote(parts.path)) or _LIST_QUERY.search(parts.query))


def is_print_version(address: str) -> bool:
    """Whether an address is one that sites give to the same story without its surroundings."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return _PRINT.search(f"{unquote(parts.path)}?{parts.query}") is not None
