"""Bad input through the command line: each thing is named with its remedy, nothing else is lost, the press goes on."""

import json
import struct
import zlib
from pathlib import Path

import pytest

from broadsheet.edition.store import Edition
from tests.site.commands import broadsheet, done_well, refused

GOOD = {"title": "Cranes stand still", "date": "2026-11-05", "body_html": "<p>Third day.</p>", "slug": "cranes"}


def bomb() -> bytes:
    """A PNG of some 60 bytes that says it has 3.6 thousand million pixels."""
    header = b"IHDR" + struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'
PICTURES = {"broken.jpg": b"\xff\xd8\xff\xe0 nothing more", "bomb.png": bomb(), "drawing.svg": SVG, "svg.png": SVG}
LINES: list[dict[str, object] | bytes] = [
    GOOD,
    GOOD | {"title": "", "id": "empty-title"},
    GOOD | {"body_html": "", "id": "empty-body", "title": "Nothing to say", "slug": "nothing"},
    GOOD | {"title": "Long " * 2_000_000, "id": "enormous-title", "slug": "enormous-title"},
    GOOD | {"standfirst": "Long " * 500_000, "id": "enormous-standfirst", "slug": "enormous-standfirst"},
    GOOD | {"title": "Cranes 🏗️👩🏽‍🏭 stand still", "id": "emoji", "slug": "emoji"},
    GOOD | {"title": "\u202eعمال Rota 2.0 الميناء (no. 7)", "id": "mixed", "slug": "mixed"},
    GOOD | {"id": "second", "title": "The same address"},
    GOOD | {"id": "long-slug", "slug": "s" * 300, "title": "A long address"},
    GOOD | {"id": "year-1", "date": "0001-01-01", "title": "Very old", "slug": "very-old"},
    GOOD | {"id": "year-9999", "date": "9999-12-31T23:59:59Z", "title": "Very late", "slug": "very-late"},
    GOOD | {"id": "year-0", "date": "0000-01-01", "title": "No such year"},
    GOOD | {"id": "control", "title": "Bell \x07 and \x00 nothing", "slug": "bell"},
    GOOD | {"id": "surrogate", "title": "Half \ud83d a sign", "slug": "half"},
    GOOD | {"id": "pictures", "title": "Many pictures", "slug": "pictures",
            "images": [{"src": name, "alt": "A crane"} for name in (*PICTURES, "missing.png")]},
    b'{"title": "Cut off',
    b"[1, 2]",
    b'{"title": "\xff\xfe not UTF-8", "date": "2026-11-05", "body_html": "<p>x</p>"}',
    GOOD | {"id": "last", "title": "After all that", "slug": "after-all"},
]  # fmt: skip


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, str]]]:
    """A paper that took all of this in, and its loss report."""
    folder = tmp_path_factory.mktemp("bad")
    for name, data in PICTURES.items():
        (folder / name).write_bytes(data)
    encoded = (line if isinstance(line, bytes) else json.dumps(line).encode() for line in LINES)
    (folder / "lines.jsonl").write_bytes(b"\n".join(encoded) + b"\n")
    done_well("init", folder / "paper")
    done = broadsheet("import", "jsonl", folder / "lines.jsonl", "--paper", folder / "paper", "--json")
    assert done.returncode == 1
    report = json.loads(done.stdout)
    return folder / "paper", report["losses"]


def told(losses: list[dict[str, str]], words: str) -> list[dict[str, str]]:
    """The losses that speak of this."""
    return [loss for loss in losses if words in json.dumps(loss, ensure_ascii=False)]


def number(identity: str) -> int:
    """The number of the line with this id."""
    return 1 + next(at for at, line in enumerate(LINES) if isinstance(line, dict) and line.get("id") == identity)


@pytest.mark.parametrize("line", [2, 12, 16, 17, 18])
def test_a_line_that_cannot_be_used_is_refused_by_its_number(
    paper: tuple[Path, list[dict[str, str]]], line: int
) -> None:
    refusals = [loss for loss in told(paper[1], f"line {line}") if loss["severity"] == "refused"]
    assert refusals, paper[1]
    assert all(loss["why"] for loss in refusals)


@pytest.mark.parametrize("identity", ["enormous-title", "enormous-standfirst", "long-slug", "second"])
def test_what_had_to_be_changed_is_told_with_its_line(paper: tuple[Path, list[dict[str, str]]], identity: str) -> None:
    assert told(paper[1], f"line {number(identity)}"), paper[1]


@pytest.mark.parametrize("name", [*PICTURES, "missing.png"])
def test_a_picture_that_cannot_be_shown_is_named_with_the_remedy(
    paper: tuple[Path, list[dict[str, str]]], name: str
) -> None:
    reasons = [loss["why"] for loss in told(paper[1], name)]
    assert reasons, paper[1]
    assert any("save it" in reason or "import again" in reason for reason in reasons), reasons


def test_everything_that_can_be_shown_is_in_the_edition_and_printed(paper: tuple[Path, list[dict[str, str]]]) -> None:
    folder, _ = paper
    with Edition.open(folder / "edition.db") as edition:
        titles = {record.title for record in map(edition.read, edition.ids("article")) if record}  # type: ignore[union-attr]  # articles
    wanted = {"Cranes stand still", "Nothing to say", "Cranes 🏗️👩🏽‍🏭 stand still", "The same address",
              "A long address",
              "Bell and nothing", "Very old", "Very late", "Many pictures", "After all that"}  # fmt: skip
    folded = {" ".join(title.split()) for title in titles}
    assert wanted <= folded, folded ^ wanted
    done_well("press", "--no-copies", "--paper", folder)
    for path in ("2026/11/cranes", "2026/11/cranes-2", "0001/01/very-old", "9999/12/very-late", "2026/11/after-all"):
        assert (folder / "site" / path / "index.html").is_file(), path
    assert "as it should be" in done_well("press", "--verify", "--paper", folder)


def _syntax_error(path: Path) -> None:
    path.write_text("{% if %}", encoding="utf-8")


def _no_text(path: Path) -> None:
    path.write_bytes(b"\xff\xfe\x00")


def _unreadable(path: Path) -> None:
    # A file that opens and cannot be read, also for root, whom no rights keep out.
    path.symlink_to("/proc/self/mem")


def _names_nothing(path: Path) -> None:
    path.write_text('{% include "nothing.html" %}', encoding="utf-8")


@pytest.mark.parametrize("spoil", [_syntax_error, _no_text, _unreadable, _names_nothing])
@pytest.mark.parametrize("name", ["archive.html"])
def test_a_template_override_that_cannot_be_read_is_named_and_no_page_is_lost(
    paper: tuple[Path, list[dict[str, str]]], name: str, spoil: object
) -> None:
    folder, _ = paper
    done_well("press", "--no-copies", "--paper", folder)
    before = (folder / "site/2026/11/cranes/index.html").read_bytes()
    override = folder / "templates" / name
    override.parent.mkdir()
    try:
        spoil(override)  # type: ignore[operator]  # one of those above
        pages = len(list((folder / "site").rglob("*.html")))
        message = refused("press", "--no-copies", "--full", "--paper", folder)
        assert len(list((folder / "site").rglob("*.html"))) == pages
        assert name in message or "nothing.html" in message, message
        assert "delete" in message or "put it" in message or "ut it right" in message, message
        assert (folder / "site/2026/11/cranes/index.html").read_bytes() == before
        assert (folder / "site/archive/index.html").is_file()
    finally:
        override.unlink()
        override.parent.rmdir()
    done_well("press", "--no-copies", "--paper", folder)
    assert "as it should be" in done_well("press", "--verify", "--paper", folder)
