"""
Machines that print for the run's own: the workers of a Dask cluster.

They have neither edition nor ledger nor the paper's folder. A batch carries what its pages show, the paper's own
templates and the originals of its pictures; bytes come back. A worker says so if its Broadsheet would give other bytes.
"""

import pickle
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Final, Self, TypeGuard

from broadsheet.edition.late import dataclass
from broadsheet.errors import PressError
from broadsheet.press.bench import Bench, Order, Work, as_kept
from broadsheet.press.output import Maker, PressSettings, View
from broadsheet.press.outputs import make_outputs
from broadsheet.press.printing import PRINTING_ERRORS, Absent, Failure, Gathered, makers_of
from broadsheet.tree.artifact import Spec

ANSWERS_WITHIN: Final = 10
"""Seconds a scheduler has to answer when the run begins."""

LOOK_EVERY: Final = 5.0
"""Seconds after which the run looks whether a batch that is not back still can be."""

WAITS_FOR_WORKERS: Final = 30.0
"""Seconds without any worker after which a batch is given up."""

_COPIED: Final = frozenset({"images.document"})
"""Makers that only copy: what they print is not worth the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """What a worker prints with besides views: the paper's own templates by path, and which outputs there are."""

    outputs: tuple[str, ...]
    templates: Mapping[str, bytes]

    @classmethod
    def of(cls, settings: PressSettings) -> Self:
        """All that lies in the paper's folder of templates."""
        folder = settings.templates
        files = [path for path in sorted(folder.rglob("*")) if path.is_file()] if folder else []
        return cls(
            outputs=settings.outputs,
            templates={path.relative_to(str(folder)).as_posix(): path.read_bytes() for path in files},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A batch on its way: makers with what they are to print, their recipes, and the originals they read, by name."""

    views: Sequence[tuple[str, View]]
    recipes: Mapping[str, bytes]
    originals: Mapping[str, bytes]


type Drawn = Gathered | Absent | Failure


class Cluster:
    """The cluster whose scheduler has this address."""

    def __init__(self, bench: Bench, settings: PressSettings, address: str) -> None:
        self.name = f"The cluster at {address}"
        self._bench = bench
        self._media = settings.media
        self._kit = pickle.dumps(Kit.of(settings))
        self._client = _client(address)
        self._executor = self._client.get_executor()

    @property
    def ahead(self) -> int:
        """Two for each thread that prints, so that none waits for the next."""
        return 2 * max(1, self.threads()) + 1

    def give(self, batch: Sequence[Order]) -> "Given":
        """Gather what a batch shows and send it off."""
        self._bench.facts.expect([order.spec.subject for order in batch])
        drawn = [self._bench.gathered(order.spec) for order in batch]
        sent = [each for order, each in zip(batch, drawn, strict=True) if _goes(each, order)]
        future = self._sent(pickle.dumps(self._parcel(sent)))
        # What a page shows is much, and on its way: to wait for its bytes takes only its name.
        waiting = [replace(each, view=None) if isinstance(each, Gathered) else each for each in drawn]
        return Given(self, batch, waiting, [each.spec.path for each in sent], future)

    def _sent(self, parcel: bytes) -> "Future[Sequence[bytes]]":
        try:
            future: Future[Sequence[bytes]] = self._executor.submit(_print, self._kit, parcel)
        except _gone():
            future = Future()
            future.set_exception(PressError("the scheduler is gone"))
        return future

    def _parcel(self, sent: Sequence[Gathered]) -> Parcel:
        files = {each.view.original.file for each in sent if hasattr(each.view, "original")}
        originals = {}
        for file in files:
            with suppress(OSError):  # whoever prints it says what is amiss
                originals[file] = (self._media / file).read_bytes()
        return Parcel(
            views=[(each.spec.maker, each.view) for each in sent],
            recipes=recipes_of(self._bench, {each.spec.maker for each in sent}),
            originals=originals,
        )

    def work(self, batch: Sequence[Order], drawn: Sequence[Drawn], data: Mapping[str, bytes]) -> Work:
        """What became of a batch: what failed elsewhere is printed here, so that whoever reads why finds the file."""

        def printed(gathered: Gathered) -> bytes | Failure:
            return data.get(gathered.spec.path) or self._printed_here(gathered.spec)

        pairs = zip(batch, drawn, strict=True)
        return self._bench.work(self._bench.result(order, each, printed) for order, each in pairs)

    def _printed_here(self, spec: Spec) -> bytes | Failure:
        match self._bench.gathered(spec):
            case Gathered() as gathered:
                return self._bench.printed(gathered)
            case Failure() as failure:
                return failure
            case Absent():
                return Failure(path=spec.path, reason="It was to be printed and then not; run the press again.")

    def threads(self) -> int:
        """How many threads are there to print, over all workers."""
        try:
            return sum(self._client.nthreads().values())
        except _gone():
            return 0

    def renew(self) -> None:
        """Nothing: the scheduler itself gives what a lost worker had to another."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(*_gone()):
            self._executor.shutdown(wait=False)
        self._client.close()


def recipes_of(bench: Bench, makers: Iterable[str]) -> Mapping[str, bytes]:
    """With what the run's own process would print: a worker that has anything else must not."""
    return {name: bench.recipes[name] for name in makers}


def _goes(drawn: Drawn, order: Order) -> TypeGuard[Gathered]:
    """Whether it is printed on the cluster."""
    return isinstance(drawn, Gathered) and drawn.spec.maker not in _COPIED and as_kept(order, drawn) is None


def _gone() -> tuple[type[Exception], ...]:
    """What Dask raises when the scheduler is gone: a client that gave up looking for it has no connection at all."""
    from distributed.client import ClosedClientError

    return (OSError, TimeoutError, RuntimeError, AttributeError, ClosedClientError)


def _client(address: str) -> Any:
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        raise PressError("Printing on a cluster takes Dask. Install it with: pip install 'broadsheet[dask]'") from error
    try:
        connect: Callable[..., Any] = Client
        return connect(address, timeout=ANSWERS_WITHIN, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise PressError(
            f"No Dask scheduler answers at {address}: {error}. Start it, or print without --executor."
        ) from error


class Given:
    """A batch that was given to the cluster."""

    def __init__(
        self,
        cluster: Cluster,
        batch: Sequence[Order],
        drawn: Sequence[Drawn],
        paths: Sequence[str],
        future: "Future[Sequence[bytes]]",
    ) -> None:
        self._cluster = cluster
        self._batch = batch
        self._drawn = drawn
        self._paths = paths
        self._future = future

    def fault(self) -> BaseException | None:
        """Why it was not printed; given up when there is nobody left to print it."""
        waited = 0.0
        while waited < WAITS_FOR_WORKERS:
            try:
                return self._future.exception(timeout=LOOK_EVERY)
            except TimeoutError:
                waited = 0.0 if self._cluster.threads() else waited + LOOK_EVERY
            except CancelledError:
                break
        self._future.cancel()
        return PressError("no worker is left that could print.")

    def work(self) -> Work:
        """What became of it."""
        return self._cluster.work(self._batch, self._drawn, dict(zip(self._paths, self._future.result(), strict=True)))


# ---- on the workers


_ONE_AT_A_TIME: Final = Lock()
"""A worker may have several threads; makers keep things between two artifacts and know of one."""


def _print(kit: bytes, parcel: bytes) -> Sequence[bytes]:
    """The bytes of each artifact, none for one that fails; PressError when this Broadsheet would give other bytes."""
    with _ONE_AT_A_TIME:
        makers, media = _makers(kit)
        batch: Parcel = pickle.loads(parcel)  # noqa: S301 -- whoever may speak to a Dask worker may have it run anything
        for name, recipe in batch.recipes.items():
            if name not in makers or makers[name].recipe() != recipe:
                raise PressError(
                    "A worker has another Broadsheet, or other versions of what it prints with, than the press. "
                    "Install the same on both."
                )
        _lay_out(media, batch.originals)
        try:
            return [_printed(makers[name], view) for name, view in batch.views]
        finally:
            for file in batch.originals:
                (media / file).unlink(missing_ok=True)


def _printed(maker: Maker, view: View) -> bytes:
    try:
        return maker.print(view)
    except PRINTING_ERRORS:
        return b""


@lru_cache(1)
def _makers(kit: bytes) -> tuple[Mapping[str, Maker], Path]:
    """What prints, and its folder for originals; all lies in a folder of this process's own that goes with it."""
    told: Kit = pickle.loads(kit)  # noqa: S301 -- as above
    folder = Path(_folder().name)
    _lay_out(folder / "templates", told.templates)
    settings = PressSettings(
        media=folder / "media",
        templates=folder / "templates" if told.templates else None,
        cache=folder / "cache",
        outputs=told.outputs,
    )
    return makers_of(make_outputs(settings)), settings.media


_FOLDERS: Final[list["tempfile.TemporaryDirectory[str]"]] = []


def _folder() -> "tempfile.TemporaryDirectory[str]":
    _FOLDERS[:] = [tempfile.TemporaryDirectory(prefix="broadsheet-")]
    return _FOLDERS[0]


def _lay_out(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
