"""Lines are written in the order of the reference, and archives of them are read without trust."""

import io
import re
import tarfile
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.edition.blocks import Inline
from broadsheet.edition.inline import check
from broadsheet.errors import SourceUnreadableError
from broadsheet.importers import line_writing, small_line_writing
from broadsheet.importers.jsonl import read_lines
from broadsheet.importers.line_names import Named
from broadsheet.importers.line_writing import address, event_line, page_line, story_line, tagged
from broadsheet.importers.links import old_address
from broadsheet.importers.packing import LINES, parcel
from broadsheet.importers.records import (
    ImportContext,
    ImportedArticle,
    ImportedEvent,
    ImportedPage,
    ImportedPaper,
)
from broadsheet.importers.small_line_writing import comment_line, issue_line, original_line, settings_line, subject_line
from broadsheet.importers.unpacking import lines_file
from tests.importers import one_of_each

REFERENCE = Path(__file__).parents[2] / "docs/reference/interchange-format.md"


@given(st.text("/ab%?#&= é\u2028\xa0[]@:\\25", max_size=30).map("/".__add__))
@example("//host/path")
@example("https://a.example/%2Fhost/a?b")
@example("/100%25?a=%2B#c")
def test_an_old_address_is_written_so_that_it_is_read_back_the_same(written_once: str) -> None:
    kept = old_address(written_once)
    if kept is not None:
        assert old_address(address(kept)) == kept


@given(st.text("<>/abems =\"'&;ltg\xa0\n", max_size=60))
def test_text_with_tags_written_twice_is_the_same_and_stays_inline_markup(words: str) -> None:
    once = tagged(Inline(words))
    assert tagged(Inline(once)) == once
    if "<" in words or "&" in words:
        check(once)


def name_of(_kind: Named, source_id: str, _language: str) -> str:
    return source_id


def written(paper: ImportedPaper) -> Iterator[dict[str, Any]]:
    """The lines of what was read, in the order they were in."""
    if paper.settings:
        yield settings_line(paper.settings)
    yield from map(original_line, paper.originals)
    yield from map(subject_line, (*paper.sections, *paper.branches, *paper.topics, *paper.persons))
    zone = ZoneInfo("UTC")
    for record in paper.records:
        match record:
            case ImportedArticle():
                yield story_line(record, name_of, zone)
            case ImportedPage():
                yield page_line(record)
            case ImportedEvent():
                yield event_line(record, name_of, zone)
    yield from map(issue_line, paper.issues)
    yield from (comment_line(each.story, each.comment) for each in paper.comments)


def read_back() -> list[dict[str, Any]]:
    context = ImportContext(now=datetime(2026, 11, 24, tzinfo=UTC))
    paper = read_lines(list(enumerate(one_of_each.LINES, start=1)), context, folder=Path(one_of_each.__file__).parent)
    lines = list(written(paper))
    assert paper.tally.report().losses == ()
    return lines


def test_a_line_with_everything_is_written_as_it_was_read() -> None:
    assert [list(line.items()) for line in read_back()] == [list(line.items()) for line in one_of_each.LINES]


def test_keys_are_written_in_the_order_of_the_reference() -> None:
    sections = dict(re.findall(r"^### (.*?)\n(.*?)(?=^##)", REFERENCE.read_text(), re.MULTILINE | re.DOTALL))
    for line in one_of_each.LINES:
        (told,) = (each for title, each in sections.items() if f"`{line['kind']}`" in title)
        keys = [key for key in re.findall(r"^\| `([^`.]+)` \|", told, re.MULTILINE) if key in line]
        assert [key for key in line if key not in ("languages", "mood")] == [key for key in keys if key != "languages"]


def test_one_of_each_has_every_key_that_is_written() -> None:
    code = "".join(Path(module.__file__ or "").read_text() for module in (line_writing, small_line_writing))
    known = {key for line in one_of_each.LINES for key in line}
    assert {key for key in re.findall(r'^            "(\w+)": ', code, re.MULTILINE) if key not in known} <= INNER


INNER = frozenset(
    "story slot page medium print_headline purpose label target text ends until code navigation footer tagline notice"
    .split()
)  # fmt: skip
"""Keys of parts."""


def lay(archive: Path, **files: bytes) -> Path:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return archive


def test_an_archive_is_unpacked_where_it_is_read_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"picture")
    for name in ("paper.zip", "paper.tar", "folder", "lines.jsonl"):
        with parcel(tmp_path / name) as written:
            written.write_lines([b'{"title": "a"}\n'])
            written.write_file("pictures/a.png", tmp_path / "a.png")
        with lines_file(tmp_path / name) as file:
            assert file.read_bytes() == b'{"title": "a"}\n'
            assert (file.parent / "pictures/a.png").read_bytes() == b"picture"
        assert name in ("folder", "lines.jsonl") or not file.exists()
    assert not list(tmp_path.glob("**/.*"))


def test_an_export_cut_short_leaves_the_one_before(tmp_path: Path) -> None:
    target = tmp_path / "paper.zip"
    target.write_bytes(b"before")
    with pytest.raises(ZeroDivisionError), parcel(target) as written:
        written.write_lines(b"{}" for _ in range(1 // 0))
    assert target.read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir()] == ["paper.zip"]


@pytest.mark.parametrize("name", ["../out.jsonl", "/out.jsonl", "a/../../out.jsonl", "..\\out.jsonl", "C:\\out.jsonl"])
def test_no_name_in_an_archive_leads_out_of_it(tmp_path: Path, name: str) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    with lines_file(lay(inside / "paper.zip", **{name: b"{}", LINES: b"{}\n"})) as file:
        assert [path.name for path in file.parent.rglob("*")] == [LINES]
    assert not list(tmp_path.rglob("out.jsonl"))


def test_a_link_in_an_archive_is_no_file(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "paper.tar", "w") as packed:
        for name, kind in (("paper.jsonl", tarfile.SYMTYPE), ("b.jsonl", tarfile.LNKTYPE), ("c", tarfile.FIFOTYPE)):
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, "/etc/hostname"
            packed.addfile(entry)
    with pytest.raises(SourceUnreadableError, match="no files"), lines_file(tmp_path / "paper.tar"):
        pass


def test_a_bomb_is_not_unpacked_to_its_end(tmp_path: Path) -> None:
    bomb = lay(tmp_path / "paper.zip", **{LINES: b"0" * 300_000_000})
    assert bomb.stat().st_size < 500_000
    with pytest.raises(SourceUnreadableError, match="far larger"), lines_file(bomb):
        pass


@pytest.mark.parametrize("data", [b"", b"PK\x05\x06", b"nonsense" * 99])
@pytest.mark.parametrize("name", ["paper.zip", "paper.tar", "paper.tar.gz"])
def test_a_damaged_archive_is_refused_with_its_name(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(SourceUnreadableError, match=name), lines_file(tmp_path / name):
        pass


def test_a_folder_with_several_files_of_lines_asks_which(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).touch()
    with pytest.raises(SourceUnreadableError, match="2 files"), lines_file(tmp_path):
        pass
    (tmp_path / LINES).touch()
    with lines_file(tmp_path) as file:
        assert file.name == LINES


def test_bytes_of_an_archive_do_not_depend_on_when_it_is_made(tmp_path: Path) -> None:
    made = []
    for name in ("a.tar", "b.tar"):
        with parcel(tmp_path / name) as written:
            written.write_lines(io.BytesIO(b"{}\n"))
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]
