"""Imported records become pages: whole, once, and never over what an editor did."""

from pathlib import Path
from typing import Any

import pytest
from wagtail.models import Page, ReferenceIndex

from broadsheet.edition.blocks import Box, Embed, ImageBlock, Inline, Paragraph, RawHtml
from broadsheet.edition.store import Edition
from broadsheet.importers.records import ImportedImage, Status
from broadsheet.newsroom.actions.deleting import BinKind, Delete, Restore
from broadsheet.newsroom.compose import compose
from broadsheet.newsroom.intake import take_in
from broadsheet.newsroom.intake.closing import BATCH
from broadsheet.newsroom.models import (
    ArticlePage,
    BinnedThing,
    ImportedLine,
    IssuePage,
    OutboxRow,
    PersonPage,
    SectionPage,
    StandingPage,
    TopicPage,
)
from broadsheet.newsroom.roles import Role
from tests.newsroom.importing import article, issue, page, paper
from tests.newsroom.making import publish, topic
from tests.newsroom.people import account

pytestmark = pytest.mark.django_db


def test_two_hundred_stories_make_a_sound_tree_and_the_edition_has_them_all(edition_file: Path) -> None:
    report = take_in(paper(*(article(number) for number in range(200))))
    assert not report.refused
    assert [list(problem) for problem in Page.find_problems()] == [[], [], [], [], []]
    compose()
    with Edition.open(edition_file) as edition:
        assert edition.count_kind("article") == 200
        found = edition.find("2019/03/story-0/")
        assert found is not None
        record: Any = edition.read(found)
        following = edition.find("2019/03/story-1/")
        assert record.body == (
            Paragraph(text=Inline(f'Words <strong>of</strong> story 0 and <a href="record:{following}">more</a>.')),
            Box(title="Beside", blocks=(Paragraph(text=Inline("In a box.")),), article=following or ""),
        )
        assert record.old_addresses == ("/old.php?id=0",)
        assert edition.read(record.section).title == "Port"
        assert edition.read(record.bylines[0].person).title == "Ada Berg"


def test_links_are_closed_when_everything_is_in(edition_file: Path) -> None:
    take_in(paper(article(0), article(1)))
    first, second = ArticlePage.objects.order_by("path")
    assert not ImportedLine.objects.exclude(still_open={}).exists()
    raw = str(list(first.body.raw_data))
    assert f'id="{second.pk}" linktype="page"' in raw
    assert "record:" not in raw


def test_links_of_many_batches_are_closed_and_one_left_open_by_an_earlier_import_is_too(edition_file: Path) -> None:
    many = 2 * BATCH + 50

    def following(number: int) -> tuple[Paragraph]:
        return (Paragraph(text=Inline(f'See <a href="record:story/{number + 1}">more</a>.')),)

    stories = [article(number, body=following(number)) for number in range(many)]
    take_in(paper(*stories, article(many)))
    assert not ImportedLine.objects.exclude(still_open={}).exists()
    assert not [each.slug for each in ArticlePage.objects.all() if "record:" in str(list(each.body.raw_data))]
    ImportedLine.objects.filter(source_id="story/3").update(still_open={"body": True})
    take_in(paper(*stories, article(many)))
    assert not ImportedLine.objects.exclude(still_open={}).exists()


def test_a_link_in_kept_html_leads_to_a_story_that_comes_later_beside_a_link_in_text(edition_file: Path) -> None:
    text = Paragraph(text=Inline('See <a href="record:story/1">more</a>.'))
    kept = RawHtml(html='<dl><dt><a href="record:story/1#end">Word</a></dt></dl>')
    take_in(paper(article(0, body=(text, kept)), article(1)))
    compose()
    with Edition.open(edition_file) as edition:
        record: Any = edition.read(edition.find("2019/03/story-0/") or "")
        following = edition.find("2019/03/story-1/")
    assert record.body == (
        Paragraph(text=Inline(f'See <a href="record:{following}">more</a>.')),
        RawHtml(html=f'<dl><dt><a href="record:{following}#end">Word</a></dt></dl>'),
    )


