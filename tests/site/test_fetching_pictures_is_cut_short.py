"""An import that asks the old site for pictures, killed in the middle and run again, ends as one that was not."""

import json
import subprocess
import sys
import threading
import time
from pathlib import Path

from tests.machine.old_site import OldSite, old_site
from tests.site.test_importing_a_web_archive import photograph
from tests.site.whole_papers import broadsheet, tree

IMPORT = """
import pathlib, sys
from broadsheet.fetching import Fetcher, Pace
from broadsheet.site.importing import import_source
fetcher = Fetcher(loopback=True, pace=Pace(pause=0))
folder, source = map(pathlib.Path, sys.argv[1:])
report = import_source(folder, "jsonl", source, media="fetch", fetcher=fetcher, progress=lambda _done, _all: None)
assert report.adds_up
"""
NOW = "2026-11-24T18:00:00Z"
PICTURES = 4


def started(paper: Path, source: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", IMPORT, paper, source])


def lines(site: OldSite) -> str:
    """A story a picture."""
    stories = [
        {
            "title": f"Crane {number}",
            "date": "2026-11-20",
            "body_html": f'<p>It stands still.</p><figure><img src="{site.root}/{number}.jpg" alt="A crane"></figure>',
        }
        for number in range(PICTURES)
    ]
    return "".join(json.dumps(story) + "\n" for story in stories)


def test_killed_while_a_picture_comes_and_run_again(tmp_path: Path) -> None:
    with old_site() as site:
        half_sent = threading.Event()
        for number in range(PICTURES):
            # Bytes behind a picture's end change nothing that is shown.
            site.file(f"/{number}.jpg", photograph() + bytes(number), "image/jpeg", etag='"one"')
        whole = site.pages["/3.jpg"]

        def slow(request):
            request.send(b'HTTP/1.1 200 OK\r\nETag: "one"\r\nContent-Length: 999\r\n\r\n' + photograph()[:500])
            half_sent.set()
            time.sleep(60)

        site.page("/3.jpg", slow)
        source = tmp_path / "stories.jsonl"
        source.write_text(lines(site), encoding="utf-8")
        papers = [tmp_path / "killed", tmp_path / "whole"]
        for paper in papers:
            broadsheet("init", paper, "--name", "Quay Post")
        process = started(papers[0], source)
        assert half_sent.wait(120)
        while not any(part.stat().st_size for part in (papers[0] / "fetched").glob("*.part")):
            time.sleep(0.02)
        process.kill()
        process.wait()
        site.page("/3.jpg", whole)
        for paper in papers:
            assert started(paper, source).wait() == 0
            broadsheet("press", "--paper", paper, "--now", NOW, "--no-copies")
            assert [path.name for path in (paper / "fetched").iterdir()] == ["lock"]
        assert site.times_asked("/0.jpg") == len(papers), "what was fetched before the kill was asked for again"
    printed = [
        {name: content for name, content in tree(paper).items() if name.startswith("2026/11/crane") or "_a/" in name}
        for paper in papers
    ]
    assert printed[0] == printed[1]
    assert sum(name.endswith("index.html") and b"<img" in printed[0][name] for name in printed[0]) == PICTURES
