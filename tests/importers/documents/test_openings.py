"""Headline, kicker, standfirst and byline are guessed with care; what is doubtful stays in the body."""

import pytest

from broadsheet.edition.blocks import Crosshead, Paragraph
from tests.importers.documents.writing import story

LONG = "The cranes did not move for the third week, and the kitchens of the union hall were full at noon."


def opening(markup):
    article, report = story("night_shift-final.html", f"<meta charset=utf-8>{markup}".encode())
    return article, [loss.what for loss in report.losses]


def test_the_first_heading_is_the_headline():
    article, _ = opening(f"<h1>Cranes stand still</h1><p>{LONG}</p>")
    assert article.title == "Cranes stand still"
    assert article.body == (Paragraph(text=LONG),)


def test_a_heading_further_down_is_a_crosshead_and_the_files_name_the_working_headline():
    article, losses = opening(f"<p>{LONG}</p><p>{LONG}</p><h2>The kitchens</h2><p>{LONG}</p>")
    assert article.title == "night shift-final"
    assert Crosshead(text="The kitchens", level=2) in article.body
    assert "headline" in losses


def test_a_short_first_line_is_the_headline():
    assert opening(f"<p>Cranes stand still</p><p>{LONG}</p>")[0].title == "Cranes stand still"


def test_a_first_line_that_is_a_sentence_is_no_headline():
    article, _ = opening(f"<p>It rained all night.</p><p>{LONG}</p>")
    assert len(article.body) == 2


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ada Berg", [("Ada Berg", "")]),
        (
            "By Ada Berg, port reporter and Ines Corvo, photographer",
            [("Ada Berg", "port reporter"), ("Ines Corvo", "photographer")],
        ),
        ("by Ada Berg", [("Ada Berg", "")]),
        ("BY ADA BERG", [("ADA BERG", "")]),
        ("By noon the gate was shut", []),
        ("By the gate", []),
    ],
)
def test_a_line_that_says_who_wrote_it_is_the_byline(line, names):
    article, losses = opening(f"<h1>Cranes stand still</h1><p>{line}</p><p>{LONG}</p>")
    assert [(row.name, row.role) for row in article.bylines] == names
    assert ("byline" in losses) == bool(names)
    assert (Paragraph(text=line) in article.body) == (not names)


def test_a_paragraph_that_is_bold_throughout_is_the_standfirst():
    article, _ = opening(f"<h1>Cranes</h1><p><b>{LONG}</b></p><p>{LONG}</p>")
    assert (article.standfirst, len(article.body)) == (LONG, 1)


def test_a_paragraph_between_headline_and_byline_is_the_standfirst():
    article, _ = opening(f"<h1>Cranes</h1><p>{LONG}</p><p>By Ada Berg</p><p>{LONG}</p>")
    assert (article.standfirst, len(article.body)) == (LONG, 1)


def test_an_ordinary_first_paragraph_stays_in_the_body():
    article, _ = opening(f"<h1>Cranes</h1><p>{LONG} <b>Bold</b> at the end.</p><p>{LONG}</p>")
    assert (article.standfirst, len(article.body)) == ("", 2)


def test_a_line_with_a_link_or_a_picture_is_not_taken_apart():
    article, _ = opening(f'<p><a href="https://quay.example/">Port</a></p><h1>Cranes</h1><p>{LONG}</p>')
    assert (article.kicker, article.title) == ("", "Cranes")
    assert "https://quay.example/" in article.body[0].text
