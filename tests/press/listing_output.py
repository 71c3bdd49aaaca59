"""An output that prints plain lists of everything a reader can read: it finds whatever planning misses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from broadsheet.edition.paper import Paper
from broadsheet.edition.records import Document, Image, Issue
from broadsheet.edition.summaries import Line
from broadsheet.press.facts import numbered_pages
from broadsheet.press.output import Rank, View
from broadsheet.press.reader import Deriver, Reader
from broadsheet.tree.artifact import Spec


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordMaker:
    """A page of everything about one record."""

    name: str
    output: str
    rank: Rank = Rank.STORY

    def recipe(self) -> bytes:
        return b"1"

    def gather(self, spec: Spec, reader: Reader) -> View:
        record = reader.record(spec.subject)
        if record is None:
            return None
        language = spec.language
        topics = tuple(f"topic/{topic}" for topic in getattr(record, "topics", ()))
        issues = reader.lines(reader.all(f"placed/{record.id}"))
        return (
            record,
            reader.derived(f"{self.output}-masthead", language),
            tuple(reader.derived(f"{self.output}-contents", issue.id) for issue in issues),
            reader.lines(reader.related(record.id)),
            tuple(reader.lines(reader.around(name, record.id)) for name in (f"stories/{language}", *topics)),
            tuple(reader.lines((target,)) for target in getattr(record, "persons", ())),
        )

    def print(self, view: View) -> bytes:
        return repr(view).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListMaker:
    """The front of a list, a numbered page of it, or the paper's front."""

    name: str
    output: str
    rank: Rank = Rank.LIST

    def recipe(self) -> bytes:
        return b"1"

    def gather(self, spec: Spec, reader: Reader) -> View:
        if spec.subject == "":
            return (
                reader.derived(f"{self.output}-masthead", spec.language),
                reader.cards(reader.newest(f"stories/{spec.language}", 5)),
                reader.coming(f"diary/{spec.language}", 3),
                reader.list_names("month/"),
                reader.old_addresses(),
            )
        if spec.number:
            return reader.cards(reader.page(spec.subject, spec.number))
        return reader.cards(reader.front(spec.subject)), reader.count(spec.subject)

    def print(self, view: View) -> bytes:
        return repr(view).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeldomMaker:
    """A page that exists or not by what other records say, and by the time."""

    name: str
    rank: Rank = Rank.LIST

    def recipe(self) -> bytes:
        return b"1"

    def gather(self, spec: Spec, reader: Reader) -> View:
        topic, stories = reader.line("topic-a"), reader.count(f"stories/{spec.language}")
        if topic is None or topic.title == "Wages" or (stories % 2 and reader.is_before(HALF_WAY)):
            return None
        return topic.title

    def print(self, view: View) -> bytes:
        return repr(view).encode()


HALF_WAY: Final = datetime(2026, 2, 2, tzinfo=UTC)
"""Between the first and the last moment at which the tests print."""


class ListingOutput:
    """Every record, every list, one front, a page that comes and goes, in a folder of the output's own name."""

    def __init__(self, name: str = "listing") -> None:
        self.name = name
        self.makers = (
            RecordMaker(name=f"{name}.record", output=name),
            ListMaker(name=f"{name}.list", output=name),
            SeldomMaker(name=f"{name}.seldom"),
        )

    @property
    def derivers(self) -> Mapping[str, Deriver]:
        return {f"{self.name}-masthead": _masthead, f"{self.name}-contents": _contents}

    def of_line(self, line: Line, _paper: Paper) -> Iterable[Spec]:
        path = f"{self.name}/{line.path}index"
        yield Spec(path=path, maker=f"{self.name}.record", subject=line.id, language=line.language)

    def of_file(self, record: Image | Document, _paper: Paper) -> Iterable[Spec]:
        yield Spec(path=f"{self.name}/files/{record.id}", maker=f"{self.name}.record", subject=record.id)

    def of_list(self, name: str, count: int, head: Line | None, _paper: Paper) -> Iterable[Spec]:
        folder = f"{self.name}/lists/{name}/{head.path if head else 'nothing'}".rstrip("/")
        maker = f"{self.name}.list"
        yield Spec(path=f"{folder}/front", maker=maker, subject=name)
        for number in range(1, numbered_pages(count) + 1):
            yield Spec(path=f"{folder}/page/{number}", maker=maker, subject=name, number=number)

    def of_paper(self, paper: Paper) -> Iterable[Spec]:
        for language in paper.languages:
            path = f"{self.name}/front-{language.code}"
            yield Spec(path=path, maker=f"{self.name}.list", language=language.code)
            yield Spec(path=f"{self.name}/seldom-{language.code}", maker=f"{self.name}.seldom", language=language.code)


def _masthead(reader: Reader, language: str) -> object:
    paper = reader.paper()
    return paper.name, paper.language(language).title


def _contents(reader: Reader, issue: str) -> object:
    record = reader.record(issue)
    if not isinstance(record, Issue):
        return ()
    return tuple(reader.lines(tuple(place.article for place in section.placements)) for section in record.sections)
