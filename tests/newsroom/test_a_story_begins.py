"""A new story has a place to write in, and pictures bring the words that are known of them."""

from typing import Any

import pytest
from wagtail.test.utils.form_data import streamfield

from broadsheet.newsroom.actions.new_story import NewStory
from broadsheet.newsroom.compose.body import blocks_of
from broadsheet.newsroom.compose.references import References
from broadsheet.newsroom.manuscripts import read_manuscripts
from broadsheet.newsroom.models import ArticlePage
from broadsheet.newsroom.roles import Role
from tests.newsroom import making
from tests.newsroom.form_of import form_of
from tests.newsroom.people import account
from tests.newsroom.signing_in import browser_of

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the file from which it makes a small picture to be closed by chance.
    pytest.mark.filterwarnings("ignore:Exception ignored in:pytest.PytestUnraisableExceptionWarning"),
]


def kept(page: ArticlePage, **changes: Any) -> Any:
    """What the story's newest version is after its form was kept."""
    answer = browser_of(Role.EDITOR).post(f"/newsroom/pages/{page.pk}/edit/", form_of(page, **changes), follow=True)
    assert answer.status_code == 200
    return ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()


def test_a_new_story_has_one_empty_text_that_counts_for_nothing() -> None:
    story = NewStory(headline="Cranes stand still", language="en").execute(account(Role.WRITER))
    assert [(block.block_type, str(block.value)) for block in story.body] == [("text", "")]
    text = read_manuscripts([story.pk])[story.pk]
    assert text.words == 3
    assert "text" in text.missing


def test_an_empty_text_is_nothing_to_readers() -> None:
    nowhere = References(pages={}, images={}, documents={})
    empty = [{"type": "text", "value": ""}, {"type": "text", "value": "<p></p>"}]
    assert blocks_of(empty, nowhere) == ()
    assert len(blocks_of([*empty, {"type": "text", "value": "<p>Words.</p>"}], nowhere)) == 1


@pytest.mark.parametrize(("typed", "words"), [("", "A crane at dawn"), ("Typed", "Typed")])
def test_a_picture_brings_its_description_where_nothing_is_typed(typed: str, words: str) -> None:
    crane = making.picture(description="A crane at dawn")
    assert kept(making.draft_story(), picture=str(crane.pk), picture_alt=typed).picture_alt == words


def test_a_picture_brings_what_stood_under_it_last() -> None:
    crane = making.picture(description="A crane at dawn")
    making.story("Before", picture=crane, picture_alt="The crane", picture_caption="<p>Crane 6.</p>")
    story = kept(making.draft_story("After"), picture=str(crane.pk))
    assert (story.picture_alt, "Crane 6." in story.picture_caption) == ("The crane", True)


def test_a_picture_in_the_text_brings_its_description_unless_it_only_decorates() -> None:
    crane = making.picture(description="A crane at dawn")
    used = {"image": str(crane.pk), "alt": "", "caption": "null"}
    body = streamfield([("image", used), ("image", used | {"decorative": "on"})])
    assert [block.value["alt"] for block in kept(making.draft_story(), body=body).body] == ["A crane at dawn", ""]
