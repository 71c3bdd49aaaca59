"""Hypothesis strategies for every frozen type, made from the types themselves."""

import dataclasses
import types
import typing
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, TypeAliasType, Union

from hypothesis import strategies as st

from broadsheet.edition import canonical
from broadsheet.edition.blocks import Block, Box, Divider, PlainBlock

_moments = st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
_texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)


def of(hint: Any, depth: int = 0) -> st.SearchStrategy[Any]:
    """Values of a type, nested a few levels at most."""
    if isinstance(hint, TypeAliasType):
        return of(hint.__value__, depth)
    if isinstance(hint, typing.NewType):
        return _texts
    origin = typing.get_origin(hint)
    if origin in (Union, types.UnionType):
        options = _flat(typing.get_args(hint))
        return st.one_of([of(option, depth) for option in options if not _too_deep(option, depth)])
    if origin is tuple:
        return st.lists(of(typing.get_args(hint)[0], depth + 1), max_size=2).map(tuple)
    if dataclasses.is_dataclass(hint):
        return _of_dataclass(hint, depth + 1)
    return _scalar(hint)


def _flat(options: tuple[Any, ...]) -> tuple[Any, ...]:
    """The members of a union, those of unions within it included."""
    found = (_flat(typing.get_args(each.__value__)) if isinstance(each, TypeAliasType) else (each,) for each in options)
    return tuple(each for members in found for each in members)


def _too_deep(option: Any, depth: int) -> bool:
    # Deep enough for lists in boxes; below that only what holds nothing.
    return depth > 3 and dataclasses.is_dataclass(option) and option is not Divider


def _scalar(hint: Any) -> st.SearchStrategy[Any]:
    if hint is type(None):
        return st.none()
    if issubclass(hint, datetime):
        return _moments
    if issubclass(hint, date):
        return st.dates()
    if issubclass(hint, StrEnum):
        return st.sampled_from(hint)
    return {bool: st.booleans(), int: st.integers(), str: _texts}[hint]


def _of_dataclass(cls: Any, depth: int) -> st.SearchStrategy[Any]:
    hints = typing.get_type_hints(cls)
    fields = {field.name: of(hints[field.name], depth) for field in dataclasses.fields(cls)}
    return st.builds(cls, **fields)


def records() -> st.SearchStrategy[Any]:
    """Any record, valid as a value though not always as a page."""
    return st.sampled_from(sorted(canonical.RECORD_KINDS)).flatmap(lambda kind: of(canonical.KINDS[kind]))


def blocks() -> st.SearchStrategy[Any]:
    """Any block."""
    assert Box in typing.get_args(Block.__value__)
    return st.one_of(of(PlainBlock), of(Box))
