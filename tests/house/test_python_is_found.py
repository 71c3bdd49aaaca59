"""`make` looks for a complete Python first, and says in one line what to install when there is none."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.sources import ROOT

DEBIAN_12 = 'ID=debian\nVERSION_ID="12"\n'
DEBIAN_13 = 'ID=debian\nVERSION_ID="13"\n'
UBUNTU_22 = 'ID=ubuntu\nVERSION_ID="22.04"\n'
UBUNTU_24 = 'ID=ubuntu\nVERSION_ID="24.04"\n'
OTHER = "ID=plan9\n"

WHOLE = ""
WITHOUT_ENSUREPIP = "import sys; sys.modules['ensurepip'] = None"
WITHOUT_SSL = "import sys; sys.modules['ssl'] = None"
TOO_OLD = "import sys; sys.version_info = (3, 11, 2, 'final', 0)"
RECENT = "import sys; sys.version_info = (3, 13, 0, 'final', 0); {}"


class Machine:
    """A pretended machine: a PATH of its own, a home, and a name of its system. The Pythons on it are real ones."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "bin"
        self.home = folder / "home"
        self.os_release = folder / "os-release"
        self.path.mkdir()
        self.home.mkdir()
        self.system(OTHER)

    def system(self, os_release: str, kernel: str = "Linux") -> None:
        self.os_release.write_text(os_release, encoding="utf-8")
        self.program(self.path / "uname", f"echo {kernel}")

    def program(self, path: Path, script: str) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)
        return path

    def python(self, path: Path, flaw: str = WHOLE) -> Path:
        """A real Python; `flaw` is run before anything else in it."""
        customisation = path.parent / f"{path.name}-customised"
        customisation.mkdir(parents=True)
        (customisation / "sitecustomize.py").write_text(flaw, encoding="utf-8")
        return self.program(path, f'PYTHONPATH="{customisation}" exec "{sys.executable}" "$@"')

    def shim(self, path: Path) -> Path:
        """What pyenv leaves for a version that is installed but not chosen."""
        return self.program(path, f'echo "pyenv: {path.name}: command not found" >&2; exit 127')

    def look(self, **environment: str) -> subprocess.CompletedProcess[str]:
        settings = {"PATH": str(self.path), "HOME": str(self.home), "OS_RELEASE": str(self.os_release)}
        return subprocess.run(
            [ROOT / "tools" / "find-python"], env=settings | environment, capture_output=True, text=True, check=False
        )

    def found(self, **environment: str) -> Path:
        completed = self.look(**environment)
        assert completed.returncode == 0, completed.stderr
        return Path(completed.stdout.strip())

    def complaint(self, **environment: str) -> str:
        completed = self.look(**environment)
        assert completed.returncode == 1
        assert completed.stdout == ""
        assert completed.stderr.count("\n") == 1
        return completed.stderr


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_complete_python_on_path_is_taken(machine: Machine) -> None:
    python = machine.python(machine.path / "python3.13")
    assert machine.found() == python


def test_the_chosen_python_comes_first(machine: Machine, tmp_path: Path) -> None:
    machine.python(machine.path / "python3.13")
    chosen = machine.python(tmp_path / "elsewhere" / "my-python")
    assert machine.found(PYTHON=str(chosen)) == chosen


def test_a_python_without_ensurepip_is_passed_over(machine: Machine) -> None:
    machine.python(machine.path / "python3.13", WITHOUT_ENSUREPIP)
    whole = machine.python(machine.path / "python3.12")
    assert machine.found() == whole


def test_an_old_default_python_is_passed_over(machine: Machine) -> None:
    machine.python(machine.path / "python3", TOO_OLD)
    whole = machine.python(machine.path / "python3.12")
    assert machine.found() == whole


def test_a_shim_of_a_version_that_was_not_chosen_does_not_count(machine: Machine) -> None:
    machine.shim(machine.path / "python3.13")
    machine.shim(machine.path / "python3")
    assert "none was found" in machine.complaint()


def test_a_shim_does_not_hide_the_python_of_the_same_name_behind_it(machine: Machine, tmp_path: Path) -> None:
    machine.shim(machine.path / "python3.12")
    behind = machine.python(tmp_path / "usr" / "bin" / "python3.12")
    assert machine.found(PATH=f"{machine.path}:{behind.parent}") == behind


def test_a_version_of_pyenv_is_found_in_the_home(machine: Machine) -> None:
    machine.shim(machine.path / "python3.12")
    kept = machine.python(machine.home / ".pyenv" / "versions" / "3.12.1" / "bin" / "python")
    assert machine.found() == kept


