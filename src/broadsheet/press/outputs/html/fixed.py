"""Pages that every paper has once a language: what is urgent now, the search, and the one for no page at all."""

from broadsheet.edition.late import dataclass
from broadsheet.edition.paper import Notice
from broadsheet.press.outputs.html.archive import years_of
from broadsheet.press.outputs.html.listing import Item, item, items
from broadsheet.press.outputs.html.pages import Page, WordsOf
from broadsheet.press.outputs.html.shared import Appeal, Way, frame, front_settings, home, paper_calls
from broadsheet.press.reader import Reader
from broadsheet.tree.artifact import Spec

NOW_SHOWN = 5
"""Stories and events on the page of what is urgent now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """What is urgent for the whole paper."""

    notice: Notice | None
    notice_way: Way | None
    stories: tuple[Item, ...]
    events: tuple[Item, ...]
    appeals: tuple[Appeal, ...]
    front: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What the search page shows; `years` lead to the indexes that need no script."""

    years: tuple[Way, ...]
    script: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFound:
    """Where to go on from a page that is not there."""

    ways: tuple[Way, ...]


def gather_now(spec: Spec, reader: Reader, words_of: WordsOf) -> Page:
    """Notice, newest stories, next events, running appeals."""
    words, around = words_of(spec.language), frame(reader, spec.language)
    settings = front_settings(reader, spec.language)
    events = reader.coming(f"diary/{spec.language}", NOW_SHOWN)
    return Page(
        frame=around,
        language=spec.language,
        path=f"{around.root}now/",
        title=words("now"),
        description=f"{words('latest_stories')}, {around.name}",
        content=Now(
            notice=settings.notice,
            notice_way=settings.notice_way,
            stories=items(reader, reader.newest(f"stories/{spec.language}", NOW_SHOWN)),
            events=tuple(item(reader, card) for card in events),
            appeals=paper_calls(reader, spec.language),
            front=around.root,
        ),
        trail=home(around),
        is_listed=False,
    )


def gather_search(spec: Spec, reader: Reader, words_of: WordsOf) -> Page:
    """The search, and the ways to find without it."""
    words, around = words_of(spec.language), frame(reader, spec.language)
    years = years_of(reader, spec.language, around.root, words)
    return Page(
        frame=around,
        language=spec.language,
        path=f"{around.root}search/",
        title=words("search"),
        description=words("search_intro"),
        content=Search(
            years=tuple(Way(label=way.label, path=f"{way.path}index/") for way in years),
            script=around.assets.search_script,
        ),
        trail=home(around),
        is_listed=False,
    )


def gather_not_found(spec: Spec, reader: Reader, words_of: WordsOf) -> Page:
    """The page for no page; its links are full addresses, for it is shown at any depth."""
    words, around = words_of(spec.language), frame(reader, spec.language)
    ways = (
        Way(label=words(name) if name else around.name, path=f"{around.root}{name}/" if name else around.root)
        for name in ("", "issues", "archive", "search")
    )
    return Page(
        frame=around,
        language=spec.language,
        path=f"{around.root}404.html",
        title=words("not_found"),
        description=words("not_found_text"),
        content=NotFound(ways=tuple(ways)),
        is_listed=False,
    )
