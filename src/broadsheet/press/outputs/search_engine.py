"""Calls Pagefind: one bundle of pages in, the files of its index out. A process of its own that ends with the call."""

import asyncio
import gzip
import json
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Final

from pagefind.index import IndexConfig, PagefindIndex

from broadsheet.errors import DestinationFullError, PressError
from broadsheet.press.outputs.search_bundles import Bundle

ENTRY_FILE: Final = "pagefind-entry.json"
"""The file of an index that names all its others."""

_PROGRAM: Final = ("pagefind.js",)
_NEVER: Final = ("-ui.", "-highlight.", "-worker.")
"""Ready-made interfaces; and the worker, whose own policy would have to allow WebAssembly, too."""


def engine_name() -> str:
    """The indexer and its version: indexes of two versions do not go together."""
    return f"pagefind {version('pagefind')}"


def build_index(bundle: Bundle, tree: Path, folder: Path) -> tuple[str, ...]:
    """
    Index the pages of a bundle as they lie in the tree; the files go into an empty folder.

    Returns their names, in an order in which each may become visible: the one that names the others last.
    Raises PressError when Pagefind fails, DestinationFullError when it had no room.
    """
    try:
        with ThreadPoolExecutor(1) as thread:  # whoever calls may run an event loop of their own
            thread.submit(lambda: asyncio.run(_build(bundle, tree, folder))).result()
    except (RuntimeError, AssertionError, FileNotFoundError) as error:
        raise PressError(
            f"The search index “{bundle.name}” could not be made ({error}); install pagefind again."
        ) from error
    files = tuple(sorted(_wanted(folder, primary=bundle.primary), key=_visibility))
    # On a full disk Pagefind writes as much as fits, and says nothing.
    if not files or not all(_is_whole(folder / name) for name in files):
        raise DestinationFullError(
            f"There was no room on the disk to make the search index “{bundle.name}” in {folder.parent}. "
            "Free some space and run the press again; the index from before stays."
        )
    return files


async def _build(bundle: Bundle, tree: Path, folder: Path) -> None:
    config = IndexConfig(output_path=str(folder), force_language=bundle.language, keep_index_url=True)
    async with PagefindIndex(config=config) as index:
        for page in bundle.pages:
            text = _text(tree / page.path)
            if text:
                await index.add_html_file(content=text, url=page.path)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""  # withdrawn since: the next call knows


def _wanted(folder: Path, *, primary: bool) -> Iterator[str]:
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        program = name in _PROGRAM or name.startswith("wasm.")
        if path.is_file() and not any(part in name for part in _NEVER) and (primary or not program):
            yield name


def _is_whole(path: Path) -> bool:
    data = path.read_bytes()
    try:
        if path.suffix == ".json":
            json.loads(data)
        elif path.suffix != ".js":
            gzip.decompress(data)
    except (ValueError, EOFError, gzip.BadGzipFile, zlib.error):
        return False
    return bool(data)


def _visibility(name: str) -> tuple[int, str]:
    return (2 if name == ENTRY_FILE else 1 if "/" not in name else 0), name
