"""Where pictures are used, and what was said about them the last time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Page, ReferenceIndex

from broadsheet.newsroom.manuscripts import read_manuscripts
from broadsheet.newsroom.models import ArticlePage, BroadImage

DRAFTS_READ: Final = 200
"""Stories being worked on, newest first, whose unpublished words are read for pictures."""
SHOWN: Final = 100
CREDITS_FROM: Final = 400
"""Pictures, newest first, from which photographers are proposed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """How the newest picture of a photographer may be used."""

    credit: str
    licence: str
    rights: str
    source: str


def remembered(credit: str) -> Remembered | None:
    """What was said about the newest picture of this photographer."""
    row = BroadImage.objects.filter(credit=credit.strip()).order_by("-pk").first() if credit.strip() else None
    return _remembered(row) if row is not None else None


def photographers() -> list[Remembered]:
    """Whoever made the newest pictures, each once, newest first."""
    rows = BroadImage.objects.exclude(credit="").order_by("-pk")[:CREDITS_FROM]
    newest = {row.credit: row for row in reversed(rows)}
    return sorted(map(_remembered, newest.values()), key=lambda each: each.credit.casefold())


def _remembered(row: BroadImage) -> Remembered:
    return Remembered(credit=row.credit, licence=row.licence, rights=row.rights, source=row.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A page that shows a picture; `draft` where only its unpublished words do."""

    page: int
    title: str
    live: bool
    draft: bool = False


Drafted = Mapping[int, Sequence[Use]]
"""By picture, the stories whose unpublished words show it."""


def uses_of(picture: BroadImage, drafted: Drafted | None = None) -> list[Use]:
    """The pages that show the picture, published or not; `drafted` where it is read already."""
    page_base = ContentType.objects.get_for_model(Page).pk
    numbers = ReferenceIndex.get_references_to(picture).filter(base_content_type=page_base)
    pages = Page.objects.filter(pk__in=[int(each) for each in numbers.values_list("object_id", flat=True)[:SHOWN]])
    found = [
        Use(page=page.pk, title=page.draft_title, live=page.live)
        for page in pages.filter(binned__isnull=True).order_by("-latest_revision_created_at")
    ]
    known = {use.page for use in found}
    unpublished = drafted_uses() if drafted is None else drafted
    return [*found, *(use for use in unpublished.get(picture.pk, ()) if use.page not in known)]


def drafted_uses() -> Drafted:
    """Read those of the stories that are being worked on."""
    newest = ArticlePage.objects.filter(has_unpublished_changes=True, worked_on__isnull=False).order_by("-worked_on")
    found: dict[int, list[Use]] = {}
    for text in read_manuscripts(newest.values_list("pk", flat=True)[:DRAFTS_READ]).values():
        for use in text.pictures:
            made = Use(page=text.article, title=text.title, live=text.live, draft=True)
            found.setdefault(use.image, []).append(made)
    return found


def without_use(pictures: "QuerySet[BroadImage]") -> "QuerySet[BroadImage]":
    """Those of `pictures` that no page shows, draft or not."""
    target = ContentType.objects.get_for_model(BroadImage).pk
    referred = ReferenceIndex.objects.filter(
        to_content_type=target, to_object_id=Cast(OuterRef("pk"), CharField(max_length=255))
    )
    return pictures.exclude(pk__in=drafted_uses().keys()).filter(~Exists(referred))


def last_words(picture: BroadImage, drafted: Drafted | None = None) -> tuple[str, str]:
    """Picture in words and caption (editor's markup) as the last story that shows it has them; else its description."""
    for use in uses_of(picture, drafted):
        story = ArticlePage.objects.filter(pk=use.page).first()
        if story is not None and (words := next(_words_in(story, picture.pk), None)) is not None:
            return words
    return str(picture.description), ""


def _words_in(story: ArticlePage, picture: int) -> Iterator[tuple[str, str]]:
    if story.picture_id == picture and story.picture_alt:
        yield story.picture_alt, story.picture_caption
    for value in pictures_in(story.body.raw_data):
        if value.get("image") == picture and value.get("alt"):
            yield value["alt"], value.get("caption") or ""


def pictures_in(stored: Iterable[Any]) -> Iterator[Any]:
    """The uses of pictures in a body, those in galleries and boxes too."""
    for block in stored:
        kind, value = _kind_and_value(block)
        if kind == "image":
            yield value
        elif kind == "gallery":
            yield from (
                each.get("value", each) if isinstance(each, Mapping) else each for each in value.get("images") or ()
            )
        elif kind == "box":
            yield from pictures_in(value.get("blocks") or ())


def _kind_and_value(block: Any) -> tuple[str, Any]:
    """Of a block as it is stored, or as a form has it."""
    return (block["type"], block["value"]) if isinstance(block, Mapping) else (block.block_type, block.value)
