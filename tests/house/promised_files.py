"""Errors, outputs, headers and the theme's files and names: what the code has, what the pages tell."""

import ast
import dataclasses
import re
from pathlib import Path

from broadsheet.edition import paper
from broadsheet.errors import BroadsheetError
from broadsheet.press.output import PressSettings
from broadsheet.press.outputs import make_outputs
from broadsheet.press.outputs.html import pages
from broadsheet.press.outputs.html.pages import Page
from broadsheet.press.outputs.html.pen import Pen
from broadsheet.press.outputs.html.place import Place
from broadsheet.press.outputs.html.shared import Frame
from broadsheet.press.outputs.html.theme import OURS
from broadsheet.site.server.headers import protection
from broadsheet.tree.serving import caching
from tests.house import documentation as docs
from tests.house.sources import modules

# ---- errors


def errors_in_code() -> set[str]:
    bases = {
        node.name: {ast.unparse(base).rpartition(".")[2] for base in node.bases}
        for module in modules()
        for node in ast.walk(ast.parse(module.path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    found = {BroadsheetError.__name__}
    while more := {name for name, above in bases.items() if above & found} - found:
        found |= more
    return found


def errors_in_text(text: str) -> set[str]:
    return {name for title in docs.sections(text, 3) for name in docs.code_in(title)}


# ---- outputs


def makers_in_code() -> set[str]:
    return {maker.name for output in make_outputs(PressSettings(media=Path())) for maker in output.makers}


def patterns(text: str) -> dict[str, list[str]]:
    """The paths each maker is documented to make."""
    return {name: docs.code_in(row[1]) for name, row in docs.named(text, "maker")}


_PLACEHOLDERS = {
    "YYYY": r"\d{4}", "MM": r"\d\d", "SLUG": r"[^/]+", "N": r"\d+", "HASH": r"[0-9a-f]+", "PATH": r".+",
    "FILE": r"[^/]+", "CODE": r"[a-z-]+",
}  # fmt: skip


def pattern_fits(pattern: str, path: str) -> bool:
    """Whether a documented path is that of this file, in whatever language."""
    parts = re.split(rf"\b({'|'.join(_PLACEHOLDERS)})\b", pattern)
    expression = "".join(_PLACEHOLDERS.get(part, re.escape(part)) for part in parts)
    return bool(re.fullmatch(rf"(?:[a-z]{{2,3}}(?:-[a-z0-9]+)*/)?{expression}", path))


_SERVED = ("index.html", "search/index.html", "_a/0.css", "picture.svg", "unknown")


def headers_in_code() -> set[str]:
    names = {name for path in _SERVED for name, _ in protection(path)}
    return names | {caching(path) for path in _SERVED}


def headers_in_text(text: str) -> set[str]:
    served = docs.sections(text, 2)["How they are served"]
    sent_with_every_file = {"ETag", "Vary", "Accept-Ranges"}  # told there, but not of what is asked here
    times = {name for table in docs.tables(served, "files") for row in table.rows for name in docs.code_in(row[1])}
    return {name for name, _ in docs.named(served, "header")} - sent_with_every_file | times


# ---- theme


def theme_files_in_code() -> set[str]:
    templates = {path.name for path in (OURS / "templates").iterdir()}
    return templates | {path.relative_to(OURS).as_posix() for path in (OURS / "words").glob("*.toml")}


def theme_files_in_text(text: str) -> set[str]:
    words = docs.sections(text, 2)["Files"].rpartition("Words of the theme:")[2].partition(". Another")[0]
    return {name for name, _ in docs.named(text, "template")} | set(docs.code_in(words))


def names_in_code() -> set[str]:
    tree = ast.parse(Path(pages.__file__).read_text(encoding="utf-8"))
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    render = next(each for each in calls if ast.unparse(each.func).endswith("theme.render"))
    methods = {"here": Place, "pen": Pen}
    return (
        {str(keyword.arg) for keyword in render.keywords}
        | {
            f"{name}.{each.name}"
            for name, cls in (("page", Page), ("frame", Frame))
            for each in dataclasses.fields(cls)
        }
        | {
            f"{name}.{method}"
            for name, cls in methods.items()
            for method, value in vars(cls).items()
            if callable(value) and not method.startswith("_")
        }
    )


def names_in_text(text: str) -> set[str]:
    told = {re.split(r"\(", name)[0] for name, _ in docs.named(text, "name")}
    return told - {"here.zone"}  # no method, but told for `w.day`


def base_blocks_in_code() -> set[str]:
    return set(re.findall(r"{% block (\w+) %}", (OURS / "templates" / "base.html").read_text(encoding="utf-8")))


def base_blocks_in_text(text: str) -> set[str]:
    lines = (line for line in text.splitlines() if line.startswith("Blocks of `base.html`:"))
    return {name for line in lines for name in docs.code_in(line)} - {"base.html"}


def look_in_code() -> set[str]:
    return {"type_family", "logo"} | {f"colours.{each.name}" for each in dataclasses.fields(paper.Colours)}


def look_in_text(text: str) -> set[str]:
    rows = (row for table in docs.tables(text, "in the newsroom") for row in table.rows)
    return {name for row in rows for name in docs.code_in(row[1])}
