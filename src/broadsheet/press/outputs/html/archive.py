"""The archive: years, months, and for each year an index from A to Z, which is the search without script."""

from broadsheet.edition.late import dataclass
from broadsheet.edition.records import Topic, TopicKind
from broadsheet.edition.summaries import Line
from broadsheet.press.outputs.html.indexes import in_letter_order, letter_of
from broadsheet.press.outputs.html.listing import Item, items
from broadsheet.press.outputs.html.pages import Page, WordsOf
from broadsheet.press.outputs.html.shared import Frame, Way, frame, home
from broadsheet.press.outputs.html.words import Words
from broadsheet.press.reader import Reader
from broadsheet.tree.artifact import Spec


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A way with how many stories it leads to."""

    way: Way
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """What the archive's front shows, newest year first."""

    years: tuple[Counted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """What a year's page shows."""

    year: str
    months: tuple[Counted, ...]
    issues: tuple[Item, ...]
    index: str
    before: Way | None
    after: Way | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What a month's page shows: every story, newest first."""

    month: str
    lines: tuple[Line, ...]
    before: Way | None
    after: Way | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexGroup:
    """One letter of headlines, or all persons, places or topics."""

    title: str
    anchor: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearIndex:
    """What a year's index shows."""

    year: str
    groups: tuple[IndexGroup, ...]
    letters: tuple[IndexGroup, ...]


def years_of(reader: Reader, language: str, root: str, words: Words) -> tuple[Way, ...]:
    """The years with stories, newest first."""
    names = (name.rpartition("/")[2] for name in reader.list_names(f"year/{language}/"))
    return tuple(Way(label=words.digits(year), path=f"{root}archive/{year}/") for year in reversed([*names]))


def gather_archive(spec: Spec, reader: Reader, words_of: WordsOf) -> Page:
    """The archive's front."""
    words, around = words_of(spec.language), frame(reader, spec.language)
    years = tuple(
        Counted(way=way, count=reader.count(f"year/{spec.language}/{way.path[-5:-1]}"))
        for way in years_of(reader, spec.language, around.root, words)
    )
    return _page(spec, around, words("archive"), Archive(years=years), home(around))


def gather_year(spec: Spec, reader: Reader, words_of: WordsOf) -> Page:
    """One year: its months and issues."""
    words, around = words_of(spec.language), frame(reader, spec.language)
    year = spec.subject.rpartition("/")[2]
    months = tuple(
        Counted(way=_month_way(around, name, words), count=reader.count(name))
        for name in reversed(reader.list_names(f"month/{spec.language}/{year}-"))
    )
    before, after = _beside(reader, f"year/{spec.language}/", spec.subject)
    shown = Year(
        year=year,
        months=months,
        issues=items(reader, tuple(reversed(reader.all(f"issue-year/{spec.language}/{year}")))),
        index=f"{around.root}archive/{year}/index/",
        before=_year_way(around, before, words),
        after=_year_way(around, after, words),
    )
    return _page(spec, around, f"{words('archive')} {words.digits(year)}", shown, _trail(around, words))


def gather_month(spec: Spec, reader: Reader, words_of: WordsOf) -> Page:
    """One month: every story of it."""
    words, around = words_of(spec.language), frame(reader, spec.language)
    month = spec.subject.rpartition("/")[2]
    before, after = _beside(reader, f"month/{spec.language}/", spec.subject)
    shown = Month(
        month=month,
        lines=reader.lines(tuple(reversed(reader.all(spec.subject)))),
        before=_month_way(around, before, words) if before else None,
        after=_month_way(around, after, words) if after else None,
    )
    year = month[:4]
    trail = (*_trail(around, words), Way(label=words.digits(year), path=f"{around.root}archive/{year}/"))
    return _page(spec, around, words.month(month), shown, trail)


def gather_index(spec: Spec, reader: Reader, words_of: WordsOf) -> Page:
    """One year from A to Z."""
    words, around = words_of(spec.language), frame(reader, spec.language)
    year = spec.subject.rpartition("/")[2]
    shown = YearIndex(
        year=year,
        groups=_named(reader, spec.language, year, words),
        letters=_headlines(reader.lines(reader.all(spec.subject)), words),
    )
    trail = (*_trail(around, words), Way(label=words.digits(year), path=f"{around.root}archive/{year}/"))
    return _page(spec, around, words("index_of", year=words.digits(year)), shown, trail)


def _named(reader: Reader, language: str, year: str, words: Words) -> tuple[IndexGroup, ...]:
    """Persons, places and topics that the year's stories name."""
    groups: dict[str, list[Line]] = {"people": [], "places": [], "topics": []}
    prefix = f"named/{language}/{year}/"
    lines = reader.lines(tuple(name.removeprefix(prefix) for name in reader.list_names(prefix)))
    topics = reader.records(tuple(line.id for line in lines if line.kind == Topic.kind))
    places = {topic.id for topic in topics if isinstance(topic, Topic) and topic.sort is TopicKind.PLACE}
    for line in lines:
        if line.kind != Topic.kind:
            groups["people"].append(line)
        else:
            groups["places" if line.id in places else "topics"].append(line)
    return tuple(
        IndexGroup(title=words(kind), anchor=kind, lines=tuple(sorted(lines, key=_by_title)))
        for kind, lines in groups.items()
        if lines
    )


def _headlines(lines: tuple[Line, ...], words: Words) -> tuple[IndexGroup, ...]:
    letters: dict[str, list[Line]] = {}
    for line in lines:
        letters.setdefault(letter_of(line.title, words), []).append(line)
    return tuple(
        IndexGroup(title=letter, anchor=f"l{number}", lines=tuple(sorted(letters[letter], key=_by_title)))
        for number, letter in enumerate(in_letter_order(letters, words))
    )


def _by_title(line: Line) -> tuple[str, str]:
    return line.title.casefold(), line.path


def _beside(reader: Reader, prefix: str, name: str) -> tuple[str, str]:
    names = reader.list_names(prefix)
    place = names.index(name) if name in names else -1
    before = names[place - 1] if place > 0 else ""
    return before, names[place + 1] if 0 <= place < len(names) - 1 else ""


def _month_way(around: Frame, name: str, words: Words) -> Way:
    month = name.rpartition("/")[2]
    return Way(label=words.month(month), path=f"{around.root}archive/{month.replace('-', '/')}/")


def _year_way(around: Frame, name: str, words: Words) -> Way | None:
    year = name.rpartition("/")[2]
    return Way(label=words.digits(year), path=f"{around.root}archive/{year}/") if year else None


def _trail(around: Frame, words: Words) -> tuple[Way, ...]:
    return (*home(around), Way(label=words("archive"), path=f"{around.root}archive/"))


def _page(spec: Spec, around: Frame, title: str, content: object, trail: tuple[Way, ...]) -> Page:
    return Page(
        frame=around,
        language=spec.language,
        path=spec.path.removesuffix("index.html"),
        title=title,
        description=f"{title}, {around.name}",
        content=content,
        trail=trail,
    )
