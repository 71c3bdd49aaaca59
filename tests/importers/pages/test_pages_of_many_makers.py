"""Saved pages as twenty-five years of site software wrote them: pictures, letters, dates, lists, old tags."""

from dataclasses import replace

import pytest

from broadsheet.edition.blocks import Footnote, Paragraph
from broadsheet.importers.pages.dates import moment_in
from broadsheet.importers.pages.extraction import extract_page
from broadsheet.importers.pages.folder import FolderSource
from broadsheet.importers.pages.site import read_site
from tests.importers.reading import CONTEXT

PROSE = (
    "The town council met for four hours on Tuesday and heard from eleven speakers, most of whom opposed the plan to "
    "close the swimming baths. One of them said that the figures did not add up, and asked for a second report. "
)


def page(inside, title="Baths will stay open", attributes="", head=""):
    return (
        f"<html {attributes}><head><title>{title}</title>{head}</head><body><h1>{title}</h1><p>{PROSE}</p>{inside}"
        f"<p>{PROSE}</p></body></html>"
    )


def extracted(inside, **more):
    return extract_page(page(inside, **more).encode(), url="http://kettle.example/2019/baths.html")


def site(tmp_path, context=CONTEXT, **pages):
    for name, content in pages.items():
        (tmp_path / f"{name}.html").write_text(content, encoding="utf-8")
    paper = read_site(FolderSource.at(tmp_path, "http://kettle.example/"), context)
    records = list(paper.records)
    assert paper.tally.report().adds_up
    return paper, records


def test_a_picture_for_readers_without_scripts_does_not_replace_its_neighbour():
    found = extracted(
        '<noscript><img src="one.jpg" alt="1"></noscript><img data-original="two.jpg" src="blank.png" alt="2">'
    )
    assert 'one.jpg" alt="1"' in found.html
    assert 'two.jpg" alt="2"' in found.html


def test_a_picture_for_readers_without_scripts_stands_once_when_it_is_that_of_its_neighbour():
    found = extracted('<img data-src="one-300x200.jpg" src="blank.png"><noscript><img src="one.jpg"></noscript>')
    assert found.html.count("<img") == 1
    assert "2019/one.jpg" in found.html


def test_a_picture_that_is_a_late_background_is_a_picture():
    assert "2019/pool.jpg" in extracted('<div class="hero" data-bg="pool.jpg"></div>').html


def test_the_still_of_a_film_has_its_whole_address():
    assert 'poster="http://kettle.example/2019/p.jpg"' in extracted('<video src="f.mp4" poster="p.jpg"></video>').html


@pytest.mark.parametrize("tag", ["menu", "dir"])
def test_lists_by_their_old_names_are_lists(tag):
    assert "<ul><li>Bread</li><li>Roses</li></ul>" in extracted(f"<{tag}><li>Bread<li>Roses</{tag}>").html


@pytest.mark.parametrize("alphabet", ["utf-16-le", "utf-16-be"])
def test_a_page_in_two_bytes_a_letter_is_read_without_its_mark(alphabet):
    found = extract_page(page("<p>工場の労働者は三週間ストライキを続けている。</p>").encode(alphabet))
    assert found.title == "Baths will stay open"
    assert "三週間" in found.text


def test_the_headline_of_a_page_before_headings_is_its_first_large_line():
    content = (
        "<TITLE>Welcome to the Banner</TITLE><TABLE><TR><TD><A HREF=i.htm>Home</A><TD><FONT SIZE=6><B>Strike enters "
        f"third week</B></FONT><BR><FONT SIZE=2><I>by René Dupont</I>, 14th May 1999</FONT><P>{PROSE}<P>{PROSE}</TABLE>"
    )
    found = extract_page(content.encode("cp1252"))
    assert (found.title, found.byline, found.date) == ("Strike enters third week", "René Dupont", "1999-05-14")
    assert "Dupont" not in found.html


@pytest.mark.parametrize(
    ("line", "byline", "date"),
    [
        ("Por Íñigo Ruiz | miércoles, 23 de septiembre de 2015", "Íñigo Ruiz", "2015-09-23"),
        ("记者 王小明 2008年5月3日", "王小明", "2008-05-03"),
    ],
)
def test_a_line_of_byline_and_date_is_read_and_not_left_in_the_body(line, byline, date):
    found = extract_page(page("").replace("</h1>", f"</h1><p>{line}</p>").encode())
    assert (found.byline, found.date) == (byline, date)
    assert line not in found.html


@pytest.mark.parametrize(
    ("text", "date"),
    [("3 במאי 2007", "2007-05-03"), ("12 مارس ٢٠٠٤", "2004-03-12"), ("Ngày 5 tháng 3 năm 2010", "2010-03-05"),
     ("2014년 3월 9일", "2014-03-09"), ("5 svibnja 2011", "2011-05-05")],
)  # fmt: skip
def test_dates_of_more_languages_are_read(text, date):
    assert moment_in(text) == date


def test_links_to_headings_and_notes_of_a_page_keep_their_places(tmp_path):
    inside = (
        '<p>See <a href="#cost">the cost</a>.<sup><a href="#fn1" id="r1">1</a></sup></p>'
        f'<h2 id="cost">What it costs</h2><p>{PROSE}</p>'
        '<ol><li id="fn1">Minutes of 4 May. <a href="#r1">back</a></li></ol>'
    )
    _, (record,) = site(tmp_path, baths=page(inside))
    (linking,) = [block for block in record.body if isinstance(block, Paragraph) and block.text.startswith("See")]
    assert linking.text == (
        f'See <a href="record:{record.source_id}#what-it-costs">the cost</a>.<sup><a href="note:1">1</a></sup>'
    )
    assert [block.text for block in record.body if isinstance(block, Footnote)] == ["Minutes of 4 May."]


def test_pictures_that_showed_nothing_are_counted(tmp_path):
    paper, _ = site(tmp_path, baths=page('<img src="spacer.gif"><img alt="no file"><img src="c.gif" width=1 height=1>'))
    assert paper.tally.report().counts["image"].dropped == 3


def test_a_page_in_another_language_of_the_paper_becomes_that_language(tmp_path):
    context = replace(CONTEXT, languages=("en", "de"))
    german = page(
        "", title="Das Bad bleibt offen", attributes='lang="de-AT"', head='<meta name="author" content="Käthe Müller">'
    )
    paper, records = site(tmp_path, context, bad=german, baths=page("", attributes="lang=en"))
    assert {record.title: record.language for record in records} == {
        "Das Bad bleibt offen": "de",
        "Baths will stay open": "en",
    }
    (person,) = paper.persons
    assert person.language == "de"
    assert not [loss for loss in paper.tally.report().losses if "language" in loss.why]


def test_pages_in_a_language_the_paper_has_not_are_told_of_by_their_number(tmp_path):
    pages = {
        f"p{number}": page(f"<p>{number}</p>", title=f"Titre {number}", attributes='lang="fr"') for number in range(3)
    }
    paper, records = site(tmp_path, **pages)
    assert {record.language for record in records} == {"en"}
    assert [loss.count for loss in paper.tally.report().losses if "no such language" in loss.why] == [3]
