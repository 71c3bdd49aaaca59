"""A story's page: the story with everything around it that does not change with the news of the day."""

from collections.abc import Sequence
from datetime import datetime

from broadsheet.edition.late import dataclass
from broadsheet.edition.records import Article, ArticleKind, Byline, CorrectionKind, Topic, TopicKind
from broadsheet.edition.summaries import Line
from broadsheet.press.outputs.html.figures import Figure, figure
from broadsheet.press.outputs.html.materials import Material, material
from broadsheet.press.outputs.html.pages import Page, WordsOf, share_image, versions
from broadsheet.press.outputs.html.place import Place, stamp
from broadsheet.press.outputs.html.shared import (
    Appeal,
    Contents,
    Frame,
    SectionHead,
    Way,
    contents,
    frame,
    home,
    paper_calls,
    section_head,
)
from broadsheet.press.outputs.html.structured import Data, filled, periodical, publisher
from broadsheet.press.outputs.html.threads import Spoken, thread
from broadsheet.press.outputs.html.words import Words
from broadsheet.press.pictures import Shape
from broadsheet.press.reader import Reader
from broadsheet.tree.artifact import Spec


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A contributor as this story credits them; `line` leads to a page of their own."""

    name: str
    line: Line | None
    role: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The stories before and after this one in something."""

    before: Line | None = None
    after: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What a story's page shows."""

    story: Article
    line: Line
    found: Material
    lead: Figure | None
    authors: tuple[Author, ...]
    section: SectionHead | None
    issue: Contents | None
    in_issue: Beside
    in_section: Beside
    topics: tuple[Line, ...]
    places: tuple[Line, ...]
    persons: tuple[Line, ...]
    related: tuple[Line, ...]
    calls: tuple[Appeal, ...]
    comments: tuple[Spoken, ...]

    @property
    def is_retracted(self) -> bool:
        """Whether the paper took the story back."""
        return any(correction.what is CorrectionKind.RETRACTION for correction in self.story.corrections)

    @property
    def is_withdrawn(self) -> bool:
        """Whether nothing is left of the story but its headline and the reason."""
        return self.story.withdrawn is not None


def gather_article(spec: Spec, reader: Reader, words_of: WordsOf) -> Page | None:
    """Read what a story's page shows."""
    story, line = reader.record(spec.subject), reader.line(spec.subject)
    if not isinstance(story, Article) or line is None:
        return None
    around = frame(reader, story.language)
    section = section_head(reader, story.section)
    issue = contents(reader, next(iter(reader.newest(f"placed/{story.id}", 1)), ""))
    topics, places = _topics(reader, story)
    shown = Story(
        story=story,
        line=line,
        found=material(story, reader),
        lead=figure(reader, story.picture, Shape.LEAD),
        authors=authors(reader, story.bylines),
        section=section,
        issue=issue,
        in_issue=_beside_in_issue(issue, story.id),
        in_section=_beside_in_section(reader, section, story.id),
        topics=topics,
        places=places,
        persons=reader.lines(story.persons),
        related=_related(reader, story) if story.withdrawn is None else (),
        calls=section.calls if section and section.calls is not None else paper_calls(reader, story.language),
        comments=thread(story.comments),
    )
    return Page(
        frame=around,
        language=story.language,
        path=line.path,
        title=story.title,
        description=story.share_text or story.standfirst,
        content=shown,
        trail=_trail(around, shown, words_of(story.language)),
        feeds=((section.line.title, f"{section.line.path}feed.atom"),) if section else (),
        versions=versions(reader, story.work, story.id),
        image=share_image(reader, story.picture, line),
        section=section.line.path if section else "",
        is_listed=story.withdrawn is None,
    )


def authors(reader: Reader, bylines: Sequence[Byline]) -> tuple[Author, ...]:
    """The contributors with their pages; one without a name takes that of their page."""
    found = []
    for byline in bylines:
        line = reader.line(byline.person) if byline.person else None
        name = byline.name or (line.title if line else "")
        if name:
            found.append(Author(name=name, line=line, role=byline.role, description=byline.description))
    return tuple(found)


def _topics(reader: Reader, story: Article) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    topics: list[Line] = []
    places: list[Line] = []
    for name in story.topics:
        topic, line = reader.record(name), reader.line(name)
        if isinstance(topic, Topic) and line is not None:
            (places if topic.sort is TopicKind.PLACE else topics).append(line)
    return tuple(topics), tuple(places)


