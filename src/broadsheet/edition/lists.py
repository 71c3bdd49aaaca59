"""
The ordered lists a record stands in.

A list is a name; the store keeps its members in order. What a page shows of many records is always a
slice of such a list, so the press knows exactly which slices a change can reach.

    stories/LANG  year/LANG/YYYY  month/LANG/YYYY-MM     articles by date
    section/ID  topic/ID  branch/ID  by/ID  about/ID     a section's, topic's, branch's stories; by and about a person
    named/LANG/YYYY/ID                                   a year's stories that name a topic or person, as author too
    placed/ID                                            the issues that hold an article
    withdrawn/LANG                                       stories taken back, by when; they are in no list above
    issues/LANG  issue-year/LANG/YYYY                    issues by date
    diary/LANG  diary-month/LANG/YYYY-MM  events/ID      events by start; of a branch
    sections/LANG  topics/LANG  people/LANG  branches/LANG  pages/LANG   in their order
    work/ID                                              language versions of one work
    shows/ID                                             records that show an image or carry a document
    stub/PATH                                            records that a stub page at this path would lead to
"""

from collections.abc import Iterator
from typing import Final, assert_never

from broadsheet.edition.canonical import Record, moment_text
from broadsheet.edition.old_addresses import read_old_address
from broadsheet.edition.paper import Paper
from broadsheet.edition.records import (
    Addressed,
    Article,
    Branch,
    Document,
    Event,
    Image,
    Issue,
    Person,
    Section,
    StandingPage,
    Topic,
)
from broadsheet.edition.references import files_used
from broadsheet.edition.summaries import order_key

HEADED: Final = ("section", "topic", "branch", "by", "about", "events")
"""The families of lists that are named for the record whose page they stand on."""

type Membership = tuple[str, str]
"""The name of a list and the key a record is sorted by in it."""


def head_of(name: str) -> str:
    """The id of the record a list is of, "" for other lists."""
    family, _, record = name.partition("/")
    return record if family in HEADED else ""


def memberships(record: Record) -> frozenset[Membership]:
    """Every list a record stands in."""
    match record:
        case Paper() | Image() | Document():
            return frozenset()
        case _:
            return frozenset(_of_addressed(record))


def _of_addressed(record: Addressed) -> Iterator[Membership]:
    key = order_key(record)
    yield from ((name, key) for name in _by_kind(record))
    if isinstance(record, Article) and record.withdrawn is not None:
        yield f"withdrawn/{record.language}", moment_text(record.withdrawn)
    if record.work:
        yield f"work/{record.work}", record.language
    yield from ((f"shows/{file}", key) for file in files_used(record))
    yield from ((f"stub/{stub}", key) for stub in map(_stub, record.old_addresses) if stub)
    if isinstance(record, Issue):
        for section in record.sections:
            yield from ((f"placed/{placement.article}", key) for placement in section.placements)


def _stub(address: str) -> str:
    return read_old_address(address).stub


def _by_kind(record: Addressed) -> Iterator[str]:
    language = record.language
    match record:
        case Article():
            yield from _of_article(record)
        case Issue(day=day):
            yield from (f"issues/{language}", f"issue-year/{language}/{day.year:04}")
        case Event(month=month, branch=first, branches=others):
            yield from (f"diary/{language}", f"diary-month/{language}/{month}")
            yield from (f"events/{branch}" for branch in (first, *others) if branch)
        case Section():
            yield f"sections/{language}"
        case Topic():
            yield f"topics/{language}"
        case Person():
            yield f"people/{language}"
        case Branch():
            yield f"branches/{language}"
        case StandingPage():
            yield f"pages/{language}"
        case _:
            assert_never(record)


def _of_article(article: Article) -> Iterator[str]:
    language = article.language
    if article.withdrawn is not None:
        return
    yield f"stories/{language}"
    yield f"year/{language}/{article.month[:4]}"
    yield f"month/{language}/{article.month}"
    if article.section:
        yield f"section/{article.section}"
    yield from (f"topic/{topic}" for topic in article.topics)
    yield from (f"branch/{branch}" for branch in article.branches)
    yield from (f"by/{byline.person}" for byline in article.bylines if byline.person)
    yield from (f"about/{person}" for person in article.persons)
    named = {*article.topics, *article.persons, *(byline.person for byline in article.bylines if byline.person)}
    yield from (f"named/{language}/{article.month[:4]}/{record}" for record in named)
