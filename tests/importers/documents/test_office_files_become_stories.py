"""`strike.fodt` was written by hand; LibreOffice made `strike.odt` of it, and `strike.docx` of that."""

from pathlib import Path

import pytest

from broadsheet.edition.blocks import Box, Crosshead, Footnote, ImageBlock, ListBlock, Paragraph, Quote, Table
from broadsheet.edition.checks import check_record
from broadsheet.edition.records import StandingPage
from broadsheet.importers.records import Status
from tests.importers.documents.writing import paragraph, run, story, word_file, word_part

HERE = Path(__file__).parent


@pytest.fixture(params=["strike.odt", "strike.docx"])
def made(request):
    return story(request.param, (HERE / request.param).read_bytes())


def of_kind(made, kind):
    return [block for block in made[0].body if isinstance(block, kind)]


def test_what_stands_above_the_text_finds_its_place(made):
    article, _ = made
    assert article.status is Status.DRAFT
    assert (article.kicker, article.title) == ("Port", "Cranes stand still at Pier Nine")
    assert article.standfirst.startswith("The third week of the stoppage")
    assert [(row.name, row.role) for row in article.bylines] == [("Ada Berg", "port reporter")]


def test_emphasis_and_links_stay_in_the_text(made):
    first = of_kind(made, Paragraph)[0].text
    assert "<strong>third</strong>" in first
    assert "<em>cranes</em>" in first
    assert "<s>unsigned</s>" in first
    assert "H<sub>2</sub>O" in first
    assert '<a href="https://quay.example/rota">the rota</a>' in first


def test_a_footnote_is_a_block_the_text_leads_to(made):
    (note,) = of_kind(made, Footnote)
    assert note.text == "Counted by the <em>harbour watch</em>."
    assert f'move<sup><a href="note:{note.label}">{note.label}</a></sup>,' in of_kind(made, Paragraph)[0].text


def test_headings_lists_quotes_and_tables_keep_their_form(made):
    assert of_kind(made, Crosshead) == [Crosshead(text="What the crews want", level=2)]
    bullets, numbers = of_kind(made, ListBlock)
    assert (bullets.ordered, numbers.ordered) == (False, True)
    assert [item.text for item in bullets.items[0].sublist.items] == ["from March", "for every grade"]
    assert bullets.items[0].sublist.ordered
    assert of_kind(made, Quote)[0].paragraphs == ("We will not go back for a promise.",)
    (table,) = of_kind(made, Table)
    assert table.header_rows == 1
    assert [[cell.text for cell in row] for row in table.rows] == [["Pier", "Crew"], ["Nine", "£12 &amp; rising"]]


def test_a_picture_comes_with_its_words(made):
    article, _ = made
    (block,) = of_kind(made, ImageBlock)
    (image,) = article.images
    assert block.alt == "A red gate"
    assert block.image == image.source_id
    assert image.data.startswith(b"\x89PNG")


def test_what_is_no_part_of_a_story_is_named_with_its_words(made):
    named = {(loss.what, loss.which) for loss in made[1].losses}
    assert {
        ("remark", "Check the date with Ines"),
        ("page header", "Draft for the desk"),
        ("page footer", "Sheet of the union hall"),
        ("text box", "Soup at noon in the hall"),
    } <= named
    assert "words" not in {what for what, _ in named}


def test_the_words_of_a_text_box_are_in_the_story(made):
    texts = [block.text for block in of_kind(made, Paragraph)]
    texts += [inside.text for box in of_kind(made, Box) for inside in box.blocks]
    assert "Soup at noon in the hall" in texts


def test_the_edition_accepts_it_and_the_sums_agree(made):
    article, report = made
    check_record(StandingPage(id="p", language="en", title="p", path="p", body=article.body))
    assert report.adds_up


def test_the_same_file_is_the_same_story_and_another_is_another():
    data = (HERE / "strike.odt").read_bytes()
    assert story("a.odt", data)[0].source_id == story("b.odt", data)[0].source_id
    assert story("a.docx", (HERE / "strike.docx").read_bytes())[0].source_id != story("a.odt", data)[0].source_id


def test_words_taken_out_in_a_record_of_changes_are_named_and_those_put_in_stay():
    deleted = "<w:del><w:r><w:delText>seven</w:delText></w:r></w:del>"
    article, report = story("a.docx", word_file(paragraph(run("It was ") + deleted + f"<w:ins>{run('nine')}</w:ins>")))
    assert article.body[0].text == "It was nine"
    assert ("deleted words", "seven") in {(loss.what, loss.which) for loss in report.losses}


def test_a_formula_and_a_remark_of_word_are_named():
    formula = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>Ekin</m:t></m:r></m:oMath>'
    remarks = word_part("comments", f'<w:comment w:id="0">{paragraph(run("Who says so"))}</w:comment>')
    _, report = story("a.docx", word_file(paragraph(run("Energy ") + formula), word__comments_xml=remarks))
    assert {("words", "Ekin"), ("remark", "Who says so")} <= {(loss.what, loss.which) for loss in report.losses}