def _beside_in_issue(issue: Contents | None, story: str) -> Beside:
    if issue is None:
        return Beside()
    lines = [entry.line for entry in issue.entries() if not entry.is_withdrawn]
    place = next((number for number, line in enumerate(lines) if line.id == story), None)
    if place is None:
        return Beside()
    return Beside(
        before=lines[place - 1] if place else None, after=lines[place + 1] if place + 1 < len(lines) else None
    )


def _beside_in_section(reader: Reader, section: SectionHead | None, story: str) -> Beside:
    if section is None:
        return Beside()
    before, after = reader.around(f"section/{section.line.id}", story)
    return Beside(
        before=reader.line(before) if before else None,
        after=reader.line(after) if after else None,
    )


def _related(reader: Reader, story: Article) -> tuple[Line, ...]:
    chosen = [name for name in story.related if name != story.id]
    found = dict.fromkeys((*chosen, *reader.related(story.id)))
    cards = reader.cards(tuple(found))
    return tuple(card.line for card in cards if card.line.language == story.language and not card.withdrawn)


def _trail(around: Frame, shown: Story, words: Words) -> tuple[Way, ...]:
    trail = [*home(around)]
    if shown.issue:
        trail.append(Way(label=words.issue_name(shown.issue.line.title), path=shown.issue.line.path))
    if shown.section:
        trail.append(Way(label=shown.section.line.title, path=shown.section.line.path))
    return tuple(trail)


# ---- for machines


_TYPES = {
    ArticleKind.REVIEW: "ReviewNewsArticle",
    ArticleKind.COMMENT: "OpinionNewsArticle",
}


def article_data(shown: Story, page: Page, place: Place) -> Sequence[Data]:
    """The story as `NewsArticle`, and as `Review` when it is one."""
    story, around = shown.story, page.frame
    if shown.is_withdrawn:
        return ()
    address = place.at(page.path)
    kind = _TYPES.get(story.genre)
    data: Data = {
        "@type": ["NewsArticle", kind] if kind else "NewsArticle",
        "@id": address,
        "headline": story.title[:110],
        "description": story.standfirst,
        "datePublished": stamp(story.published),
        "dateModified": stamp(last_change(story)),
        "author": [_person(author, place) for author in shown.authors] or _house(around),
        "publisher": publisher(around, place),
        "image": _image_data(page, place),
        "mainEntityOfPage": address,
        "inLanguage": story.language,
        "articleSection": shown.section.line.title if shown.section else around.name,
        "isPartOf": _issue_data(shown.issue, around, place) if shown.issue else periodical(around),
        "isAccessibleForFree": True,
        "license": story.licence or around.licence or around.address,
        "keywords": [line.title for line in (*shown.topics, *shown.places)],
        "about": [{"@type": "Person", "name": line.title, "url": place.at(line.path)} for line in shown.persons],
        "correction": [place.words(correction.what.value) for correction in story.corrections],
    }
    return (filled(data), *_review_data(story, around, address))


def last_change(story: Article) -> datetime:
    """When the story last changed: published, updated or put right, whichever is latest."""
    moments = [story.published, *(correction.when for correction in story.corrections)]
    return max([*moments, story.updated] if story.updated else moments)


def _person(author: Author, place: Place) -> Data:
    return filled(
        {
            "@type": "Person",
            "name": author.name,
            "jobTitle": author.role,
            "url": place.at(author.line.path) if author.line else "",
        }
    )


def _house(around: Frame) -> Data:
    """Who answers for a story that nobody signed."""
    return {"@type": "Organization", "name": around.publisher, "url": around.address}


def _image_data(page: Page, place: Place) -> Data:
    image = page.image
    if image is None:
        return {"@type": "ImageObject", "url": place.at(page.frame.assets.large_icon)}
    return {"@type": "ImageObject", "url": place.at(image.path), "width": image.width, "height": image.height}


def _issue_data(issue: Contents, around: Frame, place: Place) -> Data:
    return {
        "@type": "PublicationIssue",
        "issueNumber": str(issue.number),
        "datePublished": issue.day.isoformat(),
        "url": place.at(issue.line.path),
        "isPartOf": periodical(around),
    }


def _review_data(story: Article, around: Frame, address: str) -> Sequence[Data]:
    review = story.review
    if review is None:
        return ()
    work = filled({"@type": "CreativeWork", "name": review.of, "author": review.by})
    return (
        {
            "@type": "Review",
            "itemReviewed": work,
            "name": story.title,
            "url": address,
            "author": [byline.name for byline in story.bylines if byline.name] or around.publisher,
            "datePublished": stamp(story.published),
        },
    )
