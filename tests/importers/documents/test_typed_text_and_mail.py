"""Plain text, Markdown and mail as people write them."""

import pytest

from broadsheet.edition.blocks import Crosshead, ImageBlock, ListBlock, ListItem, Paragraph
from tests.importers.documents.writing import story

TYPED = """\
Kitchens full

By Ada Berg

Soup was free and hot for the whole of the third week.
It will be so on Monday.

What is needed

Bring what you can, for the need is great and the winter long.

- bread
- beans

1. First the meeting
2. Then the ballot
"""


def test_typed_text_has_headline_byline_crossheads_and_lists():
    article, _ = story("a.txt", TYPED.encode())
    assert (article.title, [row.name for row in article.bylines]) == ("Kitchens full", ["Ada Berg"])
    first, crosshead, _, bullets, numbers = article.body
    assert first.text.endswith("week.<br>It will be so on Monday.")
    assert crosshead == Crosshead(text="What is needed", level=2)
    assert bullets == ListBlock(items=(ListItem(text="bread"), ListItem(text="beans")))
    assert numbers.ordered


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_alphabet_of_a_text_is_found(encoding):
    article, report = story("a.txt", "Café doors\n\nThe price was £3 – “too much”.".encode(encoding))
    assert article.title == "Café doors"
    assert article.body == (Paragraph(text="The price was £3 – “too much”."),)
    assert ("alphabet" in {loss.what for loss in report.losses}) == (encoding == "cp1252")


def test_lines_without_blank_ones_between_are_paragraphs():
    article, _ = story(
        "a.txt", b"It rained all night and the gate stayed shut.\nNobody came to open it in the morning.\n"
    )
    assert len(article.body) == 2


def test_markdown_keeps_its_structure_and_the_lines_of_data_before_it():
    text = "---\ntitle: Kitchens full\nauthor: Ada Berg\nmood: warm\n---\n\n## Soup\n\n"
    text += "| Day | Bowls |\n|---|---|\n| 1 | ~~9~~ |\n"
    article, report = story("a.md", text.encode())
    assert (article.title, [row.name for row in article.bylines]) == ("Kitchens full", ["Ada Berg"])
    crosshead, table = article.body
    assert crosshead == Crosshead(text="Soup", level=2)
    assert table.rows[1][1].text == "<s>9</s>"
    assert ("line of data", "mood: warm") in {(loss.what, loss.which) for loss in report.losses}


MAIL = b"""\
From: "Ada Berg" <ada@quay.example>
Subject: =?utf-8?q?Caf=C3=A9_doors?=
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=outer

--outer
Content-Type: multipart/alternative; boundary=inner

--inner
Content-Type: text/plain

Words alone
--inner
Content-Type: text/html; charset=utf-8

<p>Words with <b>weight</b> <img src="cid:gate@quay"></p>
--inner--
--outer
Content-Type: image/png
Content-ID: <gate@quay>
Content-Transfer-Encoding: base64

aW1hZ2U=
--outer
Content-Type: application/octet-stream
Content-Disposition: attachment; filename="notes.docx"
Content-Transfer-Encoding: base64

AAAA
--outer--
"""


def test_a_message_gives_its_best_text_its_pictures_and_names_what_else_it_brought():
    article, report = story("a.eml", MAIL)
    assert (article.title, [row.name for row in article.bylines]) == ("Café doors", ["Ada Berg"])
    words, picture = article.body
    assert words == Paragraph(text="Words with <strong>weight</strong>")
    assert isinstance(picture, ImageBlock)
    assert [image.data for image in article.images] == [b"image"]
    assert ("attached file", "notes.docx") in {(loss.what, loss.which) for loss in report.losses}
    assert "quay.example" not in repr(article)


def test_a_message_without_text_or_with_broken_headers_is_still_read():
    assert story("a.eml", b"Subject: Gate\n\n")[0].title == "Gate"
    assert story("note to desk.eml", b"From: <<>>;;\nContent-Type: text/plain; charset=none\n\nWords")[0].body


def test_a_picture_beside_the_file_is_found_only_there(tmp_path):
    from broadsheet.importers.documents import read_document
    from tests.importers.documents.writing import CONTEXT

    (tmp_path / "gate.png").write_bytes(b"png")
    (tmp_path / "a.md").write_text("# Gate\n\n![A gate](gate.png)\n\n![Out](../../etc/passwd)\n")
    (article,) = read_document(tmp_path / "a.md", CONTEXT).records
    assert [image.file for image in article.images] == [tmp_path / "gate.png"]
    assert not story("a.md", b"# Gate\n\n![A gate](gate.png)\n")[0].images
