"""
Canonical bytes: one record, one spelling, one digest.

JSON in UTF-8 with sorted keys and no spaces. `kind` names the record or block; `v` its version where
that is above 1. Fields at their default are left out, so a new field changes no digest that exists.
Moments are `YYYY-MM-DDTHH:MM:SSZ`, days `YYYY-MM-DD`; there are no floating numbers.
"""

import dataclasses
import hashlib
import json
import types
import typing
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, Final, TypeAliasType, Union, cast

from broadsheet.edition import blocks, comments, paper, records
from broadsheet.errors import MalformedRecordError, NewerVersionError, UnknownKindError

type Record = records.Addressed | records.Image | records.Document | paper.Paper
"""What an edition is made of."""

type Json = Any

DIGEST_BYTES = 32


def _kinds_in(*modules: types.ModuleType) -> Mapping[str, type]:
    found = (value for module in modules for value in vars(module).values())
    classes = (value for value in found if isinstance(value, type) and dataclasses.is_dataclass(value))
    return {cast("Any", cls).kind: cls for cls in classes}


KINDS: Mapping[str, type] = _kinds_in(blocks, comments, records, paper)
"""Every named kind of the canonical form, with its class."""

RECORD_KINDS: frozenset[str] = frozenset(
    cls.kind
    for cls in (
        records.Article,
        records.Issue,
        records.Section,
        records.Topic,
        records.Person,
        records.Branch,
        records.Event,
        records.StandingPage,
        records.Image,
        records.Document,
        paper.Paper,
    )
)
"""The kinds that stand by themselves in the edition."""


def moment_text(moment: datetime) -> str:
    """The canonical spelling of a moment; whole seconds, UTC, four-digit year."""
    if moment.tzinfo is None:
        raise MalformedRecordError(f"The time {moment.isoformat()} has no time zone; give it one.")
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat() + "Z"


def moment_from(text: str) -> datetime:
    """The moment a canonical spelling names."""
    return datetime.fromisoformat(text)


def canonical_bytes(value: Record | blocks.Block) -> bytes:
    """The canonical bytes of a record or block."""
    return dump(plain(value))


def dump(value: Json) -> bytes:
    """Canonical JSON of plain values."""
    return _ENCODER.encode(value).encode()


_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(data: bytes) -> bytes:
    """SHA-256 of the bytes."""
    return hashlib.sha256(data).digest()


def plain(value: object) -> Json:
    """The canonical JSON value of a record, block or part of one, as dictionaries and lists."""
    match value:
        case None | bool() | int():
            return value
        case StrEnum():
            return value.value
        case str():
            return value
        case datetime():
            return moment_text(value)
        case date():
            return value.isoformat()
        case tuple():
            return [plain(each) for each in value]
        case _:
            return _plain_object(value)


def _plain_object(value: object) -> Json:
    cls: Any = type(value)
    result: dict[str, Json] = {"kind": cls.kind}
    if cls.version > 1:
        result["v"] = cls.version
    for name, default in _defaults(cls):
        field = getattr(value, name)
        if default is dataclasses.MISSING or field != default:
            result[name] = field if type(field) in _PLAIN else plain(field)
    return result


_PLAIN: Final = frozenset({str, int, bool, types.NoneType})
"""Types whose values are canonical JSON as they are."""


@cache
def _defaults(cls: type) -> tuple[tuple[str, object], ...]:
    return tuple((field.name, field.default) for field in dataclasses.fields(cls))


def read_record(data: bytes | str) -> Record:
    """
    The record whose canonical bytes these are.

    Raises UnknownKindError, NewerVersionError or MalformedRecordError, each naming what is wrong.
    """
    try:
        value = json.loads(data)
    except ValueError as error:
        raise MalformedRecordError(f"A record is not JSON: {error}.") from error
    if not isinstance(value, dict) or value.get("kind") not in RECORD_KINDS:
        kind = value.get("kind") if isinstance(value, dict) else type(value).__name__
        raise UnknownKindError(f"Records of kind “{kind}” are not known here; update Broadsheet to read them.")
    return cast("Record", read_part(value))


