"""
The output `redirects`: where each old address leads now, for our server, other servers, and as stub pages.

`redirects.json` is one object: the old path with its query if any, percent-decoded, and the new path from
the root. `_redirects` (Netlify and its kin), `redirects.nginx` and `redirects.caddy` say the same; they also
name, at their top, every address that cannot have a stub page or leads nowhere. Stub pages come by the paper's
setting, and never where another page lies.
"""

import html
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, cast
from urllib.parse import urlsplit

from broadsheet.edition.late import dataclass
from broadsheet.edition.old_addresses import OldAddress, read_old_address
from broadsheet.edition.paper import Paper
from broadsheet.edition.summaries import Line
from broadsheet.press.output import STUB_MAKER
from broadsheet.press.outputs.imprint import IMPRINT_DERIVER, direction, read_imprint
from broadsheet.press.outputs.part import CodeMaker, OutputPart
from broadsheet.press.outputs.redirects_forms import caddy, netlify, nginx
from broadsheet.press.outputs.redirects_table import Move, Named, RedirectTable, Why
from broadsheet.press.reader import Deriver, Reader
from broadsheet.tree.artifact import Spec

JSON_FILE: Final = "redirects.json"

TABLE: Final = "redirect-table"
"""The name of the derived value that holds all redirects."""


# ---- the table


def table_of(reader: Reader, language: str) -> RedirectTable:
    """Works out the table from every old address there is; of two records that want one, the older has it."""
    moves: dict[str, Move] = {}
    named: list[Named] = []
    wanted = [(address, read_old_address(address), path, taken) for address, path, taken in reader.old_addresses()]
    stubs = Counter(stub for stub, _ in {(old.stub, path) for _, old, path, _ in wanted})
    for address, old, path, taken in wanted:
        if old.page == path:
            continue  # it is still its address
        why = Why.TAKEN if taken else _hindrance(old, path, moves, stubs)
        if why is not None:
            named.append(Named(address=address, path=path, why=why))
        if why not in (Why.CLAIMED, Why.TAKEN):
            moves.setdefault(old.key, Move(old=old, path=path))
    root = urlsplit(read_imprint(reader, language).address).path
    return RedirectTable(root=root, moves=tuple(moves[key] for key in sorted(moves)), named=tuple(named))


def _hindrance(old: OldAddress, path: str, moves: Mapping[str, Move], stubs: Counter[str]) -> Why | None:
    """Why an address has no stub page, or no redirect at all; `stubs` counts the pages that each could lead to."""
    former = moves.get(old.key)
    if former is not None:
        return Why.CLAIMED if former.path != path else None
    if old.query:
        return Why.QUERY
    if not old.stub:
        return Why.UNFIT
    return Why.SHARED if stubs[old.stub] > 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMaker(CodeMaker):
    """Makes one written form of the table."""

    name: str
    form: str

    def gather(self, spec: Spec, reader: Reader) -> RedirectTable:
        """Read the table."""
        return cast("RedirectTable", reader.derived(TABLE, spec.language))

    def print(self, view: RedirectTable) -> bytes:
        """The table in this form."""
        return _FORMS[self.form](view).encode()


def as_json(table: RedirectTable) -> str:
    """One object: old path with its query, percent-decoded, and new path from the root."""
    value = {move.old.key: f"/{move.path}" for move in table.moves}
    return json.dumps(value, ensure_ascii=False, indent=0) + "\n"


_FORMS: Final = {JSON_FILE: as_json, "_redirects": netlify, "redirects.nginx": nginx, "redirects.caddy": caddy}


# ---- stub pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Stub:
    """A page that leads on: `near` is the new page's address from here, `address` its public one."""

    title: str
    language: str
    near: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StubMaker(CodeMaker):
    """Makes stub pages."""

    name: str = STUB_MAKER

    def gather(self, spec: Spec, reader: Reader) -> Stub | None:
        """Read the page that the address leads to now."""
        lines = reader.lines(reader.all(spec.subject))
        if not lines:
            return None
        line = lines[0]
        up = "../" * spec.path.count("/")
        imprint = read_imprint(reader, line.language)
        return Stub(
            title=line.title,
            language=line.language,
            near=f"{up}{line.path}index.html",
            address=imprint.absolute(line.path),
        )

    def print(self, view: Stub) -> bytes:
        """The page; it moves the reader on at once, and can be read and followed without that."""
        title, near, address = (html.escape(text) for text in (view.title, view.near, view.address))
        return (
            f'<!DOCTYPE html>\n<html lang="{html.escape(view.language)}" dir="{direction(view.language)}">'
            f'<head><meta charset="utf-8"><title>{title}</title><link rel="canonical" href="{address}">'
            f'<meta http-equiv="refresh" content="0; url={near}">'
            f'<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
            f'<body><main><h1><a href="{near}">{title}</a></h1></main></body></html>\n'
        ).encode()


class RedirectsOutput(OutputPart):
    """The output `redirects`."""

    name = "redirects"
    makers = (*(TableMaker(name=f"redirects.{form}", form=form) for form in _FORMS), StubMaker())
    derivers: Mapping[str, Deriver] = {**IMPRINT_DERIVER, TABLE: table_of}

    def of_paper(self, paper: Paper) -> Iterator[Spec]:
        """The forms of the table; they are written even when it is empty."""
        for form in _FORMS:
            yield Spec(path=form, maker=f"redirects.{form}", language=paper.main_language.code)

    def of_list(self, name: str, count: int, head: Line | None, paper: Paper) -> Iterable[Spec]:  # as every output's
        """A stub page where just one record wants it."""
        if paper.redirect_stubs and count == 1 and name.startswith("stub/"):
            yield Spec(path=name.removeprefix("stub/"), maker=STUB_MAKER, subject=name)
