"""One document, or what was pasted, on its way into the newsroom: read by the importers, taken in at once."""

from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone

from broadsheet.importers.documents import FORMATS, read_pasted
from broadsheet.importers.documents.apart import read_story_apart
from broadsheet.importers.documents.document import LARGEST
from broadsheet.importers.records import ImportContext
from broadsheet.importers.report import Loss, Tally
from broadsheet.newsroom.intake.drafts import Draft, keep_losses, stored_blocks, take_in_draft
from broadsheet.newsroom.intake.stored_body import Stored
from broadsheet.newsroom.models import ArticlePage
from broadsheet.newsroom.paper import current_paper

ENDINGS: Final = tuple(FORMATS)
"""How the names of documents end that stories are made from."""

LARGEST_DOCUMENT: Final = LARGEST
"""Bytes of one document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """Blocks in the form a story keeps them, and what could not be carried, which is noted beside the story."""

    blocks: list[Stored]
    losses: tuple[Loss, ...]


def check_document(name: str, data: bytes, language: str) -> None:
    """Raise SourceUnreadableError, naming the remedy, unless a story can be made of it; nothing is changed."""
    read_story_apart(name, data, _context(language))


def draft_from_document(name: str, data: bytes, language: str, user: Any) -> Draft:
    """The draft of a document. Raises SourceUnreadableError, naming the remedy."""
    story, tally = read_story_apart(name, data, _context(language))
    return take_in_draft(story, tally, user)


def blocks_from_paste(story: ArticlePage, markup: str, *, first_note: int, in_box: bool) -> Pasted:
    """What was pasted as blocks of the story, its pictures taken in and its losses noted; the story is not changed."""
    tally = Tally()
    text = read_pasted(markup, _context(story.locale.language_code), tally, first_note=first_note)
    blocks = stored_blocks(text.body, text.images, "pasted text", tally, in_box=in_box)
    losses = tally.report().losses
    keep_losses(story, losses)
    return Pasted(blocks=blocks, losses=losses)


def _context(language: str) -> ImportContext:
    """What reading a text must know of the paper. Links stay addresses: to look them all up costs too much."""
    return ImportContext(now=timezone.now(), language=language, timezone=current_paper().timezone)
