"""A withdrawn story keeps address, headline and the reason; nothing else of it reaches a reader until reinstated."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from broadsheet.edition.records import Article
from broadsheet.edition.store import Edition
from broadsheet.errors import ActionRefusedError
from broadsheet.newsroom.actions.closing import CloseIssue
from broadsheet.newsroom.actions.holding import NewIssue
from broadsheet.newsroom.actions.planning import AddHeading, PlaceStory, newest_plan
from broadsheet.newsroom.actions.publishing import Change, Publish
from broadsheet.newsroom.actions.withdrawing import Reinstate, Withdraw
from broadsheet.newsroom.compose import compose, note_everything
from broadsheet.newsroom.models import ArticlePage, ArticleTopic, Byline, IssuePage
from broadsheet.newsroom.roles import Role
from tests.newsroom import making
from tests.newsroom.people import account

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Any:
    return account(Role.EDITOR)


def full_story(title: str = "Cranes stand still") -> ArticlePage:
    page = making.draft_story(
        title,
        standfirst="A secret introduction",
        section=making.section(),
        picture=making.picture(credit="M. Oyelaran", rights="staff"),
        picture_alt="A crane",
        body=[("text", "<p>A secret text.</p>")],
    )
    page.bylines = [Byline(printed_name="Secret Name")]
    page.topics = [ArticleTopic(topic=making.topic())]
    return making.publish(page)


def read(page: ArticlePage, edition_file: Any) -> tuple[Article, bytes]:
    compose()
    with Edition.open(edition_file) as edition:
        found, data = edition.read(page.permanent_id), edition.data(page.permanent_id)
    assert isinstance(found, Article)
    assert data is not None
    return found, data


def test_only_headline_and_reason_are_left_and_reinstating_brings_the_same_record_back(
    edition_file: Any, editor: Any
) -> None:
    page = full_story()
    note_everything()
    before, bytes_before = read(page, edition_file)
    Withdraw(article=page.pk, reason="It was\nwrong & unfair.").execute(editor)
    left, data = read(page, edition_file)
    assert (left.title, left.slug, left.month, left.published) == (
        before.title, before.slug, before.month, before.published
    )  # fmt: skip
    assert left.withdrawn is not None
    assert [each.text for each in left.corrections] == ["It was wrong &amp; unfair."]
    assert b"ecret" not in data
    with Edition.open(edition_file) as edition:
        for name in ("stories/en", f"month/en/{left.month}", f"section/{before.section}", f"topic/{before.topics[0]}"):
            assert edition.count(name) == 0
        assert edition.slice("withdrawn/en", 0) == (left.id,)
        assert edition.find(f"{left.month.replace('-', '/')}/{left.slug}/") == left.id
    Reinstate(article=page.pk).execute(editor)
    assert read(page, edition_file)[1] == bytes_before


def test_a_reason_is_needed_and_only_what_is_out_can_be_withdrawn(editor: Any) -> None:
    page = making.story()
    with pytest.raises(ActionRefusedError, match="no words"):
        Withdraw(article=page.pk, reason="  ").execute(editor)
    with pytest.raises(ActionRefusedError, match="not before readers"):
        Withdraw(article=making.draft_story("Draft").pk, reason="Wrong").execute(editor)
    with pytest.raises(ActionRefusedError, match="is not withdrawn"):
        Reinstate(article=page.pk).execute(editor)
    Withdraw(article=page.pk, reason="Wrong").execute(editor)
    with pytest.raises(ActionRefusedError, match="withdrawn already"):
        Withdraw(article=page.pk, reason="Wrong").execute(editor)


def test_a_withdrawn_story_is_not_published_by_itself_or_with_an_issue(edition_file: Any, editor: Any) -> None:
    page = making.story()
    Withdraw(article=page.pk, reason="Wrong").execute(editor)
    with pytest.raises(ActionRefusedError, match="Reinstate it first"):
        Publish(article=page.pk, change=Change.UPDATE).execute(editor)
    issue = NewIssue(number=7, day=date(2026, 12, 3), language="en").execute(editor)
    AddHeading(issue=issue.pk, title="News").execute(editor)
    heading = newest_plan(IssuePage.objects.get(pk=issue.pk))[1].sections[0].id
    PlaceStory(issue=issue.pk, article=page.pk, section=heading).execute(editor)
    with pytest.raises(ActionRefusedError, match="was withdrawn"):
        CloseIssue(issue=issue.pk).execute(editor)
    ArticlePage.objects.get(pk=page.pk).save_revision().publish()  # whatever else publishes it
    note_everything()
    assert read(page, edition_file)[0].withdrawn is not None


@pytest.mark.parametrize("role", [Role.WRITER, Role.SECTION_EDITOR, Role.TREASURER])
def test_who_may_not_withdraw_may_neither_by_action_nor_by_address(role: Role, client: Client) -> None:
    page = making.story()
    somebody = account(role)
    with pytest.raises(PermissionDenied):
        Withdraw(article=page.pk, reason="Wrong").execute(somebody)
    client.force_login(somebody)
    client.post(reverse("withdraw_story", args=[page.pk]), {"deed": "withdraw", "reason": "Wrong"})
    assert ArticlePage.objects.get(pk=page.pk).withdrawn_at is None


def test_the_screen_asks_for_the_reason_withdraws_and_reinstates(client: Client) -> None:
    from django.contrib.auth import get_user_model

    client.force_login(get_user_model().objects.get(username="editor"))
    page = making.story()
    screen = reverse("withdraw_story", args=[page.pk])
    assert "no words" in client.post(screen, {"deed": "withdraw", "reason": ""}).content.decode()
    client.post(screen, {"deed": "withdraw", "reason": "The figures were wrong."})
    assert ArticlePage.objects.get(pk=page.pk).withdrawal_reason == "The figures were wrong."
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "The figures were wrong." in edit
    assert "Reinstate …" in edit
    client.post(screen, {"deed": "reinstate"})
    assert ArticlePage.objects.get(pk=page.pk).withdrawn_at is None


def test_wagtails_own_ways_of_taking_a_story_down_lead_to_the_question_why(client: Client) -> None:
    client.force_login(account(Role.ADMINISTRATOR))
    page = making.story()
    address = reverse("wagtailadmin_pages:unpublish", args=[page.pk])
    for answer in (client.get(address), client.post(address)):
        assert answer["Location"] == reverse("withdraw_story", args=[page.pk])
    many = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    answer = client.post(f"{many}?id={page.pk}", follow=True)
    assert "Stories are withdrawn one by one" in answer.content.decode()
    assert ArticlePage.objects.get(pk=page.pk).live


def test_wagtails_address_takes_other_pages_down(client: Client) -> None:
    client.force_login(account(Role.ADMINISTRATOR))
    topic = making.topic()
    address = reverse("wagtailadmin_pages:unpublish", args=[topic.pk])
    assert client.get(address).status_code == 200
    client.post(address)
    topic.refresh_from_db()
    assert not topic.live