def test_the_index_of_references_is_as_wagtail_would_write_it() -> None:
    related = article(3, related=("story/4", "story/1"))
    take_in(paper(*(article(number) for number in range(3)), related, article(4), page("about/contact")))

    def entries() -> list[Any]:
        rows = ReferenceIndex.objects.values_list(
            "content_type",
            "base_content_type",
            "object_id",
            "to_content_type",
            "to_object_id",
            "model_path",
            "content_path",
        )
        return sorted(rows)

    written = entries()
    ReferenceIndex.objects.all().delete()
    for model in (ArticlePage, StandingPage, SectionPage, TopicPage, PersonPage):
        for row in model.objects.all():
            ReferenceIndex.create_or_update_for_object(row)
    assert written == [entry for entry in entries() if entry in written] == entries()


def test_an_unchanged_source_does_nothing(edition_file: Path) -> None:
    lines = [article(number) for number in range(5)]
    take_in(paper(*lines))
    compose()
    take_in(paper(*lines))
    assert not OutboxRow.objects.exists()
    assert ArticlePage.objects.count() == 5


def test_a_changed_line_updates_its_story_and_keeps_its_address() -> None:
    take_in(paper(article(1)))
    take_in(paper(article(1, title="Corrected", slug="corrected", digest="c" * 64)))
    story = ArticlePage.objects.get()
    assert (story.title, story.slug, story.month) == ("Corrected", "story-1", "2019-03")


def test_a_story_edited_in_the_newsroom_is_left_alone_unless_overwritten() -> None:
    take_in(paper(article(1)))
    edited = ArticlePage.objects.get()
    edited.title = "The editor's headline"
    publish(edited)
    report = take_in(paper(article(1, title="Corrected", digest="c" * 64)))
    assert ArticlePage.objects.get().title == "The editor's headline"
    assert "edited in the newsroom" in str(report)
    take_in(paper(article(1, title="Corrected", digest="c" * 64)), overwrite=True)
    overwritten = ArticlePage.objects.get()
    assert overwritten.title == "Corrected"
    assert overwritten.get_latest_revision_as_object().title == "Corrected"


@pytest.mark.parametrize("overwrite", [False, True])
def test_what_an_editor_deleted_stays_in_the_bin_and_is_told(edition_file: Path, overwrite: bool) -> None:
    take_in(paper(article(1)))
    Delete(kind=BinKind.PAGE, number=ArticlePage.objects.get().pk).execute(account(Role.EDITOR))
    before = ArticlePage.everything.values().get()
    changed = article(1, title="Corrected", digest="c" * 64)
    for record in (article(1), changed):
        report = take_in(paper(record), overwrite=overwrite)
    assert "stays in the bin" in str(report)
    assert ArticlePage.everything.values().get() == before
    assert not ArticlePage.objects.exists()
    compose()
    with Edition.open(edition_file) as edition:
        assert not list(edition.ids("article"))
    Restore(binned=BinnedThing.objects.get().pk).execute(account(Role.EDITOR, name="who restores"))
    take_in(paper(changed), overwrite=True)
    assert ArticlePage.objects.get().title == "Corrected"


def test_a_draft_stays_a_draft(edition_file: Path) -> None:
    take_in(paper(article(1, status=Status.DRAFT)))
    compose()
    with Edition.open(edition_file) as edition:
        assert edition.count_kind("article") == 0
    assert ArticlePage.objects.get().get_latest_revision_as_object().title == "Story 1"


def test_subjects_named_by_stories_are_the_papers_own_of_that_name() -> None:
    own = topic("Docks")
    take_in(paper(article(1)))
    assert TopicPage.objects.get() == own
    assert ArticlePage.objects.get().topics.get().topic_id == own.pk


def test_a_taken_web_address_gets_a_number_and_is_reported() -> None:
    take_in(paper(article(1)))
    report = take_in(paper(article(2, source_id="another", slug="story-1", month="2019-03")))
    assert sorted(ArticlePage.objects.values_list("slug", flat=True)) == ["story-1", "story-1-2"]
    assert "story-1-2" in str(report)


