"""
The gate: what keeps stories from going out together, all of it at once and in the editor's words.

Everything must be ready, described, credited and allowed; nothing may lead to a page that readers cannot see.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from wagtail.models import Page

from broadsheet.edition.records import Medium, Rights
from broadsheet.newsroom.manuscripts import Manuscript, PictureUse
from broadsheet.newsroom.models import BroadImage
from broadsheet.newsroom.obstacles import Obstacle
from broadsheet.newsroom.paper import written_moment
from broadsheet.newsroom.style_list import Pair, pairs_of, slips_in

PLACES_SHOWN = 3
"""Places named of those where a story is not as the paper writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """A story that is to go out, and where to; `said_ready` when whoever lets it go says so by that."""

    manuscript: Manuscript
    medium: Medium = Medium.BOTH
    said_ready: bool = False


def obstacles_of(bundle: Iterable[Going], at: datetime) -> dict[int, tuple[Obstacle, ...]]:
    """What stands in the way of each story, by its page's number, when they go out together at this moment."""
    going = {each.manuscript.article: each for each in bundle}
    images = _images({use.image for each in going.values() for use in each.manuscript.pictures})
    linked = {number for each in going.values() for number in each.manuscript.links}
    hidden = dict(Page.objects.filter(pk__in=linked - going.keys(), live=False).values_list("pk", "draft_title"))
    return {number: tuple(_obstacles(each, images, hidden, at)) for number, each in going.items()}


def hints_of(bundle: Iterable[Manuscript], style_list: str) -> dict[int, tuple[Obstacle, ...]]:
    """Where each story is not as the paper writes: told before it goes out, and no obstacle."""
    pairs = pairs_of(style_list)
    return {text.article: tuple(_hints(text, pairs)) for text in bundle}


def _hints(text: Manuscript, pairs: Sequence[Pair]) -> Iterator[Obstacle]:
    """One for each pair, with the first places where it is not kept."""
    found: dict[Pair, list[str]] = {}
    for slip in slips_in(text.texts, pairs):
        found.setdefault(slip.pair, []).append(slip.where)
    for pair, places in found.items():
        often = f" {len(places)} times" if len(places) > 1 else ""
        yield Obstacle(
            what=f"“{text.title}” says “{pair.wrong}”{often}: {' · '.join(places[:PLACES_SHOWN])}",
            remedy=f"We write “{pair.right}”.",
            address=reverse("wagtailadmin_pages:edit", args=[text.article]),
        )


def _images(numbers: Iterable[int]) -> Mapping[int, BroadImage]:
    pictures: QuerySet[BroadImage] = BroadImage.objects.filter(pk__in=numbers)
    return {picture.pk: picture for picture in pictures}


def _obstacles(
    going: Going, images: Mapping[int, BroadImage], hidden: Mapping[int, str], at: datetime
) -> Iterator[Obstacle]:
    text = going.manuscript
    address = reverse("wagtailadmin_pages:edit", args=[text.article])
    name = f"“{text.title or 'A story without a headline'}”"

    def obstacle(what: str, remedy: str) -> Obstacle:
        return Obstacle(what=f"{name} {what}", remedy=remedy, address=address)

    if text.withdrawn:
        yield obstacle("was withdrawn.", "Take it out, or reinstate it.")
    if not text.ready and not going.said_ready:
        state = "is still a draft." if text.stage == "draft" else "waits for an editor's word."
        yield obstacle(state, "Say that it is ready, or hold it for the next issue.")
    if not text.title.strip():
        yield obstacle("has no headline.", "Write one.")
    if text.embargo is not None and text.embargo > at:
        yield obstacle(
            f"may not appear before {written_moment(text.embargo)}.", "Close later, or hold it for the next issue."
        )
    for number in sorted(text.links & hidden.keys()):
        what, remedy = f"leads to “{hidden[number]}”, which readers cannot see.", "Publish that, or take the link out."
        yield replace(obstacle(what, remedy), binds_always=False)
    for use in text.pictures:
        for what, remedy in _picture_problems(use, images.get(use.image), going.medium, at):
            yield replace(obstacle(what, remedy), binds_always=False)


def _picture_problems(
    use: PictureUse, picture: BroadImage | None, medium: Medium, at: datetime
) -> Iterator[tuple[str, str]]:
    if picture is None:
        yield "shows a picture that is gone.", "Choose another one."
        return
    name = f"“{picture.title}”"
    if not use.described:
        yield f"shows the picture {name} without saying it in words.", "Write what it shows, or mark it as decoration."
    if not picture.credit.strip():
        yield f"shows the picture {name} without a credit.", "Say on the picture who made it."
    if picture.rights == Rights.UNKNOWN:
        yield f"shows the picture {name}, and nobody knows whether we may.", "Choose its rights on the picture."
    if picture.expires is not None and picture.expires <= at:
        yield f"shows the picture {name}, whose rights have ended.", "Choose another picture."
    if picture.not_in_print and medium is not Medium.WEB:
        yield f"shows the picture {name}, which may not be printed.", "Choose another one, or “on the web only”."
