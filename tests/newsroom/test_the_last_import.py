"""What an import brought and lost can be read at a desk, and beforehand, with sums that agree."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from django.test import Client

from broadsheet.importers.jsonl import read_jsonl
from broadsheet.importers.records import ImportContext, ImportedPaper
from broadsheet.importers.report import Loss, Report, Severity, Tally
from broadsheet.newsroom.intake import take_in
from broadsheet.newsroom.intake.notes import LAST_IMPORT, MOST_LOSSES, LastImport, note_import
from broadsheet.newsroom.roles import Role
from broadsheet.site.importing import try_to_take_in
from tests.newsroom.generated_lines import written_lines
from tests.newsroom.signing_in import browser_of
from tests.newsroom.tables import all_rows

pytestmark = pytest.mark.django_db
ENDED = datetime(2026, 11, 24, 9, tzinfo=UTC)
SCREEN = "/newsroom/imported/"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    """A folder of this test's own for the note."""
    settings.PAPER = replace(settings.PAPER, folder=tmp_path)
    return tmp_path


def report_with(*losses: Loss, carried: int = 3) -> Report:
    tally = Tally()
    tally.found("story", carried + len(losses))
    tally.carried("story", carried)
    for loss in losses:
        tally.lose(loss)
    return tally.report()


def loss(number: int = 1, **fields: Any) -> Loss:
    told = {"what": "story", "where": f"line {number}", "which": f"Story {number}", "why": "its date is no date"}
    return Loss(**(told | fields))


def read(tmp_path: Path) -> ImportedPaper:
    return read_jsonl(tmp_path / "source" / "stories.jsonl", ImportContext(now=ENDED))


def screen(client: Client, address: str = SCREEN) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200
    return lxml.html.fromstring(answer.content)


def words(page: Any) -> str:
    return " ".join(page.text_content().split())


def test_a_try_reports_what_the_import_then_reports_and_changes_nothing(tmp_path: Path, media_folder: Path) -> None:
    written_lines(tmp_path / "source", 40)
    with (tmp_path / "source" / "stories.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps({"title": "No date", "body_html": "<p>x</p>"}) + "\n")
        file.write(json.dumps({"title": "Lost", "date": "2020-01-01", "body_html": "<img src=gone.png>"}) + "\n")
    before = all_rows()
    tried = try_to_take_in(read(tmp_path))
    assert all_rows() == before
    assert not media_folder.exists() or not [path for path in media_folder.rglob("*") if path.is_file()]
    done = take_in(read(tmp_path))
    assert tried == done
    assert tried.adds_up
    assert len(tried.refused) == 1
    assert [path for path in media_folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR])
def test_editors_and_administrators_read_counts_that_agree_and_every_loss(role: Role) -> None:
    lost = [loss(number) for number in range(1, 151)]
    note_import("twenty years.jsonl", ENDED, report_with(*lost, loss(200, severity=Severity.REFUSED)))
    client = browser_of(role)
    page = screen(client)
    (row,) = page.xpath("//section[@aria-labelledby='imported-counts']//tbody/tr")
    found, carried, dropped, refused, _changed = (int(cell.text) for cell in row.xpath("td"))
    assert (found, carried, dropped, refused) == (154, 3, 150, 1)
    assert found == carried + dropped + refused
    assert "twenty years.jsonl" in words(page)
    assert "Part 1 of 2" in words(page)
    second = screen(client, f"{SCREEN}?p=2")
    assert "Story 150" in words(second)
    assert "Story 1 " not in words(second)


def test_a_loss_is_found_by_words_of_its_name_its_reason_or_its_place() -> None:
    note_import("a.jsonl", ENDED, report_with(loss(1), loss(2, which="Fähre", why="no file"), loss(3)))
    client = browser_of(Role.EDITOR)
    for asked in ("FÄHRE", "file no", "line 2"):
        said = words(screen(client, f"{SCREEN}?q={asked}"))
        assert "Fähre" in said
        assert "Story 3" not in said
    assert "Nothing." in words(screen(client, f"{SCREEN}?q=nowhere"))


def test_an_address_is_a_link_and_no_hostile_name_is_anything_but_words() -> None:
    hostile = "<script>alert(1)</script>"
    lost = (
        loss(1, which="https://old.example/a?b=1"),
        loss(2, which="words → https://old.example/c"),
        loss(3, which=hostile, why=hostile, where=hostile, what=hostile),
        loss(4, which="javascript:alert(1)"),
        loss(5, which='https://old.example/" onclick=alert(1)'),
    )
    note_import(hostile, ENDED, report_with(*lost))
    page = screen(browser_of(Role.EDITOR), SCREEN)
    links = page.xpath("//ul[@class='desk-list']//a/@href")
    assert links == ["https://old.example/a?b=1", "https://old.example/c"]
    assert not [script for script in page.xpath("//script/text()") if "alert(1)" in script]
    assert page.xpath("//@onclick") == []


def test_others_may_not_read_it() -> None:
    note_import("a.jsonl", ENDED, report_with(loss()))
    for role in (Role.WRITER, Role.SECTION_EDITOR, Role.BRANCH_ORGANISER):
        assert browser_of(role).get(SCREEN).status_code in (302, 403)


def test_before_the_first_import_and_with_a_broken_note_the_screen_says_so(folder: Path) -> None:
    client = browser_of(Role.EDITOR)
    assert "Nothing has been imported yet" in words(screen(client))
    for broken in ("{", "[]", '{"counts": {"story": 3}, "losses": [], "ended_at": "x"}', '{"counts": [], "losses": 1}'):
        (folder / LAST_IMPORT).write_text(broken)
        assert "Nothing has been imported yet" in words(screen(client))


def test_of_very_many_losses_the_first_are_kept_and_all_are_counted(folder: Path) -> None:
    note_import("a.jsonl", ENDED, report_with(*(loss(number) for number in range(MOST_LOSSES + 5))))
    last = LastImport.read()
    assert last is not None
    assert len(last.report.losses) == MOST_LOSSES
    assert last.not_kept == 5
    assert last.report.counts["story"].dropped == MOST_LOSSES + 5
    assert (folder / LAST_IMPORT).stat().st_mode & 0o077 == 0
