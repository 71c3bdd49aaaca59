"""Taking in documents and recordings: each file once; one that is not handed out is reported and left out."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from django.core.files import File

from broadsheet.importers.records import ImportedDocument
from broadsheet.importers.report import Loss, Severity, Tally
from broadsheet.newsroom.intake.pictures import free_name
from broadsheet.newsroom.intake.targets import Targets, permanent_id_for
from broadsheet.newsroom.models import BroadDocument
from broadsheet.newsroom.models.files import digest_of
from broadsheet.press.outputs.images.documents import LARGEST_DOCUMENT
from broadsheet.press.pictures import DOCUMENT_ENDINGS, document_type

_PAGES: Final = ("text/html", "application/xhtml+xml")


def take_in_documents(documents: tuple[ImportedDocument, ...], where: str, targets: Targets, tally: Tally) -> None:
    """Have every document that can be handed out stand in the newsroom, and `targets` lead to it."""
    for document in documents:
        if document.source_id in targets.documents:
            continue
        number, reason = _taken(document, targets)
        if number is not None:
            targets.documents[document.source_id] = number
            continue
        if document.url:
            targets.documents_elsewhere[document.source_id] = document.url
        loss = Loss(what="document", where=where, which=document.source_id, why=reason, severity=Severity.CHANGED)
        tally.lose(loss)


def fetched_documents(documents: Iterable[ImportedDocument]) -> list[str]:
    """The addresses that the old site is to be asked for, as the newsroom has none of them yet."""
    wanted = {permanent_id_for(f"document {each.source_id}"): each.url for each in documents if each.url}
    rows = BroadDocument._base_manager.filter(permanent_id__in=wanted)
    there = set(rows.values_list("permanent_id", flat=True)) if wanted else set()
    return [address for permanent_id, address in wanted.items() if permanent_id not in there]


def _taken(document: ImportedDocument, targets: Targets) -> tuple[int | None, str]:
    """The document's row; else why there is none."""
    if document.file is not None:
        reason = document_problem(document.file)
        return (None, reason) if reason else (_row(document, document.file), "")
    earlier = BroadDocument._base_manager.filter(permanent_id=permanent_id_for(f"document {document.source_id}"))
    known: int | None = earlier.values_list("pk", flat=True).first()
    if known is not None:
        return known, ""
    found = targets.media.fetched(document.url)
    if isinstance(found, str):
        return None, f"{found}; its title leads to its old address"
    if found.media_type.partition(";")[0].strip().lower() in _PAGES:
        reason = "the old site answers with a page in its place; its title leads there"
    else:
        reason = document_problem(found.file, document.file_name)
    if reason:
        targets.media.note(document.url, reason)
        return None, reason
    return _row(document, found.file), ""


def document_problem(file: Path, name: str = "") -> str:
    """Why a file cannot be handed out to readers, by the name it goes by; nothing when it can."""
    try:
        size = file.stat().st_size
    except OSError as error:
        return f"the file cannot be read ({error.strerror}); its title stays as words."
    if document_type(name or file.name) not in DOCUMENT_ENDINGS:
        return "files of this type are not handed out, so its title stays as words; save it as PDF and import again."
    if size > LARGEST_DOCUMENT:
        return f"it has more than {LARGEST_DOCUMENT // 1_000_000} MB, so its title stays as words; make it smaller."
    return ""


def _row(document: ImportedDocument, lies_at: Path) -> int:
    """The document's row: the one of an earlier import, with its title, renewed if the file has changed."""
    permanent_id = permanent_id_for(f"document {document.source_id}")
    row = BroadDocument._base_manager.filter(permanent_id=permanent_id).first() or BroadDocument(
        permanent_id=permanent_id, title=document.title[:255]
    )
    with lies_at.open("rb") as opened:
        file = File(opened, name=document.file_name)
        if row.digest != digest_of(file):
            file.name = free_name(row, document.file_name)
            row.file = file
            row.save()
    return int(row.pk)
