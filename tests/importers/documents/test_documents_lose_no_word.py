"""Every word of a source is in the story or among the losses, whatever its format and form."""

import html
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.edition.checks import check_record
from broadsheet.edition.records import StandingPage
from broadsheet.importers.documents.document import words_in
from broadsheet.importers.documents.story import words_of_body
from tests.importers.documents.writing import open_document_file, paragraph, run, story, word_file, word_part

WORDS = st.lists(st.text(alphabet="abcdeéжß", min_size=2, max_size=7), min_size=1, max_size=12).map(" ".join)
STYLES = st.sampled_from(["", "Title", "Heading1", "Heading2", "Quote", "Subtitle", "Unheard"])


def carried(article, report):
    bylines = [f"{row.name} {row.role} {row.description}" for row in article.bylines]
    losses = [loss.which for loss in report.losses]
    return Counter(words_in(" ".join([article.title, article.kicker, article.standfirst, *bylines, *losses])) +
                   words_in(" ".join(words_of_body(article.body))))  # fmt: skip


def check(name, data, texts):
    article, report = story(name, data)
    missing = Counter(words_in(" ".join(texts))) - carried(article, report)
    assert not missing
    assert report.adds_up
    check_record(StandingPage(id="p", language="en", title="p", path="p", body=article.body))


@st.composite
def word_bodies(draw):
    """A body of Word: paragraphs, runs broken in the middle of words, tables, boxes, deletions, unknown elements."""
    parts, texts = [], []
    for _ in range(draw(st.integers(1, 7))):
        text = draw(WORDS)
        texts.append(text)
        cut = draw(st.integers(0, len(text)))
        inside = run(text[:cut]) + run(text[cut:])
        match draw(st.sampled_from(["plain", "table", "box", "deleted", "unknown", "link", "control"])):
            case "plain":
                parts.append(paragraph(inside, draw(STYLES)))
            case "table":
                parts.append(
                    f"<w:tbl><w:tr><w:tc>{paragraph(inside)}</w:tc><w:tc>{paragraph('')}</w:tc></w:tr></w:tbl>"
                )
            case "box":
                parts.append(
                    paragraph(f"<w:r><w:pict><w:txbxContent>{paragraph(inside)}</w:txbxContent></w:pict></w:r>")
                )
            case "deleted":
                parts.append(paragraph(f"<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>"))
            case "unknown":
                parts.append(paragraph(f"<w:unheard>{inside}</w:unheard>"))
            case "link":
                parts.append(paragraph(f'<w:hyperlink w:anchor="x">{inside}</w:hyperlink>'))
            case "control":
                parts.append(f"<w:sdt><w:sdtContent>{paragraph(inside)}</w:sdtContent></w:sdt>")
    return "".join(parts), texts


@settings(max_examples=80)
@given(word_bodies(), WORDS, WORDS)
def test_of_a_word_file(body, remark, header):
    remarks = word_part("comments", f'<w:comment w:id="0">{paragraph(run(remark))}</w:comment>')
    head = word_part("hdr", paragraph(run(header)))
    check("a.docx", word_file(body[0], word__comments_xml=remarks, word__header1_xml=head), [*body[1], remark, header])


@st.composite
def open_bodies(draw):
    """A body of OpenDocument, with elements nobody has heard of."""
    parts, texts = [], []
    table = "<table:table><table:table-row><table:table-cell>{}</table:table-cell></table:table-row></table:table>"
    deletion = "<text:tracked-changes><text:deletion><text:p>{}</text:p></text:deletion></text:tracked-changes>"
    for _ in range(draw(st.integers(1, 7))):
        text = draw(WORDS)
        texts.append(text)
        forms = [
            f"<text:p>{text}</text:p>",
            f'<text:h text:outline-level="2">{text}</text:h>',
            f"<text:list><text:list-header><text:p>{text}</text:p></text:list-header></text:list>",
            f"<text:list><text:list-item><text:h>{text}</text:h></text:list-item></text:list>",
            f"<text:section><text:unheard><text:p>{text}</text:p></text:unheard></text:section>",
            f"<text:p>a<text:note><text:note-body><text:p>{text}</text:p></text:note-body></text:note></text:p>",
            table.format(f"<text:p>{text}</text:p>"),
            f"<text:p><text:bookmark/><text:span>{text[:3]}</text:span>{text[3:]}</text:p>",
            f"<office:annotation><text:p>{text}</text:p></office:annotation>",
            deletion.format(text),
        ]
        parts.append(draw(st.sampled_from(forms)))
    return "".join(parts), texts


@settings(max_examples=80)
@given(open_bodies())
def test_of_an_open_document(body):
    check("a.odt", open_document_file(body[0]), body[1])


@settings(max_examples=80)
@given(st.lists(WORDS, min_size=1, max_size=8), st.sampled_from(["\n", "\n\n", "\n- ", "\n1. ", "\n\nBy "]))
def test_of_plain_text(texts, between):
    check("a.txt", between.join(texts).encode(), texts)


@settings(max_examples=80)
@given(
    st.lists(WORDS, min_size=1, max_size=8),
    st.sampled_from(["\n", "\n\n# ", "\n- ", "\n> ", "\n\n    ", "\n---\n", "|"]),
)
def test_of_markdown(texts, between):
    check("a.md", between.join(texts).encode(), texts)


WRAPPINGS = [
    "<p>{}</p>", "<h1>{}</h1>", "<p class=MsoTitle>{}</p>", "<b style='font-weight:normal'><p>{}</p></b>",
    "<p style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o</span>{}</p>",
    "<div style='display:none'>{}</div>",
    "<div style='mso-element:comment'>{}</div>", "<ul><li>{}</li></ul>", "<table><tr><td>{}</td></tr></table>", "{}",
    ("<p><a href='#_ftn1' name='_ftnref1'>[1]</a>x</p>"
    "<div id=ftn1><p><a href='#_ftnref1' name='_ftn1'>[1]</a>{}</p></div>"),
    "<span style='font-weight:700;vertical-align:super'>{}</span>", "<li>{}</li>", "<a href='#nowhere'>{}</a>",
]  # fmt: skip


@settings(max_examples=150)
@given(st.lists(st.tuples(WORDS, st.sampled_from(WRAPPINGS)), min_size=1, max_size=8))
def test_of_html(parts):
    markup = "\n".join(wrapping.format(html.escape(text)) for text, wrapping in parts)
    check("a.html", f"<meta charset=utf-8>{markup}".encode(), [text for text, _ in parts])


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_of_a_message(kind):
    body = "Soup at noon in the hall" if kind == "plain" else "<p>Soup at <b>noon</b> in the hall</p>"
    message = f"From: Ada Berg <ada@quay.example>\nSubject: Kitchens full\nContent-Type: text/{kind}\n\n{body}\n"
    check("a.eml", message.encode(), ["Soup at noon in the hall", "Kitchens full"])
