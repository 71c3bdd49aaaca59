"""
An evening at the paper: one headline changed from a cold press, one new story from Publish to the reader.

    .venv/bin/python bench/evening.py                        10,000 and 100,000 generated stories
    .venv/bin/python bench/evening.py 10000 --keep FOLDER    uses what an earlier call laid out in that folder

Each size is a paper of its own: an edition as bench/press.py has it, printed whole, with a newsroom that holds nothing
else (what desks cost as an archive grows: bench/desk.py). Share pictures are taken as printed.

One headline: the command as the worker starts it, CPU of all it starts, best and middle of several runs; what it wrote
must be exactly the files whose bytes changed. One story: wall time in a running `broadsheet serve`, from the sending
of the request that publishes to the end of the press run, printed by the press that waits.
Bytecode is used as on any server, whatever PYTHONDONTWRITEBYTECODE says here.
"""

import argparse
import http.client
import json
import os
import re
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import cast

from generated_paper import NOW, change_headline, lay_out, moment

from broadsheet.edition.paper import Paper
from broadsheet.edition.store import Edition
from broadsheet.press.job import ledger_path
from broadsheet.press.outputs import PAGES
from broadsheet.tree.ledger import Ledger

ROUNDS = 7
PATIENCE = 120.0
OUTPUTS = ",".join(PAGES)
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

STORIES = """
import sys, time
from pathlib import Path
from datetime import datetime
from broadsheet.site import open_newsroom
open_newsroom(Path(sys.argv[1]))
from django.contrib.auth import get_user_model
from django.test import Client
from django.contrib.auth.models import Group
from broadsheet.newsroom.accounts.factor import set_up_app
from broadsheet.newsroom.roles import Role
from broadsheet.newsroom.models import ArticlePage
from broadsheet.newsroom.shelves import home_of, month_shelf
user, made = get_user_model().objects.get_or_create(username="bench", defaults={"is_superuser": True})
if made:
    set_up_app(user)
    user.groups.add(Group.objects.get(name=Role.ADMINISTRATOR.value), Group.objects.get(name=Role.EDITOR.value))
client = Client()
client.force_login(user)
session = client.session
session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
session["account_authentication_methods_user"] = str(user.pk)
session.save()
home, day = home_of("en"), datetime.fromisoformat(sys.argv[2])
print(client.cookies["broadsheet_session"].value)
for name in sys.argv[3:]:
    text = [{"type": "text", "value": "<p>" + "The ferry left on time, and nobody knew why. " * 90 + "</p>"}]
    page = ArticlePage(
        title=f"Evening {name}", slug=f"evening-{name}", locale=home.locale, live=False, first_published_at=day,
        owner=user, body=text,
    )
    month_shelf(home, f"{day:%Y-%m}").add_child(instance=page)
    page.save_revision()
    print(page.pk)
"""


def cpu() -> float:
    """CPU seconds of the processes waited for so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def broadsheet(*arguments: str) -> str:
    """Run a command of ours; what it printed."""
    command = [sys.executable, "-m", "broadsheet.cli", *arguments]
    done = subprocess.run(command, capture_output=True, check=True, text=True, env=ENVIRONMENT)  # noqa: S603  # ours
    return done.stdout


def prepare(folder: Path, stories: int) -> None:
    """Lay the paper out and print it whole, unless that was done before."""
    if (folder / "newsroom.db").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    lay_out(folder, stories)
    broadsheet("init", str(folder))
    with Edition.open(folder / "edition.db") as edition:
        paper = cast("Paper", edition.paper())
        # As the newsroom's own settings have it, so that the first look composes nothing.
        edition.write([replace(paper, languages=(replace(paper.languages[0], title=paper.name),))])
    broadsheet("press", "--paper", str(folder), "--no-copies", "--json", "--output", OUTPUTS)


def ledger_of(folder: Path) -> Path:
    """The ledger of the paper's own destination."""
    return ledger_path(folder / "ledgers", folder / "site")


def digests(folder: Path) -> dict[str, bytes]:
    """Every printed file's digest, by path."""
    with Ledger.open(ledger_of(folder)) as ledger:
        return {printed.spec.path: printed.digest for printed in ledger.artifacts()}


# ---- one headline


def headline(folder: Path, stories: int) -> None:
    """Change a headline again and again, each time with a press of its own."""
    used, wall = [], []
    printed: set[str] = set()
    before: dict[str, bytes] = {}
    for number in range(ROUNDS + 1):
        if number == ROUNDS:
            before = digests(folder)
        change_headline(folder, stories, f"Headline {time.time()}")
        began, started = cpu(), time.perf_counter()
        said = broadsheet(
            "press", "--paper", str(folder), "--no-copies", "--json", "--now", NOW.isoformat(), "--output", "html"
        )
        used.append(cpu() - began)
        wall.append(time.perf_counter() - started)
        printed = set(json.loads(said)["printed"])
    after = digests(folder)
    changed = {path for path, digest in after.items() if before.get(path) != digest}
    used, wall = used[1:], wall[1:]  # the first compiles what changed since the last bench
    tell(
        stories,
        "one headline, cold process",
        f"{min(used):.3f} CPU s best, {median(used):.3f} middle; {min(wall):.2f} s wall best",
    )
    exact = "exactly those whose bytes changed" if printed == changed else f"BUT {len(changed)} changed"
    tell(stories, "files written for it", f"{len(printed)}, {exact}")


# ---- one story


