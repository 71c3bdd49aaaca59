"""A press run whose destination is a bucket or a web host: the tree ends whole, whatever the wire does meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from broadsheet.edition import Edition
from broadsheet.errors import DestinationUnreachableError
from broadsheet.press.report import RunReport
from broadsheet.press.run import PressRun
from broadsheet.tree.bucket import Bucket, Patience
from broadsheet.tree.folder import MARK, Folder
from broadsheet.tree.ledger import Ledger
from broadsheet.tree.storage import Storage
from broadsheet.tree.web_host import PARTS, WebHost
from tests.machine.bucket_server import BadLine, RunningS3, address_of, bad_line
from tests.machine.ssh_server import cut_line, running_ssh
from tests.press import edits
from tests.press.listing_output import ListingOutput
from tests.press.test_incremental_equals_clean import press, tree_of

NOW = edits.moment(600)
OUTPUTS = ("first", "second")

PATIENT = Patience(retries=7, first_pause=timedelta(milliseconds=5), longest_pause=timedelta(milliseconds=100))
HASTY = Patience(retries=1, first_pause=timedelta(milliseconds=5), longest_pause=timedelta(milliseconds=10))


@dataclass(slots=True, kw_only=True)
class Paper:
    """A paper that is being edited and printed, and what a clean build of it looks like."""

    root: Path
    edition: Edition

    def print_to(self, storage: Storage) -> RunReport:
        with Ledger.open(self.root / "ledger.db") as ledger:
            return PressRun(
                edition=self.edition,
                ledger=ledger,
                storage=storage,
                outputs=tuple(map(ListingOutput, OUTPUTS)),
                now=NOW,
            ).execute()

    def headline(self, words: str) -> None:
        edits.apply(self.edition, edits.story(edits.STORIES[0], headline=words, hours=5, topics=edits.TOPICS[:1]))

    def clean(self) -> dict[str, bytes]:
        press(self.edition, self.root / "clean.db", self.root / "clean", NOW)
        return tree_of(self.root / "clean")


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[Paper]:
    with Edition.open(tmp_path / "edition.db") as edition:
        edition.write(edits.beginning())
        yield Paper(root=tmp_path, edition=edition)


@dataclass(frozen=True, slots=True, kw_only=True)
class FarBucket:
    """A bucket behind a bad line."""

    server: RunningS3
    line: BadLine
    name: str
    keys: Path

    @contextmanager
    def opened(self, patience: Patience = PATIENT) -> Iterator[Bucket]:
        with Bucket(address_of(self.line.endpoint, self.name, self.keys), patience) as bucket:
            yield bucket

    def tree(self) -> dict[str, bytes]:
        return {key.removeprefix("www/"): data for key, data in self.server.objects(self.name).items()}


@pytest.fixture
def far(s3: RunningS3, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[FarBucket]:
    name = request.node.name.replace("_", "-")[-50:].strip("-")
    s3.make_bucket(name)
    with bad_line(s3.port) as line:
        yield FarBucket(server=s3, line=line, name=name, keys=tmp_path)


def test_a_bucket_failing_every_third_request_ends_whole(far: FarBucket, paper: Paper) -> None:
    far.line.fate = lambda number, _method, _path: ("503", "cut", "lost")[number // 3 % 3] if number % 3 == 0 else ""
    with far.opened() as bucket:
        report = paper.print_to(bucket)
    assert report.failures == ()
    assert far.tree() == paper.clean()


def test_what_could_not_be_written_is_a_failed_artifact_and_the_next_run_brings_it(
    far: FarBucket, paper: Paper
) -> None:
    with far.opened() as bucket:
        paper.print_to(bucket)
        before = far.tree()
        paper.headline("A second look")
        after = paper.clean()
        changing = sorted(path for path in after if before.get(path) != after[path])
        far.line.fate = lambda _number, method, path: "503" if method == "PUT" and changing[0] in path else ""
    with far.opened(HASTY) as bucket:
        report = paper.print_to(bucket)
        assert [failure.path for failure in report.failures] == [changing[0]]
        assert sorted([*report.printed, changing[0]]) == changing
        assert far.tree() == after | {changing[0]: before[changing[0]]}
        far.line.fate = lambda _number, _method, _path: ""
        assert paper.print_to(bucket).printed == (changing[0],)
    assert far.tree() == after


def test_an_answer_that_was_lost_does_not_leave_a_page_that_was_changed_back(far: FarBucket, paper: Paper) -> None:
    paper.headline("As it was")
    with far.opened() as bucket:
        paper.print_to(bucket)
    paper.headline("A slip of the pen")
    # Everything is done, and nothing is answered for, but for looks at the bucket.
    far.line.fate = lambda _number, method, _path: "" if method == "GET" else "lost"
    with far.opened(HASTY) as bucket:
        report = paper.print_to(bucket)
    assert report.printed == ()
    assert any(b"A slip of the pen" in data for data in far.tree().values())
    paper.headline("As it was")
    far.line.fate = lambda _number, _method, _path: ""
    with far.opened() as bucket:
        paper.print_to(bucket)
    assert far.tree() == paper.clean()


def test_a_removal_that_was_lost_does_not_leave_a_page_missing_that_came_back(far: FarBucket, paper: Paper) -> None:
    paper.headline("As it was")
    with far.opened() as bucket:
        paper.print_to(bucket)
    edits.apply(paper.edition, edits.STORIES[0])
    far.line.fate = lambda _number, method, _path: "lost" if method in ("POST", "DELETE") else ""
    with far.opened(HASTY) as bucket:
        assert paper.print_to(bucket).failures
    paper.headline("As it was")
    far.line.fate = lambda _number, _method, _path: ""
    with far.opened() as bucket:
        assert paper.print_to(bucket).failures == ()
    assert far.tree() == paper.clean()


@pytest.mark.slow
def test_a_bucket_that_dies_at_any_request_leaves_each_object_old_or_new_and_the_next_run_is_whole(
    far: FarBucket, paper: Paper
) -> None:
    with far.opened() as bucket:
        paper.print_to(bucket)
    died = 0
    for dies_after in range(1, 12, 2):
        before = far.tree()
        paper.headline(f"Headline {dies_after}")
        after = paper.clean()
        begun = len(far.line.asked)
        far.line.fate = lambda number, _method, _path, last=begun + dies_after: "lost" if number > last else ""
        try:
            with far.opened(HASTY) as bucket:
                paper.print_to(bucket)
        except DestinationUnreachableError:
            died += 1
        for path, data in far.tree().items():
            assert data in (before.get(path), after.get(path)), path
        far.line.fate = lambda _number, _method, _path: ""
        with far.opened() as bucket:
            assert paper.print_to(bucket).failures == ()
        assert far.tree() == after
    assert died > 2, "it died too late to test anything"


def test_pages_come_to_a_bucket_before_the_pages_that_link_to_them(far: FarBucket, paper: Paper) -> None:
    with far.opened() as bucket:
        report = paper.print_to(bucket)
    written = [each.partition("/www/")[2] for each in far.line.asked if each.startswith("PUT")]
    assert sorted(written) == sorted([*report.printed, MARK])
    with Ledger.open(paper.root / "ledger.db") as ledger:
        makers = dict(ledger.paths_by_maker())
    rank_of = {maker.name: maker.rank for name in OUTPUTS for maker in ListingOutput(name).makers}
    ranks = [rank_of[makers[path]] for path in written if path != MARK]
    assert len(set(ranks)) > 1
    assert ranks == sorted(ranks)


def test_a_web_host_that_goes_away_and_comes_back_ends_whole(sshd: Path, paper: Paper, tmp_path: Path) -> None:
    (tmp_path / "server").mkdir()
    site = tmp_path / "site"
    with running_ssh(sshd, tmp_path / "server") as server:
        with (
            cut_line(server.port, bytes_each=12_000, cuts=1, gone_then=True) as line,
            WebHost(server.address(site, port=line.port), (0.0,)) as host,
            pytest.raises(DestinationUnreachableError),
        ):
            paper.print_to(host)
        after = paper.clean()
        visible = {path: data for path, data in tree_of(site).items() if not path.startswith(PARTS)}
        assert visible.items() < after.items(), "nothing half, nothing strange, and not yet all"
        with WebHost(server.address(site)) as host:
            host.sweep()
            assert paper.print_to(host).failures == ()
            assert tree_of(site) == after
            paper.headline("And then")
            edits.apply(paper.edition, edits.STORIES[1])
            paper.print_to(host)
    assert tree_of(site) == paper.clean()


def test_a_folder_and_what_lies_beyond_the_wire_hold_the_same_bytes(far: FarBucket, paper: Paper) -> None:
    with far.opened() as bucket:
        paper.print_to(bucket)
        read = {path: bucket.read(path) for path in paper.clean()}
    folder = Folder(paper.root / "clean")
    assert read == {path: folder.read(path) for path in read}
