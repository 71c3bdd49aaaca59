"""Related stories: earlier, sharing most topics, the newest first among equals."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.edition import Edition
from broadsheet.edition.records import Article, Topic
from broadsheet.edition.related import RelatedStories
from tests.edition.test_edition_store import story

TOPICS = ("v", "w", "x", "y", "z")


def related(stories: list[Article], folder: Path) -> dict[str, tuple[str, ...]]:
    """What is related to each of these stories, all asked of one object as a press run does."""
    topics = [Topic(id=name, language="en", title=name, slug=name) for name in TOPICS]
    with Edition.open(folder / "edition.db") as edition:
        edition.write([*topics, *stories])
        found = RelatedStories(edition)
        return {each.id: found.of(each.id, 3) for each in stories}


def test_related_stories_are_earlier_share_topics_and_are_near(tmp_path: Path) -> None:
    stories = [
        story("old", 0, topics=("x",)),
        story("both", 1, topics=("x", "y")),
        story("near", 2, topics=("x",)),
        story("this", 3, topics=("x", "y")),
        story("later", 4, topics=("x", "y")),
    ]
    assert related(stories, tmp_path)["this"] == ("both", "near", "old")


@given(st.lists(st.tuples(st.integers(0, 3), st.sets(st.sampled_from(TOPICS))), max_size=12))
def test_related_is_what_counting_finds(
    tmp_path_factory: pytest.TempPathFactory, papers: list[tuple[int, set[str]]]
) -> None:
    stories = [story(f"s{number}", day, topics=tuple(sorted(held))) for number, (day, held) in enumerate(papers)]
    found = related(stories, tmp_path_factory.mktemp("edition"))
    order = {each.id: (each.published, number) for number, each in enumerate(stories)}
    for this in stories:
        shared: Counter[str] = Counter()
        for other in stories:
            if order[other.id] < order[this.id]:
                shared[other.id] += len({*this.topics} & {*other.topics})
        wanted = sorted((name for name in +shared), key=lambda name: (shared[name], order[name]), reverse=True)
        assert found[this.id] == tuple(wanted[:3])
