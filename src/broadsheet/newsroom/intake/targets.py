"""Where source ids lead: to pages and pictures of the newsroom, those there already and those still to come."""

import re
import uuid
from dataclasses import dataclass, field
from typing import Final

from broadsheet.newsroom.intake.media import Media
from broadsheet.newsroom.models import PAGE_TYPES, ArticlePage
from broadsheet.newsroom.named_ids import named_id

_NAMESPACE: Final = uuid.UUID("7c4ce2a2-5d4d-5a0a-9d6a-0d8f5f1a3b6e")

_PERMANENT_ID: Final = re.compile("[0-9a-f]{32}")

OPEN: Final = "record:"
"""Begins a target that is not taken in yet; composing and the last step of an import both understand it."""

type Target = int | str
"""A row number, or `record:` and the permanent id that the record will have."""


def permanent_id_for(source_id: str) -> str:
    """
    The permanent id an imported record gets: the same at every import of the same source id.

    What is a permanent id already, as in a paper's own export, stays it.
    """
    return source_id if _PERMANENT_ID.fullmatch(source_id) else named_id(_NAMESPACE, source_id)


@dataclass(slots=True)
class Targets:
    """
    Row numbers of pages by source id and by permanent id, of pictures and documents by source id.

    `images_elsewhere` has the old addresses of pictures that are not here, `media` says which pictures are had.
    `stories` are the numbers of stories among them, for some places hold nothing else. `in_bin` has permanent ids of
    pages that an editor deleted. With `overwrite` what the newsroom says of a picture gives way.
    """

    by_source: dict[str, int] = field(default_factory=dict)
    by_permanent_id: dict[str, int] = field(default_factory=dict)
    permanent_ids: dict[int, str] = field(default_factory=dict)
    images: dict[str, int] = field(default_factory=dict)
    documents: dict[str, int] = field(default_factory=dict)
    documents_elsewhere: dict[str, str] = field(default_factory=dict)
    stories: set[int] = field(default_factory=set)
    in_bin: frozenset[str] = frozenset()
    images_elsewhere: dict[str, str] = field(default_factory=dict)
    opened: int = 0
    media: Media = field(default_factory=Media)
    overwrite: bool = False

    def add(self, source_id: str, permanent_id: str, page: int, *, is_story: bool = False) -> None:
        """A page that is there now."""
        if is_story:
            self.stories.add(page)
        self.by_source[source_id] = page
        self.by_permanent_id[permanent_id] = page
        self.permanent_ids[page] = permanent_id

    def known(self, source_id: str) -> int | None:
        """The number of the page, if it is there; `source_id` may also be a permanent id."""
        return self.by_source.get(source_id) or self.by_permanent_id.get(source_id)

    def story(self, source_id: str) -> int | None:
        """The number of the page, if it is there and a story."""
        page = self.known(source_id)
        return page if page in self.stories else None

    def permanent_id(self, source_id: str) -> str:
        """The permanent id the record has, or will have."""
        known = self.known(source_id)
        return permanent_id_for(source_id) if known is None else self.permanent_ids[known]

    def page(self, source_id: str) -> Target:
        """The number of the page, or an open target if it is still to come; `opened` counts those."""
        known = self.known(source_id)
        if known is None:
            self.opened += 1
            return f"{OPEN}{permanent_id_for(source_id)}"
        return known


def load_targets(lines: dict[str, int]) -> Targets:
    """Targets as the newsroom stands; `lines` leads from source ids of earlier imports to pages, and is theirs now."""
    targets = Targets(by_source=lines)
    for page_type in PAGE_TYPES:
        # Row by row: a list of them all beside what is made of it would double what a large archive needs.
        targets.by_permanent_id.update(page_type.objects.values_list("permanent_id", "pk").iterator())
        in_bin = page_type.everything.filter(in_bin=True)
        targets.in_bin |= frozenset(in_bin.values_list("permanent_id", flat=True))
    targets.stories = set(ArticlePage.objects.values_list("pk", flat=True).iterator())
    targets.permanent_ids = {page: permanent_id for permanent_id, page in targets.by_permanent_id.items()}
    return targets
