"""Every text the newsroom keeps: all columns of all tables that hold words, old versions and histories included."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import batched
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
        "newsroom.LoginLimit",
        "newsroom.NameRemoval",
        "newsroom.OutboxRow",
        "newsroom.SubjectWord",
        "sessions.Session",
        "wagtailcore.ReferenceIndex",
    }
)
"""Accounts and the machinery; small copies of pictures go with their original, words of a name with it, the row
of a removal at its end."""

_HOLD_WORDS: Final = (models.CharField, models.TextField, models.JSONField, models.FileField, StreamField)
_NEVER_WORDS: Final = frozenset({"permanent_id", "digest", "file_hash", "path", "password"})
BATCH: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One row's words: the table, the row's number, and its columns."""

    model: type[Model]
    number: Any
    values: dict[str, Any]


def all_texts(after: tuple[str, Any] | None = None) -> Iterator[Kept]:
    """Every row that holds words, always in the same order; `after` a row (its table, its number) those that follow."""
    tables = list(_tables())
    first = next((place for place, model in enumerate(tables) if after and model._meta.label == after[0]), 0)
    for place, model in enumerate(tables[first:]):
        yield from _rows(model, columns_with_words(model), after[1] if after and place == 0 else None)


def texts_again(label: str, numbers: Iterable[Any]) -> Iterator[Kept]:
    """These rows of a table as they are now; those that are gone are left out."""
    model = apps.get_model(label)
    names = [column.attname for column in columns_with_words(model)]
    for some in batched(numbers, BATCH):
        for number, *values in model._base_manager.filter(pk__in=some).values_list("pk", *names):
            yield Kept(model=model, number=number, values=dict(zip(names, map(plain, values), strict=True)))


def count_rows() -> int:
    """How many rows there are to be read; it counts all of them, so no request asks it."""
    return sum(model._base_manager.count() for model in _tables())


def _tables() -> Iterator[type[Model]]:
    for model in apps.get_models():
        if model._meta.label in _NOT_OF_THE_PAPER or model._meta.proxy or not model._meta.managed:
            continue
        if columns_with_words(model):
            yield model


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


def _rows(model: type[Model], columns: list[Any], after: Any) -> Iterator[Kept]:
    names = [column.attname for column in columns]
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
