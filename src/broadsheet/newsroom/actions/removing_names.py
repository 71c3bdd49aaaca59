"""
Removing a name from the paper, wherever it stands.

It goes from every story, caption, picture, page, event, old version and history, and from what readers can reach.
Nothing of it stays behind: no old address leads on, the record of earlier states is dropped, and the next press run
prints the whole paper anew.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any, Final

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils.text import slugify
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, Revision

from broadsheet.edition.paper import PAPER_ID
from broadsheet.newsroom import story_index
from broadsheet.newsroom.models import PAGE_TYPES, ArticlePage, BroadDocument, BroadImage, OldAddress, outbox
from broadsheet.newsroom.models.dated import DatedPage, first_free
from broadsheet.newsroom.names import Name, changed
from broadsheet.newsroom.obstacles import Obstacle, refuse_if
from broadsheet.newsroom.roles import Deed, require
from broadsheet.newsroom.story_index import refresh
from broadsheet.newsroom.texts import Kept, all_texts, columns_with_words, texts_of, write_texts

WITHHELD: Final = "name withheld"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveName:
    """
    Put `replacement` in the place of a name, in all its `spellings`, everywhere; take the pages in `withdraw` down.

    What readers have on their own machines, copies made of the paper and backups are out of its reach.
    """

    spellings: tuple[str, ...]
    replacement: str = WITHHELD
    withdraw: frozenset[int] = frozenset()

    def check(self) -> tuple[Obstacle, ...]:
        """There must be a name, and what replaces it must not hold it."""
        try:
            name = Name.of(self.spellings)
        except ValueError as error:
            return (Obstacle(what=str(error)),)
        if not self.replacement.strip():
            return (Obstacle(what="Nothing would stand in the name's place.", remedy=f"Write “{WITHHELD}”."),)
        if name.stands_in(self.replacement):
            return (Obstacle(what="What is to replace the name holds it.", remedy="Choose other words."),)
        return ()

    def finds(self) -> tuple[Find, ...]:
        """Every place where the name stands; ActionRefusedError for no name."""
        self._refuse()
        name = Name.of(self.spellings)
        return tuple(find for kept in all_texts() for find in _finds(kept, name))

    def execute(self, user: Any) -> int:
        """Do it; in how many places the name stood."""
        require(user, Deed.REMOVE_NAME)
        self._refuse()
        name = Name.of(self.spellings)
        with transaction.atomic():
            removal = _Removal(name=name, replacement=self.replacement.strip())
            found = [kept for kept in all_texts() if any(name.stands_in(text) for _, text in texts_of(kept))]
            for kept in found:
                removal.clean(kept)
            removal.settle_addresses()
            for page in Page.objects.filter(pk__in=self.withdraw, live=True):
                UnpublishPageAction(page.specific, user=user).execute(skip_permission_checks=True)
            _note_everything_touched(found)
        return len(found)

    def _refuse(self) -> None:
        refuse_if(self.check())


_TAG: Final = re.compile(r"<[^<>]*>")


def _finds(kept: Kept, name: Name) -> Iterator[Find]:
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


class _Removal:
    """One removal under way."""

    def __init__(self, *, name: Name, replacement: str) -> None:
        self._name = name
        self._replacement = replacement
        self._in_address = slugify(replacement, allow_unicode=True)[:60] or "page"
        self._moved: dict[int, str] = {}

    def clean(self, kept: Kept) -> None:
        """Take the name out of one row; an old address that tells it goes whole."""
        if kept.model is OldAddress:
            OldAddress.objects.filter(pk=kept.number).delete()
            return
        columns = {column.attname: column for column in columns_with_words(kept.model)}
        values: dict[str, Any] = {}
        for name, value in kept.values.items():
            made = self._made(kept, columns[name], value)
            if made != value:
                values[name] = made
        if kept.model is Page and "slug" in values:
            self._moved[kept.number] = values.pop("slug")
        values.pop("url_path", None)
        if values:
            write_texts(kept.model, kept.number, values)

    def _made(self, kept: Kept, column: Any, value: Any) -> Any:
        if isinstance(column, models.FileField):
            return self._renamed(kept, value)
        if column.name in ("slug", "url_path"):
            return self._name.replaced(value, self._in_address)
        made = changed(value, lambda text: self._name.replaced(text, self._replacement))
        if isinstance(made, str) and column.max_length:
            made = made[: column.max_length]
        if column.unique and made != value and kept.model._base_manager.filter(**{column.name: made}).exists():
            made = f"{made[: column.max_length - 12]} {kept.number}"
        return made

    def _renamed(self, kept: Kept, name: str) -> str:
        """The file under a name that tells nothing; the old one goes when all is done."""
        if not name or not self._name.stands_in(name):
            return name
        folder, _, file = name.rpartition("/")
        plain = self._name.replaced(file.rpartition(".")[0], self._in_address)
        wanted = f"{folder}/{plain}.{file.rpartition('.')[2]}".lstrip("/")
        if default_storage.exists(name):
            with default_storage.open(name) as content:
                wanted = default_storage.save(wanted, content)
            transaction.on_commit(lambda: default_storage.delete(name))
        if kept.model is BroadImage:
            for rendition in BroadImage._base_manager.get(pk=kept.number).renditions.all():
                rendition.delete()
        return wanted

    def settle_addresses(self) -> None:
        """Give the pages whose address held the name another one, and all below them."""
        for number, wanted in self._moved.items():
            page = Page.objects.get(pk=number).specific
            taken = set(page.get_siblings(inclusive=False).values_list("slug", flat=True))
            if isinstance(page, DatedPage):
                beside = type(page).everything.filter(month=page.month, locale_id=page.locale_id).exclude(pk=page.pk)
                taken |= set(beside.filter(slug__startswith=wanted[:100]).values_list("slug", flat=True))
            Page.objects.filter(pk=number).update(slug=first_free(wanted.strip("-_") or "page", taken))
        for number in self._moved:
            for page in Page.objects.get(pk=number).get_descendants(inclusive=True).order_by("path"):
                page.set_url_path(page.get_parent())
                Page.objects.filter(pk=page.pk).update(url_path=page.url_path)


def _note_everything_touched(found: list[Kept]) -> None:
    """Have whatever was changed composed, then everything forgotten that was before it."""
    touched: dict[type[models.Model], set[Any]] = defaultdict(set)
    for kept in found:
        touched[kept.model].add(kept.number)
    pages = {page for kept in found if (page := page_of(kept)) is not None}
    for story in ArticlePage.everything.filter(pk__in=pages):
        story_index.refresh(story.get_latest_revision_as_object())
    for page_type in PAGE_TYPES:
        rows = page_type.everything.filter(pk__in=pages).values_list("permanent_id", flat=True)
        outbox.note_all((page_type.record_kind, each) for each in rows)
    for file_type in (BroadImage, BroadDocument):
        rows = file_type._base_manager.filter(pk__in=touched[file_type]).values_list("permanent_id", flat=True)
        outbox.note_all((file_type.record_kind, each) for each in rows)
    for story in ArticlePage.everything.filter(pk__in=pages).select_related("locale"):
        refresh(story.get_latest_revision_as_object())
    outbox.note("paper", PAPER_ID)
    outbox.note_forgetting()
