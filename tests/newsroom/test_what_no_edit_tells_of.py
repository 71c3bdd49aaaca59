"""A lost edition, and settings of `broadsheet.toml` that changed, come to the press though nobody edits anything."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from broadsheet.edition.store import Edition
from broadsheet.newsroom.compose import compose, note_what_differs
from broadsheet.newsroom.models import OutboxRow
from tests.newsroom.making import story

pytestmark = pytest.mark.django_db


def records(edition_file: Path) -> dict[str, Any]:
    """Every story of the edition, and the paper."""
    with Edition.open(edition_file) as edition:
        return {name: edition.read(name) for name in edition.ids("article")} | {"paper": edition.paper()}


def test_a_lost_edition_is_composed_again(edition_file: Path) -> None:
    page = story()
    note_what_differs()
    compose()
    before = records(edition_file)
    assert page.permanent_id in before
    edition_file.unlink()
    note_what_differs()
    compose()
    assert records(edition_file) == before


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("name", "The Other Quay"),
        ("timezone", "Asia/Almaty"),
        ("public_address", "https://elsewhere.example/"),
        ("languages", (("en", "English"), ("ru", "По-русски"), ("ar", "العربية"))),
    ],
)
def test_what_the_settings_file_says_otherwise_is_composed(
    edition_file: Path, settings: Any, setting: str, value: Any
) -> None:
    story()
    note_what_differs()
    compose()
    before = records(edition_file)["paper"]
    settings.PAPER = replace(settings.PAPER, **{setting: value})
    note_what_differs()
    compose()
    assert records(edition_file)["paper"] != before
    note_what_differs()
    assert not OutboxRow.objects.exists()


def test_links_from_the_root_of_the_site_follow_its_address(edition_file: Path, settings: Any) -> None:
    page = story("Names it", body=[("text", '<p>See <a href="/files/rota">it</a>.</p>')])
    note_what_differs()
    compose()
    assert "https://quay.example/files/rota" in repr(records(edition_file)[page.permanent_id].body)
    settings.PAPER = replace(settings.PAPER, public_address="https://elsewhere.example/")
    note_what_differs()
    compose()
    assert "https://elsewhere.example/files/rota" in repr(records(edition_file)[page.permanent_id].body)
