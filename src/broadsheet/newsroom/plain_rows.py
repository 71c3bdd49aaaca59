"""
Many rows of one table at once, without an object for each.

Making Django's objects and its statement for them takes several times as long as writing the rows, which is felt where
each of a hundred thousand stories has a dozen. No signal is sent.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final

from django.db import connections, models, router
from wagtail.fields import StreamField

_AS_IT_IS: Final = frozenset({str, int, bool, type(None)})

TOGETHER: Final = 200
"""Rows of one statement that asks for their numbers."""


def insert_rows(model: Any, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, once: bool = False) -> None:
    """Write rows with these columns, named as attributes; with `once` those that are there already are left out."""
    connection = connections[router.db_for_write(model)]
    fields = [model._meta.get_field(name) for name in columns]
    values = [[_prepared(field, value, connection) for field, value in zip(fields, row, strict=True)] for row in rows]
    statement = f"{_begun(model, fields, connection)} {_places(fields)}"
    with connection.cursor() as cursor:
        cursor.executemany(f"{statement} ON CONFLICT DO NOTHING" if once else statement, values)


def insert_given(model: Any, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """
    Write rows of which only those columns are given that have not the model's own default, named as attributes.

    Returns the numbers that the database gave them, none where the model's number is given too. Columns of a model that
    this one inherits are left to it; what is filled in when an object is saved, is not.
    """
    connection = connections[router.db_for_write(model)]
    fields = _fields(model)
    defaults = {each.attname: each.get_db_prep_save(each.get_default(), connection) for each in fields}
    usual = [defaults[each.attname] for each in fields]
    places = {each.attname: (place, each) for place, each in enumerate(fields)}
    values = []
    for row in rows:
        line = usual.copy()
        for name, value in row.items():
            place, field = places[name]
            line[place] = _prepared(field, value, connection)
        values.append(line)
    begun = _begun(model, fields, connection)
    with connection.cursor() as cursor:
        if model._meta.pk in fields:
            cursor.executemany(f"{begun} {_places(fields)}", values)
            return []
        together = max(1, min(TOGETHER, connection.ops.bulk_batch_size(fields, values)))
        numbers: list[int] = []
        for start in range(0, len(values), together):
            batch = values[start : start + together]
            number = connection.ops.quote_name(model._meta.pk.column)
            listed = ", ".join([_places(fields)] * len(batch))
            cursor.execute(f"{begun} {listed} RETURNING {number}", [value for row in batch for value in row])
            numbers += (row[0] for row in cursor.fetchall())
        return numbers


def update_rows(model: Any, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Give rows these columns of the model's own table, named as attributes; after them comes the row's number."""
    connection = connections[router.db_for_write(model)]
    fields = [model._meta.get_field(name) for name in columns]
    quote = connection.ops.quote_name
    settings = ", ".join(f"{quote(each.column)} = %s" for each in fields)
    table, number = quote(model._meta.db_table), quote(model._meta.pk.column)
    values = [
        [*(_prepared(field, value, connection) for field, value in zip(fields, row[:-1], strict=True)), row[-1]]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {settings} WHERE {number} = %s", values)  # noqa: S608  # our own names


def among(rows: Any, column: str, numbers: Iterable[int]) -> Any:
    """
    The rows of a query whose column is one of many row numbers.

    They stand in the statement itself: as parameters each would be looked at half a dozen times on its way there.
    """
    connection = connections[rows.db]
    field = rows.model._meta.pk if column == "pk" else rows.model._meta.get_field(column)
    quote = connection.ops.quote_name
    listed = ",".join(str(int(number)) for number in numbers)
    if not listed:
        return rows.none()
    where = f"{quote(field.model._meta.db_table)}.{quote(field.column)} IN ({listed})"
    return rows.extra(where=[where])  # noqa: S610 -- nothing but numbers and our own names


@cache
def _fields(model: Any) -> tuple[Any, ...]:
    """The columns of a model's own table but a number that the database gives."""
    return tuple(each for each in model._meta.local_concrete_fields if not isinstance(each, models.AutoField))


def _begun(model: Any, fields: Iterable[Any], connection: Any) -> str:
    quote = connection.ops.quote_name
    return f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(quote(each.column) for each in fields)}) VALUES"


def _places(fields: Sequence[Any]) -> str:
    return f"({', '.join(['%s'] * len(fields))})"


def _prepared(field: Any, value: Any, connection: Any) -> Any:
    """The value as the database takes it; text and numbers mostly are that already."""
    if type(value) in _AS_IT_IS and not _is_translated(field.__class__):
        return value
    return field.get_db_prep_save(value, connection)


@cache
def _is_translated(kind: type[Any]) -> bool:
    return issubclass(kind, models.JSONField | StreamField | models.UUIDField)
