"""Reads counted from what the real nginx and Caddy write, and from what strangers make them write."""

import gzip
import json
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.cli import main
from broadsheet.edition import Edition
from broadsheet.edition.records import Article, StandingPage
from broadsheet.newsroom.readership import DayOfReading, keep_readership, over_days, read_readership
from broadsheet.site.paper_file import FILE_NAME, written_paper_file
from broadsheet.site.readers.log_files import lines_of
from broadsheet.site.readers.log_lines import LONGEST, Asked, is_program, read_line, site_of
from broadsheet.site.readers.paper_readers import count_readers
from tests.conftest import skip_or_fail
from tests.machine.peak_memory import PEAK
from tests.press.outputs_sample import PAPER
from tests.site.web_servers import CADDY_MISSING, NGINX_MISSING, running_caddy, running_nginx

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
STORY = "2026/11/cranes/"
NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    folder = tmp_path / "paper"
    folder.mkdir()
    (folder / FILE_NAME).write_text(
        written_paper_file(
            name="The Lantern", address="https://paper.example/", languages=(("en", "English"),), timezone="UTC"
        )
    )
    with Edition.open(folder / "edition.db") as edition:
        edition.write(
            [
                PAPER,
                Article(
                    id="story-1",
                    language="en",
                    title="Cranes stand still",
                    slug="cranes",
                    month="2026-11",
                    published=NOW,
                ),
                StandingPage(id="about", language="en", title="About", path="about"),
            ]
        )
    for path in (STORY, "about/", ""):
        place = folder / "site" / path / "index.html"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("<!doctype html><title>page</title>")
    for name in ("redirects.nginx", "redirects.caddy"):
        (folder / "site" / name).write_text("# none\n")
    return folder


def line(path: str = f"/{STORY}", agent: str = BROWSER, day: str = "2026-11-24", **more: object) -> bytes:
    entry = {"day": day, "method": "GET", "status": "200", "path": path, "from": "", "agent": agent}
    return json.dumps(entry | more).encode() + b"\n"


@pytest.mark.parametrize("kind", ["nginx", "caddy"])
def test_what_a_server_writes_down_is_counted_and_names_no_reader(kind: str, paper: Path, tmp_path: Path) -> None:
    if not (shutil.which(kind) or Path("/usr/sbin", kind).exists()):
        skip_or_fail(kind, NGINX_MISSING if kind == "nginx" else CADDY_MISSING)
    place = tmp_path / kind
    place.mkdir()
    running = running_nginx if kind == "nginx" else running_caddy
    if kind == "nginx":
        (paper / "site/redirects.nginx").write_text(
            "map $uri $broadsheet_moved { default ''; }\nmap $request_uri $broadsheet_moved_query { default ''; }\n"
        )
    private = {"Cookie": "who=me", "X_Forwarded_For": "192.0.2.7", "Authorization": "Basic bWU6bWU="}
    with running(place, paper / "site", 1, reads=True) as server:
        for _ in range(12):
            url = f"/{STORY}?friend=anna"
            server.get(url, User_Agent=BROWSER, Referer="https://www.news.example/list?me=secret", **private)
        server.get(f"/{STORY}", User_Agent="Mozilla/5.0 (compatible; Examplebot/2.1; +http://bot.example/)")
        server.get("/about/", User_Agent=BROWSER, Referer="https://paper.example/")
        server.get("/nothing/", User_Agent=BROWSER)
        server.get(f"/{STORY}", User_Agent='"}\x1b[31m\\' + BROWSER)
        time.sleep(0.5)
    log = (place / "reads.log").read_bytes()
    for private in (
        b"127.0.0.1",
        b"192.0.2.7",
        b"secret",
        b"anna",
        b"who=me",
        b"bWU6",
        datetime.now(UTC).strftime("T%H:").encode(),
    ):
        assert private not in log, log
    count = count_readers(paper, [place / "reads.log"])
    (day,) = count.days.values()
    reads = {"nginx": 13, "caddy": 12}[kind]  # Caddy refuses control characters
    assert (day.stories, day.sites, day.reads) == ({"story-1": reads}, {"news.example": 12}, reads)
    assert (day.pages, day.robots, count.unread) == (0, 0, 0)


def test_counts_under_ten_are_never_told(paper: Path, tmp_path: Path, capsys) -> None:
    log = tmp_path / "reads.log"
    log.write_bytes(line() * 9 + line(day="2026-11-25") * 10 + line("/about/") * 3)
    assert main(["readers", str(log), "--paper", str(paper)]) == 0
    shown = next(row for row in capsys.readouterr().out.splitlines() if row.startswith("Cranes"))
    assert shown.split()[-3:] == ["<10", "10", "10+"]
    assert main(["readers", str(log), "--paper", str(paper), "--json", "--keep"]) == 0
    days = json.loads(capsys.readouterr().out)["days"]
    assert days["2026-11-24"] == {
        "stories": {STORY: "<10"},
        "sites": {},
        "reads": "<10",
        "pages": "<10",
        "robots": "<10",
    }
    assert days["2026-11-25"]["stories"] == {STORY: 10}
    assert "9" not in (paper / "readers.json").read_text()


