"""Every row of the newsroom's tables, to be compared with themselves later."""

from typing import Any

from django.apps import apps
from django.db import connection

from broadsheet.newsroom import story_index

LEFT_OUT = frozenset({"Session", "LogEntry", "PageLogEntry", "ModelLogEntry", "OutboxRow"})
"""What tells of deeds, not of the paper."""


def all_rows() -> dict[str, list[dict[str, Any]]]:
    """By table, the rows in the order of their numbers."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models()
        if model.__name__ not in LEFT_OUT
    }


def every_byte() -> bytes:
    """
    All rows of all tables that the database has, whoever keeps them.

    What composing does at its end is done before: the search drops the words of rows that are gone.
    """
    story_index.forget_deleted_words()
    rows: list[object] = []
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 -- a table's own name
            rows += cursor.fetchall()
    return repr(rows).encode()
