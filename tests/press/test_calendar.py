"""Calendars by the rules of RFC 5545."""

from dataclasses import replace

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.edition.records import Event
from broadsheet.press.outputs.calendar import LINE_OCTETS, CalendarOutput, escape, fold
from tests.press.outputs_sample import NOW, at, press_of, sample_records


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    press = press_of(tmp_path_factory.mktemp("calendar"), sample_records(), (CalendarOutput(),))
    press.print()
    return press


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_no_line_is_longer_than_75_octets_and_unfolding_gives_it_back(text) -> None:
    line = text.replace("\r", "").replace("\n", "")
    folded = fold(line).encode()
    assert all(len(part) <= LINE_OCTETS for part in folded.split(b"\r\n"))
    assert folded.decode().replace("\r\n ", "") == f"{line}\r\n"


@given(st.text(st.characters(codec=None), max_size=100))
def test_an_escaped_text_stays_on_its_line(text) -> None:
    assert not {"\r", "\n", "\x00"} & set(escape(text))
    escape(text).encode()


@pytest.mark.parametrize(
    "path", ["diary/calendar.ics", "branches/north/calendar.ics", "diary/2026/11/meeting/event.ics"]
)
def test_an_event_is_in_the_diary_in_its_branchs_calendar_and_in_its_own(press, path) -> None:
    data = press.read(path)
    [event] = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert event["SUMMARY"] == "Open meeting; all welcome, as ever"
    assert event["UID"] == "meeting@lamp.example"
    assert (event.start, event.end) == (at(28, 18), at(28, 20))
    assert event["LOCATION"] == "Seamen’s hall, 1 Quay Road"
    assert event["DESCRIPTION"] == "Bring friends"
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_a_calendar_without_events_still_is_one(press) -> None:
    calendar = icalendar.Calendar.from_ical(press.read("branches/south/calendar.ics"))
    assert calendar.walk("VEVENT") == []
    assert calendar.subcomponents != []


def test_the_clock_has_no_part_in_it(tmp_path, press) -> None:
    other = press_of(tmp_path, sample_records(), (CalendarOutput(),))
    other.print(NOW.replace(year=2031))
    assert other.tree() == press.tree()


def test_an_end_before_the_start_is_left_out(tmp_path) -> None:
    records = [replace(each, ends=at(1)) if isinstance(each, Event) else each for each in sample_records()]
    press = press_of(tmp_path, records, (CalendarOutput(),))
    press.print()
    [event] = icalendar.Calendar.from_ical(press.read("diary/calendar.ics")).walk("VEVENT")
    assert "DTEND" not in event


def test_an_event_called_off_says_so_and_is_in_the_calendar_of_every_branch_that_holds_it(tmp_path) -> None:
    records = [
        replace(each, cancelled=True, branches=("south",), online="https://meet.example/x")
        if isinstance(each, Event) and each.id == "meeting"
        else each
        for each in sample_records()
    ]
    press = press_of(tmp_path, records, (CalendarOutput(),))
    press.print()
    for path in ("diary/calendar.ics", "branches/north/calendar.ics", "branches/south/calendar.ics"):
        [event] = icalendar.Calendar.from_ical(press.read(path)).walk("VEVENT")
        assert event["STATUS"] == "CANCELLED"
        assert len(event["CATEGORIES"].cats) == 2
        assert event["LOCATION"].endswith("https://meet.example/x")
