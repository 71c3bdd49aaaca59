"""A small paper and the edits an evening in the newsroom makes to it, for Hypothesis."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from broadsheet.edition import Edition
from broadsheet.edition.blocks import Inline, Paragraph
from broadsheet.edition.canonical import Record
from broadsheet.edition.paper import LanguageVersion, Notice, Paper
from broadsheet.edition.records import Article, Byline, Event, Issue, IssueSection, Person, Placement, Section, Topic

EPOCH = datetime(2026, 1, 1, 12, tzinfo=UTC)
STORIES = tuple(f"story-{number}" for number in range(45))
TOPICS = ("topic-a", "topic-b", "topic-c")
SECTIONS = ("section-a", "section-b")
PERSONS = ("person-a", "person-b")
ISSUES = ("issue-1", "issue-2")
EVENTS = ("event-1", "event-2", "event-3")

PAPER = Paper(
    name="The Lantern",
    address="https://lantern.example/",
    languages=(LanguageVersion(code="en", name="English"), LanguageVersion(code="ru", name="Русский")),
)


def moment(hours: int) -> datetime:
    """So many hours after the paper began."""
    return EPOCH + timedelta(hours=hours)


def story(name: str, *, headline: str = "Headline", hours: int = 0, topics: tuple[str, ...] = ()) -> Article:
    """A story as plain as can be."""
    published = moment(hours)
    return Article(
        id=name,
        language="en",
        title=f"{headline} of {name}",
        slug=name,
        month=f"{published:%Y-%m}",
        published=published,
        section=SECTIONS[len(name) % 2],
        topics=topics,
        bylines=(Byline(person=PERSONS[hours % 2]),),
        persons=PERSONS[: hours % 3],
        body=(Paragraph(text=Inline("Words.")),),
    )


def beginning() -> list[Record]:
    """What the paper has before the first edit."""
    stories = [story(name, hours=index * 20, topics=TOPICS[: index % 4]) for index, name in enumerate(STORIES[:34])]
    return [
        PAPER,
        *(Section(id=name, language="en", title=name.title(), slug=name) for name in SECTIONS),
        *(Topic(id=name, language="en", title=name.title(), slug=name) for name in TOPICS),
        *(Person(id=name, language="en", title=name.title(), slug=name) for name in PERSONS),
        *stories,
        Event(id="event-1", language="en", title="Meeting", slug="meeting", month="2026-02", starts=moment(900)),
    ]


_headlines = st.sampled_from(("Headline", "Another headline", "Third"))
# Mostly among the stories that are there already, sometimes far ahead.
_hours = st.one_of(st.integers(min_value=0, max_value=700), st.integers(min_value=0, max_value=2000))
_topics = st.sampled_from(((), TOPICS[:1], TOPICS[1:], TOPICS[:2], TOPICS))


def stories() -> st.SearchStrategy[Record]:
    """A story written or changed in any way."""
    return st.builds(
        lambda name, headline, hours, topics, old: replace(
            story(name, headline=headline, hours=hours, topics=topics), old_addresses=old
        ),
        st.sampled_from(STORIES),
        _headlines,
        _hours,
        _topics,
        st.sampled_from(((), ("/?p=1",), ("/old/2", "/old/3"))),
    )


def issues() -> st.SearchStrategy[Record]:
    """An issue closed or closed again with other stories."""
    places = st.lists(st.sampled_from(STORIES), unique=True, max_size=6)
    return st.builds(
        lambda name, day, articles: Issue(
            id=name,
            language="en",
            number=int(name[-1]),
            day=date(2026, 1, day),
            sections=(IssueSection(title="All", placements=tuple(Placement(article=each) for each in articles)),),
        ),
        st.sampled_from(ISSUES),
        st.integers(min_value=1, max_value=28),
        places,
    )


def others() -> st.SearchStrategy[Record]:
    """Topics and persons renamed, events moved, the paper's own settings."""
    return st.one_of(
        st.builds(
            lambda name, title: Topic(id=name, language="en", title=title, slug=f"{name}-{title.lower()}"),
            st.sampled_from(TOPICS),
            st.sampled_from(("Wages", "Rents")),
        ),
        st.builds(
            lambda name, title: Person(id=name, language="en", title=title, slug=name),
            st.sampled_from(PERSONS),
            st.sampled_from(("Ada", "Bela")),
        ),
        st.builds(
            lambda name, hours: Event(
                id=name, language="en", title=name, slug=name, month=f"{moment(hours):%Y-%m}", starts=moment(hours)
            ),
            st.sampled_from(EVENTS),
            _hours,
        ),
        st.builds(
            lambda text, title: replace(
                PAPER,
                languages=(replace(PAPER.languages[0], title=title, notice=Notice(text=text)), PAPER.languages[1]),
            ),
            st.sampled_from(("", "Rain")),
            st.sampled_from(("", "Lantern")),
        ),
    )


def removals() -> st.SearchStrategy[str]:
    """Something withdrawn."""
    return st.sampled_from((*STORIES, *ISSUES, *EVENTS, *TOPICS, *PERSONS))


def apply(edition: Edition, edit: Record | str) -> None:
    """Compose one edit into the edition."""
    if isinstance(edit, str):
        edition.write((), (edit,))
    else:
        edition.write((edit,))
