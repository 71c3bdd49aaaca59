"""The programs that other tests stand on really run."""

import psycopg
import pytest

from tests.machine.postgresql import PostgreSQL


@pytest.mark.browser
def test_the_machines_chromium_shows_a_page(browser) -> None:
    page = browser.new_page()
    page.set_content("<title>Late edition</title>")
    assert page.title() == "Late edition"
    page.close()


@pytest.mark.postgresql
def test_a_private_postgresql_server_answers(postgres: PostgreSQL) -> None:
    with psycopg.connect(postgres.url()) as connection:
        row = connection.execute("SELECT 6 * 7").fetchone()
    assert row == (42,)
