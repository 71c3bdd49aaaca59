import pytest

from broadsheet.edition.blocks import (
    Box,
    Crosshead,
    Divider,
    Embed,
    Gallery,
    ImageBlock,
    ListBlock,
    ListItem,
    Paragraph,
    PullQuote,
    Quote,
    RawHtml,
    Table,
    TableCell,
)
from broadsheet.importers.report import Severity
from tests.importers.reading import blocks_of, read


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>One <b>two</b> <i>three</i></p>", Paragraph(text="One <strong>two</strong> <em>three</em>")),
        ("loose words", Paragraph(text="loose words")),
        ("<h3>Head</h3>", Crosshead(text="Head", level=3)),
        ("<hr>", Divider()),
        ("<ol start=3><li>a</li></ol>", ListBlock(items=(ListItem(text="a"),), ordered=True, start=3)),
        (
            "<ul><li>a<ul><li>b</li></ul></li></ul>",
            ListBlock(items=(ListItem(text="a", sublist=ListBlock(items=(ListItem(text="b"),))),)),
        ),
        ("<blockquote><p>Said</p><cite>She</cite></blockquote>", Quote(paragraphs=("Said",), source="She")),
        ("<aside><h3>T</h3><p>x</p></aside>", Box(title="T", blocks=(Paragraph(text="x"),))),
        (
            '<figure><img src="a.png" alt="A"><figcaption>C</figcaption></figure>',
            ImageBlock(image="a.png", alt="A", caption="C"),
        ),
        (
            "<table><thead><tr><th>a</th></tr></thead><tr><td>1</td></tr></table>",
            Table(rows=((TableCell(text="a"),), (TableCell(text="1"),))),
        ),
        (
            '<figure><ul><li><img src="a.png"></li><li><img src="b.png"></li></ul><figcaption>C</figcaption></figure>',
            Gallery(images=(ImageBlock(image="a.png"), ImageBlock(image="b.png")), caption="C"),
        ),
        (
            '<iframe src="//films.example/1" title="A film"></iframe>',
            Embed(url="https://films.example/1", title="A film", provider="films.example"),
        ),
        ("""<div data-broadsheet='{"kind":"pullquote","text":"Now"}'><p>Now</p></div>""", PullQuote(text="Now")),
    ],
)
def test_html_becomes_the_block_that_means_it(markup, expected):
    assert blocks_of(markup) == (expected,)


def test_two_line_breaks_part_paragraphs():
    assert blocks_of("<p>a<br><br>b<br>c</p>") == (Paragraph(text="a"), Paragraph(text="b<br>c"))


def test_what_no_block_can_hold_is_kept_as_html_and_reported():
    body, report = read('<dl onclick="x()"><dt>Word</dt><dd>Meaning</dd></dl>')
    assert body == (RawHtml(html="<dl><dt>Word</dt><dd>Meaning</dd></dl>"),)
    assert [loss.severity for loss in report.losses] == [Severity.CHANGED]


def test_a_picture_inside_a_list_stands_after_it():
    assert blocks_of('<ul><li>a <img src="p.png" alt="P"></li></ul>') == (
        ListBlock(items=(ListItem(text="a"),)),
        ImageBlock(image="p.png", alt="P"),
    )


def test_a_relative_link_is_resolved_against_the_page_it_stood_on():
    assert blocks_of('<a href="other.html">x</a>', "http://old.example/2004/05/page.html") == (
        Paragraph(text='<a href="http://old.example/2004/05/other.html">x</a>'),
    )


def test_a_carried_block_that_cannot_be_read_falls_back_to_its_readable_form():
    body, report = read("""<div data-broadsheet='{"kind":"hologram"}'><p>Words</p></div>""")
    assert body == (Paragraph(text="Words"),)
    assert "hologram" in report.losses[0].which