def test_old_logs_packed_or_not_are_read_and_a_broken_one_to_its_break(paper: Path, tmp_path: Path) -> None:
    packed, broken = tmp_path / "reads.log.2.gz", tmp_path / "reads.log.3.gz"
    packed.write_bytes(gzip.compress(line() * 30))
    broken.write_bytes(gzip.compress(b"".join(line(agent=f"{BROWSER} {n}") for n in range(20_000)))[:-200])
    (tmp_path / "reads.log.1").write_bytes(line() * 20)
    count = count_readers(paper, [tmp_path / "reads.log.1", packed, broken])
    assert count.unread in (1, 2)
    assert 50 < next(iter(count.days.values())).reads < 20_050


def test_a_log_that_is_not_there_is_named(paper: Path, tmp_path: Path, capsys) -> None:
    assert main(["readers", str(tmp_path / "none.log"), "--paper", str(paper)]) == 1
    assert "none.log" in capsys.readouterr().err


@given(st.one_of(st.binary(max_size=300), st.recursive(
    st.one_of(st.none(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from([*json.loads(line()), "ts", "request", "uri", "headers"]), inner),
).map(lambda value: json.dumps(value).encode())))  # fmt: skip
def test_any_line_is_read_or_refused(hostile: bytes) -> None:
    read_line(hostile)


@given(
    st.sampled_from(["day", "method", "status", "path", "from", "agent"]),
    st.one_of(st.text(), st.integers(), st.none()),
)
def test_any_value_in_a_line_is_borne(name: str, value: object) -> None:
    found = read_line(line(**{name: value}))
    assert not isinstance(found, Asked) or found.site.isprintable()


def test_lines_of_a_megabyte_and_of_control_characters_are_passed_over(paper: Path, tmp_path: Path) -> None:
    log = tmp_path / "reads.log"
    log.write_bytes(
        line() * 10 + b"x" * 3_000_000 + b"\n" + b"\x00\x1b]0;title\x07\n" + line(path="/" + "a" * LONGEST) + line() * 2
    )
    count = count_readers(paper, [log])
    assert (count.lines, count.unread) == (15, 3)
    assert next(iter(count.days.values())).reads == 12
    assert max(map(len, lines_of(log))) <= LONGEST + 1


@pytest.mark.parametrize(("referrer", "site"), [
    ("https://www.News.example:8443/a?b", "news.example"), ("news.example", "news.example"), ("", ""), ("-", ""),
    ("https://\x1b[31m.example/", ""), ("android-app://org.example.app/", "org.example.app"), ("http://[::1]/", ""),
    ("https://192.0.2.1/", ""), ("https://пример.example/", "xn--e1afmkfd.example"), ("https://a@b@c/", ""),
])  # fmt: skip
def test_a_site_is_its_name_alone(referrer: str, site: str) -> None:
    assert site_of(referrer) == site


def test_programs_are_told_from_browsers() -> None:
    telephone = "Mozilla/5.0 (Linux; Android 14; CUBOT X90) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
    assert not is_program(BROWSER)
    assert not is_program(telephone)
    assert all(
        map(is_program, ["", "-", "curl/8.1", "Mozilla/5.0 (compatible; Examplebot/1.0)", "python-requests/2.32"])
    )


def test_made_up_sites_do_not_fill_the_memory(paper: Path, tmp_path: Path) -> None:
    log = tmp_path / "reads.log"
    log.write_bytes(b"".join(line(**{"from": f"site-{number}.example"}) for number in range(6_000)))
    assert len(next(iter(count_readers(paper, [log]).days.values())).sites) == 5_000


@pytest.mark.slow
def test_memory_does_not_grow_with_the_log(paper: Path, tmp_path: Path) -> None:
    script = (
        "import sys;from pathlib import Path;from broadsheet.site.readers.paper_readers import count_readers;"
        f"count_readers(Path(sys.argv[1]),[Path(sys.argv[2])]);print({PEAK})"
    )

    def peak(lines: int) -> int:
        log = tmp_path / f"{lines}.log"
        log.write_bytes(
            b"".join(line(agent=f"{BROWSER} {n}", **{"from": f"site-{n % 50}.example"}) for n in range(lines))
        )
        command = [sys.executable, "-c", script, paper, log]
        return int(
            subprocess.run(command, capture_output=True, check=True, env={"PYTHONPATH": ":".join(sys.path)}).stdout
        )

    assert peak(200_000) < peak(20_000) + 8_000


def test_a_day_counted_twice_keeps_the_fuller_count(tmp_path: Path) -> None:
    day, other = datetime(2026, 11, 24, tzinfo=UTC).date(), datetime(2026, 11, 25, tzinfo=UTC).date()
    keep_readership(tmp_path, {day: DayOfReading(reads=50, stories={"a": 50})})
    keep_readership(tmp_path, {day: DayOfReading(reads=20), other: DayOfReading(reads=30)})
    assert {date: kept.reads for date, kept in read_readership(tmp_path).items()} == {day: 50, other: 30}
    (tmp_path / "readers.json").write_text('{"days": {"x": 3}}')
    assert read_readership(tmp_path) == {}


def test_no_small_count_can_be_worked_out_of_a_sum() -> None:
    assert [over_days(days) for days in ([9], [0, 0], [10, 0], [10, 20])] == ["<10", "<10 a day", "10+", "30"]
