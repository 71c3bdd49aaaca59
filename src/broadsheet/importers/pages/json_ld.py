"""What a page tells search engines of itself (JSON-LD), as far as it concerns a story."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from broadsheet.importers.names import one_line

_STORIES: Final = ("article", "newsarticle", "blogposting", "reportagenewsarticle", "report", "opinionnewsarticle",
                   "analysisnewsarticle", "reviewnewsarticle", "review", "techarticle", "scholarlyarticle",
                   "socialmediaposting", "liveblogposting", "advertisercontentarticle",
                   "webpage", "creativework")  # fmt: skip
_DEEPEST: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryData:
    """The texts a page gives; "" where it gives none."""

    title: str = ""
    byline: str = ""
    date: str = ""
    language: str = ""
    section: str = ""


def story_data(scripts: Iterable[str]) -> StoryData:
    """What the first thing that is a story says; a plain web page counts when there is no story."""
    things = [thing for script in scripts for thing in _things(_loaded(script), 0) if _rank(thing) is not None]
    if not things:
        return StoryData()
    thing = min(things, key=lambda each: _rank(each) or 0)
    return StoryData(
        title=_text(thing.get("headline")) or (_text(thing.get("name")) if _is_story(thing) else ""),
        byline=", ".join(dict.fromkeys(filter(None, _names(thing.get("author") or thing.get("creator"))))),
        date=_text(thing.get("datePublished")) or _text(thing.get("dateCreated")),
        language=_text(thing.get("inLanguage")),
        section=next(filter(None, _names(thing.get("articleSection"))), ""),
    )


def _loaded(script: str) -> Any:
    text = script.strip().removeprefix("<![CDATA[").removesuffix("]]>").strip().rstrip(";")
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _things(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value[:200]:
            yield from _things(each, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            if isinstance(value.get(key), dict | list):
                yield from _things(value[key], depth + 1)


def _types(thing: Mapping[str, Any]) -> list[str]:
    kinds = thing.get("@type")
    return [str(kind).rpartition("/")[2].lower() for kind in (kinds if isinstance(kinds, list) else [kinds])]


def _rank(thing: Mapping[str, Any]) -> int | None:
    return min((_STORIES.index(kind) for kind in _types(thing) if kind in _STORIES), default=None)


def _is_story(thing: Mapping[str, Any]) -> bool:
    return any(kind in _STORIES[:-2] for kind in _types(thing))


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or ""
    return one_line(value) if isinstance(value, str) else ""


def _names(value: Any) -> Iterator[str]:
    for each in value[:20] if isinstance(value, list) else [value]:
        if isinstance(each, dict) and "Organization" in str(each.get("@type")):
            continue
        name = _text(each)
        if not name.startswith(("http://", "https://")):
            yield name
