# ruff: noqa: E501 - a page left as text has one line a paragraph
import hashlib
from datetime import UTC, date, datetime

import pytest

from broadsheet.edition.blocks import Box, Crosshead, Paragraph, PullQuote
from broadsheet.errors import SourceUnreadableError
from broadsheet.importers.records import ImportContext, Status
from broadsheet.importers.text import read_page, read_text
from tests.importers.reading import CONTEXT, shared

PAGE = """Join the Readers' Circle

Printable version

Link to this page:

From The Marsh Lantern newspaper, 14 June 2007

Eel weavers down tools at Tarnholt

'We mend the nets and they sell the holes'
For nine weeks nobody has woven an eel trap at Tarnholt, where the fishery pays by the trap and weighs the traps itself every evening after dark.
Orla Brandt, Weavers' Guild (northern lodge) secretary, and Pim Aldous, photographer with the Fenland Picture Desk, report on three days by the sluice.

The fishery was founded by the county in the years when eels were thought to be endless, and nobody has counted them since that time.

Nets across the lane

About 1,200 weavers have walked out, from four sheds, and the weavers' meeting has voted to stay out until these demands are met:

Weighed by night

The scales stand in a hut without a window. When we asked to see them the foreman said that the key was with the other foreman.

See for a drawing of the scales, and for the address of the fishery.

Please send donations to:

Weavers' Kettle Fund

Account 00-11-22


What the county says

The county's spokesman told us that eels are a matter for the fishery, and that the fishery is a matter for the county, in that order.

Summer fair

The fair by the sluice was the fullest for years. Over 3,400 was raised for the kettle, which is twice as much as last year.

The guild's website,, has photographs of the fair.

Why not click here to join the Readers' Circle?

In The Marsh Lantern 14 June 2007:

Lantern opinion

Who owns a ditch?

Industrial news and analysis

Night ferry stops

Eel weavers down tools at Tarnholt

Home | The Marsh Lantern 14 June 2007

More Industrial articles...

Latest: a story about something else that nobody asked for, which is quite long and ends with a full stop.
"""


def read(text=PAGE, context=CONTEXT):
    paper = read_page(text, context)
    (article,) = paper.records
    assert paper.tally.report().adds_up
    return paper, article


def test_the_top_of_the_story_is_told_apart():
    paper, article = read()
    assert article.title == "Eel weavers down tools at Tarnholt"
    assert article.body[0] == PullQuote(text="We mend the nets and they sell the holes")
    assert article.standfirst.startswith("For nine weeks")
    assert [person.title for person in paper.persons] == ["Orla Brandt", "Pim Aldous"]
    assert [byline.role for byline in article.bylines] == [
        "Weavers' Guild (northern lodge) secretary",
        "photographer with the Fenland Picture Desk",
    ]


def test_it_is_a_draft_of_its_issues_day_in_its_section():
    context = ImportContext(now=CONTEXT.now, timezone="Asia/Almaty")
    paper, article = read(context=context)
    assert article.status is Status.DRAFT
    assert article.issue_day == date(2007, 6, 14)
    assert article.published < datetime(2007, 6, 14, 12, tzinfo=UTC)
    assert [section.title for section in paper.sections] == ["Industrial news and analysis"]


def test_crossheads_stand_in_the_story_and_side_stories_in_boxes():
    _, article = read()
    assert [block.text for block in article.body if isinstance(block, Crosshead)] == [
        "Nets across the lane",
        "Weighed by night",
    ]
    boxes = [block for block in article.body if isinstance(block, Box)]
    assert [(box.title, len(box.blocks)) for box in boxes] == [("What the county says", 1), ("Summer fair", 2)]
    assert Paragraph(text="Weavers' Kettle Fund<br>Account 00-11-22") in article.body


def test_the_furniture_of_the_site_is_left_out_and_counted():
    paper, article = read()
    for words in ("Printable", "click here", "Night ferry", "something else"):
        assert words not in repr(article)
    assert paper.tally.report().counts["line of the site around it"].dropped > 10


def test_what_the_page_had_lost_is_named():
    paper, _ = read()
    lost = [(loss.what, loss.which) for loss in paper.tally.report().losses]
    assert [what for what, _ in lost if what != "line of the site around it"] == [
        "list",
        "link target",
        "link target",
        "currency sign",
    ]
    assert "demands are met:" in lost[0][1]


def test_a_page_without_a_story_is_refused():
    with pytest.raises(SourceUnreadableError):
        read_page("Home\n\nJoin\n\nDonate\n", CONTEXT)


def test_a_page_without_the_line_of_its_issue_still_gives_its_story():
    text = PAGE.replace("From The Marsh Lantern newspaper, 14 June 2007", "")
    assert read(text)[1].title == "Eel weavers down tools at Tarnholt"


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def test_the_page_this_importer_was_asked_for_becomes_one_draft_story():
    paper = read_text(shared("origin/saved-page.txt"), CONTEXT)
    (article,) = paper.records
    assert (digest(article.title), digest(article.standfirst)) == ("24da2218f3bd1bdc", "0b242f9ef02850ed")
    assert digest(article.body[0].text) == "e560cfe357afc15c"
    assert [digest(person.title) for person in paper.persons] == ["dbed9124be2312dd", "9f1126ade046d972"]
    assert all(byline.role for byline in article.bylines)
    assert [digest(block.text) for block in article.body if isinstance(block, Crosshead)] == [
        "c8e9c67a94e91d46",
        "7ff7ac1d6973004b",
        "716b95124d78923b",
    ]
    boxes = [block for block in article.body if isinstance(block, Box)]
    assert [(digest(box.title), len(box.blocks)) for box in boxes] == [("e072247a5275481a", 5), ("545d285c1ca6b1e1", 2)]
    assert [digest(section.title) for section in paper.sections] == ["440ee83c6ed0ca7f"]
    assert (article.status, article.issue_day) == (Status.DRAFT, date(2011, 8, 3))
    lost = [loss.what for loss in paper.tally.report().losses if loss.what != "line of the site around it"]
    assert lost == ["list", "link target", "link target", "currency sign"]
