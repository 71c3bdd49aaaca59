"""
What a request costs the embedded server, and nginx with the file of `deploy/` on the same printed tree.

    .venv/bin/python -m bench.serve              200 stories, 5 seconds of each kind of request
    .venv/bin/python -m bench.serve --seconds 2 --connections 1

Both sides are asked by wrk (apt install wrk) over loopback, kept alive, for one story after another. CPU is user and
system time of all processes of the server, read from /proc before and after; what wrk itself uses is not in it. nginx
is asked without TLS, like the embedded server.
"""

import argparse
import http.client
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.generated_paper import NOW, lay_out
from bench.process_tree import below
from broadsheet.site.pressing import press_job, run_press
from broadsheet.site.server.compression import compress_paper
from tests.site.serving import SERVE, free_port
from tests.site.web_servers import nginx_main, nginx_program, running_program, shipped_nginx

OUTPUTS = ("html", "feeds", "redirects")
TICKS = os.sysconf("SC_CLK_TCK")
SECONDS = re.compile(r"(\d+) requests in")
REFUSED = re.compile(r"Non-2xx or 3xx responses: (\d+)")

LUA = """
local paths = {%s}
local at = 0
request = function()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at][1], {["Host"] = "localhost"%s, ["If-None-Match"] = paths[at][2]})
end
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of request: its name, the headers it comes with, whether the reader has the page, what is asked for."""

    name: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    known: bool = False
    missing: bool = False


KINDS = (
    Kind(name="story"),
    Kind(name="story, gzip", headers={"Accept-Encoding": "gzip"}),
    Kind(name="story, br or gzip", headers={"Accept-Encoding": "gzip, deflate, br, zstd"}),
    Kind(name="story the reader has", status=304, headers={"Accept-Encoding": "gzip, deflate, br, zstd"}, known=True),
    Kind(name="no such page", status=404, missing=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Microseconds of CPU a request, requests a wall second, and bytes of one answer."""

    cpu: float
    rate: float
    size: int


def cpu_seconds(process: int) -> float:
    """User and system seconds of a process and those it has started so far."""
    total = 0
    for each in (process, *below(process)):
        parts = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        total += int(parts[11]) + int(parts[12])
    return total / TICKS


def ask(port: int, path: str, headers: Mapping[str, str]) -> http.client.HTTPResponse:
    """One question, to know the answer before it is measured."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Host": "localhost", **headers})
    answer = connection.getresponse()
    answer.size = len(answer.read())
    connection.close()
    return answer


def measure(process: int, port: int, kind: Kind, stories: list[str], options: argparse.Namespace) -> Figures:
    """Ask for one story after another; refuse figures of answers that are not what was asked for."""
    paths = [f"{path}nothing/" for path in stories] if kind.missing else stories
    tags = [ask(port, path, kind.headers).headers["ETag"] for path in paths] if kind.known else [None] * len(paths)
    first = ask(port, paths[0], {**kind.headers, **({"If-None-Match": tags[0]} if tags[0] else {})})
    if first.status != kind.status:
        raise SystemExit(f"{kind.name}: asked for {kind.status}, got {first.status}")
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        pairs = ",".join("{" + lua(path) + "," + lua(tag) + "}" for path, tag in zip(paths, tags, strict=True))
        more = "".join(f", [{lua(name)}] = {lua(value)}" for name, value in kind.headers.items())
        script.write(LUA % (pairs, more))
        script.flush()
        wrk(port, 1, script.name, options)
        before, started = cpu_seconds(process), time.perf_counter()
        said = wrk(port, options.seconds, script.name, options)
        wall, used = time.perf_counter() - started, cpu_seconds(process) - before
    count = int(SECONDS.search(said).group(1))
    refused = REFUSED.search(said)
    if (int(refused.group(1)) if refused else 0) != (count if kind.missing else 0):
        raise SystemExit(f"{kind.name}: other answers than asked for:\n{said}")
    return Figures(cpu=1e6 * used / count, rate=count / wall, size=first.size)


def lua(text: str | None) -> str:
    """A string as Lua reads it."""
    return "nil" if text is None else "[==[" + text + "]==]"


def wrk(port: int, seconds: int, script: str, options: argparse.Namespace) -> str:
    """What wrk says after so many seconds."""
    command = ["wrk", "-t1", f"-c{options.connections}", f"-d{seconds}s", "-s", script, f"http://127.0.0.1:{port}"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 -- the bench's own


@contextmanager
def ours(folder: Path, tree: Path) -> Iterator[tuple[int, int]]:
    """The embedded server on this tree; its process and port."""
    port = free_port()
    command = [sys.executable, "-c", SERVE, tree, folder / "compressed.db", str(port)]
    process = subprocess.Popen(  # noqa: S603 -- the bench's own
        command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True
    )
    try:
        if process.stdout.readline() != "ready\n":
            raise SystemExit("the server does not start")
        yield process.pid, port
    finally:
        process.terminate()
        process.wait()


@contextmanager
def theirs(folder: Path, tree: Path) -> Iterator[tuple[int, int]]:
    """nginx with the shipped file; its process and port."""
    place = folder / "nginx"
    place.mkdir()
    port = free_port()
    (place / "paper.conf").write_text(shipped_nginx(tree, place, f"127.0.0.1:{port}"))
    main = nginx_main(place)
    with running_program([nginx_program(), "-p", place, "-c", main], place, port):
        yield int((place / "nginx.pid").read_text()), port


def printed(folder: Path, stories: int) -> Path:
    """A generated paper, printed, with its compressed copies."""
    lay_out(folder, stories)
    report = run_press(press_job(folder, now=NOW, outputs=OUTPUTS))
    if report.failures:
        raise SystemExit(f"not printed: {report.failures[0]}")
    compress_paper(folder)
    return folder / "site"


def main() -> None:
    options = read_options()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        tree = printed(folder, options.stories)
        found = sorted(tree.glob("[12][0-9][0-9][0-9]/[01][0-9]/*/index.html"))
        stories = [f"/{path.parent.relative_to(tree)}/" for path in found][: options.stories]
        sides = {"embedded": ours}
        if shutil.which("nginx") or Path("/usr/sbin/nginx").exists():
            sides["nginx"] = theirs
        figures: dict[str, dict[str, Figures]] = {}
        for side, start in sides.items():
            with start(folder, tree) as (process, port):
                figures[side] = {kind.name: measure(process, port, kind, stories, options) for kind in KINDS}
    tell(figures)


def tell(figures: dict[str, dict[str, Figures]]) -> None:
    """Both sides in a table."""
    print(f"{'':<22}" + "".join(f"{side:>12}: us CPU    req/s   bytes" for side in figures) + "   ratio")
    for kind in KINDS:
        row = [side[kind.name] for side in figures.values()]
        cells = "".join(f"{each.cpu:>20.1f} {each.rate:>8.0f} {each.size:>7}" for each in row)
        ratio = f"{row[0].cpu / row[1].cpu:>8.1f}" if len(row) > 1 else ""
        print(f"{kind.name:<22}{cells}{ratio}")


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=5, help="how long each kind is asked for")
    parser.add_argument("--connections", type=int, default=8)
    return parser.parse_args()


if __name__ == "__main__":
    main()
