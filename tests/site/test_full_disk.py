"""On a disk that is really full every command says so and how to go on; nothing is lost, and with space it goes on."""

import shutil
from pathlib import Path

import pytest

from broadsheet.edition.store import Edition
from tests.machine.small_disk import Ballast
from tests.newsroom.generated_lines import written_lines
from tests.site.commands import done_well, refused

STORIES = 60

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty paper, to be copied."""
    folder = tmp_path_factory.mktemp("paper") / "paper"
    done_well("init", folder)
    return folder


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Stories with pictures of some 100 kB each."""
    return written_lines(tmp_path_factory.mktemp("lines") / "source", STORIES, side=180)


def says_how_to_go_on(message: str) -> bool:
    """Whether a message names what had no room, and the remedy; each message of the kind does."""
    return "No room left" in message and "ree some space" in message


def stories(paper: Path) -> int:
    """How many stories the edition has."""
    with Edition.open(paper / "edition.db") as edition:
        return edition.count_kind("article")


@pytest.mark.parametrize("kibibytes", [0, 1500])
def test_an_import_without_room_says_so_and_the_next_one_is_whole(
    disk: Path, empty: Path, source: Path, kibibytes: int
) -> None:
    paper, ballast = disk / "paper", Ballast(disk)
    shutil.copytree(empty, paper)
    ballast.leave(kibibytes)
    message = refused("import", "jsonl", source, "--paper", paper)
    assert says_how_to_go_on(message), message
    assert str(paper) in message
    ballast.go()
    done_well("import", "jsonl", source, "--paper", paper)
    assert stories(paper) == STORIES
    assert done_well("press", "--no-copies", "--paper", paper)
    assert "as it should be" in done_well("press", "--verify", "--paper", paper)


def test_composing_without_room_keeps_the_outbox_and_the_next_look_is_whole(
    disk: Path, empty: Path, source: Path, tmp_path: Path
) -> None:
    paper, ballast = tmp_path / "paper", Ballast(disk)
    shutil.copytree(empty, paper)
    settings = paper / "broadsheet.toml"
    edition = disk / "edition.db"
    settings.write_text(settings.read_text().replace('"edition.db"', f'"{edition}"'))
    ballast.leave(120)
    message = refused("import", "jsonl", source, "--paper", paper)
    assert says_how_to_go_on(message), message
    assert str(edition) in message
    ballast.go()
    done_well("import", "jsonl", source, "--paper", paper)
    with Edition.open(edition) as opened:
        assert opened.count_kind("article") == STORIES


@pytest.mark.parametrize("kibibytes", [60, 400])
def test_a_press_run_without_room_says_so_and_the_next_one_is_whole(
    disk: Path, empty: Path, source: Path, tmp_path: Path, kibibytes: int
) -> None:
    whole = tmp_path / "whole"
    shutil.copytree(empty, whole)
    done_well("import", "jsonl", source, "--paper", whole)
    paper, ballast = disk / "paper", Ballast(disk)
    shutil.copytree(whole, paper)
    ballast.leave(kibibytes)
    message = refused("press", "--paper", paper)
    assert says_how_to_go_on(message), message
    assert str(paper) in message
    ballast.go()
    done_well("press", "--no-copies", "--paper", paper)
    assert "as it should be" in done_well("press", "--verify", "--paper", paper)


def test_a_full_destination_elsewhere_is_named(disk: Path, empty: Path, source: Path, tmp_path: Path) -> None:
    paper, ballast = tmp_path / "paper", Ballast(disk)
    shutil.copytree(empty, paper)
    done_well("import", "jsonl", source, "--paper", paper)
    ballast.leave(400)
    message = refused("press", "--no-copies", "--paper", paper, "--to", disk / "site")
    assert says_how_to_go_on(message), message
    assert str(disk / "site") in message
    ballast.go()
    done_well("press", "--no-copies", "--paper", paper, "--to", disk / "site")
    assert "as it should be" in done_well("press", "--verify", "--paper", paper, "--to", disk / "site")
