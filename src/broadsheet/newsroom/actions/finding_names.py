"""Where a name stands, in words an editor knows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Final

from wagtail.models import Page, Revision

from broadsheet.newsroom.names import Name
from broadsheet.newsroom.texts import Kept, columns_with_words, texts_of

AROUND: Final = 60
"""Letters shown on each side of a find."""

_IN_WORDS: Final = {
    "slug": "web address",
    "url_path": "web address",
    "path": "old web address",
    "content": "an older version",
    "data": "its history",
    "label": "its history",
    "file": "name of the file",
    "source_id": "where it was imported from",
    "unknown_keys": "where it was imported from",
    "draft_title": "headline",
    "title": "headline or name",
}
"""What a column is called on the screen, where its own name is not an editor's word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Find:
    """The name in one text: the page it belongs to (or None), what the thing is called, where in it, and the words."""

    page: int | None
    thing: str
    where: str
    words: str


_TAG: Final = re.compile(r"<[^<>]*>")


def finds_in(kept: Kept, name: Name) -> Iterator[Find]:
    """Every place in the row where the name stands."""
    for column, text in texts_of(kept):
        if name.stands_in(text):
            page = page_of(kept)
            said = unescape(_TAG.sub(" ", text))
            shown = said if name.stands_in(said) else text  # an address stands inside a tag
            for start, end in name.spans(shown):
                yield Find(
                    page=page,
                    thing=_thing(kept, page),
                    where=_where(kept, column),
                    words=" ".join(shown[max(0, start - AROUND) : end + AROUND].split()),
                )


def page_of(kept: Kept) -> int | None:
    """The number of the page a row belongs to."""
    if issubclass(kept.model, Page):
        return int(kept.number)
    if kept.model is Revision:
        object_id = Revision._base_manager.filter(pk=kept.number).values_list("object_id", flat=True).first()
        return int(object_id) if object_id and object_id.isdecimal() else None
    for column in kept.model._meta.concrete_fields:
        related = column.related_model
        if column.name in ("page", "article") and isinstance(related, type) and issubclass(related, Page):
            found = kept.model._base_manager.filter(pk=kept.number).values_list(column.attname, flat=True).first()
            return int(found) if found else None
    return None


def _thing(kept: Kept, page: int | None) -> str:
    if page is not None:
        known = Page.objects.filter(pk=page).values_list("draft_title", flat=True).first()
        return known or "a page that is gone"
    return str(kept.values.get("title") or kept.model._meta.verbose_name)


def _where(kept: Kept, column: str) -> str:
    if kept.model is Revision:
        return _IN_WORDS["content"]
    verbose = next(each.verbose_name for each in columns_with_words(kept.model) if each.attname == column)
    own = "" if issubclass(kept.model, Page) or column in _IN_WORDS else f"{kept.model._meta.verbose_name}: "
    return own + _IN_WORDS.get(column, str(verbose))
