"""From a page and its rows to the record of it."""

from collections.abc import Iterable
from datetime import datetime
from functools import singledispatch
from typing import Any

from broadsheet.edition import records
from broadsheet.edition.comments import Comment, CommentSort
from broadsheet.edition.inline import escape
from broadsheet.edition.records import Addressed, Picture
from broadsheet.newsroom.compose.body import blocks_of, calls_of, pins_of
from broadsheet.newsroom.compose.gathering import Composable, Gathered
from broadsheet.newsroom.compose.inline import inline_of
from broadsheet.newsroom.compose.story_rows import StoryRow
from broadsheet.newsroom.models import (
    AddressedPage,
    ArticlePage,
    BranchPage,
    EventPage,
    IssuePage,
    PersonPage,
    SectionPage,
    StandingPage,
    TopicPage,
)


@singledispatch
def record_of(page: Composable, gathered: Gathered) -> Addressed:
    """The record of a public page."""
    raise NotImplementedError(f"Pages of type {type(page).__name__} have no record.")


@record_of.register
def _article(page: ArticlePage | StoryRow, gathered: Gathered) -> Addressed:
    published = _moment(page.first_published_at)
    if page.withdrawn_at is not None:
        return _withdrawn(page, gathered)
    updated = _moment(page.revised_at) if page.revised_at else published
    return records.Article(
        **_common(page, gathered),
        slug=page.slug,
        month=page.month,
        published=published,
        updated=updated if updated > published else None,
        kicker=page.kicker,
        standfirst=page.standfirst,
        dateline=page.dateline,
        genre=records.ArticleKind(page.genre),
        section=_page(page.section_id, gathered),
        bylines=tuple(_byline(row, gathered) for row in gathered.bylines.get(page.pk, ())),
        topics=_pages((row.topic_id for row in gathered.topics.get(page.pk, ())), gathered),
        persons=_pages((row.person_id for row in gathered.persons.get(page.pk, ())), gathered),
        branches=_pages((row.branch_id for row in gathered.branches.get(page.pk, ())), gathered),
        picture=_picture(page.picture_id, page.picture_alt, page.picture_caption, gathered),
        body=blocks_of(page.body.raw_data, gathered.references),
        related=_pages((row.related_id for row in gathered.related.get(page.pk, ())), gathered),
        corrections=tuple(
            records.Correction(
                when=_moment(row.when),
                what=records.CorrectionKind(row.kind),
                text=inline_of(row.text, gathered.references),
            )
            for row in gathered.corrections.get(page.pk, ())
        ),
        comments=_comments(page, gathered),
        review=_review(page),
        share_headline=page.share_headline,
        share_text=page.share_text,
        licence=page.licence,
    )


def _withdrawn(page: ArticlePage | StoryRow, gathered: Gathered) -> records.Article:
    """What is left of a story that the paper took back."""
    when = _moment(page.withdrawn_at)
    reason = records.Correction(
        when=when, what=records.CorrectionKind.RETRACTION, text=escape(" ".join(page.withdrawal_reason.split()))
    )
    return records.Article(
        **_common(page, gathered) | {"work": ""},
        slug=page.slug,
        month=page.month,
        published=_moment(page.first_published_at),
        corrections=(reason,),
        withdrawn=when,
    )


@record_of.register
def _issue(page: IssuePage, gathered: Gathered) -> Addressed:
    common = _common(page, gathered) | {"title": page.issue_title}
    return records.Issue(
        **common,
        number=page.number,
        volume=page.volume,
        day=page.day,
        cover=_picture(page.cover_id, page.cover_alt, "", gathered),
        editorial=blocks_of(page.editorial.raw_data, gathered.references),
        sections=tuple(_issue_section(section["value"], gathered) for section in page.plan.raw_data),
    )


@record_of.register
def _section(page: SectionPage, gathered: Gathered) -> Addressed:
    return records.Section(
        **_common(page, gathered),
        slug=page.slug,
        description=inline_of(page.description, gathered.references),
        position=position_of(page),
        calls=calls_of(page.calls.raw_data, gathered.references),
        pins=pins_of(page.pins.raw_data, gathered.references),
    )


@record_of.register
def _topic(page: TopicPage, gathered: Gathered) -> Addressed:
    return records.Topic(
        **_common(page, gathered),
        slug=page.slug,
        sort=records.TopicKind(page.sort),
        description=inline_of(page.description, gathered.references),
    )


