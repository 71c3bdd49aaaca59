"""Documents made to do harm, or larger than they look: nothing runs, nothing is fetched, memory stays bounded."""

import socket
import tracemalloc

import pytest

from broadsheet.edition.blocks import Paragraph, Table
from broadsheet.errors import SourceUnreadableError
from broadsheet.importers.documents.document import LARGEST
from tests.importers.documents.writing import open_document_file, paragraph, run, story, word_file, zipped

DEEP = 3_000


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    def refused(*_):
        raise AssertionError("something was to be fetched")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)


def refusal(name, data):
    with pytest.raises(SourceUnreadableError) as caught:
        story(name, data)
    return str(caught.value)


def test_a_macro_is_not_kept_and_named():
    article, report = story(
        "a.docm", word_file(paragraph(run("Words stay")), **{"word/vbaProject.bin": b"Sub AutoOpen()"})
    )
    assert article.title == "a"
    assert article.body == (Paragraph(text="Words stay"),)
    assert "macro" in {loss.what for loss in report.losses}


def test_a_picture_elsewhere_is_not_fetched_and_named():
    link = (
        '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        'Target="https://tracker.example/pixel.png" TargetMode="External"/>'
    )
    namespaces = (
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    )
    drawing = (
        f"<w:r><w:drawing {namespaces}><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill>"
        '<a:blip r:link="rId9"/>'
        "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    article, report = story("a.docx", word_file(paragraph(run("Before ") + drawing), link))
    assert not article.images
    assert ("picture", "https://tracker.example/pixel.png") in {(loss.what, loss.which) for loss in report.losses}


@pytest.mark.parametrize("source", ["file:///etc/passwd", "../../../../etc/passwd", "/etc/passwd", "Pictures/../x"])
def test_a_picture_of_this_machine_is_not_read(source):
    frame = (
        '<text:p><draw:frame xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
        f'xmlns:xlink="http://www.w3.org/1999/xlink"><draw:image xlink:href="{source}"/></draw:frame></text:p>'
    )
    article, report = story("a.odt", open_document_file("<text:p>Words</text:p>" + frame))
    assert not article.images
    assert source in {loss.which for loss in report.losses}


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("declared", [BOMB, OUTSIDE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_file_that_defines_entities_is_refused(declared, encoding):
    head = f'<?xml version="1.0" encoding="{encoding}"?>{declared}'
    assert "entities" in refusal("a.docx", word_file("", **{"word/styles.xml": (head + "<x>&b;</x>").encode(encoding)}))
    assert "entities" in refusal("a.odt", zipped({"content.xml": (head + "<x>&a;</x>").encode(encoding)}))


def test_a_file_that_unpacks_to_too_much_is_refused_before_it_is_unpacked():
    bomb = word_file(paragraph(run("x")), **{"word/media/a.png": bytes(301_000_000)})
    assert len(bomb) < 1_000_000
    tracemalloc.start()
    said = refusal("a.docx", bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "more than a story can be" in said
    assert peak < 20_000_000


def test_a_text_of_nothing_but_tags_is_refused():
    assert "more than a story can be" in refusal("a.docx", word_file("<w:p/>" * 600_000))
    assert "more than a story can be" in refusal("a.odt", open_document_file("<text:p/>" * 600_000))
    assert "more than a story can be" in refusal("a.html", b"<p>a" * 600_000)
    assert "more than a story can be" in refusal("a.txt", b"a\n\n" * 600_000)


def test_a_text_without_end_is_refused():
    assert "more than a story can be" in refusal("a.html", b"word " * 1_000_001)
    assert "more than a story can be" in refusal("a.txt", b"word " * 1_000_001)


def test_many_parts_are_refused():
    assert "more than a story can be" in refusal(
        "a.docx", word_file("", **{f"x/{number}": b"" for number in range(6_000)})
    )


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"no zip at all", b"\x00" * 100, b"\xd0\xcf\x11\xe0 old word"])
@pytest.mark.parametrize("name", ["a.docx", "a.odt"])
def test_a_damaged_file_is_refused_with_a_remedy(name, data):
    assert "save it again" in refusal(name, data)


def test_parts_that_are_no_xml_or_not_there_are_refused_with_a_remedy():
    assert "save it again" in refusal("a.docx", word_file("<w:p>"))
    assert "save it again" in refusal("a.docx", zipped({"word/other.xml": "<x/>"}))
    assert "save it again" in refusal("a.odt", zipped({"content.xml": "<x/>"}))
    assert "save it again" in refusal("a.docx", word_file("").replace(b"word/document.xml", b"word/document.xmX"))


def test_a_locked_file_says_so():
    data = bytearray(word_file(paragraph(run("x"))))
    start = data.index(b"PK\x01\x02")
    data[start + 8] |= 1
    assert "password" in refusal("a.docx", bytes(data))


@pytest.mark.parametrize("kind", ["docx", "odt", "html", "md"])
def test_elements_deep_in_one_another_are_read_or_refused(kind):
    made = {
        "docx": lambda: word_file("<w:sdt>" * DEEP + paragraph(run("deep")) + "</w:sdt>" * DEEP),
        "odt": lambda: open_document_file("<text:section>" * DEEP + "<text:p>deep</text:p>" + "</text:section>" * DEEP),
        "html": lambda: b"<div>" * DEEP + b"<p>deep</p>",
        "md": lambda: b">" * DEEP + b" deep",
    }[kind]()
    try:
        article, report = story(f"a.{kind}", made)
    except SourceUnreadableError as error:
        assert "save it again" in str(error)  # noqa: PT017 -- either is right
    else:
        assert "deep" in str(article.body) + "".join(loss.which for loss in report.losses)


def test_a_file_that_is_too_large_is_refused_by_its_name():
    assert "smaller pictures" in refusal("huge.txt", b"a" * (LARGEST + 1))


@pytest.mark.parametrize("name", ["a.doc", "a.pdf", "a.exe", "a"])
def test_another_kind_of_file_is_refused_with_what_to_do(name):
    assert ".docx" in refusal(name, b"x")


def test_an_empty_file_is_refused():
    assert "empty" in refusal("a.txt", b" \n")


def test_a_huge_table_is_kept_whole():
    row = "<w:tr>" + "".join(f"<w:tc>{paragraph(run(f'c{number}'))}</w:tc>" for number in range(6)) + "</w:tr>"
    article, report = story("a.docx", word_file(paragraph(run("Figures")) + f"<w:tbl>{row * 2_000}</w:tbl>"))
    (table,) = [block for block in article.body if isinstance(block, Table)]
    assert (len(table.rows), len(table.rows[0])) == (2_000, 6)
    assert report.adds_up


def test_two_hundred_pages_are_one_story_in_bounded_memory():
    words = "The cranes did not move and the harbour was quiet for another day of the stoppage. " * 8
    body = "".join(paragraph(run(f"{number} {words}")) for number in range(1_000))  # about 125,000 words
    data = word_file(body)
    tracemalloc.start()
    article, report = story("a.docx", data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(article.body) == 1_000
    assert "words" not in {loss.what for loss in report.losses}
    assert peak < 300_000_000


def test_a_file_with_another_before_it_is_refused_or_read():
    data = word_file(paragraph(run("Words")))
    try:
        story("a.docx", data[: len(data) // 2] + data)
    except SourceUnreadableError as error:
        assert "save it again" in str(error)  # noqa: PT017 -- either is right
