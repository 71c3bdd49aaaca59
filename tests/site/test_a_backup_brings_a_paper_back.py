"""Backed up, destroyed, restored, printed: the same paper, byte for byte."""

import io
import json
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.errors import ArchiveRefusedError
from broadsheet.site.operations.archive import unpack, verified
from broadsheet.site.operations.backup import back_up
from tests.site.whole_papers import broadsheet, made, press, tree


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("quay") / "paper")


@pytest.fixture(scope="module")
def archive(paper: Path) -> Path:
    target = paper.parent / "quay.tar.gz"
    broadsheet("backup", target, "--paper", paper)
    return target


def empty_database(postgres, name: str) -> str:
    with psycopg.connect(postgres.url(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return postgres.url(name)


def test_a_restored_paper_prints_the_same_bytes(paper: Path, archive: Path, tmp_path: Path) -> None:
    said = broadsheet("restore", archive, tmp_path / "again")
    assert "broadsheet check" in said
    press(tmp_path / "again")
    assert tree(tmp_path / "again") == tree(paper)
    assert any(path.endswith(".avif") for path in tree(paper))
    for name in ("secret.key", "broadsheet.toml", "templates/own.css"):
        assert (tmp_path / "again" / name).read_bytes() == (paper / name).read_bytes()
    assert (tmp_path / "again" / "secret.key").stat().st_mode & 0o777 == 0o600
    assert "Cranes stand still" in titles(tmp_path / "again" / "newsroom.db")


def titles(database: Path) -> set[str]:
    with closing(sqlite3.connect(database)) as connection:
        return {row[0] for row in connection.execute("SELECT title FROM wagtailcore_page")}


@pytest.mark.postgresql
def test_a_paper_on_postgresql_comes_back_in_another_database(postgres, tmp_path: Path) -> None:
    paper = made(tmp_path / "paper", empty_database(postgres, "quay"))
    before = tree(paper)
    broadsheet("backup", tmp_path / "quay.tar.gz", "--paper", paper)
    assert "not empty" in broadsheet("restore", tmp_path / "quay.tar.gz", tmp_path / "again", code=1)
    assert not (tmp_path / "again").exists()
    shutil.rmtree(paper)
    again = empty_database(postgres, "quay_again")
    broadsheet("restore", tmp_path / "quay.tar.gz", tmp_path / "again", "--database", again)
    press(tmp_path / "again")
    assert tree(tmp_path / "again") == before
    broadsheet("check", "--paper", tmp_path / "again")


@pytest.mark.postgresql
@pytest.mark.timeout(900)
def test_a_paper_moves_from_sqlite_to_postgresql(postgres, paper: Path, archive: Path, tmp_path: Path) -> None:
    database = empty_database(postgres, "quay_moved")
    broadsheet("restore", archive, tmp_path / "again", "--database", database)
    press(tmp_path / "again")
    assert tree(tmp_path / "again") == tree(paper)
    with psycopg.connect(database) as connection:
        # A sequence that was left behind would give a number that is taken.
        row = connection.execute(
            "SELECT max(id) < nextval(pg_get_serial_sequence('wagtailcore_page', 'id')) FROM wagtailcore_page"
        ).fetchone()
    assert row == (True,)


def test_a_backup_is_checked_without_being_restored(archive: Path) -> None:
    assert "every checksum right" in broadsheet("backup", "--verify", archive)


def test_a_backup_tells_what_it_was_made_with(archive: Path) -> None:
    manifest = verified(archive)
    assert {"broadsheet", "django", "wagtail", "python", "sqlite"} == set(manifest.versions)
    assert {"newsroom.sqlite3", "edition.db", "secret.key", "templates/own.css"} <= set(manifest.files)
    assert not manifest.edition_ahead
    assert not any(name.startswith(("site", "ledgers", "cache")) for name in manifest.files)


def test_a_backup_overwrites_nothing(paper: Path, archive: Path) -> None:
    before = archive.read_bytes()
    assert "exists already" in broadsheet("backup", archive, "--paper", paper, code=1)
    assert archive.read_bytes() == before


def test_a_backup_in_the_papers_own_folders_is_refused(paper: Path) -> None:
    assert "part of the paper" in broadsheet("backup", paper / "media" / "b.tar.gz", "--paper", paper, code=1)


def test_only_its_owner_may_read_a_backup(archive: Path) -> None:
    assert archive.stat().st_mode & 0o777 == 0o600


def test_a_folder_with_something_in_it_is_left_alone(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("mine")
    assert "not empty" in broadsheet("restore", archive, tmp_path, code=1)
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


@pytest.mark.parametrize("name", ["../outside.db", "/outside.db", "edition.db", "media"])
def test_the_newsroom_is_put_into_no_other_files_place(archive: Path, tmp_path: Path, name: str) -> None:
    assert "Name another" in broadsheet("restore", archive, tmp_path / "again", "--database", name, code=1)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_is_filled(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    broadsheet("restore", archive, tmp_path / "again")
    assert (tmp_path / "again" / "newsroom.db").exists()


@pytest.mark.parametrize("room", [40_000, 400_000])
def test_a_full_disk_leaves_nothing_half(paper: Path, tmp_path: Path, room: int) -> None:
    script = (
        "import resource, sys; from broadsheet.cli import main; "
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room})); sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", script, "backup", str(tmp_path / "b.tar.gz"), "--paper", str(paper)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "No room" in ended.stderr, ended.stderr
    assert list(tmp_path.iterdir()) == []


def test_editors_who_go_on_working_do_not_spoil_a_backup(paper: Path, tmp_path: Path, monkeypatch) -> None:
    """While the databases are copied a story is written, a picture uploaded, another deleted, a story published."""
    copied = tmp_path / "paper"
    shutil.copytree(paper, copied)
    (copied / "media" / "gone.png").write_bytes(b"gone")
    from broadsheet.edition.records import Document
    from broadsheet.edition.store import Edition
    from broadsheet.site.operations import backup

    original = backup.copy_sqlite

    def copy(source: Path, target: Path) -> None:
        original(source, target)
        if source.name == "newsroom.db":
            (copied / "media" / "late.png").write_bytes(b"late")
            (copied / "media" / "gone.png").unlink()
            with Edition.open(copied / "edition.db") as edition:
                edition.write(
                    [
                        Document(
                            id="late",
                            name="late.pdf",
                            file="late.pdf",
                            size=1,
                            media_type="application/pdf",
                            digest="0" * 64,
                        )
                    ]
                )

    monkeypatch.setattr(backup, "copy_sqlite", copy)
    back_up(copied, tmp_path / "b.tar.gz")
    manifest = verified(tmp_path / "b.tar.gz")
    assert manifest.edition_ahead
    assert "media/gone.png" not in manifest.files
    broadsheet("restore", tmp_path / "b.tar.gz", tmp_path / "again")
    # What the newsroom of that moment does not know is not published either.
    with Edition.open(tmp_path / "again" / "edition.db") as edition:
        assert edition.read("late") is None
    press(tmp_path / "again")
    assert tree(tmp_path / "again") == tree(paper)


# ---- damaged and hostile archives


@settings(max_examples=60)
@given(where=st.floats(0, 1, exclude_max=True), change=st.none() | st.integers(1, 255))
def test_no_damage_goes_unseen(
    archive_bytes: bytes, tmp_path_factory: pytest.TempPathFactory, where: float, change: int | None
) -> None:
    position = 10 + int(where * (len(archive_bytes) - 10))  # before lies the date that gzip keeps
    damaged = bytearray(archive_bytes)
    if change is None:
        del damaged[position:]
    else:
        damaged[position] ^= change
    path = tmp_path_factory.mktemp("damaged") / "b.tar.gz"
    path.write_bytes(damaged)
    with pytest.raises(ArchiveRefusedError):
        verified(path)


@pytest.fixture(scope="module")
def archive_bytes(archive: Path) -> bytes:
    return archive.read_bytes()


def plain(name: str, data: bytes = b"x") -> Callable[[tarfile.TarFile], None]:
    def add(tar: tarfile.TarFile) -> None:
        member = tarfile.TarInfo(name)
        member.size = len(data)
        tar.addfile(member, io.BytesIO(data))

    return add


def special(name: str, kind: bytes, target: str = "/etc/passwd") -> Callable[[tarfile.TarFile], None]:
    def add(tar: tarfile.TarFile) -> None:
        member = tarfile.TarInfo(name)
        member.type, member.linkname = kind, target
        tar.addfile(member)

    return add


@pytest.mark.parametrize(
    "trick",
    [
        plain("../outside"),
        plain("media/../../outside"),
        plain("/etc/outside"),
        plain("media//outside"),
        plain("media/..\\..\\outside"),
        plain("bin/sh"),
        special("media/link", tarfile.SYMTYPE),
        special("media/link", tarfile.LNKTYPE),
        special("media/pipe", tarfile.FIFOTYPE),
        special("media/device", tarfile.CHRTYPE),
        special("media", tarfile.DIRTYPE),
    ],
)
def test_a_hostile_archive_is_refused_before_anything_is_written(trick, tmp_path: Path) -> None:
    hostile = tmp_path / "b.tar.gz"
    with tarfile.open(hostile, "w:gz") as tar:
        trick(tar)
        manifest = {"format": 1, "made_at": "", "database": "sqlite", "edition_ahead": False, "versions": {}, "size": 1}
        plain("manifest.json", json.dumps(manifest | {"files": {}}).encode())(tar)
    assert "no whole backup" in broadsheet("restore", hostile, tmp_path / "again", code=1)
    assert [path.name for path in tmp_path.iterdir()] == ["b.tar.gz"]


def test_a_backup_of_a_newer_broadsheet_is_refused_by_name(tmp_path: Path) -> None:
    newer = tmp_path / "b.tar.gz"
    with tarfile.open(newer, "w:gz") as tar:
        plain("manifest.json", b'{"format": 2}')(tar)
    assert "newer Broadsheet" in broadsheet("restore", newer, tmp_path / "again", code=1)


def test_an_archive_exchanged_after_the_check_is_noticed(archive: Path, tmp_path: Path) -> None:
    manifest = verified(archive)
    other = tmp_path / "other.tar.gz"
    with tarfile.open(other, "w:gz") as tar:
        plain("edition.db", b"something else")(tar)
    with pytest.raises(ArchiveRefusedError):
        unpack(other, manifest, tmp_path / "out")


@pytest.mark.parametrize("text", ["", "no archive at all", "\x1f\x8b\x08"])
def test_what_is_no_archive_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "b.tar.gz").write_text(text, encoding="latin-1")
    assert "no whole backup" in broadsheet("backup", "--verify", tmp_path / "b.tar.gz", code=1)


def test_parts_that_lay_elsewhere_come_into_the_folder(paper: Path, tmp_path: Path) -> None:
    copied = tmp_path / "paper"
    shutil.copytree(paper, copied)
    (copied / "media").rename(tmp_path / "originals")
    file = copied / "broadsheet.toml"
    file.write_text(file.read_text().replace('media = "media"', f'media = "{tmp_path / "originals"}"'))
    broadsheet("backup", tmp_path / "b.tar.gz", "--paper", copied)
    said = broadsheet("restore", tmp_path / "b.tar.gz", tmp_path / "again")
    assert str(tmp_path / "originals") in said
    assert any((tmp_path / "again" / "media").rglob("*.png"))
