"""The two menus of a Ghost site, which stand among its settings."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from broadsheet.edition.paper import Link
from broadsheet.importers.fields import digest_of
from broadsheet.importers.names import one_line
from broadsheet.importers.record_links import linked_source
from broadsheet.importers.records import ImportedMenu
from broadsheet.importers.report import Loss, Tally

MENUS: Final = {"navigation": "main", "secondary_navigation": "footer"}
"""The settings that are menus, and what they are called here."""


def ghost_menus(
    settings: Mapping[str, str], language: str, tally: Tally, resolved: Callable[[str], str]
) -> tuple[ImportedMenu, ...]:
    """The menus; `resolved` makes of an address in the file a whole one, or a link to a record."""
    return tuple(
        _menu(name, _entries(settings[key]), language, tally, resolved)
        for key, name in MENUS.items()
        if _entries(settings.get(key, ""))
    )


def _entries(stored: str) -> list[Any]:
    try:
        found = json.loads(stored or "[]")
    except (ValueError, RecursionError):
        return []
    return found if isinstance(found, list) else []


def _menu(name: str, entries: list[Any], language: str, tally: Tally, resolved: Callable[[str], str]) -> ImportedMenu:
    tally.found("menu")
    tally.carried("menu")
    links = tuple(_links(entries, tally, resolved))
    return ImportedMenu(
        source_id=f"menu:{name}",
        digest=digest_of({"name": name, "links": [[link.label, link.target] for link in links]}),
        where="the menus",
        language=language,
        name=name,
        links=links,
    )


def _links(entries: list[Any], tally: Tally, resolved: Callable[[str], str]) -> Iterator[Link]:
    for entry in entries:
        tally.found("menu item")
        said = entry if isinstance(entry, dict) else {}
        label, address = one_line(str(said.get("label") or "")), str(said.get("url") or "").strip()
        target = resolved(address) if address.strip("#") else ""
        if not target.startswith(("record:", "https://", "http://")):
            why = "it leads nowhere, or the import does not say where the site was public; say it with --base-url"
            tally.lose(Loss(what="menu item", where="the menus", which=label or address, why=why))
            continue
        tally.carried("menu item")
        yield Link(label=label or address, target=linked_source(target)[0] if target.startswith("record:") else target)
