"""A withdrawn story in print: its own page says so, its issue marks it, and nothing else has it."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import feedparser
import pytest

from broadsheet.edition.blocks import Inline
from broadsheet.edition.records import Article, Correction, CorrectionKind
from tests.press import outputs_sample as sample
from tests.press.html_trees import press, tree_of
from tests.press.sample_paper import NOW, sample_edition

ADDRESS = "2026/11/rota/"
REASON = "The figures were wrong."


def withdrawn(story: Article, when: datetime) -> Article:
    """What is left of a story taken back at this moment."""
    return Article(
        id=story.id,
        language=story.language,
        title=story.title,
        slug=story.slug,
        month=story.month,
        published=story.published,
        withdrawn=when,
        corrections=(Correction(when=when, what=CorrectionKind.RETRACTION, text=Inline(REASON)),),
    )


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes], dict[str, bytes]]:
    """The paper before, after the withdrawal, and printed clean after it."""
    folder = tmp_path_factory.mktemp("withdrawn")
    with sample_edition(folder / "edition.db") as edition:
        assert press(edition, folder).failures == ()
        before = tree_of(folder / "site")
        story = edition.read("a-rota")
        assert isinstance(story, Article)
        left = withdrawn(story, NOW - timedelta(hours=1))
        edition.write([left])
        assert press(edition, folder).failures == ()
        assert press(edition, folder, ledger="clean").failures == ()
        after, clean = tree_of(folder / "site"), tree_of(folder / "clean")
        edition.write([story])
        assert press(edition, folder).failures == ()
        assert tree_of(folder / "site") == before
    return before, after, clean


def page(tree: dict[str, bytes], path: str) -> str:
    return tree[f"{path}index.html"].decode()


def test_changing_the_paper_equals_printing_it_whole(trees: tuple[dict[str, bytes], ...]) -> None:
    _, after, clean = trees
    assert after == clean


def test_its_address_stays_with_headline_and_reason_and_nothing_of_its_text(
    trees: tuple[dict[str, bytes], ...],
) -> None:
    before, after, _ = trees
    text = page(after, ADDRESS)
    assert "Dockers refuse the rota that nobody signed" in text
    assert REASON in text
    assert "withdrawn this story" in text
    assert "canteen door" in page(before, ADDRESS)
    assert "canteen door" not in text
    assert 'content="noindex"' in text
    assert "data-pagefind-body" not in text


def test_only_its_issue_names_it_still_and_marks_it(trees: tuple[dict[str, bytes], ...]) -> None:
    before, after, _ = trees
    address = re.compile(rb"2026/11/rota/")

    def naming(tree: dict[str, bytes]) -> set[str]:
        return {path for path, data in tree.items() if address.search(data) and path != f"{ADDRESS}index.html"}

    left = naming(after)
    assert left < naming(before)
    assert all("(withdrawn)" in after[path].decode() for path in left)
    assert "(withdrawn)" in page(after, "issues/1042/")
    assert not left & {"index.html", "now/index.html", "archive/2026/11/index.html", "archive/2026/index/index.html"}


def test_the_paper_s_feed_has_it_once_more_to_say_so(tmp_path: Path) -> None:
    records = sample.sample_records()
    story = next(each for each in records if isinstance(each, Article) and each.id == "story-new")
    press = sample.press_of(tmp_path, records)
    press.print()
    when = sample.NOW + timedelta(minutes=1)
    press.edition.write([withdrawn(story, when)])
    press.print()
    newest = feedparser.parse(press.read("feed.atom")).entries[0]
    assert newest.title == story.title
    assert newest.summary == REASON
    assert newest.updated == f"{when:%Y-%m-%dT%H:%M:%SZ}"
    assert story.slug not in press.read("sections/work/feed.atom").decode()
