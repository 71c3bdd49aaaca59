"""Sources that swell, climb out of their folder or name machines inside: each is read in a child that is measured."""

import json
import os
import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.importers.test_wordpress_exports import HEAD, item
from tests.importers.web_archives import Archive, package
from tests.machine.peak_memory import PEAK

MOST_MEMORY = 400_000
"""Kibibytes; an import of one plain story takes about a third of it."""
PROSE = "The ferry runs at night again, after a winter in which nobody crossed but by the long way round. " * 6
# The limit is on address space, so that a bomb fails in the child and not on the machine.
LIMITED = (
    "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (2_500_000_000,) * 2);"
    "from broadsheet.cli import main; code = main(sys.argv[1:]);"
    f"print('peak', {PEAK}, file=sys.stderr); sys.exit(code)"
)


def run(*arguments: object, scratch: Path) -> tuple[int, str, int]:
    """Exit code, what was said, and the largest memory of the child in kibibytes."""
    environment = {**os.environ, "TMPDIR": str(scratch)}
    command = [sys.executable, "-c", LIMITED, *map(str, arguments)]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, env=environment, timeout=300
    )
    said = done.stdout + done.stderr
    assert "Traceback" not in said
    assert "peak " in said
    return done.returncode, said, int(said.rpartition("peak ")[2])


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("paper")
    assert run("init", folder / "paper", "--name", "The Quay Lantern", scratch=folder)[0] == 0
    return folder / "paper"


def laughs(folder: Path) -> Path:
    entities = '<!ENTITY e0 "ha">' + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    path = folder / "laughs.xml"
    text = HEAD.replace("<rss", f"<!DOCTYPE rss [{entities}]><rss", 1) + item(1, title="&e11;") + "</channel></rss>"
    path.write_text(text, encoding="utf-8")
    return path


def quadratic(folder: Path) -> Path:
    path = folder / "quadratic.xml"
    head = HEAD.replace("<rss", f'<!DOCTYPE rss [<!ENTITY a "{"a" * 100_000}">]><rss', 1)
    path.write_text(head + item(1, title="&a;" * 100_000) + "</channel></rss>", encoding="utf-8")
    return path


