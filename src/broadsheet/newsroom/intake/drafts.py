"""
Taking in one story as a draft, at a price that does not grow with the paper: nothing is read but what it names.

A whole source goes through `take_in`, which knows the paper first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from broadsheet.edition.blocks import Block, Box, Crosshead
from broadsheet.edition.inline import escape
from broadsheet.importers.records import ImportedArticle, ImportedImage
from broadsheet.importers.report import Loss, Severity, Tally
from broadsheet.newsroom.intake.bulk import as_stored
from broadsheet.newsroom.intake.fitting import fit, fit_title
from broadsheet.newsroom.intake.lines import remember
from broadsheet.newsroom.intake.media import Media
from broadsheet.newsroom.intake.pictures import take_in_pictures
from broadsheet.newsroom.intake.stored_body import BodyWriter, Stored
from broadsheet.newsroom.intake.targets import Targets
from broadsheet.newsroom.intake.values import article_values
from broadsheet.newsroom.models import ArticlePage, ImportedLine, NotCarried
from broadsheet.newsroom.models.addressed import new_permanent_id
from broadsheet.newsroom.shelves import home_of, month_shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The story of a record; `made` is false when the same source had made it before, and then nothing was changed."""

    story: ArticlePage
    made: bool


def take_in_draft(record: ImportedArticle, tally: Tally, user: Any = None, media: Media | None = None) -> Draft:
    """
    Make the draft with its pictures, its first revision and the list of what was lost, all or nothing.

    `media` says which pictures are had; without it those that lie in the document.
    """
    media = media or Media()
    media.fetch_all(image.url for image in record.images if image.url)
    with transaction.atomic():
        line = ImportedLine.objects.filter(source_id=record.source_id, page__isnull=False).first()
        if line is not None:
            return Draft(story=ArticlePage.objects.get(pk=line.page_id), made=False)
        story = _story(record, tally, user, media)
        remember(record.source_id, record.digest, story.pk)
        keep_losses(story, tally.report().losses)
    return Draft(story=story, made=True)


def _story(record: ImportedArticle, tally: Tally, user: Any, media: Media) -> ArticlePage:
    targets = Targets(media=media)
    take_in_pictures(record.images, record.where, targets, tally)
    permanent_id = new_permanent_id()
    values = fit(article_values(record, BodyWriter(permanent_id, targets), targets), record.where, tally)
    home = home_of(record.language)
    columns = {name: as_stored(ArticlePage, name, value) for name, value in values.columns.items()}
    story = ArticlePage(
        title=fit_title(record.title, record.where, tally),
        permanent_id=permanent_id,
        locale=home.locale,
        live=False,
        owner=user,
        **columns,
    )
    for relation, rows in values.rows.items():
        setattr(story, relation, [row.made(order) for order, row in enumerate(rows)])
    month_shelf(home, record.month).add_child(instance=story)
    story.save_revision(user=user)
    return story


def keep_losses(story: ArticlePage, losses: Iterable[Loss]) -> None:
    """Keep what was lost beside the story until somebody has read it."""
    NotCarried.objects.bulk_create(
        NotCarried(
            article=story,
            what=loss.what[:255],
            source=loss.where[:255],
            which=loss.which,
            why=loss.why.rstrip("."),
            changed=loss.severity is Severity.CHANGED,
        )
        for loss in losses
    )


def stored_blocks(
    blocks: Iterable[Block], images: tuple[ImportedImage, ...], where: str, tally: Tally, *, in_box: bool
) -> list[Stored]:
    """Blocks as a story keeps them, with their pictures taken in; a box within a box becomes a part of it."""
    targets = Targets()
    with transaction.atomic():
        take_in_pictures(images, where, targets, tally)
        return BodyWriter(new_permanent_id(), targets).body(_without_boxes(blocks) if in_box else blocks)


def _without_boxes(blocks: Iterable[Block]) -> Iterable[Block]:
    for block in blocks:
        if isinstance(block, Box):
            yield from (Crosshead(text=escape(block.title), level=3),) if block.title else ()
            yield from block.blocks
        else:
            yield block
