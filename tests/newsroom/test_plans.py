"""The plan of an issue: whatever is done with it, no story is lost or doubled."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.errors import PlanChangedError
from broadsheet.newsroom.plans import Plan, PlannedSection, PlannedStory

TITLES = st.sampled_from(["News", "Port and work", "Letters", "Diary"])


@st.composite
def plans(draw: Any) -> Plan:
    """A few headings with different stories."""
    articles = iter(draw(st.lists(st.integers(1, 60), unique=True, max_size=12)))
    sections = []
    for title in draw(st.lists(TITLES, unique=True, min_size=1, max_size=4)):
        held = [each for _, each in zip(range(draw(st.integers(0, 5))), articles, strict=False)]
        sections.append(PlannedSection(title=title, stories=tuple(PlannedStory(article=each) for each in held)))
    return Plan(sections=tuple(sections))


@given(plans())
def test_a_plan_is_read_as_it_was_stored(plan: Plan) -> None:
    assert Plan.read(plan.stored()) == plan


@given(plans(), st.data())
def test_moving_loses_and_doubles_no_story(plan: Plan, data: st.DataObject) -> None:
    everything = sorted(plan.articles())
    for _ in range(data.draw(st.integers(1, 5))):
        section = data.draw(st.sampled_from([each.id for each in plan.sections]))
        if not plan.articles():
            plan = plan.section_moved(section, data.draw(st.integers(-3, 3)))
            continue
        article = data.draw(st.sampled_from(plan.articles()))
        match data.draw(st.sampled_from(["place", "move", "section", "end"])):
            case "place":
                before = data.draw(st.sampled_from([None, *plan.articles()]))
                plan = plan.placed(plan.story(article), section, before)
            case "move":
                plan = plan.moved(article, data.draw(st.sampled_from([-1, 1])))
            case "section":
                plan = plan.section_moved(section, data.draw(st.integers(-3, 3)))
            case _ if len(plan.sections) > 1:
                plan = plan.without_section(section)
        assert sorted(plan.articles()) == everything


@given(plans())
def test_one_step_down_and_one_up_is_where_it_was(plan: Plan) -> None:
    for article in plan.articles():
        moved = plan.moved(article, 1)
        if moved != plan:
            assert moved.moved(article, -1).articles() == plan.articles()


def test_a_story_placed_before_another_stands_there() -> None:
    plan = Plan().with_section("News")
    news = plan.sections[0].id
    for article in (1, 2):
        plan = plan.placed(PlannedStory(article=article), news)
    plan = plan.placed(PlannedStory(article=3, print_headline="Crane"), news, before=2)
    assert plan.articles() == (1, 3, 2)
    assert plan.placed(plan.story(3), news).articles() == (1, 2, 3)
    assert plan.changed(3, page=5).story(3).page == 5


def test_what_somebody_else_took_away_is_said() -> None:
    plan = Plan().with_section("News")
    with pytest.raises(PlanChangedError, match="Look at the issue again"):
        plan.without(7)
    with pytest.raises(PlanChangedError, match="heading"):
        plan.renamed("gone", "Letters")