def zipped(path: Path, *parts: tuple[str, int]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, size in parts:
            with file.open(name, "w", force_zip64=True) as entry:
                for _ in range(size // 1_000_000):
                    entry.write(bytes(1_000_000))
    return path


def swelling_lines(folder: Path) -> Path:
    return zipped(folder / "export.zip", ("paper.jsonl", 1_000_000_000))


def swelling_archive(folder: Path) -> Path:
    path = folder / "crawl.wacz"
    made = Archive()
    made.answer()
    package(path, made)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as file, file.open("archive/b.warc.gz", "w") as entry:
        for _ in range(1_000):
            entry.write(bytes(1_000_000))
    return path


def swelling_document(folder: Path) -> Path:
    return zipped(folder / "story.docx", ("[Content_Types].xml", 0), ("word/document.xml", 1_000_000_000))


BOMBS: dict[str, tuple[str, Callable[[Path], Path]]] = {
    "laughs": ("wxr", laughs),
    "quadratic": ("wxr", quadratic),
    "lines": ("jsonl", swelling_lines),
    "archive": ("warc", swelling_archive),
    "document": ("document", swelling_document),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_costs_little_memory_and_is_told_in_words(paper: Path, tmp_path: Path, name: str) -> None:
    kind, write = BOMBS[name]
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    code, said, peak = run("import", kind, write(tmp_path), "--paper", paper, scratch=scratch)
    assert peak < MOST_MEMORY, said[-500:]
    assert code in (0, 1)
    assert code == 1 or "carried" in said
    assert not list(scratch.iterdir())


OUTWARD = (
    "../outside.png",
    "../../outside.jsonl",
    "/outside.png",
    "a/../../outside.png",
    "..\\outside.png",
    "C:\\outside.png",
)


def test_names_in_an_archive_never_lead_out_of_it(paper: Path, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    path = tmp_path / "in" / "export.zip"
    path.parent.mkdir()
    line = {"id": "climber", "title": "Climber", "date": "2019-03-07", "body_html": "<p>Words"}
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("paper.jsonl", json.dumps(line))
        for name in OUTWARD:
            file.writestr(name, b"outside")
    code, said, _ = run("import", "jsonl", path, "--paper", paper, scratch=scratch)
    assert (code, "story" in said) == (0, True)
    assert not [each for each in (*tmp_path.rglob("*"), *paper.parent.rglob("*")) if "outside" in each.name]
    assert not list(Path("/").glob("outside*"))


def test_pictures_named_outside_the_source_are_not_read_from_the_disk(paper: Path, tmp_path: Path) -> None:
    from PIL import Image

    secret = tmp_path / "secret.png"
    Image.new("RGB", (31, 17), "red").save(secret)
    source = tmp_path / "source"
    (source / "below").mkdir(parents=True)
    (source / "below" / "linked.png").symlink_to(secret)
    names = (
        "../secret.png",
        "%2e%2e/secret.png",
        str(secret),
        f"file://{secret}",
        "below/linked.png",
        "below/../../secret.png",
    )
    shown = "".join(f'<p>{PROSE}</p><img src="{name}" alt="A secret">' for name in names)
    (source / "a.html").write_text(
        f"<title>Secrets</title><h1>Secrets</h1><article>{shown}</article>", encoding="utf-8"
    )
    lines = source / "a.jsonl"
    lines.write_text(json.dumps({"id": "secrets", "title": "Secrets", "date": "2019-03-07", "body_html": shown}))
    before = taken(paper)
    for kind, path in (("html", source), ("jsonl", lines)):
        code, said, _ = run("import", kind, path, "--paper", paper, "--media", "fetch", scratch=tmp_path)
        assert code == 0, said
    assert taken(paper) == before


def taken(paper: Path) -> set[str]:
    """Pictures that the newsroom has."""
    endings = {".png", ".jpg", ".jpeg", ".avif", ".webp"}
    return {str(path) for path in paper.rglob("*") if path.suffix in endings}


@pytest.fixture
def inside() -> Iterator[tuple[int, list[bytes]]]:
    """A listener on every number of this machine, at a port that sites have, and what came to it."""
    listener = next((found for port in (8080, 8443, 80) if (found := _listening(port))), None)
    if listener is None:
        pytest.skip("needs one of the ports 8080, 8443 and 80 free on this machine")
    came: list[bytes] = []

    def accept() -> None:
        try:
            while True:
                connection, _ = listener.accept()
                with connection:
                    connection.settimeout(2)
                    came.append(connection.recv(1000))
        except OSError:
            return

    threading.Thread(target=accept, daemon=True).start()
    yield listener.getsockname()[1], came
    listener.close()


def _listening(port: int) -> socket.socket | None:
    try:
        return socket.create_server(("", port), family=socket.AF_INET)
    except OSError:
        return None


def inward(port: int) -> tuple[str, ...]:
    hosts = (
        "127.0.0.1", "localhost", "127.1", "0", "0.0.0.0", "2130706433", "0x7f000001", "0177.0.0.1",  # noqa: S104
        "127.0.0.2", "[::1]",
        "[::]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[fe80::1]", "[fd00::1]", "10.0.0.1",
        "172.16.0.1", "192.168.0.1",
        "169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255", "x@127.0.0.1", "localhost.", "LOCALHOST",
        "①②⑦.⓪.⓪.①", socket.gethostname(),
    )  # fmt: skip
    odd = ("file:///etc/hostname", f"ftp://127.0.0.1:{port}/a.png", f"gopher://127.0.0.1:{port}/_a", "unix:/run/a.sock")
    return (*(f"http://{host}:{port}/{number}.png" for number, host in enumerate(hosts)), *odd)


def shown(addresses: tuple[str, ...]) -> str:
    return "".join(f'<p>{PROSE}</p><img src="{address}" alt="Inside">' for address in addresses)


def test_nothing_inside_is_asked_for_a_picture(paper: Path, tmp_path: Path, inside: tuple[int, list[bytes]]) -> None:
    port, came = inside
    whole = f"<title>Inside</title><h1>Inside</h1><article>{shown(inward(port))}</article>"
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / "inside.html").write_text(whole, encoding="utf-8")
    made = Archive()
    made.answer(whole.encode(), "http://old.example/inside/")
    (tmp_path / "crawl.warc.gz").write_bytes(made.data)
    (tmp_path / "export.xml").write_text(HEAD + item(1, shown(inward(port))) + "</channel></rss>", encoding="utf-8")
    before = taken(paper)
    for kind, name in (("html", "saved"), ("warc", "crawl.warc.gz"), ("wxr", "export.xml")):
        code, said, _ = run("import", kind, tmp_path / name, "--paper", paper, "--media", "fetch", scratch=tmp_path)
        assert (code, "picture" in said) == (0, True), said
    assert came == []
    assert taken(paper) == before
    with socket.create_connection(("127.0.0.1", port)) as connection:  # the listener does listen
        connection.sendall(b"GET / HTTP/1.0\r\n\r\n")
        connection.recv(1)
    assert came
