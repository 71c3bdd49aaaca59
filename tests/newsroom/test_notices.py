"""The notice: one line on the front and on /now/, which may lead somewhere, until it ends."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from broadsheet.edition.paper import LanguageVersion, Notice
from broadsheet.edition.store import Edition
from broadsheet.importers.records import ImportedPaperSettings
from broadsheet.newsroom.compose import compose
from broadsheet.newsroom.intake import take_in
from broadsheet.newsroom.models import HomePage, OutboxRow
from broadsheet.newsroom.shelves import home_of
from tests.newsroom.importing import page, paper
from tests.newsroom.making import MOMENT, publish, standing_page
from tests.press.html_trees import press

pytestmark = pytest.mark.django_db
WORDS = "Strike meeting on Friday"


def front_with(**fields: Any) -> Any:
    """The English front with a notice."""
    front = home_of("en")
    for name, value in ({"notice_text": WORDS} | fields).items():
        setattr(front, name, value)
    front.full_clean()
    return publish(front)


def printed(edition_file: Path, folder: Path, now: Any = MOMENT) -> list[str]:
    """What readers get as /now/ and as the front, composed and printed."""
    compose()
    with Edition.open(edition_file) as edition:
        press(edition, folder, now=now)
    return [(folder / "site" / name).read_text(encoding="utf-8") for name in ("now/index.html", "index.html")]


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://union.example/strike", 'href="https://union.example/strike"'),
        ("/diary/", 'diary/index.html"'),
        ("", f'<p class="notice">{WORDS}</p>'),
    ],
)
def test_a_notice_leads_to_an_address_or_nowhere(edition_file: Path, tmp_path: Path, address: str, shown: str) -> None:
    front_with(notice_link=address)
    for text in printed(edition_file, tmp_path):
        assert WORDS in text
        assert shown in text


def test_a_notice_ends_at_its_moment(edition_file: Path, tmp_path: Path) -> None:
    front_with(notice_ends=MOMENT + timedelta(hours=1))
    assert all(WORDS in text for text in printed(edition_file, tmp_path))
    assert not any(WORDS in text for text in printed(edition_file, tmp_path, MOMENT + timedelta(hours=1)))


@pytest.mark.parametrize("withdraw", ["unpublish", "delete"])
def test_a_notice_keeps_no_address_of_a_page_that_is_withdrawn(
    edition_file: Path, tmp_path: Path, withdraw: str
) -> None:
    meeting = standing_page("The meeting", "strike-meeting")
    front_with(notice_page=meeting)
    assert all("strike-meeting/index.html" in text for text in printed(edition_file, tmp_path))
    getattr(meeting, withdraw)()
    for text in printed(edition_file, tmp_path):
        assert "strike-meeting" not in text
        assert f'<p class="notice">{WORDS}</p>' in text


def test_a_notice_follows_its_page_to_another_address(edition_file: Path, tmp_path: Path) -> None:
    meeting = standing_page("The meeting", "strike-meeting")
    front_with(notice_page=meeting)
    printed(edition_file, tmp_path)
    meeting.slug = "friday"
    publish(meeting)
    assert all('friday/index.html"' in text for text in printed(edition_file, tmp_path))


@pytest.mark.parametrize(
    "fields",
    [{"notice_link": "javascript:alert(1)"}, {"notice_link": "strike"}, {"notice_link": "/diary/", "notice_text": ""}],
)
def test_a_notice_that_leads_nowhere_safe_or_says_nothing_is_refused(fields: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        front_with(**fields)


def test_a_notice_leads_to_one_place_only() -> None:
    with pytest.raises(ValidationError, match="not both"):
        front_with(notice_link="/diary/", notice_page=standing_page("The meeting", "strike-meeting"))


def with_notice(link: str) -> ImportedPaperSettings:
    """The paper's own line with a notice."""
    language = LanguageVersion(code="en", name="English", notice=Notice(text=WORDS, link=link))
    return ImportedPaperSettings(digest=link, where="line 1", name="The Quay", languages=(language,))


def test_an_imported_notice_leads_to_the_page_it_names_or_the_report_says_why_not() -> None:
    report = take_in(paper(page("strike-meeting"), settings=with_notice("page/strike-meeting")))
    front = HomePage.objects.get(pk=home_of("en").pk)
    assert (front.notice_page.slug, front.notice_link) == ("strike-meeting", "")
    assert not report.losses
    report = take_in(paper(settings=with_notice("page/unheard-of")))
    front = HomePage.objects.get(pk=home_of("en").pk)
    assert (front.notice_text, front.notice_page, front.notice_link) == (WORDS, None, "")
    assert "page/unheard-of" in str(report)


def test_deleting_a_page_composes_the_fronts_that_lead_to_it() -> None:
    meeting = standing_page("The meeting", "strike-meeting")
    front_with(notice_page=meeting)
    OutboxRow.objects.all().delete()
    meeting.delete()
    assert OutboxRow.objects.filter(kind="paper").exists()
