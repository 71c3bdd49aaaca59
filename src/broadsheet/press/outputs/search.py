"""
Search for readers: Pagefind indexes of the printed pages, laid beside them under `search/_index/`.

Not made of artifacts: an index is made from pages when they are out, a bundle at a time (`search_bundles`
says which pages go together), and only those bundles whose pages changed. `search/bundles.json` names
the bundles of each language for the search page, whose script is `search_page.js`.
"""

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from broadsheet.edition.database import wanting_room
from broadsheet.edition.late import dataclass
from broadsheet.press.outputs import SEARCH
from broadsheet.press.outputs.part import OutputPart
from broadsheet.press.outputs.search_bundles import PAGES_AT_MOST, Bundle, bundle_list, bundles_of, read_page
from broadsheet.press.outputs.search_engine import ENTRY_FILE, build_index, engine_name
from broadsheet.press.outputs.search_state import BuiltBundle, SearchState
from broadsheet.tree.folder import Folder

"""Its name for `--output`."""

INDEX_FOLDER: Final = "search/_index"
LIST_FILE: Final = "search/bundles.json"

PAUSE: Final = timedelta(minutes=10)
"""The least time between the beginnings of two rounds of indexing."""

_NOTHING_TO_SEARCH: Final = ("_a/", "search/", ".")


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchReport:
    """
    What one call did: bundles made and taken away, pages indexed.

    `remaining` bundles are left for the next call, which may come at once; with `waits_until` nothing was
    done, because the last round began too short a time ago.
    """

    built: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    pages: int = 0
    remaining: int = 0
    waits_until: datetime | None = None

    def sentence(self) -> str:
        """One line for the terminal."""
        if self.waits_until is not None:
            return f"Search waits until {self.waits_until:%H:%M} UTC: it is brought up at most every ten minutes."
        if not self.built and not self.removed:
            return "Search is up to date."
        return f"Search: {self.pages:,} pages indexed in {len(self.built)} parts, {len(self.removed)} parts taken away"


class SearchOutput(OutputPart):
    """
    Search by its name among the outputs.

    It has no artifacts: whoever prints it calls the indexer when the pages are out.
    """

    name = SEARCH


