"""
Composing what the outbox names: read a batch, write the edition in one transaction, then delete the rows.

Killed between any two steps, it loses nothing: rows that are still there are composed again, which changes nothing. A
record that the edition refuses keeps its earlier form there; its row stays with the reason until the page changes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from broadsheet.edition.canonical import Record
from broadsheet.edition.checks import check_record
from broadsheet.edition.paper import PAPER_ID
from broadsheet.edition.records import Addressed, Document, Image
from broadsheet.edition.references import files_used
from broadsheet.edition.store import Edition
from broadsheet.errors import EditionError
from broadsheet.newsroom import story_index
from broadsheet.newsroom.compose.files import file_records
from broadsheet.newsroom.compose.gathering import Composable, Gathered, gather
from broadsheet.newsroom.compose.pages import record_of
from broadsheet.newsroom.compose.paper import paper_record
from broadsheet.newsroom.models import PAGE_TYPES, BroadDocument, BroadImage, OutboxRow, outbox
from broadsheet.newsroom.paper import current_paper
from broadsheet.newsroom.plain_rows import among

BATCH = 500
"""Outbox rows composed in one transaction of the edition."""

FILE_KINDS = (Image.kind, Document.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A record that could not enter the edition, and why, in words for an editor."""

    record_id: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """What composing did: the edition's serial afterwards, records looked at, records taken out, refusals."""

    serial: int
    looked_at: int = 0
    removed: int = 0
    refusals: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    records: tuple[Record, ...]
    checked: frozenset[str]
    removals: tuple[str, ...]
    refusals: tuple[Refusal, ...]


def compose(batch: int = BATCH) -> Composed:
    """Empty the outbox into the edition; safe to call at any time and any number of times."""
    looked_at = removed = 0
    refusals: list[Refusal] = []
    waiting = OutboxRow.objects.filter(refusal="").order_by("pk")
    with Edition.open(current_paper().edition) as edition:
        while rows := list(waiting.values_list("pk", "record_id", "kind", named=True)[:batch]):
            rows += _noted_again(rows)
            made = _read(rows, edition)
            refused = (*made.refusals, *_write(edition, made))
            if any(row.kind == outbox.FORGET for row in rows):
                edition.forget()
                forget_deleted_rows()
            _settle(rows, refused)
            looked_at += len({row.record_id for row in rows})
            removed += len(made.removals)
            refusals += refused
        return Composed(serial=edition.serial, looked_at=looked_at, removed=removed, refusals=tuple(refusals))


def _noted_again(rows: Sequence[Any]) -> list[Any]:
    """
    Later rows of the same records: what they tell of is composed with these, for the pages are read only now.

    An import notes every second story twice, when it is made and when its links are closed.
    """
    names = {row.record_id for row in rows} - {outbox.FORGET}
    later = OutboxRow.objects.filter(refusal="", pk__gt=rows[-1].pk, record_id__in=names).order_by("pk")
    return list(later.values_list("pk", "record_id", "kind", named=True))


def note_everything() -> None:
    """Have the whole paper composed, and whatever the edition has too much taken out."""
    for page_type in PAGE_TYPES:
        published = page_type.objects.filter(live=True).values_list("permanent_id", flat=True)
        outbox.note_all((page_type.record_kind, permanent_id) for permanent_id in published)
    for model in (BroadImage, BroadDocument):
        outbox.note_all((model.record_kind, row) for row in model.objects.values_list("permanent_id", flat=True))
    outbox.note("paper", PAPER_ID)
    with Edition.open(current_paper().edition) as edition:
        for kind in (*(page_type.record_kind for page_type in PAGE_TYPES), *FILE_KINDS):
            outbox.note_all((kind, record_id) for record_id in edition.ids(kind))


