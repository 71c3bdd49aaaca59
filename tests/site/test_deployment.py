"""What `broadsheet check --deploy` refuses, each time by the command itself."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ENVIRONMENT = {
    name: value for name, value in os.environ.items() if name not in ("DJANGO_SETTINGS_MODULE", "BROADSHEET_PAPER")
}
GOOD = {"address": "https://lamp.example/", "newsroom_address": "https://desk.lamp.example/"}

MAKE = """
import sys
from pathlib import Path
from broadsheet.site.setup import Administrator, make_paper
make_paper(Path(sys.argv[1]), administrator=Administrator(name="keeper", password="a long enough password"))
"""


def _run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "broadsheet.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=ENVIRONMENT | more)


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("deployed") / "lamp"
    subprocess.run([sys.executable, "-c", MAKE, folder], env=ENVIRONMENT, check=True)
    return folder


def _wrong(paper: Path, addresses: dict[str, str], **environment: str) -> str:
    """What is wrong for the world besides what is wrong at home, as that nobody is at work in this test."""
    settings = "".join(f'{key} = "{value}"\n' for key, value in addresses.items())
    (paper / "broadsheet.toml").write_text(f'name = "The Lamp"\n{settings}')
    at_home, for_the_world = (_found(paper, *options, **environment) for options in ((), ("--deploy",)))
    return " | ".join(each for each in for_the_world if each not in at_home)


def _found(paper: Path, *options: str, **environment: str) -> list[str]:
    done = _run("check", *options, "--json", "--paper", str(paper), **environment)
    return [each["what"] for each in json.loads(done.stdout) if each["wrong"]]


def test_a_paper_with_two_names_and_certificates_may_be_shown(paper: Path) -> None:
    assert _wrong(paper, GOOD) == ""


@pytest.mark.parametrize(
    ("addresses", "environment", "what"),
    [
        ({"address": "https://lamp.example/"}, {}, "no host name of its own"),
        (GOOD | {"newsroom_address": "http://desk.lamp.example/"}, {}, "anybody on the way can read"),
        (GOOD | {"address": "http://lamp.example/"}, {}, "anybody on the way can read"),
        (GOOD | {"newsroom_address": "https://localhost/"}, {}, "this machine's own"),
        (GOOD, {"BROADSHEET_DEBUG": "1"}, "BROADSHEET_DEBUG"),
    ],
)
def test_what_is_not_safe_is_refused(
    paper: Path, addresses: dict[str, str], environment: dict[str, str], what: str
) -> None:
    assert what in _wrong(paper, addresses, **environment)


def test_people_are_invited_from_the_command_line(paper: Path) -> None:
    _wrong(paper, GOOD)
    invited = _run("users", "invite", "Gull", "--role", "section editor", "--paper", str(paper))
    assert invited.returncode == 0, invited.stderr
    assert invited.stdout.startswith("https://desk.lamp.example/newsroom/account/invitation/")
    again = _run("users", "invite", "gull", "--paper", str(paper))
    assert again.returncode == 1
    assert "already" in again.stderr
    assert "no role" in _run("users", "invite", "Tern", "--role", "Captain", "--paper", str(paper)).stderr
    listed = json.loads(_run("users", "list", "--json", "--paper", str(paper)).stdout)
    assert listed == [
        {"name": "Gull", "roles": ["Section editor"], "open": True, "second_factor": False},
        {"name": "keeper", "roles": ["Administrator"], "open": True, "second_factor": False},
    ]
    reset = _run("users", "reset-factor", "Gull", "--paper", str(paper))
    assert reset.stdout.startswith("https://desk.lamp.example/newsroom/account/invitation/")
    assert reset.stdout != invited.stdout
    assert _run("users", "reset-factor", "Nobody", "--paper", str(paper)).returncode == 1
    assert _run("users", "forget", "--paper", str(paper)).stdout == "0 rows of histories forgot who did it.\n"
