"""Taking something in to see what would be lost: rows are rolled back, files never reach the media folder."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from django.core.files.storage import FileSystemStorage, default_storage
from django.db import transaction


@contextmanager
def nothing_kept() -> Iterator[None]:
    """Whatever is done within is undone at its end."""
    with tempfile.TemporaryDirectory(prefix="broadsheet-import-") as folder, _files_in(folder), transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def _files_in(folder: str) -> Iterator[None]:
    """Every field for files writes below this folder. Django's own storage stands behind a door that can be turned."""
    door = cast("Any", default_storage)
    bool(door.base_location)  # so that it has opened
    before, door._wrapped = door._wrapped, FileSystemStorage(location=folder)
    try:
        yield
    finally:
        door._wrapped = before
