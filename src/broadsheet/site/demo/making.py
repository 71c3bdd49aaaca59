"""The demonstration paper: an invented weekly, taken in through the newsroom's own model and printed."""

import hashlib
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Final

from broadsheet.errors import PaperError
from broadsheet.press.outputs import PAGES
from broadsheet.site import configure
from broadsheet.site.demo.login import LOGIN, Login, begin_login, read_login, write_login
from broadsheet.site.demo.next_issue import plan_next_issue
from broadsheet.site.empty_newsroom import SQL_NAME
from broadsheet.site.pressing import press_job, run_press
from broadsheet.site.setup import prepare_newsroom

STORY: Final = "2026/11/crane-drivers-ask-for-company/"
"""Where the story that carries every element lies."""

ACCOUNT: Final = "editor"
TIMEZONE: Final = "Europe/London"
LANGUAGES: Final = (("en", "English"), ("ru", "Русский"), ("ar", "العربية"))

_DONE = "demonstration-made"


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonstration:
    """Where a story lies, and who may log in, with everything that takes: see `Login`."""

    story: str
    login: Login


def make_demonstration(
    folder: Path, address: str, *, say: Callable[[str], None], progress: Callable[[int, int], None]
) -> Demonstration:
    """
    Make the demonstration paper in `folder` unless it is there, and print what is not printed.

    A folder in which the making was cut short is made again from the start; one made by an earlier version is
    brought up to this one, with whatever people tried out in it. Raises PaperError when it holds something else.
    """
    folder = folder.resolve()
    done = folder / _DONE
    if not done.exists():
        _clear(folder)
        _make(folder, address, say)
    elif done.read_text(encoding="utf-8") != _tables():
        say("Bringing it up to this version …")
        configure(folder)
        prepare_newsroom()
        done.write_text(_tables(), encoding="utf-8")
    say("Printing …")
    # The worker prints the pictures while people look around.
    report = run_press(press_job(folder, now=datetime.now(UTC), outputs=PAGES), progress=progress)
    say(f"  {report.sentence()}")
    for failure in report.failures:
        say(f"  {failure.path}: {failure.reason}")
    return Demonstration(story=STORY, login=read_login(folder))


def _clear(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        if not (folder / LOGIN).exists():
            raise PaperError(f"{folder} holds something else than a demonstration. Name another folder, or empty it.")
        shutil.rmtree(folder)


def _make(folder: Path, address: str, say: Callable[[str], None]) -> None:
    from django.contrib.auth import get_user_model

    from broadsheet.importers.jsonl import read_lines
    from broadsheet.importers.lines import toml_lines
    from broadsheet.site.demo.pictures import draw_pictures
    from broadsheet.site.importing import import_context, take_in_and_compose
    from broadsheet.site.paper_file import read_paper_file
    from broadsheet.site.setup import Administrator, lay_out, make_paper

    settings = {"address": address, "languages": LANGUAGES, "timezone": TIMEZONE, "name": "The Varrowmouth Breakwater"}
    say("Making the paper …")
    lay_out(folder, **settings, database="newsroom.db")  # type: ignore[arg-type]  # the table above has the right types
    password = "-".join(secrets.token_hex(2) for _ in range(3))
    begin_login(folder)
    account = Administrator(name=ACCOUNT, password=password, is_demonstration=True)
    make_paper(folder, **settings, administrator=account)  # type: ignore[arg-type]
    write_login(folder, ACCOUNT, password)
    say("Drawing its pictures …")
    sources = folder / "sources"
    draw_pictures(sources / "pictures")
    say("Taking in its stories …")
    words = sorted((Path(__file__).parent / "words").glob("*.toml"))
    imported = read_lines(
        toml_lines(words), import_context(read_paper_file(folder)), folder=sources, source="the demonstration paper"
    )
    report = take_in_and_compose(imported)
    for loss in report.losses:
        say(f"  {loss}")
    plan_next_issue(get_user_model().objects.get(username=ACCOUNT))
    shutil.rmtree(sources)
    (folder / _DONE).write_text(_tables(), encoding="utf-8")


def _tables() -> str:
    """What tells one version's tables from another's."""
    return hashlib.sha256((files("broadsheet.site") / SQL_NAME).read_bytes()).hexdigest()
