"""
The newest text of stories, published or not, as far as planning and closing an issue must look at it.

Read in a fixed number of queries however many stories are asked for, from the stored versions themselves: no page is
rebuilt from its version only to be counted.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from wagtail.models import Revision

from broadsheet.newsroom.compose.body import find_body_rows
from broadsheet.newsroom.compose.references import RowNumbers
from broadsheet.newsroom.models import ArticlePage
from broadsheet.newsroom.story_words import texts_of
from broadsheet.newsroom.vocabularies import Stage

WORDS_A_MINUTE = 220
"""How fast a story is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureUse:
    """One use of a picture in a story; `described` says whether it is put in words or marked as decoration."""

    image: int
    described: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """
    One story's newest text. `letters` counts what would be set in type; `links` are numbers of pages of ours.

    `texts` are its pieces in order, without markup: headline, introduction, then what is in the body.
    """

    article: int
    title: str
    standfirst: str
    stage: Stage
    live: bool
    changed: bool
    withdrawn: bool
    owner: str
    embargo: datetime | None
    signed: bool
    section: int | None
    words: int
    letters: int
    texts: tuple[str, ...]
    pictures: tuple[PictureUse, ...]
    links: frozenset[int]
    version: int | None

    @property
    def ready(self) -> bool:
        """Whether it can go out as it is."""
        return self.live or self.stage is Stage.READY

    @property
    def minutes(self) -> int:
        """How long reading it takes, about; at least one."""
        return max(1, round(self.words / WORDS_A_MINUTE))

    @property
    def missing(self) -> tuple[str, ...]:
        """What a good story has and this one has not, without standing in its way."""
        found = []
        if not self.texts[2:]:
            found.append("text")
        if not self.standfirst.strip():
            found.append("introduction")
        if not self.signed:
            found.append("byline")
        if not self.pictures:
            found.append("picture")
        return tuple(found)

    def lines(self, letters_a_line: int) -> int:
        """How many printed lines it fills, about."""
        return -(-self.letters // max(1, letters_a_line))


def read_manuscripts(articles: Iterable[int]) -> dict[int, Manuscript]:
    """The manuscripts of these stories by page number; a story that is gone is not there."""
    pages = ArticlePage.objects.filter(pk__in=set(articles)).select_related("owner")
    rows = {page.pk: page for page in pages}
    versions = {page.latest_revision_id for page in rows.values() if page.latest_revision_id}
    contents = dict(Revision.objects.filter(pk__in=versions).values_list("pk", "content"))
    return {
        number: _manuscript(page, contents.get(page.latest_revision_id) or _stored_content(page))
        for number, page in rows.items()
    }


def _stored_content(page: ArticlePage) -> Mapping[str, Any]:
    """What a version would hold, for a story that never had one: one taken in with the archive."""
    return {
        "title": page.title,
        "standfirst": page.standfirst,
        "picture": page.picture_id,
        "picture_alt": page.picture_alt,
        "section": page.section_id,
        "embargo": page.embargo,
        "body": list(page.body.raw_data),
        "bylines": True,
    }


def _manuscript(page: ArticlePage, content: Mapping[str, Any]) -> Manuscript:
    body = content.get("body") or []
    stored = json.loads(body) if isinstance(body, str) else body
    title, standfirst = content.get("title") or "", content.get("standfirst") or ""
    texts = (title, standfirst, *texts_of(stored))
    text = " ".join(texts)
    numbers = RowNumbers()
    find_body_rows(stored, numbers)
    return Manuscript(
        article=page.pk,
        title=title,
        standfirst=standfirst,
        stage=Stage(page.stage),
        live=page.live,
        changed=page.has_unpublished_changes,
        withdrawn=page.withdrawn_at is not None,
        owner=page.owner.get_username() if page.owner else "",
        embargo=_moment(content.get("embargo")),
        signed=bool(content.get("bylines")),
        section=content.get("section"),
        words=len(text.split()),
        letters=len(text),
        texts=texts,
        pictures=tuple(_pictures(content, stored)),
        links=frozenset(numbers.pages),
        version=page.latest_revision_id,
    )


def _moment(value: Any) -> datetime | None:
    return parse_datetime(value) if isinstance(value, str) else value


def _pictures(content: Mapping[str, Any], stored: Any) -> Iterator[PictureUse]:
    if content.get("picture"):
        yield PictureUse(image=content["picture"], described=bool((content.get("picture_alt") or "").strip()))
    yield from _pictures_in(stored)


def _pictures_in(stored: Any) -> Iterator[PictureUse]:
    if isinstance(stored, Mapping):
        if "alt" in stored and isinstance(stored.get("image"), int):
            described = bool((stored["alt"] or "").strip()) or bool(stored.get("decorative"))
            yield PictureUse(image=stored["image"], described=described)
        for value in stored.values():
            yield from _pictures_in(value)
    elif isinstance(stored, list):
        for value in stored:
            yield from _pictures_in(value)
