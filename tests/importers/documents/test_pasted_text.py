"""What office programs put into the clipboard keeps its structure, and what it could not hold is named."""

import pytest

from broadsheet.edition.blocks import Crosshead, Footnote, ImageBlock, ListBlock, ListItem, Paragraph, Table
from broadsheet.importers.documents import read_pasted
from broadsheet.importers.report import Tally
from tests.importers.documents import clipboards
from tests.importers.documents.writing import CONTEXT


def pasted(markup, **options):
    tally = Tally()
    text = read_pasted(markup, CONTEXT, tally, **options)
    return text, {(loss.what, loss.which) for loss in tally.report().losses}


def texts(table):
    return [[cell.text for cell in row] for row in table.rows]


def test_words_paragraphs_lists_tables_and_notes():
    text, losses = pasted(clipboards.WORD)
    heading, first, bullets, table, last, note = text.body
    assert heading == Crosshead(text="What the crews want", level=2)
    assert first.text == (
        'They came <strong>before dawn</strong><a href="note:1"><sup>1</sup></a> and read '
        '<a href="https://quay.example/rota">the rota</a>.'
    )
    inner = ListBlock(items=(ListItem(text="from March"),))
    assert bullets == ListBlock(
        items=(ListItem(text="Pay that follows bread", sublist=inner), ListItem(text="Rest between shifts"))
    )
    assert texts(table) == [["Pier", "Crew"], ["Nine", "£12"]]
    assert last == Paragraph(text="Nobody went home.")
    assert note == Footnote(label="1", text="Counted by the <em>harbour watch</em>.")
    assert losses == {("picture", "A gate")}


def test_google_docs_spans_say_what_their_style_says():
    text, losses = pasted(clipboards.GOOGLE_DOCS)
    heading, first, bullets, table, inside, elsewhere = text.body
    assert heading == Crosshead(text="Kitchens full", level=2)
    assert first.text == (
        'Soup was <strong>free</strong> and <em>hot</em>; see <a href="https://quay.example/soup">the list</a>.'
    )
    assert bullets.items[0].sublist == ListBlock(items=(ListItem(text="rye"),))
    assert isinstance(table, Table)
    assert [isinstance(each, ImageBlock) for each in (inside, elsewhere)] == [True, True]
    assert [bool(image.data) for image in text.images] == [True, False]
    assert text.images[1].url == "https://lh7.example/picture"
    assert not losses


def test_libreoffice_notes_are_footnotes():
    text, _ = pasted(clipboards.LIBREOFFICE)
    heading, first, numbers, note = text.body
    assert heading == Crosshead(text="At the gate", level=3)
    assert first.text == 'The gate was <em>red</em><sup><a href="note:1">1</a></sup>.'
    assert numbers.ordered
    assert note == Footnote(label="1", text="Painted in spring.")


def test_notes_count_on_from_those_the_story_has():
    text, _ = pasted(clipboards.WORD, first_note=7)
    assert text.body[-1].label == "7"
    assert 'href="note:7"><sup>7</sup>' in text.body[1].text


@pytest.mark.parametrize(
    ("mark", "ordered", "start"), [("1.", True, 1), ("4)", True, 4), ("a)", True, 1), ("·", False, 1), ("§", False, 1)]
)
def test_the_mark_word_prints_tells_a_numbered_list(mark, ordered, start):
    text, _ = pasted(
        f"<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>{mark}<span>&nbsp;</span></span>Words</p>"
    )
    assert text.body == (ListBlock(items=(ListItem(text="Words"),), ordered=ordered, start=start),)


def test_two_links_to_one_place_that_leads_nowhere_back_are_no_notes():
    text, losses = pasted("<p><a href='#x'>one</a> and <a href='#x'>two</a></p><p id=x>there</p>")
    assert not any(isinstance(block, Footnote) for block in text.body)
    assert ("link", "one → #x") in losses


def test_script_and_style_never_come_along():
    text, _ = pasted("<style>p{}</style><script>alert(1)</script><p onclick='x()'>Words<img src=x onerror='x()'></p>")
    assert text.body == (Paragraph(text="Words"),)
