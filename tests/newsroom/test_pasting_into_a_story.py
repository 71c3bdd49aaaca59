"""Pasted HTML comes back as blocks in the form the story screen takes, and its losses stay beside the story."""

import io
import json
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse

from broadsheet.newsroom.actions.paste_text import LARGEST
from broadsheet.newsroom.models import BroadImage
from broadsheet.newsroom.roles import Role
from tests.importers.documents import clipboards
from tests.newsroom.making import draft_story

pytestmark = pytest.mark.django_db
HOST = {"HTTP_HOST": "quay.example"}
BOX = "<aside><h3>Beside</h3><p>In the box</p></aside>"


@pytest.fixture
def browser_of_editor(client: Any) -> Any:
    client.defaults.update(HOST)
    client.force_login(get_user_model().objects.get(username="editor"))
    return client


def pasted(browser: Any, story: Any, markup: str, **fields: str) -> Any:
    file = io.BytesIO(markup.encode())
    file.name = "pasted.html"
    return browser.post(reverse("paste_into_story", args=[story.pk]), {"markup": file} | fields, secure=True)


def test_blocks_come_back_in_order_with_text_as_the_editor_holds_it(browser_of_editor: Any) -> None:
    answer = pasted(browser_of_editor, draft_story(), clipboards.WORD).json()
    assert [block["type"] for block in answer["blocks"]] == ["text", "table", "text", "footnote"]
    types = [block["type"] for block in answer["blocks"][0]["value"]["blocks"]]
    assert types == ["header-two", "unstyled", *["unordered-list-item"] * 3]
    assert [loss["what"] for loss in answer["losses"]] == ["picture"]


@pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")  # Wagtail leaves its thumbnails' to the collector
def test_pictures_of_the_clipboard_come_into_the_library_and_others_stay_links(browser_of_editor: Any) -> None:
    answer = pasted(browser_of_editor, draft_story(), clipboards.GOOGLE_DOCS).json()
    picture = BroadImage.objects.get()
    (image,) = [block for block in answer["blocks"] if block["type"] == "image"]
    (elsewhere,) = [block for block in answer["blocks"] if block["type"] == "embed"]
    assert image["value"]["image"]["id"] == picture.pk
    assert image["value"]["alt"] == "The kitchen"
    assert elsewhere["value"]["url"] == "https://lh7.example/picture"
    assert "https://lh7.example/picture" in {loss["which"] for loss in answer["losses"]}


def test_losses_stay_beside_the_story_and_the_story_itself_is_not_changed(browser_of_editor: Any) -> None:
    story = draft_story()
    pasted(browser_of_editor, story, clipboards.WORD)
    story.refresh_from_db()
    assert story.not_carried.get().which == "A gate"
    assert not story.body
    assert story.latest_revision is None


def test_a_new_footnote_counts_on(browser_of_editor: Any) -> None:
    answer = pasted(browser_of_editor, draft_story(), clipboards.WORD, first_note="4").json()
    assert answer["blocks"][-1]["value"]["label"] == "4"
    assert "#note-4" in json.dumps(answer["blocks"][0]["value"])


@pytest.mark.parametrize("note", ["", "x", "-3", "99999999999999999999", "²"])
def test_a_number_that_is_none_does_no_harm(browser_of_editor: Any, note: str) -> None:
    assert pasted(browser_of_editor, draft_story(), clipboards.WORD, first_note=note).status_code == 200


def test_inside_a_box_no_box_comes_back(browser_of_editor: Any) -> None:
    story = draft_story()
    assert [block["type"] for block in pasted(browser_of_editor, story, BOX).json()["blocks"]] == ["box"]
    inside = pasted(browser_of_editor, story, BOX, in_box="yes").json()["blocks"]
    assert [block["type"] for block in inside] == ["text"]
    assert [block["text"] for block in inside[0]["value"]["blocks"]] == ["Beside", "In the box"]


def test_more_than_can_be_pasted_is_refused_with_what_to_do(browser_of_editor: Any) -> None:
    answer = pasted(browser_of_editor, draft_story(), "<p>" + "a" * LARGEST)
    assert answer.status_code == 422
    assert "New story from files" in answer.json()["refused"][0]


def test_whoever_may_not_edit_the_story_is_refused(client: Any) -> None:
    client.defaults.update(HOST)
    user = get_user_model().objects.create_user(username="purse", password="a long enough password")
    user.groups.add(Group.objects.get(name=Role.TREASURER.value))
    client.force_login(user)
    story = draft_story()
    assert pasted(client, story, clipboards.WORD).status_code in (302, 403)
    assert client.post(reverse("not_carried", args=[story.pk]), secure=True).status_code in (302, 403)
    assert not story.not_carried.exists()
