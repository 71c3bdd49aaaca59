"""Calls Pagefind: one bundle of pages in, the files of its index out. A program of its own that ends with the call."""

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from broadsheet.errors import DestinationFullError, PressError
from broadsheet.press.outputs.search_bundles import Bundle

ENTRY_FILE: Final = "pagefind-entry.json"
"""The file of an index that names all its others."""

_PROGRAM: Final = ("pagefind.js",)
_NEVER: Final = ("-ui.", "-highlight.", "-worker.")
"""Ready-made interfaces; and the worker, whose own policy would have to allow WebAssembly, too."""


def engine_name() -> str:
    """The indexer and its version: indexes of two versions do not go together."""
    from importlib.metadata import version

    return f"pagefind {version('pagefind')}"


def build_index(bundle: Bundle, tree: Path, folder: Path) -> Mapping[str, Path]:
    """
    Index the pages of a bundle as they lie in the tree, working in an empty folder.

    Returns the files of the index by name, in an order in which each may become visible: the one that names the
    others last. Raises PressError when Pagefind fails, DestinationFullError when it had no room.
    """
    pages, index = folder / "pages", folder / "index"
    pages.mkdir()
    copied = [_copy(tree / page.path, pages / page.path) for page in bundle.pages]
    if not any(copied):
        return {}
    _run_pagefind(bundle, pages, index)
    names = sorted(_wanted(index, primary=bundle.primary), key=_visibility)
    files = {name: index / name for name in names}
    # On a full disk Pagefind writes as much as fits, and says nothing.
    if ENTRY_FILE not in files or not all(map(_is_whole, files.values())):
        raise DestinationFullError(
            f"There was no room on the disk to make the search index “{bundle.name}” in {folder.parent}. "
            "Free some space and run the press again; the index from before stays."
        )
    return files


def _run_pagefind(bundle: Bundle, pages: Path, index: Path) -> None:
    # Not by Pagefind's own Python module: it waits a tenth of a second for every page.
    from pagefind.service import get_executable

    program = get_executable()
    if program is None:
        raise PressError("The program of search is missing; install pagefind again.")
    options = ("--site", pages, "--output-path", index, "--force-language", bundle.language, "--keep-index-url")
    import subprocess  # only a run that indexes waits for it

    ended = subprocess.run(  # noqa: S603 -- the program that came with Pagefind
        [program, *options, "--silent"],
        cwd=pages,  # where nobody's configuration lies
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        said = (ended.stderr or ended.stdout).strip()[-300:] or f"exit code {ended.returncode}"
        raise PressError(f"The search index “{bundle.name}” could not be made ({said}); install pagefind again.")


def _copy(page: Path, target: Path) -> bool:
    try:
        data = page.read_bytes()
    except FileNotFoundError:
        return False  # withdrawn since: the next call knows
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return True


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
