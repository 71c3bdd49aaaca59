"""An edit prints what it changes and nothing else; whatever is edited, the tree equals a clean one."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from broadsheet.edition import records as r
from broadsheet.edition.store import Edition
from tests.press.html_trees import press, tree_of
from tests.press.sample_paper import NOW, PAPER, REST, STORIES, sample_edition, story

ROTA = STORIES[0]
ISSUE = next(record for record in REST if isinstance(record, r.Issue) and record.number == 1042)
SECTION = next(record for record in REST if isinstance(record, r.Section))
PERSON = next(record for record in REST if isinstance(record, r.Person))
EDITS: dict[str, tuple[list, list[str]]] = {
    "a headline": ([replace(ROTA, title="Dockers refuse it")], []),
    "a body": ([replace(ROTA, body=())], []),
    "a new story": ([story("fresh", "A fresh story", topics=("t-rota",), published=NOW)], []),
    "a story less": ([], ["a-crane"]),
    "a person renamed": ([replace(PERSON, title="Inês Corvo")], []),
    "a section moved": ([replace(SECTION, slug="labour", title="Labour")], []),
    "an issue in another order": ([replace(ISSUE, sections=tuple(reversed(ISSUE.sections)))], []),
    "another notice": ([replace(PAPER, languages=(replace(PAPER.languages[0], notice=None), PAPER.languages[1]))], []),
    "an image less": ([], ["i-quay"]),
    "forty stories": ([story(f"more-{n}", f"More {n}", published=NOW - timedelta(hours=n)) for n in range(65)], []),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_gives_the_tree_of_a_clean_build_and_writes_only_what_differs(tmp_path: Path, name: str) -> None:
    records, removals = EDITS[name]
    with sample_edition(tmp_path / "edition.db") as edition:
        press(edition, tmp_path)
        before = tree_of(tmp_path / "site")
        edition.write(records, removals)
        report = press(edition, tmp_path)
        assert report.failures == ()
        assert not report.whole
        press(edition, tmp_path, ledger="clean")
    after = tree_of(tmp_path / "site")
    assert after == tree_of(tmp_path / "clean")
    differing = {path for path in after if before.get(path) != after[path]}
    assert set(report.printed) == differing


def test_time_alone_ends_notices_events_and_pins(tmp_path: Path) -> None:
    later = NOW + timedelta(days=30)
    with sample_edition(tmp_path / "edition.db") as edition:
        press(edition, tmp_path)
        report = press(edition, tmp_path, now=later)
        assert report.printed
        press(edition, tmp_path, now=later, ledger="clean")
        assert press(edition, tmp_path, now=later).printed == ()
    assert tree_of(tmp_path / "site") == tree_of(tmp_path / "clean")
    assert "The ferry strike begins" not in (tmp_path / "site/index.html").read_text(encoding="utf-8")


def test_stories_that_do_not_show_an_edited_one_are_not_printed_again(tmp_path: Path) -> None:
    with Edition.open(tmp_path / "edition.db") as edition:
        sample_edition(tmp_path / "edition.db").close()
        press(edition, tmp_path)
        edition.write([replace(ROTA, body=())])
        report = press(edition, tmp_path)
    assert report.printed == ("2026/11/rota/index.html",)
