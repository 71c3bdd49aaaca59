"""The slots of a front as rows of a form, and the form read back as an arrangement."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.utils.dateparse import parse_datetime

from broadsheet.edition.paper import FrontSlot
from broadsheet.errors import ActionRefusedError
from broadsheet.newsroom.actions.arranging import ArrangeFront, Fixed, NoticeWords
from broadsheet.newsroom.compose.previews import front_stories
from broadsheet.newsroom.models import ArticlePage, HomePage
from broadsheet.newsroom.obstacles import Obstacle
from broadsheet.newsroom.paper import current_paper

OFFERED: Final = 60
"""Stories offered for a slot: the newest of the language, besides those fixed already."""

SLOTS: Final = (
    (FrontSlot.LEAD, "Lead", 1),
    (FrontSlot.SECOND, "Seconds", 4),
    (FrontSlot.BRIEF, "Briefs", 6),
    (FrontSlot.URGENT, "Most urgent", 3),
    (FrontSlot.BRANCHES, "From the branches", 4),
)
SECTION_SLOTS: Final = SLOTS[:2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One place of a slot: the story fixed there, if any, and the one a rule puts there."""

    name: str
    label: str
    article: int | None
    until: str
    by_rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotRows:
    """A slot with its places."""

    label: str
    rows: tuple[Row, ...]


def slots_of(front: Any) -> Sequence[tuple[FrontSlot, str, int]]:
    """The slots a front has: all on that of a language, lead and seconds on a section's."""
    return SLOTS if isinstance(front, HomePage) else SECTION_SLOTS


def rows_of(front: Any, typed: Mapping[str, str]) -> tuple[SlotRows, ...]:
    """The rows as they are, or as they were typed when the form came back."""
    fixed: dict[str, list[Mapping[str, Any]]] = {}
    for each in front.pins.raw_data:
        fixed.setdefault(each["value"]["slot"], []).append(each["value"])
    rules = _titles_by_rule(front)
    return tuple(
        SlotRows(label=label, rows=tuple(_rows(slot, label, places, fixed.get(slot, []), rules.get(slot, ()), typed)))
        for slot, label, places in slots_of(front)
    )


def _rows(
    slot: FrontSlot,
    label: str,
    places: int,
    fixed: Sequence[Mapping[str, Any]],
    rules: Sequence[str],
    typed: Mapping[str, str],
) -> Iterator[Row]:
    for place in range(places):
        name = f"{slot.value}-{place}"
        value = fixed[place] if place < len(fixed) else {}
        article = typed[f"{name}-story"] if f"{name}-story" in typed else value.get("article")
        until = typed.get(f"{name}-until", _local(value.get("until")))
        yield Row(
            name=name,
            label=label if places == 1 else f"{label} {place + 1}",
            article=int(article) if article else None,
            until=until,
            by_rule=rules[place] if place < len(rules) else "",
        )


def _titles_by_rule(front: Any) -> Mapping[FrontSlot, tuple[str, ...]]:
    bare = type(front).objects.get(pk=front.pk)
    bare.pins = "[]"
    stories = front_stories(bare)
    numbers = {number for slot in stories.values() for number in slot}
    titles = dict(ArticlePage.objects.filter(pk__in=numbers).values_list("pk", "title"))
    return {slot: tuple(titles[number] for number in slot_stories) for slot, slot_stories in stories.items()}


def offered_stories(front: Any, rows: Sequence[SlotRows]) -> list[ArticlePage]:
    """What can be chosen: the newest stories that are out, and those fixed already."""
    published = ArticlePage.objects.filter(live=True, locale_id=front.locale_id)
    newest = list(published.order_by("-first_published_at", "-pk")[:OFFERED])
    known = {story.pk for story in newest}
    fixed = {row.article for slot in rows for row in slot.rows if row.article} - known
    return [*newest, *ArticlePage.objects.filter(pk__in=fixed)]


def arrangement(front: Any, form: Mapping[str, str]) -> ArrangeFront:
    """The action a posted form asks for."""
    fixed = tuple(
        Fixed(slot=slot, article=int(form[f"{name}-story"]), until=moment_typed(form.get(f"{name}-until", "")))
        for slot, _, places in slots_of(front)
        for name in (f"{slot.value}-{place}" for place in range(places))
        if form.get(f"{name}-story", "").isdecimal()
    )
    notice = None
    if isinstance(front, HomePage):
        text, page = form.get("notice", ""), form.get("notice-story", "")
        notice = NoticeWords(
            text=text,
            page=int(page) if page.isdecimal() and text.strip() else None,
            address=form.get("notice-address", "") if text.strip() else "",
            ends=moment_typed(form.get("notice-ends", "")) if text.strip() else None,
        )
    at = moment_typed(form.get("at", "")) if form.get("deed") == "later" else None
    if form.get("deed") == "later" and at is None:
        raise ActionRefusedError([Obstacle(what="No time was chosen.", remedy="Choose when it is to change.")])
    return ArrangeFront(front=front.pk, fixed=fixed, notice=notice, at=at)


def moment_typed(text: str) -> datetime | None:
    """A moment as a form gives it, in the paper's time zone; None for an empty field."""
    if not text.strip():
        return None
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None:
        raise ActionRefusedError([Obstacle(what=f"“{text}” is no day and time.", remedy="Choose both.")])
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(current_paper().timezone))


def _local(stored: Any) -> str:
    moment = parse_datetime(stored) if isinstance(stored, str) else stored
    return moment.astimezone(ZoneInfo(current_paper().timezone)).strftime("%Y-%m-%dT%H:%M") if moment else ""


def local_moment(moment: datetime | None) -> str:
    """A moment as a form's field shows it."""
    return _local(moment)
