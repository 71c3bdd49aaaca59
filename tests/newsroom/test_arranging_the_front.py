"""The front: stories fixed in slots until a moment, the notice, a look beforehand, and the way back."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from broadsheet.edition.paper import FrontSlot, Paper
from broadsheet.edition.records import Section
from broadsheet.edition.store import Edition
from broadsheet.errors import ActionRefusedError
from broadsheet.newsroom.actions.arranging import ArrangeFront, CallOff, Fixed, NoticeWords, PutBack
from broadsheet.newsroom.compose import compose, note_everything
from broadsheet.newsroom.compose.previews import front_stories
from broadsheet.newsroom.models import HomePage
from broadsheet.newsroom.roles import Role
from tests.newsroom import making
from tests.newsroom.people import account

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Any:
    made = account(Role.EDITOR)
    made.is_superuser = True  # entering the newsroom is tested with the accounts
    made.save()
    return made


@pytest.fixture
def desk(client: Client, editor: Any) -> Client:
    client.force_login(editor)
    return client


@pytest.fixture(autouse=True)
def paper(edition_file: Any) -> None:
    note_everything()
    compose()


def home() -> HomePage:
    return HomePage.objects.get(locale__language_code="en")


def paper_record(edition_file: Any) -> Paper:
    compose()
    with Edition.open(edition_file) as edition:
        found = edition.paper()
    assert found is not None
    return found


def test_a_fixed_story_leads_until_its_time_is_over(editor: Any, edition_file: Any) -> None:
    stories = [making.story(f"Story {number}") for number in range(3)]
    compose()
    assert front_stories(home())[FrontSlot.LEAD] == (stories[2].pk,)
    until = timezone.now() + timedelta(days=2)
    pin = Fixed(slot=FrontSlot.LEAD, article=stories[0].pk, until=until)
    ArrangeFront(front=home().pk, fixed=(pin,), notice=NoticeWords(text="Late today")).execute(editor)
    record = paper_record(edition_file).language("en")
    assert [(each.slot, each.article) for each in record.pins] == [(FrontSlot.LEAD, stories[0].permanent_id)]
    assert record.notice is not None
    assert front_stories(home())[FrontSlot.LEAD] == (stories[0].pk,)


def test_one_deed_puts_the_front_before_back(editor: Any, edition_file: Any) -> None:
    first, second = making.story("First"), making.story("Second")
    lead = lambda story: (Fixed(slot=FrontSlot.LEAD, article=story.pk),)  # noqa: E731 -- read aloud below
    ArrangeFront(front=home().pk, fixed=lead(first), notice=NoticeWords(text="One")).execute(editor)
    ArrangeFront(front=home().pk, fixed=lead(second), notice=NoticeWords(text="Two")).execute(editor)
    PutBack(front=home().pk).execute(editor)
    record = paper_record(edition_file).language("en")
    assert record.notice is not None
    assert (record.notice.text, record.pins[0].article) == ("One", first.permanent_id)
    PutBack(front=home().pk).execute(editor)
    assert paper_record(edition_file).language("en").pins[0].article == second.permanent_id


def test_a_front_that_came_with_an_import_can_be_put_back_too(editor: Any) -> None:
    story = making.story()
    with pytest.raises(ActionRefusedError, match="no other front"):
        PutBack(front=home().pk).execute(editor)
    ArrangeFront(front=home().pk, fixed=(Fixed(slot=FrontSlot.SECOND, article=story.pk),)).execute(editor)
    assert not PutBack(front=home().pk).execute(editor).pins


def test_an_arrangement_waits_for_its_time_and_can_be_called_off(editor: Any, edition_file: Any) -> None:
    story = making.story()
    later = timezone.now() + timedelta(hours=3)
    arrangement = ArrangeFront(front=home().pk, fixed=(Fixed(slot=FrontSlot.LEAD, article=story.pk),), at=later)
    arrangement.execute(editor)
    assert not home().pins
    assert home().scheduled_revision is not None
    CallOff(front=home().pk).execute(editor)
    assert home().scheduled_revision is None
    with pytest.raises(ActionRefusedError, match="Nothing waits"):
        CallOff(front=home().pk).execute(editor)


def test_what_cannot_stand_there_is_said(editor: Any) -> None:
    draft, story = making.draft_story("Not out"), making.story("Out")
    over = timezone.now() - timedelta(minutes=1)
    arrangement = ArrangeFront(
        front=home().pk,
        fixed=(
            Fixed(slot=FrontSlot.LEAD, article=draft.pk),
            Fixed(slot=FrontSlot.SECOND, article=story.pk),
            Fixed(slot=FrontSlot.BRIEF, article=story.pk, until=over),
        ),
    )
    with pytest.raises(ActionRefusedError) as refusal:
        arrangement.execute(editor)
    for words in ("“Not out” is not out", "“Out” is chosen twice", "is over"):
        assert words in str(refusal.value)
    with pytest.raises(ActionRefusedError, match="Write an address"):
        ArrangeFront(front=home().pk, fixed=(), notice=NoticeWords(text="x", address="nowhere")).execute(editor)
    with pytest.raises(PermissionDenied):
        ArrangeFront(front=home().pk, fixed=()).execute(account(Role.WRITER))


def test_a_section_has_a_front_of_its_own(editor: Any, edition_file: Any) -> None:
    section = making.section()
    old, new = (making.story(title, section=section) for title in ("Old", "New"))
    compose()
    assert front_stories(section)[FrontSlot.LEAD] == (new.pk,)
    front = ArrangeFront(front=section.pk, fixed=(Fixed(slot=FrontSlot.LEAD, article=old.pk),)).execute(editor)
    compose()
    assert front_stories(front)[FrontSlot.LEAD] == (old.pk,)
    with Edition.open(edition_file) as edition:
        record = edition.read(section.permanent_id)
    assert isinstance(record, Section)
    assert record.pins[0].article == old.permanent_id


def test_the_desk_shows_the_rule_keeps_what_was_typed_and_publishes(desk: Client) -> None:
    first, second = making.story("First story"), making.story("Second story")
    compose()
    address = f"/newsroom/front/{home().pk}/"
    assert desk.get("/newsroom/front/").headers["Location"] == address
    assert "By rule: Second story" in desk.get(address).content.decode()
    typed = {"deed": "later", "notice": "Friday this week", "lead-0-story": str(first.pk), "lead-0-until": ""}
    refused = desk.post(address, typed).content.decode()
    assert "No time was chosen" in refused
    assert "Friday this week" in refused
    assert f'<option value="{first.pk}" selected>' in refused
    assert desk.post(address, typed | {"deed": "now"}).status_code == 302
    assert home().notice_text == "Friday this week"
    look = desk.post(f"{address}look/", typed | {"lead-0-story": str(second.pk), "notice": "Only looking"})
    assert b"Only looking" in look.content
    assert home().notice_text == "Friday this week"
    desk.post(address, {"deed": "put-back"})
    assert home().notice_text == ""
