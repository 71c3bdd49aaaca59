"""Headline, byline, date and language of a page: from what it tells machines, then from what it shows its readers."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from resiliparse.parse.lang import detect_fast

from broadsheet.importers.markup import Element
from broadsheet.importers.names import one_line
from broadsheet.importers.pages.bylines import byline_from, name_from
from broadsheet.importers.pages.dates import day_in_address, moment_in
from broadsheet.importers.pages.json_ld import StoryData, story_data
from broadsheet.importers.pages.titles import headline_of
from broadsheet.importers.pages.tree import PageTree, name_of, words_of

_AUTHORS: Final = ("author", "article:author", "dc.creator", "dcterms.creator", "citation_author", "parsely-author",
                   "sailthru.author", "byl", "byline", "creator", "dc.contributor", "cxenseparse:author", "og:author",
                   "article:author_name", "authors", "author_name")  # fmt: skip
_DATES: Final = ("article:published_time", "datepublished", "og:article:published_time", "dc.date.issued",
                 "dcterms.issued", "dcterms.created", "dcterms.date", "dc.date", "dc.date.created", "parsely-pub-date",
                 "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date",
                 "citation_publication_date", "citation_date", "article.published", "article_date_original",
                 "cxenseparse:recs:publishtime", "date", "created", "og:published_time", "displaydate",
                 "originalpublicationdate", "article:created_time", "last-modified-date")  # fmt: skip
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_DATE_PART: Final = re.compile(
    r"(?:^|[^a-z])(?:date|datum|data|fecha|published|pubdate|publish(?:ed)?-?(?:date|on|time)|time-?stamp|timestamp|"
    r"entry-date|post-?date|article-?date|meta-?date|dateline|dtstart)(?:[^a-z]|$)"
)
_AMERICAN: Final = ("en-us", "en_us")
_NEAR_RUSSIAN: Final = ("bg", "mk", "sr", "uk")
_ONLY_RUSSIAN: Final = re.compile("[ыэ]")
_DATED_LINES: Final = frozenset(
    {"p", "span", "div", "small", "em", "i", "td", "li", "h4", "h5", "h6", "font", "center", "b", "strong", "address"}
)
_FAR: Final = 1_200
"""Elements after the headline in which a byline or date is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """
    What a page says of its story; "" where it says nothing.

    `date` is ISO 8601, with its time where the page has one. `shown` are the elements that show byline and date.
    """

    title: str
    byline: str
    date: str
    language: str
    section: str = ""
    shown: tuple[Element, ...] = ()


def metadata_of(tree: PageTree, address: str) -> Metadata:
    """What the page says of its story."""
    said = _said(tree.root)
    data = story_data(tree.data)
    title = headline_of(tree, data.title, said)
    top = tuple(_top(tree.body, title))
    language = _language(tree, said, data)
    byline, by = _byline(top, said, data)
    american = language.lower() in (*_AMERICAN, "en") and not address.endswith(".uk")
    day, dated = _date(top, said, data, address, american=american)
    shown = tuple(each for each in (by, dated) if each is not None)
    return Metadata(title=title, byline=byline, date=day, language=language, section=data.section, shown=shown)


def _said(root: Element) -> Mapping[str, str]:
    """The meta elements, by name in lower case; the first of a name has it."""
    said: dict[str, str] = {}
    for element in root.iter("meta"):
        content = one_line(element.get("content") or "")
        if not content:
            continue
        for name in (element.get("property"), element.get("name"), element.get("itemprop"), element.get("http-equiv")):
            if name:
                said.setdefault(name.strip().lower(), content)
    return said


def _top(body: Element, title: str) -> Iterator[Element]:
    """Elements in which byline and date of the story may stand: some before its headline, many after."""
    everything = [each for each in body.iter() if isinstance(each.tag, str)]
    wanted = title.casefold()
    at = next(
        (
            at for at, each in enumerate(everything)
            if each.tag in ("h1", "h2", "h3", "b", "strong", "font", "p", "td", "div") and len(each) < 4
            and wanted and words_of(each).casefold() == wanted
        ),
        0,
    )  # fmt: skip
    yield from everything[at : at + _FAR]
    yield from reversed(everything[max(0, at - 60) : at])


def _language(tree: PageTree, said: Mapping[str, str], data: StoryData) -> str:
    body = tree.body
    named = (
        tree.root.get("lang"), tree.root.get("{http://www.w3.org/XML/1998/namespace}lang"), tree.root.get("xml:lang"),
        body.get("lang"), body.get("xml:lang"), said.get("content-language"), said.get("dc.language"),
        said.get("language"), data.language, said.get("og:locale"),
    )  # fmt: skip
    for name in named:
        found = _LANGUAGE.match((name or "").strip())
        if found and found[0].lower() not in ("und", "mul"):
            return found[0].replace("_", "-")
    return _guessed(words_of(body)[:4_000])


def _guessed(text: str) -> str:
    if len(text) < 200:
        return ""
    language, rank = detect_fast(text)
    if language in _NEAR_RUSSIAN and _ONLY_RUSSIAN.search(text):
        return "ru"
    return language if language != "unknown" and rank < 900 else ""


def _byline(top: tuple[Element, ...], said: Mapping[str, str], data: StoryData) -> tuple[str, Element | None]:
    shown, element = byline_from(top)
    told = data.byline or next(filter(None, (name_from(said.get(name, "")) for name in _AUTHORS)), "")
    return (told or shown), element


def _date(
    top: tuple[Element, ...], said: Mapping[str, str], data: StoryData, address: str, *, american: bool
) -> tuple[str, Element | None]:
    shown, element = _shown_date(top, american=american)
    told = (moment_in(text, american=american) for text in (data.date, *(said.get(name, "") for name in _DATES)))
    return next(filter(None, told), "") or shown or day_in_address(address), element


def _own_words(element: Element) -> str:
    """What stands directly in an element, not in those within it."""
    return one_line(" ".join(filter(None, (element.text, *(each.tail for each in element)))))


def _shown_date(top: tuple[Element, ...], *, american: bool) -> tuple[str, Element | None]:
    for element in top:
        if element.tag == "time" or "published" in (element.get("itemprop") or "").lower():
            text = element.get("datetime") or element.get("content") or words_of(element)
            found = moment_in(text, american=american)
            if found:
                return found, element
    for element in top:
        named = _DATE_PART.search(name_of(element)) is not None
        if named or (element.tag in _DATED_LINES and len(element) < 4):
            text = words_of(element) if named else _own_words(element)
            found = moment_in(text, american=american) if len(text) < (120 if named else 60) else ""
            if found:
                return found, element
    return "", None
