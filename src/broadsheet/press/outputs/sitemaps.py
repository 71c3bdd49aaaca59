"""
Sitemaps: an index, one map for each month of stories and for each other kind of page, a news map.

The part of the html output that tells search engines what there is. Sources: the sitemap protocol 0.9
(at most 50,000 addresses a file), its `xhtml:link` extension for language versions, and the news
extension (stories of the last two days, at most 1,000).
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Final

from broadsheet.edition.addresses import root_of
from broadsheet.edition.late import dataclass
from broadsheet.edition.paper import Paper
from broadsheet.edition.summaries import Card, Line
from broadsheet.press.outputs.imprint import IMPRINT_DERIVER, Imprint, read_imprint
from broadsheet.press.outputs.part import CodeMaker, OutputPart
from broadsheet.press.outputs.xml_text import HEAD, nest, tag
from broadsheet.press.reader import Reader
from broadsheet.tree.artifact import Spec

INDEX_FILE: Final = "sitemap.xml"
"""The index, which names all others; `robots.txt` names it."""

NEWS_FILE: Final = "news-sitemap.xml"
"""The news map of a language version, beside its front."""

LONGEST: Final = 25_000
"""Addresses in one map: half of what is allowed, so that their language versions fit, too."""

NEWS_LASTS: Final = timedelta(days=2)
NEWS_AT_MOST: Final = 1000

MAPPED: Final = ("month", "diary-month", "issues", "sections", "topics", "people", "branches", "pages")
"""The families of lists whose members a map names."""

FIXED_PAGES: Final = {
    "issues": "issues/",
    "sections": "sections/",
    "topics": "topics/",
    "people": "people/",
    "branches": "branches/",
    "stories": "archive/",
    "diary": "diary/",
}
"""Index pages, each with the family of lists that must have members for the page to be worth naming."""

_SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS: Final = "http://www.google.com/schemas/sitemap-news/0.9"
_XHTML: Final = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One page in a map: its address, the canonical moment it last changed, its language versions' addresses by tag."""

    address: str
    modified: str = ""
    versions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One fresh story."""

    address: str
    title: str
    published: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsMap:
    """A news map; without stories it names the front, for a map may not be empty."""

    paper: str
    language: str
    front: str
    stories: tuple[News, ...]


# ---- gathering


def map_path(name: str, number: int) -> str:
    """Where the map of a list lies; `number` counts the files of a very long list from 1."""
    family, language, *rest = name.split("/")
    parts = [f"{family}-{rest[0]}" if rest else family, *([str(number)] if number > 1 else [])]
    return f"sitemaps/{language.lower()}/{'-'.join(parts)}.xml"


def maps_of(name: str, count: int) -> Iterator[Spec]:
    """The maps of a list with so many members."""
    family, _, rest = name.partition("/")
    if family in MAPPED:
        for number in range(1, -(-count // LONGEST) + 1):
            yield Spec(
                path=map_path(name, number),
                maker="html.sitemap",
                subject=name,
                number=number,
                language=rest.partition("/")[0],
            )


def _place(card: Card, reader: Reader, imprint: Imprint) -> Place:
    dated = card.line.kind in ("article", "issue")
    return Place(
        address=imprint.absolute(card.line.path),
        modified=max(card.line.at, card.updated) if dated else "",
        versions=_versions(card, reader, imprint),
    )


def _versions(card: Card, reader: Reader, imprint: Imprint) -> tuple[tuple[str, str], ...]:
    if not card.work:
        return ()
    lines = reader.lines(reader.all(f"work/{card.work}"))
    return tuple((line.language, imprint.absolute(line.path)) for line in lines) if len(lines) > 1 else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MapMaker(CodeMaker):
    """Makes the map of a list."""

    name: str = "html.sitemap"

    def gather(self, spec: Spec, reader: Reader) -> tuple[Place, ...]:
        """Read the members of the list."""
        imprint = read_imprint(reader, spec.language)
        members = reader.all(spec.subject)[(spec.number - 1) * LONGEST : spec.number * LONGEST]
        return tuple(_place(card, reader, imprint) for card in reader.cards(members))

    def print(self, view: tuple[Place, ...]) -> bytes:
        """The map as XML."""
        return _document("urlset", [_url(place) for place in view], xmlns_xhtml=_XHTML)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontsMaker(CodeMaker):
    """Makes the map of a language version's front and index pages."""

    name: str = "html.sitemap-fronts"

    def gather(self, spec: Spec, reader: Reader) -> tuple[Place, ...]:
        """Read which index pages have something on them."""
        imprint = read_imprint(reader, spec.language)
        paths = [path for family, path in FIXED_PAGES.items() if reader.count(f"{family}/{spec.language}")]
        return tuple(Place(address=imprint.absolute(imprint.root + path)) for path in ("", *paths))

    def print(self, view: tuple[Place, ...]) -> bytes:
        """The map as XML."""
        return _document("urlset", [_url(place) for place in view])


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsMaker(CodeMaker):
    """Makes the news map of a language version."""

    name: str = "html.sitemap-news"

    def gather(self, spec: Spec, reader: Reader) -> NewsMap:
        """Read the stories of the last two days; the map falls due when the first of them is older."""
        imprint = read_imprint(reader, spec.language)
        lines = reader.lines(reader.newest(f"stories/{spec.language}", NEWS_AT_MOST))
        return NewsMap(
            paper=imprint.name,
            language=_news_language(spec.language),
            front=imprint.front,
            stories=tuple(
                News(address=imprint.absolute(line.path), title=line.title, published=line.at)
                for line in _fresh(lines, reader)
            ),
        )

    def print(self, view: NewsMap) -> bytes:
        """The map as XML."""
        urls = [_news_url(story, view) for story in view.stories] or [_url(Place(address=view.front))]
        return _document("urlset", urls, xmlns_news=_NEWS)


