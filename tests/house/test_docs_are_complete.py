"""Whatever the code has, its reference page tells; whatever a page tells, the code has; every link leads somewhere."""

import contextlib
import io
import re
import shlex
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest

from broadsheet.cli import parser
from broadsheet.press.output import PressSettings
from broadsheet.press.outputs import make_outputs
from broadsheet.press.plan import specs_of_edition
from tests.house.documentation import DOCS, anchors, commands, documents, links
from tests.house.promised_commands import targets_in_code
from tests.house.promised_files import pattern_fits, patterns
from tests.house.promises import PROMISES, Promise
from tests.house.sources import ROOT
from tests.press.sample_paper import sample_edition

MAP = DOCS / "README.md"
LONGEST_DECISION = 250
READ = (*documents(), ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "changes" / "README.md")

# Its addresses are those of the demonstration paper; a test of their own follows them.
OF_THE_DEMONSTRATION = DOCS / "explanation" / "origin.md"


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.what)
def test_page_and_code_name_the_same(promise: Promise) -> None:
    assert promise.in_code()
    assert promise.broken(text_of(promise.page)) == {}, name_of(promise.page)


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.what)
def test_every_name_that_is_taken_out_of_its_page_is_missed(promise: Promise) -> None:
    lines = text_of(promise.page).splitlines()
    missed = set()
    for number, line in enumerate(lines):
        for spoilt in spoilings(line):
            text = "\n".join((*lines[:number], spoilt, *lines[number + 1 :]))
            missed |= promise.broken(text).get("not documented", set())
    assert promise.in_code() - missed == set()


def spoilings(line: str) -> Iterator[str]:
    """The line with something in it called by another name: in a table a cell or whatever is code, else one name."""
    if line.startswith("|"):
        yield re.sub(r"^\| [^|]* \|", "| `gone` |", line)
        yield re.sub(r"`[^`]+`", "`gone`", line)
    else:
        for name in re.finditer(r"`[^`]+`", line):
            yield f"{line[: name.start()]}`gone`{line[name.end() :]}"


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.what)
def test_a_name_that_only_the_page_knows_is_seen(promise: Promise) -> None:
    text = text_of(promise.page)
    former = min(promise.in_code() & promise.in_text(text))
    without_it = replace(promise, in_code=lambda: promise.in_code() - {former})
    assert former in without_it.broken(text)["documented, but no more there"]


def test_every_file_lies_where_the_page_says(tmp_path: Path) -> None:
    told = patterns(text_of(DOCS / "reference" / "outputs.md"))
    outputs = make_outputs(PressSettings(media=tmp_path))
    with sample_edition(tmp_path / "edition.db") as edition:
        paper = edition.paper()
        assert paper is not None
        specs = list(specs_of_edition(edition, outputs, paper))
    elsewhere = [spec.path for spec in specs if not any(pattern_fits(each, spec.path) for each in told[spec.maker])]
    assert elsewhere == []
    assert len({spec.maker for spec in specs}) > len(told) - 3  # the sample paper has nearly everything


def test_a_file_in_the_wrong_place_would_be_seen() -> None:
    assert pattern_fits("issues/N/index.html", "ru/issues/12/index.html")
    assert not pattern_fits("issues/N/index.html", "issues/twelve/index.html")
    assert not pattern_fits("YYYY/MM/SLUG/index.html", "2026/11/ferry/page.html")


# ---- the map and the links


def test_the_map_names_every_page() -> None:
    named = {(MAP.parent / link.partition("#")[0]).resolve() for link in links(text_of(MAP))}
    assert [name_of(page) for page in documents() if page != MAP and page.resolve() not in named] == []


def dead_links(path: Path, text: str) -> list[str]:
    dead = []
    for link in links(text):
        file, _, anchor = unquote(link).partition("#")
        if re.match(r"[a-z]+:", link) or (path == OF_THE_DEMONSTRATION and link.startswith("/")):
            continue
        target = (path.parent / file).resolve() if file else path
        if not target.exists() or (anchor and anchor not in anchors(text_of(target))):
            dead.append(link)
    return dead


@pytest.mark.parametrize("path", READ, ids=name_of)
def test_links_lead_somewhere(path: Path) -> None:
    assert dead_links(path, text_of(path)) == []


def test_a_dead_link_would_be_seen() -> None:
    text = "See [that](gone.md), [here](#nowhere), ![a picture](gone.png) and [the map](README.md#tutorial).\n# Here"
    assert dead_links(MAP, text) == ["gone.md", "#nowhere", "gone.png"]


# ---- what readers are told to type


def is_understood(command: str) -> bool:
    try:
        with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
            parser().parse_args(shlex.split(command)[1:])
    except SystemExit as end:
        return end.code == 0
    return True


@pytest.mark.parametrize("path", READ, ids=name_of)
def test_commands_are_understood(path: Path) -> None:
    assert [each for each in commands(text_of(path)) if not is_understood(each)] == []


@pytest.mark.parametrize("path", READ, ids=name_of)
def test_make_targets_exist(path: Path) -> None:
    asked = re.findall(r"(?:^    |`)make ([a-z]+)", text_of(path), re.MULTILINE)
    assert set(asked) - targets_in_code() == set()


def test_a_command_that_is_wrong_would_be_seen() -> None:
    text = "Do `broadsheet press --fully`, then\n\n    .venv/bin/broadsheet import csv stories.csv\n"
    assert [each for each in commands(text) if not is_understood(each)] == [
        "broadsheet import csv stories.csv",
        "broadsheet press --fully",
    ]
    assert is_understood("broadsheet press --full --output html,feeds")


# ---- decisions


def test_a_decision_has_at_most_250_words() -> None:
    decisions = [path for path in documents() if path.parent == DOCS / "decisions"]
    assert len(decisions) >= 8
    assert {name_of(path): n for path in decisions if (n := len(text_of(path).split())) > LONGEST_DECISION} == {}
