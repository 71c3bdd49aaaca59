"""Who may import what, where import contracts cannot say it."""

import ast
import importlib
import sys
from enum import StrEnum

from broadsheet.edition.canonical import RECORD_KINDS
from tests.house.sources import Module, modules

DJANGO_ROOMS = {"newsroom", "campaigns", "site", "cli"}
DJANGO_PACKAGES = {"django", "wagtail", "modelcluster", "taggit", "treebeard", "modelsearch", "django_tasks"}

# Rooms that must run where little is installed, and what they may import besides the standard library and Broadsheet.
SPARE_ROOMS = {
    "errors": set(),
    "edition": set(),
    "sealing": {"pyrage", "cryptography"},
    "tree": {"asyncssh", "brotli", "zstandard", "obstore"},
}

# Edition records are built from pages in one module, and pages from imported records in one: the two gates.
COMPOSE = "broadsheet.newsroom.compose"
INTAKE = "broadsheet.newsroom.intake"
EXPORT = "broadsheet.newsroom.export"
"""The inverse of intake: from pages to the records of an import."""

CLOCKS = ("datetime.now", "datetime.utcnow", "date.today", "time.time", "time.time_ns")
DRAWERS = {"utils", "util", "helpers", "helper", "misc", "common", "manager", "blob"}


def offences(allowed) -> list[str]:
    return [
        f"{module.name} imports {imported}"
        for module in modules()
        for imported in module.imports()
        if not allowed(module, imported)
    ]


def is_within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def test_only_django_rooms_import_django() -> None:
    def allowed(module: Module, imported: str) -> bool:
        return module.room in DJANGO_ROOMS or imported.split(".")[0] not in DJANGO_PACKAGES

    assert offences(allowed) == []


def test_spare_rooms_import_little() -> None:
    def allowed(module: Module, imported: str) -> bool:
        top = imported.split(".")[0]
        if module.room not in SPARE_ROOMS or top == "broadsheet":
            return True
        return top in sys.stdlib_module_names or top in SPARE_ROOMS[module.room]

    assert offences(allowed) == []


def is_vocabulary(name: str) -> bool:
    """Whether the dotted name is a StrEnum: the words that forms and records share."""
    module, _, attribute = name.rpartition(".")
    found = getattr(importlib.import_module(module), attribute, None)
    return isinstance(found, type) and issubclass(found, StrEnum)


def is_part(name: str) -> bool:
    """Whether the dotted name is a part of records, as a byline, that imports carry too; not a whole record."""
    module, _, attribute = name.rpartition(".")
    kind = getattr(getattr(importlib.import_module(module), attribute, None), "kind", None)
    return kind is not None and kind not in RECORD_KINDS


def test_in_the_newsroom_only_compose_builds_records_and_opens_the_store() -> None:
    def allowed(module: Module, imported: str) -> bool:
        gated = is_within(imported, "broadsheet.edition.records") or is_within(imported, "broadsheet.edition.store")
        if module.room != "newsroom" or is_within(module.name, COMPOSE) or not gated:
            return True
        return is_vocabulary(imported) or (is_within(module.name, INTAKE) and is_part(imported))

    assert offences(allowed) == []


def test_in_the_newsroom_only_intake_and_its_inverse_know_the_importers() -> None:
    def allowed(module: Module, imported: str) -> bool:
        gated = is_within(imported, "broadsheet.importers")
        gates = is_within(module.name, INTAKE) or is_within(module.name, EXPORT)
        return module.room != "newsroom" or gates or not gated

    assert offences(allowed) == []


def test_edition_and_press_never_ask_the_clock() -> None:
    """A run has one "now", passed in: else the same edition would not give the same bytes."""
    asked = [
        f"{module.name}: {ast.unparse(node)}"
        for module in modules()
        if module.room in {"edition", "press"}
        for node in ast.walk(ast.parse(module.path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(CLOCKS)
    ]
    assert asked == []


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    assert [module.name for module in modules() if module.name.split(".")[-1] in DRAWERS] == []


def test_a_planted_import_would_be_seen(tmp_path) -> None:
    path = tmp_path / "planted.py"
    path.write_text("def late():\n    from django.db import models\n    return models\n", encoding="utf-8")
    assert list(Module(name="broadsheet.press.planted", path=path).imports()) == ["django.db.models"]
