"""Pictures inside a text begin with the words and the caption they were last shown with."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.test.utils.form_data import nested_form_data, streamfield

from broadsheet.newsroom.blocks.inline import INLINE_FEATURES
from broadsheet.newsroom.models import ArticlePage
from broadsheet.newsroom.picture_uses import last_words
from broadsheet.newsroom.roles import Role
from tests.newsroom import making
from tests.newsroom.form_of import form_of
from tests.newsroom.people import account

pytestmark = pytest.mark.django_db

CAPTION = "<p>The quay <b>at dawn</b></p>"


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(account(Role.EDITOR))
    return client


def written(html: str) -> str:
    state: str = ContentstateConverter(features=INLINE_FEATURES).from_database_format(html)
    return state


def use(image: Any, alt: str = "", caption: str = "", decorative: bool = False) -> dict[str, Any]:
    ticked = {"decorative": "on"} if decorative else {}
    return {"image": image.pk, "alt": alt, "caption": written(caption) if caption else "null", **ticked}


def listed(*values: dict[str, Any]) -> dict[str, Any]:
    rows = {str(at): {"value": value, "order": at, "deleted": "", "id": ""} for at, value in enumerate(values)}
    return rows | {"count": len(values)}


def keep(client: Client, story: ArticlePage, *blocks: tuple[str, Any]) -> list[Any]:
    form = {name: value for name, value in form_of(story).items() if not name.startswith("body-")}
    form |= nested_form_data({"body": streamfield(list(blocks))})
    assert client.post(reverse("wagtailadmin_pages:edit", args=[story.pk]), form).status_code == 302
    newest: Any = ArticlePage.objects.get(pk=story.pk).get_latest_revision_as_object()
    return [each["value"] for each in newest.body.raw_data]


def shown_before(image: Any) -> None:
    """A published story that shows the picture with words and a caption."""
    body = [("image", {"image": image, "alt": "Cranes at dawn", "caption": CAPTION})]
    making.story("Shown before", body=body)


def test_a_picture_in_the_text_and_in_a_gallery_and_in_a_box_brings_words_and_caption(editor: Client) -> None:
    crane = making.picture("Crane", description="A crane")
    shown_before(crane)
    gallery = {"images": listed(use(crane)), "caption": "null"}
    box = {"title": "", "article": "", "article-words": "", "blocks": streamfield([("image", use(crane))])}
    alone, many, aside = keep(editor, making.draft_story(), ("image", use(crane)), ("gallery", gallery), ("box", box))
    inside = [alone, many["images"][0]["value"], aside["blocks"][0]["value"]]
    assert [value["alt"] for value in inside] == ["Cranes at dawn"] * 3
    assert all("<b>at dawn</b>" in value["caption"] for value in inside)


def test_a_picture_never_shown_brings_what_was_said_when_it_came_in(editor: Client) -> None:
    (value,) = keep(editor, making.draft_story(), ("image", use(making.picture("Crane", description="A crane"))))
    assert (value["alt"], value["caption"]) == ("A crane", "")


def test_whatever_somebody_typed_stays(editor: Client) -> None:
    crane = making.picture("Crane", description="A crane")
    shown_before(crane)
    (value,) = keep(editor, making.draft_story(), ("image", use(crane, alt="My words", caption="<p>My caption</p>")))
    assert value["alt"] == "My words"
    assert "My caption" in value["caption"]
    (value,) = keep(editor, making.draft_story("Decorated"), ("image", use(crane, decorative=True)))
    assert (value["alt"], value["caption"]) == ("", "")


def test_a_caption_that_was_taken_away_stays_away(editor: Client) -> None:
    crane = making.picture("Crane", description="A crane")
    shown_before(crane)
    story = making.draft_story()
    (value,) = keep(editor, story, ("image", use(crane)))
    assert value["caption"]
    story = ArticlePage.objects.get(pk=story.pk)
    (value,) = keep(editor, story, ("image", use(crane, alt="Cranes at dawn")))
    assert value["caption"] == ""


def test_words_in_a_gallery_are_remembered_too() -> None:
    crane = making.picture("Crane", description="A crane")
    body = [("gallery", {"images": [{"image": crane, "alt": "In a row", "caption": CAPTION}], "caption": ""})]
    making.story("A gallery", body=body)
    assert last_words(crane) == ("In a row", CAPTION)


def test_drafts_are_read_once_however_many_pictures_come(editor: Client) -> None:
    def queries(number: int) -> list[str]:
        pictures = [making.picture(f"Crane {number}-{each}", description="A crane") for each in range(number)]
        gallery = {"images": listed(*map(use, pictures)), "caption": "null"}
        with CaptureQueriesContext(connection) as asked:
            (value,) = keep(editor, making.draft_story(f"With {number}"), ("gallery", gallery))
        assert [each["value"]["alt"] for each in value["images"]] == ["A crane"] * number
        return [each["sql"] for each in asked.captured_queries]

    few, many = (sum("worked_on" in sql and "LIMIT 200" in sql for sql in queries(number)) for number in (2, 6))
    assert few == many == 1
