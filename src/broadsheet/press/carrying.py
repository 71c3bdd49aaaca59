"""Brings the search index, which is made in the paper's own folder, to a destination beyond it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import batched
from pathlib import Path
from typing import Final

from broadsheet.press.outputs.search import INDEX_FOLDER, LIST_FILE
from broadsheet.press.printing import Failure
from broadsheet.tree.folder import BESIDE
from broadsheet.tree.note import read_note, write_note
from broadsheet.tree.storage import Storage

TOGETHER: Final = 100
"""Files in memory at once."""


def carry_search(tree: Path, storage: Storage, record: Path, *, again: bool) -> Sequence[Failure]:
    """
    Bring what changed since the last time: files first, then the list that names them, then what is gone is removed.

    `record` says what was brought; with `again` it is not believed. Returns what could not be brought; the next call
    tries again. Raises TreeError when the destination takes nothing, OSError when the record cannot be written.
    """
    there = {} if again else read_note(record)
    wanted = {path: _looks(tree / path) for path in _files(tree)}
    if not wanted:
        return ()
    changed = [path for path, looks in wanted.items() if there.get(path) != looks and path != LIST_FILE]
    gone = [path for path in there if path not in wanted]
    if not changed and not gone and there.get(LIST_FILE) == wanted.get(LIST_FILE):
        return ()
    refused: dict[str, str] = {}
    for together in batched(changed, TOGETHER):
        refused.update(storage.put(_read(tree, together), durable=False))
    if not refused:  # the list must name nothing that is not there
        refused.update(storage.put(_read(tree, (LIST_FILE,)), durable=True))
        refused.update(storage.remove(gone))
    storage.settle()
    write_note(record, _brought(there, wanted, gone, refused))
    return tuple(Failure(path=path, reason=reason) for path, reason in refused.items())


def _brought(
    there: Mapping[str, str], wanted: Mapping[str, str], gone: Iterable[str], refused: Mapping[str, str]
) -> Mapping[str, str]:
    """What the destination has now, as far as anybody knows; what is left out is brought or removed again."""
    brought = {path: looks for path, looks in wanted.items() if path not in refused}
    if refused:
        brought.pop(LIST_FILE, None)
        brought |= {path: there[path] for path in gone}
    return brought


def _files(tree: Path) -> Iterator[str]:
    for path in sorted((tree / INDEX_FOLDER).rglob("*")):
        if path.is_file() and path.suffix not in (BESIDE, ".br", ".gz"):
            yield path.relative_to(tree).as_posix()
    if (tree / LIST_FILE).is_file():
        yield LIST_FILE


def _looks(path: Path) -> str:
    found = path.stat()
    return f"{found.st_size} {found.st_mtime_ns}"


def _read(tree: Path, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        file = tree / path
        if file.is_file():
            yield path, file.read_bytes()
