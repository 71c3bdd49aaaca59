"""A new story opens with a place to write in, which is nothing to readers while it is empty."""

from typing import Any

import pytest

from broadsheet.newsroom.actions.new_story import NewStory
from broadsheet.newsroom.compose.body import blocks_of
from broadsheet.newsroom.compose.references import References
from broadsheet.newsroom.roles import Role
from tests.newsroom.people import account

pytestmark = pytest.mark.django_db


def test_the_text_it_opens_with_is_empty_and_nothing_of_it_is_published() -> None:
    page: Any = NewStory(headline="Cranes", language="en").execute(account(Role.WRITER))
    opened = page.get_latest_revision_as_object().body.raw_data
    assert [block["type"] for block in opened] == ["text"]
    nowhere = References(pages={}, images={}, documents={})
    assert blocks_of(list(opened), nowhere) == ()
    assert blocks_of([*opened, {"type": "text", "value": "<p></p>"}], nowhere) == ()
    assert len(blocks_of([*opened, {"type": "text", "value": "<p>Words.</p>"}], nowhere)) == 1
