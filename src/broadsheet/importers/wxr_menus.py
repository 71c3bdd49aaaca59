"""The menus of a WordPress export: items in their order, each leading to a record or an address."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from broadsheet.edition.paper import Link
from broadsheet.importers.fields import digest_of
from broadsheet.importers.links import Links
from broadsheet.importers.record_links import linked_source
from broadsheet.importers.records import ImportedMenu
from broadsheet.importers.report import Loss, Severity
from broadsheet.importers.wxr_items import Item, Term, plain_title

type Targets = Mapping[tuple[str, str], tuple[str, str]]
"""From what entries call a page or term, a kind and a number, to its source id and title."""

_NO_MENU: Final = Term(domain="nav_menu", nicename="menu", name="Menu")


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuItem:
    """One entry. `sort` is WordPress's: custom, post_type or taxonomy; `number` names what it leads to."""

    post_id: str
    where: str
    label: str
    sort: str
    kind: str
    number: str
    address: str
    parent: str
    order: int


@dataclass(slots=True, kw_only=True)
class Menus:
    """Collects entries while the export is read, then makes menus of them."""

    names: dict[str, str] = field(default_factory=dict)
    _items: dict[str, list[MenuItem]] = field(default_factory=dict)

    def add(self, item: Item) -> None:
        """Note an entry under each menu that has it."""
        terms = [term for term in item.terms if term.domain == "nav_menu"] or [_NO_MENU]
        fields = item.fields
        order = item.text("menu_order")
        entry = MenuItem(
            post_id=item.text("post_id"),
            where=item.where,
            label=plain_title(item.text("title")),
            sort=fields.get("_menu_item_type", ""),
            kind=fields.get("_menu_item_object", ""),
            number=fields.get("_menu_item_object_id", "").strip(),
            address=fields.get("_menu_item_url", "").strip(),
            parent=fields.get("_menu_item_menu_item_parent", "").strip(),
            order=int(order) if order.isascii() and order.isdigit() and len(order) < 9 else 0,
        )
        for term in terms:
            self.names.setdefault(term.nicename, plain_title(term.name))
            self._items.setdefault(term.nicename, []).append(entry)

    def nameless(self) -> set[str]:
        """The numbers of the posts and pages that entries without words of their own lead to."""
        entries = (entry for group in self._items.values() for entry in group)
        return {entry.number for entry in entries if not entry.label and entry.sort == "post_type"}

    def menus(self, links: Links, targets: Targets, language: str, site: str) -> tuple[ImportedMenu, ...]:
        """The menus of a site at `site`."""
        return tuple(
            self._menu(nicename, entries, links, targets, language, site) for nicename, entries in self._items.items()
        )

    def _menu(
        self,
        nicename: str,
        entries: list[MenuItem],
        links: Links,
        targets: Targets,
        language: str,
        site: str,
    ) -> ImportedMenu:
        links.tally.found("menu")
        links.tally.carried("menu")
        found = []
        for entry, depth in _in_order(entries):
            links.tally.found("menu item")
            target, title, why = _target(entry, links, targets, site)
            label = entry.label or title or target
            if not target:
                which = label or f"{entry.kind} {entry.number} {entry.address}".strip()
                links.tally.lose(Loss(what="menu item", where=entry.where, which=which, why=why))
                continue
            links.tally.carried("menu item")
            if depth:
                why = "menus here have one level; it stands after the entry it was below"
                changed = Severity.CHANGED
                links.tally.lose(Loss(what="menu item", where=entry.where, which=label, why=why, severity=changed))
            found.append(Link(label=label, target=target))
        name = self.names[nicename] or nicename
        return ImportedMenu(
            source_id=f"menu:{nicename}",
            digest=digest_of({"name": name, "links": [[link.label, link.target] for link in found]}),
            where="the menus",
            language=language,
            name=name,
            links=tuple(found),
        )


def _in_order(entries: list[MenuItem]) -> Iterator[tuple[MenuItem, int]]:
    """Entries with their depth, each followed by those below it; none is lost to a ring."""
    known = {entry.post_id for entry in entries}
    below: dict[str, list[MenuItem]] = {}
    for entry in sorted(entries, key=lambda each: each.order):
        below.setdefault(entry.parent if entry.parent in known else "", []).append(entry)
    placed: set[int] = set()
    for first in (*below.get("", ()), *(entry for group in list(below.values()) for entry in group)):
        waiting = [(first, 0)]
        while waiting:
            entry, depth = waiting.pop()
            if id(entry) in placed:
                continue
            placed.add(id(entry))
            yield entry, depth
            waiting += [(each, depth + 1) for each in reversed(below.get(entry.post_id, ()))]


def _target(entry: MenuItem, links: Links, targets: Targets, site: str) -> tuple[str, str, str]:
    """Where it leads with the title of that, or "" and why nowhere."""
    if entry.sort != "custom":
        found, title = targets.get((entry.kind, entry.number), ("", ""))
        return found, title, f"what it leads to ({entry.kind} {entry.number}) is not carried"
    if not entry.address.strip("#"):
        return "", "", "it leads nowhere: it only held other entries together"
    absolute = links.absolute(entry.address, links.context.base_url or site)
    if not absolute or not absolute.startswith(("https://", "http://")):
        return "", "", f"a menu cannot lead to “{entry.address[:100]}”"
    own = links.book.find(absolute)
    return (linked_source(own)[0] if own else absolute), "", ""