@record_of.register
def _person(page: PersonPage, gathered: Gathered) -> Addressed:
    return records.Person(
        **_common(page, gathered),
        slug=page.slug,
        role=page.role,
        description=inline_of(page.description, gathered.references),
        contact=page.contact,
        portrait=_picture(page.portrait_id, page.portrait_alt, "", gathered),
    )


@record_of.register
def _branch(page: BranchPage, gathered: Gathered) -> Addressed:
    return records.Branch(
        **_common(page, gathered),
        slug=page.slug,
        place=page.place,
        description=inline_of(page.description, gathered.references),
        meets=page.meets,
        contact=page.contact,
    )


@record_of.register
def _event(page: EventPage, gathered: Gathered) -> Addressed:
    others = (row.branch_id for row in gathered.other_branches.get(page.pk, ()))
    branches = _pages((number for number in (page.branch_id, *others) if number), gathered)
    return records.Event(
        **_common(page, gathered),
        slug=page.slug,
        month=page.month,
        starts=_moment(page.starts),
        ends=_moment(page.ends) if page.ends else None,
        place=page.place,
        address=page.street_address,
        branch=branches[0] if branches else "",
        branches=branches[1:],
        online=page.online,
        cancelled=page.cancelled,
        report=_page(page.report_id, gathered),
        cost=page.cost,
        description=inline_of(page.description, gathered.references),
        body=blocks_of(page.body.raw_data, gathered.references),
        picture=_picture(page.picture_id, page.picture_alt, page.picture_caption, gathered),
    )


@record_of.register
def _standing(page: StandingPage, gathered: Gathered) -> Addressed:
    return records.StandingPage(
        **_common(page, gathered),
        path=page.local_path(),
        description=page.description,
        position=position_of(page),
        body=blocks_of(page.body.raw_data, gathered.references),
        comments=_comments(page, gathered),
    )


def position_of(page: AddressedPage) -> int:
    """The page's place among its siblings, as the tree counts it (with gaps)."""
    return int(page.path[-page.steplen :], len(page.alphabet))


def _common(page: Composable, gathered: Gathered) -> dict[str, Any]:
    return {
        "id": page.permanent_id,
        "language": page.locale.language_code,
        "title": page.title,
        "work": page.translation_key.hex,
        "old_addresses": tuple(row.path for row in gathered.old_addresses.get(page.pk, ())),
    }


def _moment(moment: datetime | None) -> datetime:
    if moment is None:
        raise ValueError("A live page has no time of publication.")
    return moment.replace(microsecond=0)


def _page(number: int | None, gathered: Gathered) -> str:
    return gathered.references.pages.get(number or 0, "")


def _pages(numbers: Iterable[int], gathered: Gathered) -> tuple[str, ...]:
    found = (gathered.references.pages.get(number) for number in numbers)
    return tuple(dict.fromkeys(permanent_id for permanent_id in found if permanent_id))


def _picture(number: int | None, alt: str, caption: str, gathered: Gathered) -> Picture | None:
    image = gathered.references.images.get(number or 0)
    return Picture(image=image, alt=alt, caption=inline_of(caption or "", gathered.references)) if image else None


def _byline(row: Any, gathered: Gathered) -> records.Byline:
    person = _page(row.person_id, gathered)
    # Whoever's page is in the bin still wrote the story.
    name = row.printed_name or ("" if person or row.person_id is None else row.person_title[:255])
    return records.Byline(
        name=name,
        person=person,
        role=row.role,
        description=row.description,
    )


def _comments(page: Composable, gathered: Gathered) -> tuple[Comment, ...]:
    return tuple(
        Comment(
            id=row.number,
            author=row.author,
            when=_moment(row.written_at) if row.written_at else None,
            text=tuple(inline_of(each, gathered.references) for each in row.text),
            parent=row.parent,
            sort=CommentSort(row.sort),
            approved=row.approved,
        )
        for row in gathered.comments.get(page.pk, ())
    )


def _review(page: ArticlePage | StoryRow) -> records.Review | None:
    if not page.review_of:
        return None
    return records.Review(of=page.review_of, by=page.review_by, where=page.review_where)


def _issue_section(value: Any, gathered: Gathered) -> records.IssueSection:
    stories = (item["value"] if item.get("type") == "item" else item for item in value.get("stories") or ())
    return records.IssueSection(
        title=value.get("title") or "",
        placements=tuple(
            records.Placement(
                article=article,
                slot=records.Slot(story.get("slot") or records.Slot.NORMAL),
                page=story.get("page") or 0,
                medium=records.Medium(story.get("medium") or records.Medium.BOTH),
                print_headline=story.get("print_headline") or "",
            )
            for story in stories
            if (article := _page(story.get("article"), gathered))
        ),
    )
