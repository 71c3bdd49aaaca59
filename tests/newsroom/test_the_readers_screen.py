"""The newsroom sees which stories were read, under their headlines of now, and nothing that tells of one reader."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from django.test import Client

from broadsheet.edition import Edition
from broadsheet.edition.records import Article
from broadsheet.newsroom.readership import FILE, DayOfReading, keep_readership
from broadsheet.newsroom.roles import Role
from tests.newsroom.signing_in import browser_of
from tests.press.outputs_sample import PAPER

pytestmark = pytest.mark.django_db
SCREEN = "/newsroom/readers/"
FIRST, SECOND = date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.PAPER = replace(settings.PAPER, folder=tmp_path, edition=tmp_path / "edition.db")
    with Edition.open(tmp_path / "edition.db") as edition:
        story = Article(
            id="story-1",
            language="en",
            title="Cranes <stand> still",
            slug="cranes",
            month="2026-11",
            published=datetime(2026, 11, 20, tzinfo=UTC),
        )
        edition.write([PAPER, story])
    return tmp_path


ROWS = "//section[starts-with(@aria-labelledby, 'readers-')]//tbody/tr"


def rows(browser: Client) -> list[list[str]]:
    page = lxml.html.fromstring(browser.get(SCREEN).content)
    return [[cell.text_content().strip() for cell in row] for row in page.xpath(ROWS)]


def test_stories_and_sites_stand_there_by_day(folder: Path) -> None:
    keep_readership(folder, {
        FIRST: DayOfReading(stories={"story-1": 0, "gone": 90}, sites={"news.example": 12}, reads=95, robots=40),
        SECOND: DayOfReading(stories={"story-1": 25}, reads=25),
    })  # fmt: skip
    assert rows(browser_of(Role.WRITER)) == [
        ["Cranes <stand> still", "<10", "25", "25+"],
        ["All stories", "95", "25", "120"],
        ["Other pages", "<10", "<10", "<10 a day"],
        ["Fetched by programs", "40", "<10", "40+"],
        ["news.example", "12", "", "12"],
    ]


@pytest.mark.parametrize("content", [None, "", "[]", '{"days": {"today": {}}}', '{"days": {"2026-11-24": {"x": 1}}}'])
def test_without_figures_that_can_be_read_the_screen_says_so(folder: Path, content: str | None) -> None:
    if content is not None:
        (folder / FILE).write_text(content)
    assert "not counted" in browser_of(Role.EDITOR).get(SCREEN).content.decode()


def test_who_is_not_logged_in_sees_nothing(client: Client) -> None:
    assert client.get(SCREEN).status_code == 302
