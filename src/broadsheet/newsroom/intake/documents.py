"""Taking in documents and recordings: each file once; one that is not handed out is reported and left out."""

from pathlib import Path

from django.core.files import File

from broadsheet.importers.records import ImportedDocument
from broadsheet.importers.report import Loss, Severity, Tally
from broadsheet.newsroom.intake.pictures import free_name
from broadsheet.newsroom.intake.targets import Targets, permanent_id_for
from broadsheet.newsroom.models import BroadDocument
from broadsheet.newsroom.models.files import digest_of
from broadsheet.press.outputs.images.documents import LARGEST_DOCUMENT
from broadsheet.press.pictures import DOCUMENT_ENDINGS, document_type


def take_in_documents(documents: tuple[ImportedDocument, ...], where: str, targets: Targets, tally: Tally) -> None:
    """Have every document that can be handed out stand in the newsroom, and `targets` lead to it."""
    for document in documents:
        if document.source_id in targets.documents:
            continue
        reason = document_problem(document.file)
        if reason:
            loss = Loss(what="document", where=where, which=document.source_id, why=reason, severity=Severity.CHANGED)
            tally.lose(loss)
        else:
            targets.documents[document.source_id] = _row(document)


def document_problem(file: Path) -> str:
    """Why a file cannot be handed out to readers; nothing when it can."""
    try:
        size = file.stat().st_size
    except OSError as error:
        return f"the file cannot be read ({error.strerror}); its title stays as words."
    if document_type(file.name) not in DOCUMENT_ENDINGS:
        return "files of this type are not handed out, so its title stays as words; save it as PDF and import again."
    if size > LARGEST_DOCUMENT:
        return f"it has more than {LARGEST_DOCUMENT // 1_000_000} MB, so its title stays as words; make it smaller."
    return ""


def _row(document: ImportedDocument) -> int:
    """The document's row: the one of an earlier import, with its title, renewed if the file has changed."""
    permanent_id = permanent_id_for(f"document {document.source_id}")
    row = BroadDocument._base_manager.filter(permanent_id=permanent_id).first() or BroadDocument(
        permanent_id=permanent_id, title=document.title[:255]
    )
    with document.file.open("rb") as opened:
        file = File(opened, name=document.file.name)
        if row.digest != digest_of(file):
            file.name = free_name(row, document.file.name)
            row.file = file
            row.save()
    return int(row.pk)
