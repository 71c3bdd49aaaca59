"""The paper's own list of wrong and right: found as whole words, told before a story goes out, never in its way."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.newsroom.actions.closing import CloseIssue
from broadsheet.newsroom.actions.holding import NewIssue
from broadsheet.newsroom.actions.planning import AddHeading, PlaceStory, newest_plan
from broadsheet.newsroom.actions.stages import SayReady
from broadsheet.newsroom.models import IssuePage, PaperSettings
from broadsheet.newsroom.roles import Role
from broadsheet.newsroom.style_list import Pair, check_style_list, pairs_of, slips_in
from tests.newsroom import making
from tests.newsroom.people import account

WORDS = st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=1, max_size=3).map(" ".join)
PAIRS = st.lists(
    st.builds(lambda wrong, right: Pair(wrong=wrong, right=right), WORDS, WORDS).filter(lambda p: p.wrong != p.right)
)


@given(PAIRS, st.sampled_from(["→", " → ", "->", " => "]))
def test_a_list_written_down_is_read_as_it_was(pairs: list[Pair], arrow: str) -> None:
    text = "\n".join(f"{pair.wrong}{arrow}{pair.right}" for pair in pairs)
    check_style_list(text)
    assert list(pairs_of(text)) == pairs


@given(WORDS, WORDS, st.sampled_from([" ", ", ", ". ", "\n", "“"]))
def test_a_slip_is_found_wherever_it_stands_as_whole_words(before: str, wrong: str, between: str) -> None:
    pair = Pair(wrong=wrong, right="x y z w")
    text = f"{before}{between}{wrong.upper()}."
    found = list(slips_in([text], [pair]))
    assert found
    assert all(re.search(re.escape(wrong), slip.where, re.IGNORECASE) for slip in found)


def test_parts_of_words_and_other_capitals_are_no_slips() -> None:
    pairs = pairs_of("cent → penny\nCouncil → council")
    texts = ["percent", "centre", "the council", "A cent,", "the Council"]
    assert [slip.pair.wrong for slip in slips_in(texts, pairs)] == ["cent", "Council"]


def test_a_line_that_is_no_pair_is_named() -> None:
    check_style_list("\n# how we spell places\nKiev → Kyiv\n")
    with pytest.raises(ValidationError, match="Line 2, “percent”"):
        check_style_list("per cent → percent\npercent")


@pytest.mark.django_db
def test_slips_are_told_before_closing_and_keep_nothing_from_going_out() -> None:
    settings = PaperSettings.load()
    settings.style_list = "per cent → percent"
    settings.save()
    editor = account(Role.EDITOR)
    story = making.draft_story("Fares", body=[("text", "<p>Ten per cent <b>more</b>.</p>")])
    story.save_revision()
    SayReady(article=story.pk).execute(editor)
    issue = NewIssue(number=7, day=date(2026, 12, 3), language="en").execute(editor)
    AddHeading(issue=issue.pk, title="News").execute(editor)
    heading = newest_plan(IssuePage.objects.get(pk=issue.pk))[1].sections[0].id
    PlaceStory(issue=issue.pk, article=story.pk, section=heading).execute(editor)
    action = CloseIssue(issue=issue.pk)
    (hint,) = action.hints()
    assert "“Fares” says “per cent”: Ten per cent more." in hint.what
    assert hint.remedy == "We write “percent”."
    assert action.check() == ()
    assert action.execute(editor).closed
