"""The edition's file: what is written is there, in order, with its history, and all or nothing."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.edition import Edition
from broadsheet.edition.blocks import Inline, Paragraph
from broadsheet.edition.paper import LanguageVersion, Paper
from broadsheet.edition.records import Article, Issue, IssueSection, Placement
from broadsheet.errors import AddressTakenError, EditionUnreadableError, MalformedRecordError

NOON = datetime(2026, 11, 5, 12, tzinfo=UTC)


def story(name: str, hours: int = 0, **fields: object) -> Article:
    base = Article(
        id=name, language="en", title=name, slug=name, month="2026-11", published=NOON + timedelta(hours=hours)
    )
    return replace(base, **fields)  # type: ignore[arg-type]  # fields of Article


@pytest.fixture
def edition(tmp_path: Path) -> Iterator[Edition]:
    with Edition.open(tmp_path / "edition.db") as opened:
        yield opened


def test_writing_the_same_again_changes_nothing(edition: Edition) -> None:
    assert edition.write([story("a"), story("b")]) == 1
    assert edition.write([story("a"), story("b")]) == 1
    assert edition.changes_since(1) == ()


def test_a_refused_record_leaves_everything_as_it_was(edition: Edition) -> None:
    edition.write([story("a")])
    with pytest.raises(MalformedRecordError, match="control characters"):
        edition.write([story("b"), story("c", body=(Paragraph(text=Inline("a\x00b")),))])
    assert edition.read("b") is None
    assert edition.serial == 1


def test_two_records_cannot_have_one_address_and_both_are_named(edition: Edition) -> None:
    edition.write([story("a", title="First")])
    with pytest.raises(AddressTakenError, match=r"First.*Second|Second.*First"):
        edition.write([story("b", title="Second", slug="a")])
    assert edition.read("b") is None


def test_two_records_may_change_places_in_one_write(edition: Edition) -> None:
    edition.write([story("a"), story("b")])
    edition.write([story("a", slug="b"), story("b", slug="a")])
    assert edition.find("2026/11/a/") == "b"


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(-50, 50), st.booleans()), max_size=20))
def test_lists_keep_their_order_through_any_edits(moves: list[tuple[int, int, bool]]) -> None:
    with Edition.open(Path(":memory:")) as edition:
        present: dict[str, int] = {}
        for number, hours, removed in moves:
            name = f"story-{number}"
            if removed:
                edition.write((), [name])
                present.pop(name, None)
            else:
                edition.write([story(name, hours)])
                present[name] = hours
        listed = edition.slice("stories/en", 0)
        assert sorted(listed) == sorted(present)
        assert [present[name] for name in listed] == sorted(present.values())
        assert edition.count("stories/en") == len(present)
        assert edition.newest("stories/en", 3) == tuple(reversed(listed))[:3]
        for before, name in zip(("", *listed), listed, strict=False):
            place = edition.place("stories/en", name)
            assert place is not None
            assert edition.around("stories/en", *place)[0] == before


def test_the_journal_says_what_a_record_was_at_any_serial(edition: Edition) -> None:
    first, second, third = story("a"), story("a", title="Two"), story("a", title="Three")
    for version in (first, second, third):
        edition.write([version])
    changes = edition.changes_since(1)
    assert changes is not None
    assert [(change.id, b'"title":"a"' in (change.before or b"")) for change in changes] == [("a", True)]
    edition.write([first])
    assert edition.changes_since(1) == ()
    assert edition.changes_since(9) is None


def test_an_issue_lists_the_stories_it_holds(edition: Edition) -> None:
    contents = (IssueSection(title="News", placements=(Placement(article="a"),)),)
    edition.write([story("a"), Issue(id="i", language="en", number=1, day=date(2026, 11, 5), sections=contents)])
    assert edition.slice("placed/a", 0) == ("i",)


def test_another_main_language_moves_every_page(edition: Edition) -> None:
    versions = (LanguageVersion(code="en", name="English"), LanguageVersion(code="ru", name="Русский"))
    paper = Paper(name="P", address="https://p.example/", languages=versions)
    edition.write([paper, story("a")])
    identity = edition.identity
    edition.write([replace(paper, languages=versions[::-1])])
    assert edition.find("en/2026/11/a/") == "a"
    assert edition.identity != identity


def test_a_damaged_file_is_named_with_its_remedy(tmp_path: Path) -> None:
    path = tmp_path / "edition.db"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(EditionUnreadableError, match="Move it away"):
        Edition.open(path)


def test_readers_keep_one_state_while_others_write(tmp_path: Path) -> None:
    path = tmp_path / "edition.db"
    with Edition.open(path) as writer, Edition.open(path) as reader:
        writer.write([story("a")])
        with reader.frozen():
            assert reader.read("a") is not None
            writer.write((), ["a"])
            assert reader.read("a") is not None
        assert reader.read("a") is None


def test_dates_of_year_1_and_9999_stand_in_order(edition: Edition) -> None:
    early = story("early", published=datetime(1, 1, 1, tzinfo=UTC), month="0001-01")
    late = story("late", published=datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC), month="9999-12")
    edition.write([late, story("now"), early])
    assert edition.slice("stories/en", 0) == ("early", "now", "late")
    assert edition.list_names("year/en/") == ("year/en/0001", "year/en/2026", "year/en/9999")


def test_a_killed_write_leaves_the_state_before(tmp_path: Path) -> None:
    path = tmp_path / "edition.db"
    with Edition.open(path) as edition:
        edition.write([story("a")])
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("DELETE FROM record")
    raw.close()
    with Edition.open(path) as edition:
        assert edition.read("a") is not None