def _fresh(lines: Iterable[Line], reader: Reader) -> Iterator[Line]:
    for line in lines:
        moment = line.moment
        # Nothing lasts beyond the last year a calendar has; what was published in it is for ever fresh.
        old_from = moment + NEWS_LASTS if moment and moment.year < 9999 else None
        if not reader.is_before(old_from):
            return
        yield line


def _news_language(language: str) -> str:
    """The tag as news search wants it: two or three letters, but for the two ways of writing Chinese."""
    lower = language.lower()
    return lower if lower in ("zh-cn", "zh-tw") else lower.split("-")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexMaker(CodeMaker):
    """Makes the index of all maps."""

    name: str = "html.sitemap-index"

    def gather(self, spec: Spec, reader: Reader) -> tuple[str, ...]:
        """Read which lists have members, and how many."""
        imprint = read_imprint(reader, spec.language)
        languages = reader.derived(LANGUAGES)
        assert isinstance(languages, tuple)  # noqa: S101  # the deriver below makes nothing else
        paths = [path for language in languages for path in _of_language(language, imprint.language)]
        for family in MAPPED:
            for name in reader.list_names(f"{family}/"):
                paths += [each.path for each in maps_of(name, reader.count(name))]
        return tuple(imprint.absolute(path) for path in paths)

    def print(self, view: tuple[str, ...]) -> bytes:
        """The index as XML."""
        return _document("sitemapindex", [nest("sitemap", (tag("loc", address),)) for address in view])


LANGUAGES: Final = "languages"
"""The name of the derived value that holds the codes of the paper's languages, the main one first."""


def languages_of(reader: Reader) -> tuple[str, ...]:
    """Works out the codes of the paper's languages."""
    return tuple(version.code for version in reader.paper().languages)


def _fronts_path(language: str) -> str:
    return f"sitemaps/{language.lower()}/fronts.xml"


def _of_language(language: str, main_language: str) -> tuple[str, str]:
    return _fronts_path(language), root_of(language, main_language) + NEWS_FILE


class Sitemaps(OutputPart):
    """The part of the html output that prints sitemaps."""

    name = "sitemaps"
    makers = (MapMaker(), FrontsMaker(), NewsMaker(), IndexMaker())
    derivers = {**IMPRINT_DERIVER, LANGUAGES: languages_of}  # noqa: RUF012  # read only, as every output's

    def of_list(self, name: str, count: int, head: Line | None, paper: Paper) -> Iterable[Spec]:  # as every output's
        """A map for each list that is mapped."""
        return maps_of(name, count)

    def of_paper(self, paper: Paper) -> Iterable[Spec]:
        """The index, and for each language version the maps of fronts and of news."""
        main = paper.main_language.code
        yield Spec(path=INDEX_FILE, maker="html.sitemap-index", language=main)
        for version in paper.languages:
            fronts, news = _of_language(version.code, main)
            yield Spec(path=fronts, maker="html.sitemap-fronts", language=version.code)
            yield Spec(path=news, maker="html.sitemap-news", language=version.code)


# ---- printing


def _document(root: str, children: list[str], **namespaces: str) -> bytes:
    lines = [f"\n{child}" for child in children]
    return (HEAD + nest(root, [*lines, "\n"], xmlns=_SITEMAP, **namespaces) + "\n").encode()


def _url(place: Place) -> str:
    modified = tag("lastmod", place.modified) if place.modified else ""
    versions = [tag("xhtml:link", rel="alternate", hreflang=language, href=href) for language, href in place.versions]
    return nest("url", (tag("loc", place.address), modified, *versions))


def _news_url(story: News, news_map: NewsMap) -> str:
    publication = (tag("news:name", news_map.paper), tag("news:language", news_map.language))
    news = (
        nest("news:publication", publication),
        tag("news:publication_date", story.published),
        tag("news:title", story.title),
    )
    return nest("url", (tag("loc", story.address), nest("news:news", news)))
