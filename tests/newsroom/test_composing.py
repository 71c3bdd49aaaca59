"""Publishing writes to the outbox; composing brings the edition to what readers may see, and no further."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageViewRestriction

from broadsheet.edition.blocks import Crosshead, ImageBlock, Inline, ListBlock, ListItem, Paragraph, Quote
from broadsheet.edition.records import Article, ArticleKind, Byline, Image, Person, Picture
from broadsheet.edition.store import Edition
from broadsheet.newsroom.compose import compose, note_everything
from broadsheet.newsroom.models import ArticlePage, ArticleTopic, OutboxRow, PersonInNews, outbox
from broadsheet.newsroom.models import Byline as BylineRow
from broadsheet.newsroom.models import Correction as CorrectionRow
from tests.newsroom.making import draft_story, person, picture, publish, section, standing_page, story, topic

pytestmark = pytest.mark.django_db

TEXT = (
    '<p data-block-key="a1">The <b>cranes</b> of &amp; around the <i>north quay</i> stand still.</p>'
    "<h2>Demands</h2><ul><li>Pay<ul><li>back to March</li></ul></li><li>Rest</li></ul>"
    "<blockquote>We wait.</blockquote><blockquote>We are many.</blockquote>"
)


def read(edition_file: Path, page: Any) -> Any:
    with Edition.open(edition_file) as edition:
        return edition.read(page.permanent_id)


def serial(edition_file: Path) -> int:
    with Edition.open(edition_file) as edition:
        return edition.serial


def test_publishing_a_story_composes_the_whole_of_it(edition_file: Path) -> None:
    port, dispute, writer, crane = section(), topic(), person(), picture(credit="Ida Holm", licence="CC BY 4.0")
    page = draft_story(
        slug="cranes",
        kicker="Port",
        standfirst="Third day",
        section=port,
        genre="feature",
        picture=crane,
        picture_alt="A crane",
        picture_caption="<p>At <b>dawn</b></p>",
        body=[("text", TEXT), ("image", {"image": crane, "alt": "Again", "caption": "", "decorative": False})],
    )
    page.bylines.add(BylineRow(person=writer, role="reporter"), BylineRow(printed_name="A docker"))
    page.topics.add(ArticleTopic(topic=dispute))
    page.persons.add(PersonInNews(person=writer))
    page.save()
    page = publish(page)
    compose()
    month = timezone.localtime(page.first_published_at).strftime("%Y-%m")
    record = read(edition_file, page)
    assert record == Article(
        id=page.permanent_id,
        language="en",
        title="Cranes stand still",
        slug="cranes",
        month=month,
        published=page.first_published_at.replace(microsecond=0),
        kicker="Port",
        standfirst="Third day",
        genre=ArticleKind.FEATURE,
        section=port.permanent_id,
        bylines=(Byline(person=writer.permanent_id, role="reporter"), Byline(name="A docker")),
        topics=(dispute.permanent_id,),
        persons=(writer.permanent_id,),
        picture=Picture(image=crane.permanent_id, alt="A crane", caption=Inline("At <strong>dawn</strong>")),
        body=(
            Paragraph(text=Inline("The <strong>cranes</strong> of &amp; around the <em>north quay</em> stand still.")),
            Crosshead(text=Inline("Demands")),
            ListBlock(
                items=(
                    ListItem(text=Inline("Pay"), sublist=ListBlock(items=(ListItem(text=Inline("back to March")),))),
                    ListItem(text=Inline("Rest")),
                )
            ),
            Quote(paragraphs=(Inline("We wait."), Inline("We are many."))),
            ImageBlock(image=crane.permanent_id, alt="Again"),
        ),
        work=page.translation_key.hex,
    )
    with Edition.open(edition_file) as edition:
        image = edition.read(crane.permanent_id)
        assert isinstance(image, Image)
        assert (image.credit, image.width, image.height, image.digest) == ("Ida Holm", 60, 40, crane.digest)
        assert edition.find(f"{month[:4]}/{month[5:]}/cranes/") == page.permanent_id


def test_composing_empties_the_outbox_and_a_second_time_changes_nothing(edition_file: Path) -> None:
    story()
    note_everything()
    compose()
    assert not OutboxRow.objects.exists()
    before = serial(edition_file)
    note_everything()
    compose()
    assert serial(edition_file) == before


def test_a_draft_is_not_composed_and_an_edit_of_a_draft_changes_nothing(edition_file: Path) -> None:
    hidden = draft_story("Secret talks")
    hidden.save_revision()
    shown = story("Open talks")
    compose()
    before = serial(edition_file)
    shown.title = "Talks break down"
    shown.save_revision()
    compose()
    assert read(edition_file, hidden) is None
    assert serial(edition_file) == before


def test_a_scheduled_story_waits_for_its_time(edition_file: Path) -> None:
    page = draft_story("Ballot result", go_live_at=timezone.now() + timedelta(hours=1))
    page.save_revision().publish()
    compose()
    assert read(edition_file, page) is None
    revision = ArticlePage.objects.get(pk=page.pk).scheduled_revision
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    call_command("publish_scheduled")
    compose()
    assert read(edition_file, page) is not None


def test_a_page_kept_from_the_public_leaves_the_edition_and_returns(edition_file: Path) -> None:
    page = story("For members")
    compose()
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    compose()
    assert read(edition_file, page) is None
    restriction.delete()
    compose()
    assert read(edition_file, page) is not None


def test_privacy_covers_the_pages_below(edition_file: Path) -> None:
    page = story("Deep")
    compose()
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type=PageViewRestriction.LOGIN)
    compose()
    assert read(edition_file, page) is None


def test_a_withdrawn_or_deleted_page_disappears(edition_file: Path) -> None:
    withdrawn, deleted = story("Withdrawn"), story("Deleted")
    compose()
    withdrawn.unpublish()
    deleted.delete()
    compose()
    assert read(edition_file, withdrawn) is None
    assert read(edition_file, deleted) is None


def test_a_renamed_person_changes_one_record(edition_file: Path) -> None:
    writer = person("Ada Berg")
    page = draft_story("By her")
    page.bylines.add(BylineRow(person=writer))
    publish(page)
    compose()
    before = serial(edition_file)
    writer.title = "Ada Berg Holm"
    publish(writer)
    compose()
    with Edition.open(edition_file) as edition:
        changes = edition.changes_since(before)
        assert changes is not None
        assert [change.id for change in changes] == [writer.permanent_id]
        changed = edition.read(writer.permanent_id)
        assert isinstance(changed, Person)
        assert changed.title == "Ada Berg Holm"


def test_a_deleted_writer_leaves_the_printed_name(edition_file: Path) -> None:
    writer = person("Leo Falk")
    page = draft_story("By him")
    page.bylines.add(BylineRow(person=writer))
    page = publish(page)
    compose()
    writer.delete()
    compose()
    assert read(edition_file, page).bylines == (Byline(name="Leo Falk"),)


def test_what_a_deleted_page_or_picture_was_named_by_is_composed_without_it(edition_file: Path) -> None:
    crane, target = picture("Gone"), story("Target")
    body = [
        ("text", f'<p>See <a linktype="page" id="{target.pk}">the <b>story</b></a>.</p>'),
        ("image", {"image": crane, "alt": "x", "caption": "", "decorative": False}),
    ]
    page = story("Names them", body=body)
    compose()
    linked = Inline(f'See <a href="record:{target.permanent_id}">the <strong>story</strong></a>.')
    assert read(edition_file, page).body[0] == Paragraph(text=linked)
    target.delete()
    crane.delete()
    compose()
    assert read(edition_file, page).body == (Paragraph(text=Inline("See the <strong>story</strong>.")),)


def test_composing_takes_as_many_queries_for_thirty_stories_as_for_three(
    edition_file: Path,
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in (3, 30):
        writer, crane = person(f"Writer {number}"), picture(f"Crane {number}")
        for index in range(number):
            page = draft_story(f"Story {number} {index}", picture=crane, body=[("text", TEXT)])
            page.bylines.add(BylineRow(person=writer))
            page.save()
            publish(page)
        with CaptureQueriesContext(connection) as captured:
            compose()
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_crash_after_writing_the_edition_loses_nothing(edition_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from broadsheet.newsroom.compose import run

    page = story("Survives")
    with monkeypatch.context() as patched:

        def killed(*_: object) -> None:
            raise KeyboardInterrupt

        patched.setattr(run, "_settle", killed)
        with pytest.raises(KeyboardInterrupt):
            compose()
    before = serial(edition_file)
    compose()
    assert read(edition_file, page) is not None
    assert serial(edition_file) == before
    assert not OutboxRow.objects.exists()


def test_a_refused_record_names_the_reason_and_keeps_the_rest(edition_file: Path) -> None:
    good, bad = story("Good"), story("Bad")
    ArticlePage.objects.filter(pk=bad.pk).update(slug="x" * 200)
    result = compose()
    assert [refusal.record_id for refusal in result.refusals] == [bad.permanent_id]
    assert "shorten" in result.refusals[0].reason
    assert read(edition_file, good) is not None
    assert OutboxRow.objects.get().refusal
    ArticlePage.objects.filter(pk=bad.pk).update(slug="short")
    publish(ArticlePage.objects.get(pk=bad.pk))
    assert compose().refusals == ()
    assert not OutboxRow.objects.exists()
    assert read(edition_file, bad) is not None


def test_a_published_correction_is_frozen(edition_file: Path) -> None:
    from django.core.exceptions import ValidationError

    page = draft_story("Wrong figure")
    page.corrections.add(
        CorrectionRow(when=datetime(2026, 11, 6, 9, tzinfo=UTC), kind="correction", text="<p>16,000</p>")
    )
    page = publish(page)
    compose()
    assert read(edition_file, page).corrections[0].text == "16,000"
    row = page.corrections.get()
    assert row.frozen
    row.text = "<p>17,000</p>"
    page.corrections = [row]
    with pytest.raises(ValidationError, match="stays as it is"):
        page.full_clean()


def test_the_fronts_and_the_settings_make_the_papers_record(edition_file: Path) -> None:
    from broadsheet.edition.paper import Link
    from broadsheet.newsroom.models import PaperSettings
    from broadsheet.newsroom.shelves import home_of

    about = standing_page("About us", "about")
    front = home_of("en")
    front.tagline = "Every Thursday"
    front.navigation = [("link", {"label": "", "page": about, "address": ""})]
    front.notice_text = "Strike on Friday"
    publish(front)
    settings = PaperSettings.load()
    settings.licence = "CC BY-SA 4.0"
    settings.accent = "#a11d21"
    settings.save()
    compose()
    with Edition.open(edition_file) as edition:
        paper = edition.paper()
    assert paper is not None
    assert (paper.name, paper.address, paper.timezone) == ("The Quay", "https://quay.example/", "Europe/Helsinki")
    assert [language.code for language in paper.languages] == ["en", "ru", "ar"]
    assert paper.languages[0].tagline == "Every Thursday"
    assert paper.languages[0].navigation == (Link(label="About us", target=about.permanent_id),)
    assert paper.languages[0].notice is not None
    assert paper.licence == "CC BY-SA 4.0"
    assert paper.colours.accent == "#a11d21"


def test_what_was_noted_again_is_composed_once(edition_file: Path) -> None:
    first, second = story(slug="first"), story(slug="second")
    compose()
    for page in (first, second, first):
        outbox.note(page.record_kind, page.permanent_id)
    ArticlePage.objects.filter(pk=first.pk).update(kicker="Port")

    assert compose(batch=1).looked_at == 2
    assert read(edition_file, first).kicker == "Port"
    assert not OutboxRow.objects.exists()
