"""
Many rows of one small table at once, without an object for each.

Making Django's objects and its statement for them takes several times as long as writing the rows, which is felt where
each of a hundred thousand stories has half a dozen. No signal is sent and no number comes back.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connections, router


def insert_rows(model: Any, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, once: bool = False) -> None:
    """Write rows with these columns, named as attributes; with `once` those that are there already are left out."""
    connection = connections[router.db_for_write(model)]
    fields = [model._meta.get_field(name) for name in columns]
    quote = connection.ops.quote_name
    names, places = ", ".join(quote(field.column) for field in fields), ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608 -- our own names
    values = [
        [field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)] for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"{statement} ON CONFLICT DO NOTHING" if once else statement, values)