def without_pictures(folder: Path) -> None:
    """Take the share pictures of the generated stories as printed: they are a bench of their own."""
    connection = sqlite3.connect(ledger_of(folder))
    serial = connection.execute("SELECT value FROM meta WHERE name = 'serial:html'").fetchone()[0]
    connection.executemany(
        "INSERT OR REPLACE INTO meta VALUES (?, ?)", [("serial:images", serial), ("whole:images", "yes")]
    )
    connection.commit()
    connection.close()


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """A running `broadsheet serve` of the paper; its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "broadsheet.cli", "serve", "--paper", str(folder), "--port", str(port)]
    with subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.DEVNULL) as server:  # noqa: S603  # ours
        try:
            yield port
        finally:
            server.send_signal(signal.SIGTERM)


def ask(port: int, method: str, path: str, cookies: dict[str, str], body: str = "") -> tuple[int, str]:
    """One request to the newsroom."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    if body:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request(method, path, body or None, headers)
    answer = connection.getresponse()
    for cookie in answer.headers.get_all("Set-Cookie") or []:
        name, _, value = cookie.partition(";")[0].partition("=")
        cookies[name] = value
    text = answer.read().decode()
    connection.close()
    return answer.status, text or str(answer.headers.get("Location"))


def insist(holds: object, otherwise: str) -> None:
    """End the bench, saying why, unless this holds."""
    if not holds:
        sys.exit(otherwise)


def wait_for(condition: Callable[[], bool]) -> None:
    """Until this is true; looked at every two milliseconds."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        insist(time.monotonic() < deadline, "The server or its worker did nothing; start the bench again.")
        time.sleep(0.002)


def new_stories(folder: Path, stories: int) -> None:
    """Publish some stories, one after the other."""
    without_pictures(folder)
    names = [f"{os.getpid()}-{number}" for number in range(ROUNDS + 3)]
    day = moment(stories + 29)
    command = [sys.executable, "-c", STORIES, str(folder), day.isoformat(), *names]
    said = subprocess.run(command, capture_output=True, check=True, text=True, env=ENVIRONMENT).stdout.split()  # noqa: S603
    cookies, pages = {"broadsheet_session": said[0]}, said[1:]
    with served(folder) as port:
        wait_for(lambda: answers(port, cookies))
        time.sleep(8)  # the worker's first look, and a press that reads itself in
        found = [publish(folder, port, cookies, page, name, day) for page, name in zip(pages, names, strict=True)]
    for what, rows in (("a press waiting", found[3:]),):
        total = [row["total"] for row in rows]
        tell(stories, f"one story, {what}", f"{min(total):.3f} s best, {median(total):.3f} s middle, of it (middle)")
        for part in ("answered", "composed", "printed", "run"):
            tell(stories, "", f"  {median(row[part] for row in rows):.3f} s  {PARTS[part]}")
        tell(stories, "files printed", f"{rows[-1]['files']:.0f}")


PARTS = {
    "answered": "request to answer",
    "composed": "request to composed",
    "printed": "request to the story's page in place",
    "run": "the press run as it tells itself",
}


def answers(port: int, cookies: dict[str, str]) -> bool:
    """Whether the newsroom is up."""
    try:
        return ask(port, "GET", "/newsroom/", cookies)[0] < 500
    except OSError:
        return False


def publish(folder: Path, port: int, cookies: dict[str, str], page: str, name: str, day: object) -> dict[str, float]:
    """Publish one story; the seconds to each step, from the sending of the request."""
    path = f"/newsroom/stories/{page}/publish/"
    status, text = ask(port, "GET", path, cookies)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
    if status != http.HTTPStatus.OK or token is None:
        sys.exit(f"The newsroom does not show {path}: {status} {text[:500]}")
    note = ledger_of(folder).with_suffix(".pages.json")
    before = note.stat().st_mtime_ns
    with Edition.open(folder / "edition.db") as edition:
        serial = edition.serial
        place = folder / f"site/{day:%Y/%m}/evening-{name}/index.html"
        started = time.perf_counter()
        status, text = ask(port, "POST", path, cookies, f"csrfmiddlewaretoken={token[1]}&deed=publish")
        answered = time.perf_counter() - started
        insist(status == http.HTTPStatus.FOUND, f"The story was not published: {status} {text[:3000]}")
        wait_for(lambda: edition.serial > serial)
        composed = time.perf_counter() - started
    wait_for(place.exists)
    printed = time.perf_counter() - started
    wait_for(lambda: note.stat().st_mtime_ns != before)
    total = time.perf_counter() - started
    said = json.loads(note.read_text())
    time.sleep(4)  # the next press reads itself in; pictures and copies are made
    return {
        "answered": answered,
        "composed": composed,
        "printed": printed,
        "total": total,
        "run": said["seconds"],
        "files": said["printed"],
    }


def tell(stories: int, what: str, found: str) -> None:
    """A line of figures."""
    print(f"{stories:>7,} stories  {what:<28} {found}", flush=True)


def main() -> None:
    """Measure each size."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0].strip())
    options.add_argument("sizes", type=int, nargs="*", default=[10_000, 100_000], metavar="STORIES")
    options.add_argument("--keep", type=Path, metavar="FOLDER", help="lay the papers out here and leave them")
    options.add_argument("--only", choices=("headline", "story"), help="measure only this")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        for size in asked.sizes:
            folder = (asked.keep or Path(passing)).resolve() / f"p{size}"
            prepare(folder, size)
            if asked.only != "story":
                headline(folder, size)
            if asked.only != "headline":
                new_stories(folder, size)


if __name__ == "__main__":
    main()
