"""The project's own files, and what Python source says, for the tests of the house's rules."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "broadsheet"


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that is part of the project: tracked by git, or new and not ignored."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    paths = (ROOT / name for name in listing.split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


def text_files() -> Iterator[tuple[Path, str]]:
    """Project files that hold UTF-8 text, with it. Pictures and the like are passed over."""
    for path in project_files():
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def python_files() -> tuple[Path, ...]:
    """The project's Python files, but for migrations, which Django writes."""
    return tuple(path for path in project_files() if path.suffix == ".py" and "migrations" not in path.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One module of the package."""

    name: str
    path: Path

    @property
    def room(self) -> str:
        """The room it lies in: the first name below `broadsheet`; empty for the package itself."""
        parts = self.name.split(".")
        return parts[1] if len(parts) > 1 else ""

    def imports(self) -> Iterator[str]:
        """Dotted names it imports, anywhere in it; `from a import b` gives `a.b`."""
        for node in ast.walk(ast.parse(self.path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


def modules() -> tuple[Module, ...]:
    """Every module of the package."""
    found = []
    for path in python_files():
        if path.is_relative_to(PACKAGE):
            parts = list(path.relative_to(PACKAGE.parent).with_suffix("").parts)
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found.append(Module(name=name, path=path))
    return tuple(found)