class SearchIndexer:
    """Keeps the search index of one tree; `state_folder` is the paper's own, outside the tree."""

    def __init__(self, tree_folder: Path, state_folder: Path) -> None:
        self._tree = tree_folder
        self._state_folder = state_folder
        state_folder.mkdir(parents=True, exist_ok=True)

    def note(self, changed_paths: Iterable[str]) -> None:
        """Remember pages that were printed or withdrawn, for a later call."""
        with self._state() as state:
            if not state.is_new:
                state.wait_for(path for path in changed_paths if _is_page(path))

    def index(self, changed_paths: Iterable[str], now: datetime, *, at_once: bool = False) -> SearchReport:
        """
        Bring the index up to the pages, as far as one call goes: at most 500 pages.

        `changed_paths` are paths in the tree that were printed or withdrawn since the last call; the very
        first call looks at the whole tree. Rounds begin at most every ten minutes, unless `at_once`;
        what changed in between is remembered. Raises PressError when Pagefind fails and TreeError when the
        files cannot be written, NoRoomError when what is to be remembered cannot; what was there stays.
        """
        with self._state() as state:
            state.wait_for(path for path in changed_paths if _is_page(path))
            if state.is_new:
                state.wait_for(self._all_pages())
            to_build, gone = self._to_do(state, now)
            pause_ends = state.started + PAUSE if state.started and state.waiting() and not at_once else None
            clock_went_back = state.started is not None and now < state.started
            if state.waiting() and (pause_ends is None or now >= pause_ends or clock_went_back):
                state.start(now)
                self._look_at(state)
                to_build, gone = self._to_do(state, now)
            elif not to_build and not gone and (self._tree / LIST_FILE).is_file():  # a paper without pages has one, too
                return SearchReport(waits_until=pause_ends if state.waiting() else None)
            return self._work(state, to_build, gone, now)

    def index_all(self, changed_paths: Iterable[str], now: datetime, *, at_once: bool = False) -> SearchReport:
        """The same to the end, however many calls of Pagefind it takes."""
        report = self.index(changed_paths, now, at_once=at_once)
        while report.remaining:
            further = self.index((), now, at_once=at_once)
            report = SearchReport(
                built=report.built + further.built,
                removed=report.removed + further.removed,
                pages=report.pages + further.pages,
                remaining=further.remaining,
            )
        return report

    @contextmanager
    def _state(self) -> Iterator[SearchState]:
        file = self._state_folder / "search.db"
        with wanting_room(file), SearchState(file) as state:
            yield state

    # ---- what there is to do

    def _all_pages(self) -> Iterator[str]:
        for path in self._tree.rglob("*.html"):
            name = path.relative_to(self._tree).as_posix()
            if _is_page(name):
                yield name

    def _look_at(self, state: SearchState) -> None:
        state.note((path, read_page(path, data) if data else None) for path, data in self._waiting_pages(state))

    def _waiting_pages(self, state: SearchState) -> Iterator[tuple[str, bytes]]:
        for path in state.waiting():
            file = self._tree / path
            yield path, file.read_bytes() if file.is_file() else b""

    def _to_do(self, state: SearchState, now: datetime) -> tuple[list[Bundle], list[BuiltBundle]]:
        wanted, built, engine = bundles_of(state.pages(), now.year), state.bundles(), engine_name()
        names = {bundle.name for bundle in wanted}
        as_it_should_be = {
            name for name, bundle in built.items() if (self._tree / INDEX_FOLDER / name / ENTRY_FILE).is_file()
        }
        to_build = [
            bundle
            for bundle in wanted
            if bundle.name not in as_it_should_be or built[bundle.name].signature != bundle.signature(engine)
        ]
        return to_build, [bundle for name, bundle in built.items() if name not in names]

    # ---- doing it

    def _work(self, state: SearchState, to_build: list[Bundle], gone: list[BuiltBundle], now: datetime) -> SearchReport:
        share = list(_share(to_build))
        former = state.bundles()
        built = [self._build(bundle, former.get(bundle.name)) for bundle in share]
        Folder(self._tree).settle()
        for each in built:
            state.keep(each)
            self._tidy(each, former.get(each.name))
        remaining = len(to_build) - len(share)
        removed = [] if remaining else gone  # a year's months go when the year is there
        for each in removed:
            state.forget(each.name)
        self._write_list(state, now)
        for each in removed:
            self._remove(each)
        return SearchReport(
            built=tuple(bundle.name for bundle in share),
            removed=tuple(bundle.name for bundle in removed),
            pages=sum(len(bundle.pages) for bundle in share),
            remaining=remaining,
        )

    def _build(self, bundle: Bundle, before: BuiltBundle | None) -> BuiltBundle:
        try:
            with tempfile.TemporaryDirectory(dir=self._state_folder) as staging:
                files = build_index(bundle, self._tree, Path(staging))
                lie = ((f"{INDEX_FOLDER}/{bundle.name}/{name}", file.read_bytes()) for name, file in files.items())
                Folder(self._tree).put(lie, durable=False)
        except OSError as error:
            raise Folder(self._state_folder).refusal(f"search index “{bundle.name}”", error) from error
        signature = bundle.signature(engine_name())
        former = before.files if before else ()
        return BuiltBundle(name=bundle.name, signature=signature, files=tuple(files), former=former)

    def _tidy(self, built: BuiltBundle, before: BuiltBundle | None) -> None:
        """Take away what was there the time before last: a reader may hold the list of files from before."""
        for name in set(before.former if before else ()) - set(built.files) - set(built.former):
            (self._tree / INDEX_FOLDER / built.name / name).unlink(missing_ok=True)

    def _write_list(self, state: SearchState, now: datetime) -> None:
        # Until a new primary bundle is made the former one, which still has the program, stays first.
        built = state.bundles()
        known = [bundle for bundle in bundles_of(state.pages(), now.year) if bundle.name in built]
        names = {bundle.name for bundle in known}
        extra = [
            Bundle(name=name, language=name.split("/")[0], primary=False, pages=())
            for name in built
            if name not in names
        ]
        listed = {
            language: sorted(bundles, key=lambda name: "pagefind.js" not in built[name.rstrip("/")].files)
            for language, bundles in bundle_list([*known, *extra]).items()
        }
        tree, data = Folder(self._tree), (json.dumps(listed, ensure_ascii=False, indent=0) + "\n").encode()
        if tree.read(LIST_FILE) != data:
            tree.put([(LIST_FILE, data)], durable=True)

    def _remove(self, bundle: BuiltBundle) -> None:
        folder = self._tree / INDEX_FOLDER / bundle.name
        shutil.rmtree(folder, ignore_errors=True)
        for parent in (folder.parent, folder.parent.parent):
            if parent.is_dir() and not any(parent.iterdir()):
                parent.rmdir()


def _share(bundles: list[Bundle]) -> Iterator[Bundle]:
    """The first bundles that one call can take."""
    room = PAGES_AT_MOST
    for bundle in bundles:
        room -= len(bundle.pages)
        if room < 0:
            return
        yield bundle


def _is_page(path: str) -> bool:
    return path.endswith(".html") and not path.startswith(_NOTHING_TO_SEARCH)
