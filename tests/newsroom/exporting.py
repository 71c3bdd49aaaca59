"""Exports within tests: to a folder and back into a newsroom that is empty again."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from broadsheet.importers.jsonl import read_jsonl
from broadsheet.importers.packing import LINES, parcel
from broadsheet.importers.records import ImportContext
from broadsheet.importers.report import Report
from broadsheet.newsroom.export import export_paper
from broadsheet.newsroom.intake import take_in

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@contextmanager
def a_newsroom_of_its_own() -> Iterator[None]:
    """Whatever is done within is undone at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def exported(target: Path) -> tuple[dict[str, bytes], Report]:
    """Every file of an export of the newsroom as it stands, by its path, and the report."""
    with parcel(target) as written:
        export = export_paper()
        written.write_lines(export.lines())
        for path, file in export.files():
            written.write_file(path, file)
    files = {str(path.relative_to(target)): path.read_bytes() for path in target.rglob("*") if path.is_file()}
    return files, export.report()


def lines_of(files: dict[str, bytes]) -> list[dict[str, Any]]:
    """The lines of an export."""
    return [json.loads(line) for line in files[LINES].splitlines()]


def brought_in(folder: Path, *, overwrite: bool = False) -> Report:
    """The report on taking in what an export wrote, or what a test did."""
    context = ImportContext(now=NOW, timezone="Europe/Helsinki")
    return take_in(read_jsonl(folder / LINES, context), overwrite=overwrite, now=NOW)
