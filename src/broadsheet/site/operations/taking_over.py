"""A newsroom that lay in an SQLite file moves into PostgreSQL: every row of every table, as it is."""

from collections.abc import Iterable
from itertools import batched
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, connections, transaction
from django.db.models import Model, QuerySet

from broadsheet.site.database import database_settings

_SOURCE: Final = "taken_over"

_LEFT_OUT: Final = frozenset({"wagtailsearch"})
"""Search tables, which each kind of database has in its own way; the newsroom keeps nothing in them."""

_BATCH: Final = 500


def take_over(source: Path) -> int:
    """Fill the newsroom, whose PostgreSQL database is empty, from the file; how many rows."""
    connections.databases[_SOURCE] = {**connections.databases["default"], **database_settings(str(source))}
    call_command("migrate", database=_SOURCE, verbosity=0, interactive=False)
    call_command("migrate", verbosity=0, interactive=False)
    models = [model for model in apps.get_models(include_auto_created=True) if _is_kept(model)]
    with transaction.atomic():
        with connection.cursor() as cursor:
            tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
            cursor.execute(f"TRUNCATE {tables} CASCADE")  # migrations put first rows into some
        rows = sum(_copy(model) for model in models)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(statement)
    connections[_SOURCE].close()
    return rows


def _is_kept(model: type[Model]) -> bool:
    return bool(model._meta.managed) and not model._meta.proxy and model._meta.app_label not in _LEFT_OUT


def _copy(model: type[Model]) -> int:
    """Only the columns of this table: what a page has from its parents is copied with theirs."""
    fields = model._meta.local_concrete_fields
    names = [field.attname for field in fields]
    copied = 0
    for rows in batched(_values(model, names), _BATCH):
        objects = [_Row(model, dict(zip(names, row, strict=True))) for row in rows]
        # As a fixture is loaded: no moment is set anew, no signal sent.
        rows_of: Any = QuerySet(model)
        rows_of._insert(objects, fields=fields, using="default", raw=True)
        copied += len(rows)
    return copied


def _values(model: type[Model], names: list[str]) -> Iterable[tuple[Any, ...]]:
    return model._base_manager.using(_SOURCE).order_by("pk").values_list(*names).iterator(chunk_size=_BATCH)


class _Row:
    """As much of a model's instance as an insert asks for."""

    def __init__(self, model: type[Model], values: dict[str, Any]) -> None:
        self._meta = model._meta
        self.__dict__.update(values)
