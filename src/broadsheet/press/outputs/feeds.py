"""
Feeds, each beside the list it is of: `feed.atom`, `feed.json`.

Full-text Atom of the paper and its sections, Atom with standfirsts of topics, persons and branches, JSON Feed of all.

Sources: RFC 4287 (Atom), RFC 3339 (moments), JSON Feed 1.1.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Final

from broadsheet.edition.addresses import root_of
from broadsheet.edition.late import dataclass
from broadsheet.edition.paper import Paper
from broadsheet.edition.summaries import Line
from broadsheet.press.output import PressSettings, Rank
from broadsheet.press.outputs.feed_entries import Author, Entry, Feed, gather_feed, has_feed
from broadsheet.press.outputs.feed_text import story_html
from broadsheet.press.outputs.html.theme import OURS, code_digest
from broadsheet.press.outputs.html.words import Catalogue
from broadsheet.press.outputs.imprint import IMPRINT_DERIVER
from broadsheet.press.outputs.part import CodeMaker, OutputPart, code_recipe
from broadsheet.press.outputs.xml_text import HEAD, clean, nest, tag
from broadsheet.press.printing import recipe_of
from broadsheet.press.reader import Reader
from broadsheet.tree.artifact import Spec

ATOM_FILE: Final = "feed.atom"
JSON_FILE: Final = "feed.json"
"""Names of the two beside a list's page."""

_ATOM: Final = "http://www.w3.org/2005/Atom"
_JSON_FEED: Final = "https://jsonfeed.org/version/1.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class AtomMaker:
    """Makes Atom feeds; given the words that stories are printed with, they carry whole stories."""

    name: str
    words: Catalogue | None = None
    rank: Rank = Rank.INDEX

    def recipe(self) -> bytes:
        """What decides the bytes besides the view."""
        return recipe_of((code_recipe(), code_digest(), self.words.sources())) if self.words else code_recipe()

    def gather(self, spec: Spec, reader: Reader) -> Feed:
        """Read the newest stories."""
        return gather_feed(spec, reader, full=self.words is not None)

    def print(self, view: Feed) -> bytes:
        """The feed as XML."""
        return atom(view, self.words).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonFeedMaker(CodeMaker):
    """Makes JSON feeds, with standfirsts."""

    name: str

    def gather(self, spec: Spec, reader: Reader) -> Feed:
        """Read the newest stories."""
        return gather_feed(spec, reader, full=False)

    def print(self, view: Feed) -> bytes:
        """The feed as JSON."""
        return json_feed(view).encode()


class FullTextFeeds(OutputPart):
    """The part of the html output that prints the feeds of the paper and of its sections."""

    name = "full-text-feeds"
    derivers = IMPRINT_DERIVER

    def __init__(self, settings: PressSettings) -> None:
        own = (settings.templates,) if settings.templates else ()
        self.makers = (AtomMaker(name="html.feed", words=Catalogue((*own, OURS))),)

    def of_line(self, line: Line, paper: Paper) -> Iterable[Spec]:  # the shape of every output
        """A feed for each section."""
        if line.kind == "section":
            yield _beside(line, ATOM_FILE, "html.feed")

    def of_paper(self, paper: Paper) -> Iterable[Spec]:
        """A feed for each language version."""
        return _of_languages(paper, ATOM_FILE, "html.feed")


class FeedsOutput(OutputPart):
    """The output `feeds`."""

    name = "feeds"
    makers = (AtomMaker(name="feeds.atom"), JsonFeedMaker(name="feeds.json"))
    derivers = IMPRINT_DERIVER

    def of_line(self, line: Line, paper: Paper) -> Iterable[Spec]:  # the shape of every output
        """Both feeds beside the page of a topic, person or branch; a section's Atom feed is another output's."""
        if has_feed(line.kind):
            yield _beside(line, JSON_FILE, "feeds.json")
            if line.kind != "section":
                yield _beside(line, ATOM_FILE, "feeds.atom")

    def of_paper(self, paper: Paper) -> Iterable[Spec]:
        """A JSON feed for each language version."""
        return _of_languages(paper, JSON_FILE, "feeds.json")


def _beside(line: Line, file: str, maker: str) -> Spec:
    return Spec(path=line.path + file, maker=maker, subject=line.id, language=line.language)


def _of_languages(paper: Paper, file: str, maker: str) -> Iterator[Spec]:
    for version in paper.languages:
        root = root_of(version.code, paper.main_language.code)
        yield Spec(path=root + file, maker=maker, language=version.code)


# ---- Atom


def atom(feed: Feed, words: Catalogue | None) -> str:
    """The feed as an Atom document."""
    parts = [
        tag("id", feed.address),
        tag("title", feed.title),
        tag("subtitle", feed.subtitle) if feed.subtitle else "",
        tag("updated", feed.updated),
        tag("link", rel="self", type="application/atom+xml", href=feed.address),
        tag("link", rel="alternate", type="text/html", href=feed.home),
        _atom_author(feed.publisher),
        tag("rights", feed.rights) if feed.rights else "",
        tag("generator", "Broadsheet"),
        *(_atom_entry(entry, words) for entry in feed.entries),
    ]
    return HEAD + nest("feed", parts, xmlns=_ATOM, xml_lang=feed.language) + "\n"


def _atom_author(author: Author) -> str:
    uri = tag("uri", author.address) if author.address else ""
    return nest("author", (tag("name", author.name), uri))


def _atom_entry(entry: Entry, words: Catalogue | None) -> str:
    content = story_html(entry.text, words.of(entry.language)) if entry.text and words else ""
    parts = [
        tag("id", entry.address),
        tag("title", entry.title),
        tag("link", rel="alternate", type="text/html", href=entry.address),
        tag("published", entry.published),
        tag("updated", entry.updated),
        *(_atom_author(author) for author in entry.authors),
        *(tag("category", term=category) for category in entry.categories),
        tag("summary", entry.summary) if entry.summary else "",
        tag("content", content, type="html") if content else "",
    ]
    return "\n" + nest("entry", parts, xml_lang=entry.language)


# ---- JSON Feed


def json_feed(feed: Feed) -> str:
    """The feed as a JSON Feed document."""
    value = {
        "version": _JSON_FEED,
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.address,
        "description": feed.subtitle,
        "language": feed.language,
        "authors": [_json_author(feed.publisher)],
        "items": [_json_item(entry) for entry in feed.entries],
    }
    text = json.dumps({name: field for name, field in value.items() if field != ""}, ensure_ascii=False, indent=1)
    return clean(text) + "\n"


def _json_author(author: Author) -> dict[str, str]:
    return {"name": author.name, **({"url": author.address} if author.address else {})}


def _json_item(entry: Entry) -> dict[str, object]:
    value: dict[str, object] = {
        "id": entry.address,
        "url": entry.address,
        "title": entry.title,
        "content_text": entry.summary or entry.title,
        "image": entry.image,
        "date_published": entry.published,
        "date_modified": entry.updated,
        "authors": [_json_author(author) for author in entry.authors],
        "tags": list(entry.categories),
        "language": entry.language,
    }
    return {name: field for name, field in value.items() if field}
