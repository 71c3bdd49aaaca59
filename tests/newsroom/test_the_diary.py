"""Events on one screen: several branches, called off yet visible, copied to next week; organisers keep only theirs."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.edition.records import Event
from broadsheet.edition.store import Edition
from broadsheet.errors import ActionRefusedError
from broadsheet.newsroom.actions.diary import CallOffEvent, CopyEvent, KeepEvent, branches_held_by, later
from broadsheet.newsroom.compose import compose
from broadsheet.newsroom.models import BranchPage, ContainerKind, EventPage
from broadsheet.newsroom.roles import Role
from broadsheet.newsroom.shelves import home_of, shelf
from tests.newsroom import making
from tests.newsroom.people import account

STARTS = datetime(2026, 12, 3, 17, tzinfo=UTC)


def branch(title: str) -> BranchPage:
    page = BranchPage(title=title, locale=home_of("en").locale)
    shelf(home_of("en"), ContainerKind.BRANCHES).add_child(instance=page)
    made: BranchPage = making.publish(page)
    return made


def event(editor: Any, *branches: BranchPage, publish: bool = True, **fields: Any) -> EventPage:
    made = EventPage(**{"title": "Reading circle", "starts": STARTS, **fields})
    return KeepEvent(event=made, branches=tuple(each.pk for each in branches), publish=publish).execute(editor)


def record_of(page: EventPage, edition_file: Path) -> Event:
    compose()
    with Edition.open(edition_file) as edition:
        found = edition.read(page.permanent_id)
    assert isinstance(found, Event)
    return found


@pytest.mark.django_db
def test_several_branches_hold_one_event_and_readers_see_it_at_each(edition_file: Path) -> None:
    editor, quay, hill = account(Role.EDITOR), branch("Quay"), branch("Hill")
    both = event(editor, hill, quay, online="https://meet.example/circle")
    record = record_of(both, edition_file)
    assert (record.branch, record.branches) == (hill.permanent_id, (quay.permanent_id,))
    assert record.online == "https://meet.example/circle"
    with Edition.open(edition_file) as edition:
        assert all(both.permanent_id in edition.slice(f"events/{each.permanent_id}", 0) for each in (quay, hill))
    none = event(editor, title="Nobody's")
    assert record_of(none, edition_file).branch == ""


@pytest.mark.django_db
def test_an_event_called_off_stays_in_the_diary_and_says_so(edition_file: Path) -> None:
    editor = account(Role.EDITOR)
    held = event(editor, branch("Quay"))
    CallOffEvent(event=held.pk).execute(editor)
    assert record_of(held, edition_file).cancelled
    assert EventPage.objects.get(pk=held.pk).live
    CallOffEvent(event=held.pk, off=False).execute(editor)
    assert not record_of(held, edition_file).cancelled
    draft = event(editor, publish=False, title="Draft")
    assert not CallOffEvent(event=draft.pk).execute(editor).live


@pytest.mark.django_db
def test_a_copy_is_next_week_takes_place_and_has_an_address_of_its_own() -> None:
    editor, quay, hill = account(Role.EDITOR), branch("Quay"), branch("Hill")
    source = event(editor, quay, hill, place="Hall", ends=STARTS + timedelta(hours=2), cancelled=True)
    made = CopyEvent(event=source.pk).execute(editor)
    assert (made.live, made.cancelled, made.report_id, made.place) == (False, False, None, "Hall")
    assert (made.starts, made.ends) == (source.starts + timedelta(days=7), source.ends + timedelta(days=7))
    assert branches_held_by(made) == [quay.pk, hill.pk]
    assert made.permanent_id != source.permanent_id
    assert making.publish(made).address() != source.address()


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1)), st.integers(1, 60))  # noqa: DTZ001 -- naive on purpose
def test_a_copy_begins_at_the_same_time_of_day(naive: datetime, days: int) -> None:
    zone = ZoneInfo("Europe/Helsinki")
    moment = naive.replace(tzinfo=zone)
    copied = later(moment, days).astimezone(zone)
    assert copied.replace(tzinfo=None) == moment.replace(tzinfo=None) + timedelta(days=days)


@pytest.mark.django_db
def test_an_organiser_keeps_only_events_of_branches_given_to_them(client: Any) -> None:
    editor, quay, hill = account(Role.EDITOR), branch("Quay"), branch("Hill")
    organiser = account(Role.BRANCH_ORGANISER, given=(quay,))
    soon = timezone.now() + timedelta(days=2)
    own = event(editor, quay, title="Own", starts=soon)
    shared = event(editor, hill, quay, title="Shared", starts=soon)
    other = event(editor, hill, title="Other", starts=soon)
    for page in (own, shared):
        CallOffEvent(event=page.pk).execute(organiser)
    for refused in (
        CallOffEvent(event=other.pk),
        CopyEvent(event=other.pk),
        KeepEvent(event=EventPage(title="New", starts=soon), branches=(hill.pk,), publish=True),
        KeepEvent(event=EventPage(title="New", starts=soon), branches=(), publish=True),
        KeepEvent(event=EventPage.objects.get(pk=other.pk), branches=(quay.pk,), publish=True),
    ):
        with pytest.raises(PermissionDenied):
            refused.execute(organiser)
    client.defaults["HTTP_HOST"] = "quay.example"
    client.force_login(organiser)
    shown = client.get(reverse("diary"), secure=True).content.decode()
    assert "Own" in shown
    assert "Shared" in shown
    assert "Other" not in shown
    assert client.get(reverse("event", args=[other.pk]), secure=True).status_code == 404
    for role in (Role.WRITER, Role.TREASURER):
        with pytest.raises(PermissionDenied):
            CallOffEvent(event=own.pk).execute(account(role))


@pytest.mark.django_db
def test_one_screen_makes_and_changes_an_event(client: Any) -> None:
    editor, quay, hill = account(Role.EDITOR), branch("Quay"), branch("Hill")
    client.defaults["HTTP_HOST"] = "quay.example"
    client.force_login(editor)
    form = {"title": "Reading circle", "starts": "2026-12-03T19:00", "branches": [quay.pk, hill.pk], "place": "Hall"}
    form |= {"description": "null", "deed": "publish"}
    assert client.post(reverse("new_event"), form, secure=True).status_code == 302
    made = EventPage.objects.get()
    assert (made.live, made.starts, branches_held_by(made)) == (True, STARTS, [hill.pk, quay.pk])
    changed = form | {"title": "Reading evening", "branches": [quay.pk], "ends": "2026-12-03T21:00", "deed": "draft"}
    assert client.post(reverse("event", args=[made.pk]), changed, secure=True).status_code == 302
    made = EventPage.objects.get()
    assert (made.title, made.draft_title) == ("Reading circle", "Reading evening")
    for deed, off in (("off", True), ("on", False)):
        client.post(reverse("diary"), {"deed": deed, "event": made.pk}, secure=True)
        assert EventPage.objects.get(pk=made.pk).cancelled is off
    copied = client.post(reverse("diary"), {"deed": "copy", "event": made.pk}, secure=True)
    assert client.get(copied["Location"], secure=True).status_code == 200
    wrong = client.post(reverse("event", args=[made.pk]), form | {"ends": "2026-12-03T08:00"}, secure=True)
    assert wrong.status_code == 200
    assert wrong.context["form"].errors.keys() == {"ends"}
    assert b"Reading circle" in wrong.content


@pytest.mark.django_db
def test_an_event_without_name_or_start_is_refused() -> None:
    with pytest.raises(ActionRefusedError, match="no name"):
        KeepEvent(event=EventPage(title=" ", starts=STARTS), branches=(), publish=True).execute(account(Role.EDITOR))


@pytest.mark.django_db
def test_the_list_asks_as_many_questions_however_long_it_is(client: Any, django_assert_max_num_queries: Any) -> None:
    editor, quay = account(Role.EDITOR), branch("Quay")
    client.defaults["HTTP_HOST"] = "quay.example"
    client.force_login(editor)
    for number in range(6):
        event(editor, quay, title=f"Event {number}", starts=timezone.now() + timedelta(days=number))
    client.get(reverse("diary"), secure=True)
    with django_assert_max_num_queries(14):
        assert client.get(reverse("diary"), secure=True).status_code == 200
