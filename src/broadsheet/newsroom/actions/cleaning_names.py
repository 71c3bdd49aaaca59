"""Taking a name out of rows, addresses and names of files; what was touched is composed anew and its past forgotten."""

from collections import defaultdict
from typing import Any

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils.text import slugify
from wagtail.models import Page

from broadsheet.edition.paper import PAPER_ID
from broadsheet.newsroom import story_index, subject_index
from broadsheet.newsroom.actions.finding_names import page_of
from broadsheet.newsroom.models import (
    NAME_REMOVED,
    PAGE_TYPES,
    ArticlePage,
    BroadDocument,
    BroadImage,
    ImportedLine,
    OldAddress,
    ReadersComment,
    outbox,
    without_name,
)
from broadsheet.newsroom.models.dated import DatedPage, first_free
from broadsheet.newsroom.names import Name, changed
from broadsheet.newsroom.texts import Kept, columns_with_words, write_texts


class Cleaning:
    """One removal under way."""

    def __init__(self, *, name: Name, replacement: str) -> None:
        self._name = name
        self._replacement = replacement
        self._in_address = slugify(replacement, allow_unicode=True)[:60] or "page"
        self._moved: dict[int, str] = {}

    def clean(self, kept: Kept) -> None:
        """Take the name out of one row; an old address that tells it goes whole."""
        if kept.model is not ReadersComment and (page := page_of(kept)) is not None:
            ImportedLine.objects.filter(page_id=page).update(revision_seen=NAME_REMOVED)
        if kept.model is OldAddress:
            OldAddress.objects.filter(pk=kept.number).delete()
            return
        columns = {column.attname: column for column in columns_with_words(kept.model)}
        values: dict[str, Any] = {}
        for name, value in kept.values.items():
            made = self._made(kept, columns[name], value)
            if made != value:
                values[name] = made
        if kept.model is ImportedLine and "source_id" in values:
            values["source_id"] = without_name(kept.values["source_id"])
        if kept.model is Page and "slug" in values:
            self._moved[kept.number] = values.pop("slug")
        values.pop("url_path", None)
        if values:
            write_texts(kept.model, kept.number, values)
            if kept.model is ReadersComment:
                ReadersComment.objects.filter(pk=kept.number).update(name_removed=True)

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


def note_everything_touched(found: list[Kept]) -> None:
    """Have whatever was changed composed, then everything forgotten that was before it."""
    touched: dict[type[models.Model], set[Any]] = defaultdict(set)
    for kept in found:
        touched[kept.model].add(kept.number)
    pages = {page for kept in found if (page := page_of(kept)) is not None}
    for page_type in PAGE_TYPES:
        rows = page_type.everything.filter(pk__in=pages).values_list("permanent_id", flat=True)
        outbox.note_all((page_type.record_kind, each) for each in rows)
    for file_type in (BroadImage, BroadDocument):
        rows = file_type._base_manager.filter(pk__in=touched[file_type]).values_list("permanent_id", flat=True)
        outbox.note_all((file_type.record_kind, each) for each in rows)
    for story in ArticlePage.everything.filter(pk__in=pages).select_related("locale"):
        story_index.refresh(story.get_latest_revision_as_object())
    for indexed in subject_index.INDEXED:
        for page in indexed.everything.filter(pk__in=pages):
            subject_index.enter(page)
    outbox.note("paper", PAPER_ID)
    outbox.note_forgetting()