def test_a_version_of_pyenv_is_found_where_pyenv_root_says(machine: Machine, tmp_path: Path) -> None:
    kept = machine.python(tmp_path / "pyenv" / "versions" / "3.13.0" / "bin" / "python")
    assert machine.found(PYENV_ROOT=str(tmp_path / "pyenv")) == kept


def test_a_version_of_pyenv_is_found_beside_its_shims_on_path(machine: Machine, tmp_path: Path) -> None:
    shim = machine.shim(tmp_path / "pyenv" / "shims" / "python3.13")
    kept = machine.python(tmp_path / "pyenv" / "versions" / "3.13.0" / "bin" / "python")
    assert machine.found(PATH=f"{machine.path}:{shim.parent}") == kept


def test_a_version_of_uv_is_found(machine: Machine, tmp_path: Path) -> None:
    home = machine.python(machine.home / ".local/share/uv/python/cpython-3.13.5-linux-x86_64-gnu/bin/python3")
    assert machine.found() == home
    named = machine.python(tmp_path / "uv" / "cpython-3.13-linux-aarch64-gnu" / "bin" / "python3")
    assert machine.found(UV_PYTHON_INSTALL_DIR=str(tmp_path / "uv")) == named


def test_a_projects_own_environment_is_no_python_to_make_it_from(machine: Machine, tmp_path: Path) -> None:
    active = machine.python(tmp_path / "project" / ".venv" / "bin" / "python3.13")
    behind = machine.python(machine.path / "python3.12")
    assert machine.found(PATH=f"{active.parent}:{machine.path}") == behind


def test_the_message_names_what_is_too_old(machine: Machine) -> None:
    old = machine.python(machine.path / "python3", TOO_OLD)
    assert f"{old} is only 3.11.2" in machine.complaint()


def test_the_message_names_what_is_missing(machine: Machine) -> None:
    machine.python(machine.path / "python3", TOO_OLD)
    flawed = machine.python(machine.path / "python3.13", RECENT.format(WITHOUT_SSL))
    assert f"{flawed} (3.13.0) lacks ssl" in machine.complaint()


@pytest.mark.parametrize(
    ("system", "install"),
    [
        (DEBIAN_12, "sudo apt install -y pipx && pipx install uv && ~/.local/bin/uv python install 3.13"),
        (UBUNTU_22, "sudo apt install -y pipx && pipx install uv && ~/.local/bin/uv python install 3.13"),
        (DEBIAN_13, "sudo apt install -y python3 python3-venv"),
        (UBUNTU_24, "sudo apt install -y python3 python3-venv"),
        (OTHER, "uv python install 3.13"),
    ],
)
def test_the_message_ends_with_the_command_for_this_system(machine: Machine, system: str, install: str) -> None:
    machine.system(system)
    assert machine.complaint().endswith(f"Install one: {install}\n")


def test_on_macos_the_command_is_brews(machine: Machine) -> None:
    machine.system("", kernel="Darwin")
    assert machine.complaint().endswith("Install one: brew install python@3.13\n")


def test_debians_python_without_ensurepip_needs_its_venv_package(machine: Machine) -> None:
    machine.system(DEBIAN_13)
    machine.python(machine.path / "python3.13", RECENT.format(WITHOUT_ENSUREPIP))
    assert machine.complaint().endswith("lacks ensurepip. Install one: sudo apt install -y python3.13-venv\n")


@pytest.mark.parametrize("target", ["help", "setup", "demo", "test"])
def test_make_looks_before_anything_else(machine: Machine, tmp_path: Path, target: str) -> None:
    project = tmp_path / "project"
    shutil.copytree(ROOT / "tools", project / "tools")
    shutil.copytree(ROOT / "requirements", project / "requirements")
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, project)
    for name in ("make", "sh", "dirname", "cat", "cksum"):
        (machine.path / name).symlink_to(shutil.which(name) or name)
    machine.python(machine.path / "python3", TOO_OLD)
    completed = subprocess.run(
        ["make", target],
        cwd=project,
        env={"PATH": str(machine.path), "HOME": str(machine.home), "OS_RELEASE": str(machine.os_release)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert completed.returncode != 0
    assert completed.stdout == ""
    assert completed.stderr.splitlines()[0].endswith("is only 3.11.2. Install one: uv python install 3.13")
    assert not (project / ".venv").exists()