def forget_deleted_rows() -> None:
    """Have the newsroom's database give back the room of deleted words, so that no copy of its file holds them."""
    if connection.in_atomic_block:
        return
    story_index.forget_deleted_words()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":  # the words of searches lie in heaps until they are put together
            cursor.execute("INSERT INTO newsroom_storywords (newsroom_storywords) VALUES ('optimize')")
        cursor.execute("VACUUM")
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def note_what_differs() -> None:
    """
    Have composed what no edit tells of: that the edition was lost, or what the settings file says otherwise now.

    With another public address every story is looked at: links from the root of the site hold it.
    """
    with Edition.open(current_paper().edition) as edition:
        known = edition.paper()
    if known is None or known.address != current_paper().public_address:
        note_everything()
    elif known != paper_record():
        outbox.note("paper", PAPER_ID)


def _read(rows: Sequence[Any], edition: Edition) -> _Batch:
    wanted = {row.record_id: row.kind for row in rows if row.kind != outbox.FORGET}
    gathered = gather(
        (record_id for record_id, kind in wanted.items() if kind not in FILE_KINDS and record_id != PAPER_ID),
        current_paper().public_address,
    )
    kept: list[Record] = []
    refusals: list[Refusal] = []
    used: dict[str, None] = {}
    for page in gathered.pages:
        made = _record_or_refusal(page, gathered)
        if isinstance(made, Refusal):
            refusals.append(made)
        else:
            kept.append(made)
            used |= dict.fromkeys(files_used(made))
    checked = frozenset(record.id for record in kept)
    if PAPER_ID in wanted:
        paper = paper_record()
        kept.append(paper)
        used |= {paper.logo: None} if paper.logo else {}
    files = _files(wanted, used, edition)
    kept += files
    done = {record.id for record in kept} | {refusal.record_id for refusal in refusals}
    spared = {name for name, kind in wanted.items() if kind in FILE_KINDS and edition.data(name) is None}
    removals = tuple(name for name in wanted if name not in done and name not in spared)
    return _Batch(records=tuple(kept), checked=checked, removals=removals, refusals=tuple(refusals))


def _files(wanted: dict[str, str], used: Iterable[str], edition: Edition) -> list[Image | Document]:
    """Pictures and documents that the batch shows, and changed ones that the edition shows already."""
    changed = (name for name, kind in wanted.items() if kind in FILE_KINDS and edition.data(name) is not None)
    return file_records(dict.fromkeys((*used, *changed)))


def _record_or_refusal(page: Composable, gathered: Gathered) -> Addressed | Refusal:
    try:
        record = record_of(page, gathered)
        check_record(record)
    except (EditionError, ValueError) as error:
        return Refusal(record_id=page.permanent_id, kind=page.record_kind, reason=str(error))
    return record


def _write(edition: Edition, made: _Batch) -> tuple[Refusal, ...]:
    """Write the batch whole; if one record is in the way of it, write record by record and name those refused."""
    try:
        edition.write(made.records, made.removals, checked=made.checked)
    except EditionError:
        return _write_singly(edition, made)
    return ()


def _write_singly(edition: Edition, made: _Batch) -> tuple[Refusal, ...]:
    edition.write((), made.removals)
    refusals = []
    for record in made.records:
        try:
            edition.write((record,))
        except EditionError as error:
            refusals.append(Refusal(record_id=record.id, kind=record.kind, reason=str(error)))
    return tuple(refusals)


def _settle(rows: Sequence[Any], refused: Iterable[Refusal]) -> None:
    """Delete the rows that were composed, and any older refusal of the same records; mark those refused."""
    reasons = {refusal.record_id: refusal.reason for refusal in refused}
    names = {row.record_id for row in rows}
    OutboxRow.objects.filter(record_id__in=names).exclude(refusal="").delete()
    done = [row.pk for row in rows if row.record_id not in reasons]
    among(OutboxRow.objects.all(), "pk", done).delete()
    for record_id, reason in reasons.items():
        OutboxRow.objects.filter(pk__in=[row.pk for row in rows], record_id=record_id).update(refusal=reason)
