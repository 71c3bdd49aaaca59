"""Every text the newsroom keeps: all columns of all tables that hold words, old versions and histories included."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, cast

from django.apps import apps
from django.db import models
from django.db.models import Model
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page

from broadsheet.newsroom.names import texts_in

_NOT_OF_THE_PAPER: Final = frozenset(
    {
        "auth.Group",
        "auth.Permission",
        "auth.User",
        "contenttypes.ContentType",
        "newsroom.BroadRendition",
        "newsroom.OutboxRow",
        "sessions.Session",
        "wagtailcore.ReferenceIndex",
    }
)
"""Accounts and the machinery; small copies of pictures go when their original is renamed."""

_HOLD_WORDS: Final = (models.CharField, models.TextField, models.JSONField, models.FileField, StreamField)
_NEVER_WORDS: Final = frozenset({"permanent_id", "digest", "file_hash", "path", "password"})
BATCH: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One row's words: the table, the row's number, and its columns."""

    model: type[Model]
    number: Any
    values: dict[str, Any]


def all_texts() -> Iterator[Kept]:
    """Every row that holds words."""
    for model in apps.get_models():
        if model._meta.label in _NOT_OF_THE_PAPER or model._meta.proxy or not model._meta.managed:
            continue
        columns = columns_with_words(model)
        if columns:
            yield from _rows(model, columns)


def columns_with_words(model: type[Model]) -> list[Any]:
    """The table's own columns that can hold a name."""
    return [
        column
        for column in model._meta.local_concrete_fields
        if isinstance(column, _HOLD_WORDS) and not column.choices and _is_of_words(model, column.name)
    ]


def _is_of_words(model: type[Model], column: str) -> bool:
    # The path of an old address holds a name; that of a page is its place in the tree.
    return column not in _NEVER_WORDS or (column == "path" and not issubclass(model, Page) and model is not Page)


def _rows(model: type[Model], columns: list[Any]) -> Iterator[Kept]:
    names = [column.attname for column in columns]
    after: Any = None
    while True:
        rows = model._base_manager.order_by("pk")
        batch = list((rows if after is None else rows.filter(pk__gt=after)).values_list("pk", *names)[:BATCH])
        for number, *values in batch:
            yield Kept(model=model, number=number, values=dict(zip(names, map(plain, values), strict=True)))
        if len(batch) < BATCH:
            return
        after = batch[-1][0]


def plain(value: Any) -> Any:
    """A stored value as text, list or mapping."""
    if isinstance(value, StreamValue):
        return list(value.raw_data)
    return value


def texts_of(kept: Kept) -> Iterator[tuple[str, str]]:
    """Column and text."""
    for name, value in kept.values.items():
        for text in texts_in(value):
            yield name, text


def write_texts(model: type[Model], number: Any, values: dict[str, Any]) -> None:
    """Write columns as they are to be, past everything that watches a save."""
    columns = {column.attname: column for column in columns_with_words(model)}
    ready = {
        name: StreamValue(columns[name].stream_block, cast("Any", value), is_lazy=True)
        if isinstance(columns[name], StreamField)
        else value
        for name, value in values.items()
    }
    model._base_manager.filter(pk=number).update(**ready)
