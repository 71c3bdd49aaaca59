"""Rows are written and read without an object for each, and are what Django's and Wagtail's objects would make."""

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Page

from broadsheet.edition.blocks import Inline, Paragraph
from broadsheet.edition.records import Byline, Correction, CorrectionKind
from broadsheet.newsroom.compose.gathering import gather, gathered_of
from broadsheet.newsroom.compose.pages import record_of
from broadsheet.newsroom.compose.story_rows import StoryRow
from broadsheet.newsroom.intake import take_in
from broadsheet.newsroom.intake.bulk import Shelves, add_shelf
from broadsheet.newsroom.models import ArticlePage, ContainerKind, ContainerPage, OldAddress, StoryEntry
from broadsheet.newsroom.named_ids import named_id
from broadsheet.newsroom.plain_rows import among, insert_given, insert_rows, update_rows
from broadsheet.newsroom.shelves import home_of, month_shelf
from tests.newsroom.importing import article, paper
from tests.newsroom.making import draft_story, person, publish, section, story, topic

pytestmark = pytest.mark.django_db

ROOT = "https://example.org/"

OWN = frozenset(
    {"id", "page_ptr_id", "path", "url_path", "slug", "translation_key", "permanent_id", "title", "draft_title"}
)
"""Columns that no two pages have alike."""


def columns(page: Any) -> dict[str, Any]:
    fields = page._meta.concrete_fields
    return {each.attname: each.value_to_string(page) for each in fields if each.attname not in OWN}


def test_a_story_made_in_bulk_has_in_every_column_what_a_saved_one_has() -> None:
    take_in(paper(article(1, body=(Paragraph(text=Inline("Words.")),), updated=None)))
    made = ArticlePage.objects.get()
    saved = ArticlePage(
        title="Saved",
        slug="saved",
        live=True,
        month=made.month,
        section=made.section,
        body=list(made.body.raw_data),
        first_published_at=made.first_published_at,
        last_published_at=made.last_published_at,
    )
    made.get_parent().add_child(instance=saved)
    assert columns(ArticlePage.objects.get(pk=made.pk)) == columns(ArticlePage.objects.get(pk=saved.pk))


def test_a_shelf_made_in_bulk_is_as_one_of_the_trees_own() -> None:
    home = home_of("en")
    saved = month_shelf(home, "2019-03")
    with transaction.atomic():
        year = ContainerPage.objects.get(kind=ContainerKind.YEAR.value)
        made = add_shelf(home, year, ContainerKind.MONTH, slug="04", title="2019-04", shelves=Shelves())
    assert columns(made) == columns(saved)
    assert [each.pk for each in ContainerPage.objects.get(pk=year.pk).get_children()] == [saved.pk, made.pk]
    assert Page.find_problems() == ([], [], [], [], [])


def test_the_tree_is_whole_after_an_import() -> None:
    take_in(paper(*(article(number, issue_day=None) for number in range(60))))
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_story_composed_from_its_row_is_the_record_of_its_page() -> None:
    port, dispute = section(), topic()
    when = datetime(2020, 1, 1, tzinfo=UTC)
    page = draft_story(
        section=port, kicker="Port", body=[("text", f'<p>See <a id="{dispute.pk}" linktype="page">x</a></p>')]
    )
    page = publish(page)
    take_in(
        paper(
            article(
                1,
                bylines=(Byline(person="person/ada", role="reporter"), Byline(name="A docker")),
                corrections=(Correction(when=when, what=CorrectionKind.CORRECTION, text=Inline("<em>Two</em>.")),),
                related=("story/2",),
                persons=("person/ada",),
            ),
            article(2),
        )
    )
    pages = list(ArticlePage.objects.all())
    gathered = gather([each.permanent_id for each in pages], ROOT)
    assert len(pages) == len(gathered.pages) == 3
    for row in gathered.pages:
        whole = ArticlePage.objects.get(pk=row.pk)
        assert isinstance(row, StoryRow)
        assert record_of(row, gathered) == record_of(whole, gathered_of(whole, ROOT))


def test_who_is_in_the_bin_still_wrote_the_story() -> None:
    writer = person("Ida Holm")
    page = story()
    insert_given(page.bylines.model, [{"article_id": page.pk, "person_id": writer.pk, "sort_order": 0}])
    type(writer).everything.filter(pk=writer.pk).update(in_bin=True)
    gathered = gather([page.permanent_id], ROOT)
    (byline,) = record_of(gathered.pages[0], gathered).bylines  # type: ignore[union-attr]
    assert byline.name == "Ida Holm"
    assert not byline.person


@given(st.uuids(), st.text(st.characters(exclude_categories=["Cs"])))
def test_an_id_made_of_a_name_is_the_uuid_of_version_5(namespace: uuid.UUID, name: str) -> None:
    assert named_id(namespace, name) == uuid.uuid5(namespace, name).hex


def test_rows_are_changed_and_found_by_their_numbers() -> None:
    pages = [story(f"Story {number}") for number in range(3)]
    insert_rows(OldAddress, ("page_id", "path"), [(page.pk, f"/{page.slug}") for page in pages])
    update_rows(ArticlePage, ("kicker", "body"), [("Port", [], pages[0].pk), ("Quay", [], pages[2].pk)])
    found = among(ArticlePage.objects.order_by("pk"), "pk", [page.pk for page in pages])
    assert [(page.kicker, list(page.body)) for page in found][::2] == [("Port", []), ("Quay", [])]
    assert among(OldAddress.objects.all(), "page", [pages[1].pk]).get().path == f"/{pages[1].slug}"
    assert not among(StoryEntry.objects.all(), "pk", [])
    with pytest.raises(ValueError, match="invalid literal"):
        among(OldAddress.objects.all(), "page", ["1) OR (1=1"])  # type: ignore[list-item]
