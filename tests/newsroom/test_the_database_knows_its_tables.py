"""SQLite chooses a wrong index for a large archive until it has looked at its tables; the worker has it look."""

import pytest
from django.db import connection

from broadsheet.site.database import count_what_lies_where
from tests.newsroom.making import story

pytestmark = pytest.mark.django_db


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL looks by itself")
def test_sqlite_knows_how_many_rows_lie_in_its_tables() -> None:
    story("One")
    count_what_lies_where()
    with connection.cursor() as cursor:
        cursor.execute("SELECT tbl FROM sqlite_stat1")
        looked_at = {table for (table,) in cursor.fetchall()}
    assert {"wagtailcore_page", "newsroom_articlepage"} <= looked_at
