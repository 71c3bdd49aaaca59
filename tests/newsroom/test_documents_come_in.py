"""Documents and recordings that an import links to stand in the paper, or the report says why not."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from broadsheet.edition.blocks import Audio, Box, DocumentBlock, ListBlock, Paragraph
from broadsheet.edition.records import Document
from broadsheet.edition.store import Edition
from broadsheet.importers.jsonl import read_jsonl
from broadsheet.importers.records import ImportContext
from broadsheet.importers.report import Report
from broadsheet.importers.wxr import read_wxr
from broadsheet.newsroom.compose import compose
from broadsheet.newsroom.intake import take_in
from broadsheet.newsroom.models import BroadDocument
from broadsheet.press.pictures import DOCUMENT_ENDINGS

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\nrota"
BASE = "https://old.example/"


def imported(folder: Path, body: str, **line: Any) -> Report:
    """The report on importing one story with this body."""
    story = {"title": "Rota", "date": "2019-03-07", "slug": "rota", "body_html": body} | line
    (folder / "paper.jsonl").write_text(json.dumps(story))
    context = ImportContext(now=datetime(2026, 11, 24, tzinfo=UTC), base_url=BASE)
    return take_in(read_jsonl(folder / "paper.jsonl", context))


def body_in_edition(edition_file: Path) -> tuple[Any, ...]:
    """The body of the one story, as composed."""
    compose()
    with Edition.open(edition_file) as edition:
        found = edition.find("2019/03/rota/")
        assert found is not None
        record: Any = edition.read(found)
        return tuple(record.body)


def lay(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(PDF)


@pytest.mark.parametrize(
    "address", ["files/winter rota.pdf", "/files/winter%20rota.pdf", "https://old.example/files/winter%20rota.pdf"]
)
def test_a_document_beside_the_file_stands_after_its_paragraph(
    tmp_path: Path, edition_file: Path, address: str
) -> None:
    lay(tmp_path, "files/winter rota.pdf")
    report = imported(tmp_path, f'<p>See <a href="{address}">the rota</a>.</p><p>More.</p>')
    assert report.counts["document"].carried == 1
    assert report.adds_up
    row = BroadDocument.objects.get()
    assert (row.title, row.file.name) == ("the rota", "documents/winter_rota.pdf")
    block = DocumentBlock(document=row.permanent_id, title="the rota")
    assert body_in_edition(edition_file) == (Paragraph(text="See the rota."), block, Paragraph(text="More."))  # type: ignore[arg-type]
    with Edition.open(edition_file) as edition:
        document = edition.read(row.permanent_id)
        assert isinstance(document, Document)
        assert (document.media_type, document.size) == ("application/pdf", len(PDF))


@pytest.mark.parametrize(
    "markup", ['<p><a href="talk.mp3">The talk</a></p>', '<audio src="talk.mp3" title="The talk"></audio>']
)
def test_a_recording_becomes_a_recording_and_its_title_is_not_said_twice(
    tmp_path: Path, edition_file: Path, markup: str
) -> None:
    lay(tmp_path, "talk.mp3")
    report = imported(tmp_path, markup)
    assert report.adds_up
    (block,) = body_in_edition(edition_file)
    assert block == Audio(document=BroadDocument.objects.get().permanent_id, title="The talk")


def test_documents_are_found_wherever_a_body_names_them(tmp_path: Path, edition_file: Path) -> None:
    lay(tmp_path, *(f"{name}.pdf" for name in ("list", "quote", "box", "heading", "raw", "cell", "cover")))
    carried = json.dumps({"kind": "document", "document": "cover.pdf", "title": "Whole"}).replace('"', "&quot;")
    report = imported(
        tmp_path,
        '<ul><li><a href="list.pdf">a</a></li></ul><blockquote><p><a href="quote.pdf">b</a></p></blockquote>'
        '<aside><h3>Box</h3><p>c <a href="box.pdf">c</a></p></aside><h2><a href="heading.pdf">d</a></h2>'
        '<pre>e <a href="raw.pdf">e</a></pre><table><tr><td><a href="cell.pdf">f</a></td></tr></table>'
        f'<div data-broadsheet="{carried}">Whole</div>',
    )
    assert report.adds_up
    assert report.counts["document"].carried == BroadDocument.objects.count() == 7
    body = body_in_edition(edition_file)
    inside = [each for block in body for each in (block.blocks if isinstance(block, Box) else (block,))]
    titles = [each.title for each in inside if isinstance(each, DocumentBlock)]
    assert titles == ["a", "b", "c", "d", "e", "f", "Whole"]
    assert isinstance(body[0], ListBlock)


@pytest.mark.parametrize("address", ["gone.pdf", "https://old.example/gone.pdf", "../gone.pdf"])
def test_a_document_that_is_absent_is_counted_and_named(tmp_path: Path, edition_file: Path, address: str) -> None:
    lay(tmp_path.parent, "gone.pdf")
    report = imported(tmp_path, f'<p>See <a href="{address}">the rota</a>.</p>')
    assert report.adds_up
    assert report.counts["document"].found == 1
    assert [loss.which for loss in report.losses if loss.what == "document"] == [address]
    assert "lay it there and import again" in str(report)
    assert not BroadDocument.objects.exists()
    assert "the rota" in body_in_edition(edition_file)[0].text


def test_a_document_of_somebody_else_stays_a_link_and_is_no_loss(tmp_path: Path, edition_file: Path) -> None:
    lay(tmp_path, "law.pdf")
    report = imported(tmp_path, '<p><a href="https://ministry.example/law.pdf">The law</a></p>')
    assert "document" not in report.counts
    assert 'href="https://ministry.example/law.pdf"' in body_in_edition(edition_file)[0].text


def test_a_file_that_is_not_handed_out_is_reported_and_its_words_stay(tmp_path: Path, edition_file: Path) -> None:
    lay(tmp_path, "tool.exe")
    report = imported(tmp_path, '<p><a href="tool.exe">The tool</a></p>')
    assert report.adds_up
    assert "not handed out" in str(report)
    assert not BroadDocument.objects.exists()
    assert body_in_edition(edition_file) == (Paragraph(text="The tool"),)  # type: ignore[arg-type]


def test_a_second_import_takes_a_document_once_and_renews_a_changed_one(tmp_path: Path) -> None:
    lay(tmp_path, "rota.pdf")
    imported(tmp_path, '<p><a href="rota.pdf">The rota</a></p>')
    first = BroadDocument.objects.get()
    imported(tmp_path, '<p><a href="rota.pdf">The rota</a></p>', kicker="New")
    assert BroadDocument.objects.get().file.name == first.file.name
    (tmp_path / "rota.pdf").write_bytes(PDF + b"2")
    imported(tmp_path, '<p><a href="rota.pdf">The rota</a></p>', kicker="Newer")
    assert BroadDocument.objects.get().digest != first.digest


WXR = """<?xml version="1.0"?><rss xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Old</title><link>https://old.example</link>
<wp:base_blog_url>https://old.example</wp:base_blog_url>
<item><title>Rota</title><link>https://old.example/rota/</link><guid>https://old.example/?p=1</guid>
<content:encoded><![CDATA[See <a href="https://old.example/wp-content/uploads/2019/03/rota.pdf">the rota</a>.

[audio src="https://old.example/wp-content/uploads/2019/03/talk.mp3"]

<a href="https://old.example/wp-content/uploads/2019/03/gone.pdf">Gone</a>]]></content:encoded>
<wp:post_id>1</wp:post_id><wp:post_date_gmt>2019-03-07 12:00:00</wp:post_date_gmt><wp:post_name>rota</wp:post_name>
<wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item></channel></rss>"""


@pytest.mark.parametrize("folder", ["", "2019/03/", "uploads/2019/03/", "wp-content/uploads/2019/03/"])
def test_a_wordpress_export_finds_its_documents_beside_it(tmp_path: Path, edition_file: Path, folder: str) -> None:
    lay(tmp_path, f"{folder}rota.pdf", f"{folder}talk.mp3")
    (tmp_path / "old.xml").write_text(WXR)
    report = take_in(read_wxr(tmp_path / "old.xml", ImportContext(now=datetime(2026, 11, 24, tzinfo=UTC))))
    assert report.adds_up
    assert (report.counts["document"].found, report.counts["document"].changed) == (3, 1)
    kinds = [type(block) for block in body_in_edition(edition_file)]
    assert kinds == [Paragraph, DocumentBlock, Audio, Paragraph]


def test_what_the_newsroom_takes_is_what_the_press_hands_out(settings: Any) -> None:
    assert set(settings.WAGTAILDOCS_EXTENSIONS) == set(DOCUMENT_ENDINGS.values())
