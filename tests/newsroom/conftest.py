"""One paper for all tests of the newsroom; each test's edits are rolled back.

The paper lies in a temporary folder. BROADSHEET_TEST_DATABASE names a PostgreSQL database to use instead of SQLite.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from broadsheet.site import configure
from broadsheet.site.setup import Administrator, lay_out, make_administrator, prepare_newsroom

_folder = Path(tempfile.mkdtemp(prefix="broadsheet-newsroom-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
lay_out(
    _folder / "paper",
    name="The Quay",
    address="https://quay.example/",
    languages=(("en", "English"), ("ru", "Русский"), ("ar", "العربية")),
    timezone="Europe/Helsinki",
    database=os.environ.get("BROADSHEET_TEST_DATABASE", "newsroom.db"),
)
configure(_folder / "paper")
# The process that spreads the tests may import this file too; its workers must not inherit its paper.
for _name in ("DJANGO_SETTINGS_MODULE", "BROADSHEET_PAPER"):
    os.environ.pop(_name, None)


@pytest.fixture(scope="session")
def paper_folder() -> Path:
    """The folder of the tests' paper."""
    return _folder / "paper"


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """The paper's own database takes the place of a test database: it is as temporary."""
    with django_db_blocker.unblock():
        prepare_newsroom()
        make_administrator(Administrator(name="editor", password="a long enough password"))
        _forget_outbox()
    yield
    with django_db_blocker.unblock():
        from django.db import connections

        connections.close_all()


def _forget_outbox() -> None:
    from broadsheet.newsroom.models import OutboxRow

    OutboxRow.objects.all().delete()


@pytest.fixture
def client() -> Any:
    """A browser at the newsroom's address; `force_login` logs in with the second factor."""
    from tests.newsroom.signing_in import NewsroomClient

    return NewsroomClient()


@pytest.fixture
def admin_client(client: Any, admin_user: Any) -> Any:
    """A browser in which an account with every right is logged in."""
    client.force_login(admin_user)
    return client


@pytest.fixture(autouse=True)
def nothing_is_remembered() -> Iterator[None]:
    """What the process keeps in memory goes with each test; limits on logging in are rows, and go with its edits."""
    yield
    from django.core.cache import caches

    from broadsheet.newsroom.accounts.shared import SharedLimits

    super(SharedLimits, caches["default"]).clear()


@pytest.fixture
def edition_file(tmp_path: Path, settings: Any) -> Path:
    """A fresh edition for one test."""
    from dataclasses import replace

    settings.PAPER = replace(settings.PAPER, edition=tmp_path / "edition.db")
    return tmp_path / "edition.db"


@pytest.fixture(autouse=True)
def media_folder(tmp_path: Path, settings: Any) -> Path:
    """A fresh folder for pictures and documents."""
    from dataclasses import replace

    folder = tmp_path / "media"
    settings.MEDIA_ROOT = str(folder)
    settings.PAPER = replace(settings.PAPER, media=folder)
    return folder