def test_standing_pages_find_their_place_and_reserved_addresses_are_moved() -> None:
    report = take_in(paper(page("about/contact"), page("about"), page("issues"), page("ru/hello")))
    paths = sorted(row.local_path() for row in StandingPage.objects.filter(live=True))
    assert paths == ["about", "about/contact", "issues-2", "ru-2/hello"]
    assert "belongs to the paper itself" in str(report)


def test_stories_stand_in_their_issue_in_order_once(edition_file: Path) -> None:
    lines = [article(number, issue="issue/7", position=(3 - number)) for number in range(3)]
    take_in(paper(*lines, issues=(issue(7),)))
    take_in(paper(*lines, article(9, issue="issue/7"), issues=(issue(7),)))
    compose()
    with Edition.open(edition_file) as edition:
        found = edition.find("issues/7/")
        assert found is not None
        record: Any = edition.read(found)
        titles = [[edition.read(placed.article).title for placed in section.placements] for section in record.sections]  # type: ignore[union-attr]
    assert [section.title for section in record.sections] == ["Port"]
    assert titles == [["Story 2", "Story 1", "Story 0", "Story 9"]]
    assert IssuePage.objects.get().placements.count() == 4


def test_a_language_the_paper_has_not_is_refused_by_name() -> None:
    report = take_in(paper(article(1, language="kk"), article(2)))
    assert [loss.where for loss in report.refused] == ["line 1"]
    assert report.adds_up
    assert ArticlePage.objects.count() == 1


def test_a_translation_shares_its_work(edition_file: Path) -> None:
    take_in(paper(article(1), article(2, language="ru", translation_of="story/1")))
    compose()
    with Edition.open(edition_file) as edition:
        works = {edition.read(record).work for record in edition.ids("article")}  # type: ignore[union-attr]
    assert len(works) == 1


def test_pictures_come_once_and_broken_ones_are_told(tmp_path: Path, edition_file: Path) -> None:
    from PIL import Image

    good, broken = tmp_path / "crane.png", tmp_path / "broken.png"
    Image.new("RGB", (30, 20), "navy").save(good)
    broken.write_bytes(b"no picture")
    images = (
        ImportedImage(source_id="crane", file=good, credit="Ida Holm"),
        ImportedImage(source_id="broken", file=broken),
        ImportedImage(source_id="far", url="https://example.org/far.png"),
    )
    body = tuple(ImageBlock(image=name, alt="What it shows") for name in ("crane", "broken", "far"))
    report = take_in(paper(article(1, images=images, body=body), article(2, images=images, body=body)))
    assert "broken" in str(report)
    compose()
    with Edition.open(edition_file) as edition:
        assert edition.count_kind("image-file") == 1
        found = edition.find("2019/03/story-1/")
        record: Any = edition.read(found or "")
        assert record.body[1:] == (
            Embed(url="", title="What it shows"),
            Embed(url="https://example.org/far.png", title="What it shows"),
        )
        assert edition.read(record.body[0].image).credit == "Ida Holm"  # type: ignore[union-attr]


def test_an_overlong_headline_is_cut_and_reported() -> None:
    report = take_in(paper(article(1, title="word " * 80)))
    assert len(ArticlePage.objects.get().title) <= 255
    assert "cut" in str(report)


def test_an_import_cut_short_is_finished_by_the_next(edition_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from broadsheet.newsroom.intake import run

    lines = [article(0, issue="issue/7"), article(1, issue="issue/7")]
    for step in ("take_in_issues", "close_open_links"):
        with monkeypatch.context() as patched:

            def killed(*_: object) -> None:
                raise KeyboardInterrupt

            patched.setattr(run, step, killed)
            with pytest.raises(KeyboardInterrupt):
                take_in(paper(*lines, issues=(issue(7),)))
    take_in(paper(*lines, issues=(issue(7),)))
    assert ArticlePage.objects.count() == 2
    assert IssuePage.objects.get().placements.count() == 2
    assert not ImportedLine.objects.exclude(still_open={}).exists()