def read_block(value: Json) -> blocks.Block:
    """The block whose canonical JSON value this is; errors as for `read_record`."""
    part = read_part(value)
    if not isinstance(part, (*typing.get_args(blocks.PlainBlock.__value__), blocks.Box)):
        raise UnknownKindError(f"“{value.get('kind')}” is not a kind of block.")
    return cast("blocks.Block", part)


def read_part(value: Json) -> object:
    """The record, block or part of one whose canonical JSON value this is."""
    if not isinstance(value, dict):
        raise MalformedRecordError(f"Expected an object with a kind, found {type(value).__name__}.")
    cls = KINDS.get(value.get("kind", ""))
    if cls is None:
        raise UnknownKindError(f"The kind “{value.get('kind')}” is not known here; update Broadsheet to read it.")
    if value.get("v", 1) > cast("Any", cls).version:
        raise NewerVersionError(
            f"A “{cast('Any', cls).kind}” has version {value['v']}, newer than this Broadsheet reads; update it."
        )
    return _build(cls, value)


def _build(cls: type, value: Mapping[str, Json]) -> object:
    readers = _readers(cls)
    arguments: dict[str, object] = {}
    for name, field in value.items():
        if name in ("kind", "v"):
            continue
        reader = readers.get(name)
        if reader is None:
            raise MalformedRecordError(f"A “{cast('Any', cls).kind}” has no field “{name}”.")
        arguments[name] = reader(field)
    try:
        return cls(**arguments)
    except TypeError as error:
        raise MalformedRecordError(f"A “{cast('Any', cls).kind}” is incomplete: {error}.") from error


type _Reader = Callable[[Json], object]


@cache
def _readers(cls: type) -> Mapping[str, _Reader]:
    hints = typing.get_type_hints(cls)
    return {field.name: _reader(hints[field.name], field.name) for field in dataclasses.fields(cls)}


def _reader(hint: object, name: str) -> _Reader:
    if isinstance(hint, TypeAliasType):
        return _reader(hint.__value__, name)
    if isinstance(hint, typing.NewType):
        return _scalar(cast("type", hint.__supertype__), name)
    origin = typing.get_origin(hint)
    if origin in (Union, types.UnionType):
        return _union(typing.get_args(hint), name)
    if origin is tuple:
        return _sequence(_reader(typing.get_args(hint)[0], name), name)
    hint = cast("type", hint)
    if dataclasses.is_dataclass(hint):
        return _expecting((hint,), name)
    return _scalar(hint, name)


def _union(options: tuple[object, ...], name: str) -> _Reader:
    if type(None) in options:
        inner = _reader(next(option for option in options if option is not type(None)), name)
        return lambda value: None if value is None else inner(value)
    flat = tuple(_flatten(options))
    return _expecting(flat, name)


def _flatten(options: tuple[object, ...]) -> typing.Iterator[type]:
    for option in options:
        if isinstance(option, TypeAliasType):
            yield from _flatten(typing.get_args(option.__value__))
        else:
            yield cast("type", option)


def _expecting(classes: tuple[type, ...], name: str) -> _Reader:
    def read(value: Json) -> object:
        part = read_part(value)
        if not isinstance(part, classes):
            raise MalformedRecordError(f"A “{cast('Any', type(part)).kind}” cannot stand in the field “{name}”.")
        return part

    return read


def _sequence(inner: _Reader, name: str) -> _Reader:
    def read(value: Json) -> object:
        if not isinstance(value, list):
            raise MalformedRecordError(f"The field “{name}” must be a list.")
        return tuple([inner(each) for each in value])

    return read


def _scalar(hint: type, name: str) -> _Reader:
    if issubclass(hint, datetime):
        return lambda value: _parsed(moment_from, value, name)
    if issubclass(hint, date):
        return lambda value: _parsed(date.fromisoformat, value, name)
    if issubclass(hint, StrEnum):
        return lambda value: _parsed(hint, value, name)

    def read(value: Json) -> object:
        if type(value) is not hint:
            raise MalformedRecordError(f"The field “{name}” must be {hint.__name__}, not {type(value).__name__}.")
        return value

    return read


def _parsed(parse: Callable[[str], object], value: Json, name: str) -> object:
    try:
        return parse(value)
    except (ValueError, TypeError) as error:
        raise MalformedRecordError(f"The field “{name}” cannot be “{value}”: {error}.") from error
