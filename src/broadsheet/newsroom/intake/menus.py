"""
Taking in menus: one becomes the menu at the head of the front, one that at its foot, where these are still empty.

A paper has no other place for menus, so what does not find one is told entry by entry.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from django.db import transaction

from broadsheet.importers.records import ImportedMenu
from broadsheet.importers.report import Severity
from broadsheet.newsroom.intake.bulk import as_stored
from broadsheet.newsroom.intake.desk import Desk
from broadsheet.newsroom.intake.lines import Step, remember
from broadsheet.newsroom.intake.stored_body import BodyWriter
from broadsheet.newsroom.models import HomePage

_AT_THE_HEAD: Final = re.compile(r"main|primary|header|top|navigation", re.IGNORECASE)
_AT_THE_FOOT: Final = re.compile(r"foot|bottom", re.IGNORECASE)


def take_in_menus(menus: Iterable[ImportedMenu], desk: Desk) -> None:
    """Fill the places there are."""
    all_menus = [menu for menu in menus if desk.speaks(menu.language, "menu", menu.where, menu.name)]
    places = _places(all_menus)
    for menu in all_menus:
        place = places.get(menu.source_id, "")
        if not place or not _placed(menu, place, desk):
            _tell(menu, desk)


def _places(menus: list[ImportedMenu]) -> Mapping[str, str]:
    """By source id, the place a menu wants: by its name, and the first of the others at the head if none is named."""
    foot = next((menu for menu in menus if _AT_THE_FOOT.search(menu.name)), None)
    others = [menu for menu in menus if menu is not foot and menu.links]
    head = next((menu for menu in others if _AT_THE_HEAD.search(menu.name)), next(iter(others), None))
    named = ((head, "navigation"), (foot, "footer"))
    return {menu.source_id: place for menu, place in named if menu is not None}


def _placed(menu: ImportedMenu, place: str, desk: Desk) -> bool:
    """Whether the menu stands at its place now; an editor's own menu is not replaced."""
    step = desk.lines.step(menu.source_id, menu.digest, overwrite=desk.overwrite)
    if step is Step.LEAVE:
        return True
    with transaction.atomic():
        front = HomePage.objects.get(pk=desk.home(menu.language).pk)
        if step is Step.LEAVE_EDITED or (getattr(front, place).raw_data and not desk.overwrite):
            return False
        links = BodyWriter(f"front {menu.language} {place}", desk.targets).links(menu.links)
        setattr(front, place, as_stored(HomePage, place, links))
        front.save(clean=False)
        if front.latest_revision_id is not None:
            front.save_revision(clean=False, changed=False).publish()
        remember(menu.source_id, menu.digest, front.pk)
    return True


def _tell(menu: ImportedMenu, desk: Desk) -> None:
    why = "a front has one menu at its head and one at its foot, and these are taken; add the link at the Paper desk"
    desk.tally.carried("menu", -1)
    desk.lose("menu", menu.where, menu.name, why, Severity.DROPPED)
    for link in menu.links:
        desk.tally.carried("menu item", -1)
        desk.lose("menu item", f"menu “{menu.name}”", f"{link.label} → {link.target}", why, Severity.DROPPED)
