"""Ghost exports as sites of every age wrote them: what stands beside posts, and what cards show."""

import json

from broadsheet.edition.blocks import Embed, Footnote, ListBlock, Paragraph
from broadsheet.importers.ghost import read_ghost
from tests.importers.reading import CONTEXT

FORGET = "sesame-open"


def read(tmp_path, *posts, **tables):
    rows = [
        {"id": str(number), "uuid": f"u{number}", "title": f"P{number}", "slug": f"p{number}", "status": "published",
         "published_at": "2020-01-02T03:04:05.000Z", **post}
        for number, post in enumerate(posts, start=1)
    ]  # fmt: skip
    path = tmp_path / "ghost.json"
    path.write_text(json.dumps({"db": [{"data": {"posts": rows, **tables}}]}), encoding="utf-8")
    paper = read_ghost(path, CONTEXT)
    records = list(paper.records)
    assert paper.tally.report().adds_up
    return paper, records


def lexical(*nodes):
    return {"lexical": json.dumps({"root": {"children": list(nodes)}})}


def words(text):
    return {"type": "extended-text", "text": text, "format": 0}


def test_the_two_menus_among_the_settings_are_carried_and_nothing_else_of_them(tmp_path):
    entries = [
        {"label": "Story", "url": "/p1/"},
        {"label": "Out", "url": "https://else.example/"},
        {"label": "Up", "url": "#"},
    ]
    settings = [
        {"key": "navigation", "value": json.dumps(entries)},
        {"key": "secondary_navigation", "value": json.dumps([{"label": "Here", "url": "__GHOST_URL__/p1/"}])},
        {"key": "mail_password", "value": FORGET},
    ]
    paper, _ = read(tmp_path, {"html": "<p>x</p>"}, settings=settings)
    assert [(menu.name, [(link.label, link.target) for link in menu.links]) for menu in paper.menus] == [
        ("main", [("Story", "ghost:u1"), ("Out", "https://else.example/")]),
        ("footer", [("Here", "ghost:u1")]),
    ]
    counts = paper.tally.report().counts
    assert (counts["menu item"].found, counts["menu item"].dropped) == (4, 1)
    assert (counts["row of the table “settings”"].carried, counts["row of the table “settings”"].dropped) == (2, 1)
    assert FORGET not in repr(paper)


def test_damaged_menus_are_none(tmp_path):
    paper, _ = read(
        tmp_path, {"html": "<p>x</p>"}, settings=[{"key": "navigation", "value": "[{broken"}, {"key": "navigation"}]
    )
    assert paper.menus == ()


def test_the_oldest_posts_have_only_markdown(tmp_path):
    _, (record,) = read(tmp_path, {"markdown": "# Old\n\nWith *stress*", "html": ""})
    assert record.body[1] == Paragraph(text="With <em>stress</em>")


def test_notes_of_markdown_become_footnotes(tmp_path):
    card = {
        "type": "markdown",
        "markdown": "Said[^a] and left[^b].\n\n[^a]: Minutes, *page 4*\n[^b]: Ibid.\n[^c]: Never named",
    }
    _, (record,) = read(tmp_path, lexical(card))
    assert record.body[0].text == 'Said<sup><a href="note:1">1</a></sup> and left<sup><a href="note:2">2</a></sup>.'
    assert [block.text for block in record.body if isinstance(block, Footnote)] == ["Minutes, <em>page 4</em>", "Ibid."]
    assert "Never named" in repr(record.body)


def test_a_list_in_a_list_belongs_to_the_item_before_it(tmp_path):
    inner = {"type": "list", "listType": "bullet", "children": [{"type": "listitem", "children": [words("b")]}]}
    items = [{"type": "listitem", "children": [words("a")]}, {"type": "listitem", "children": [inner]}]
    _, (record,) = read(tmp_path, lexical({"type": "list", "listType": "bullet", "children": items}))
    (block,) = record.body
    assert isinstance(block, ListBlock)
    assert [item.text for item in block.items] == ["a"]
    assert block.items[0].sublist is not None


def test_cards_keep_all_their_words_and_tell_of_their_stills(tmp_path):
    paper, (record,) = read(
        tmp_path,
        lexical(
            {"type": "embed", "url": "https://birds.example/1", "html": "<blockquote>Words of a message</blockquote>"},
            {
                "type": "embed",
                "url": "https://films.example/2",
                "caption": "The <b>film</b>",
                "metadata": {"thumbnail_url": "t.jpg"},
            },
            {
                "type": "bookmark",
                "url": "https://b.example/",
                "metadata": {"title": "T", "author": "Ana", "publisher": "The Tide"},
            },
            {
                "type": "call-to-action",
                "textValue": "<p>Act</p>",
                "hasSponsorLabel": True,
                "sponsorLabel": "<p>Paid for</p>",
            },
            {"type": "product", "productTitle": "Book", "productRatingEnabled": True, "productStarRating": 4},
            {"type": "brand-new", "text": "Words of a new card"},
        ),
    )
    shown = repr(record.body)
    for each in ("Words of a message", "Ana, The Tide", "Paid for", "★★★★☆", "Words of a new card"):
        assert each in shown
    films = [block for block in record.body if isinstance(block, Embed) and block.url.endswith("2")]
    assert [film.caption for film in films] == ["The <strong>film</strong>"]
    assert [loss.which for loss in paper.tally.report().losses if loss.what == "still picture of a card"] == ["t.jpg"]


def test_what_a_post_says_to_other_sites_is_kept(tmp_path):
    _, (record,) = read(
        tmp_path, {"html": "<p>x</p>", "og_title": "Shared", "canonical_url": "https://first.example/x"}
    )
    assert record.share_headline == "Shared"
    assert record.unknown["ghost"] == {"canonical_url": "https://first.example/x"}


def test_comments_and_pictures_of_people_are_told_of(tmp_path):
    users = [{"id": "1", "name": "Zed", "slug": "zed", "profile_image": "z.jpg", "password": FORGET}]
    paper, _ = read(
        tmp_path, {"html": "<p>x</p>"}, users=users, posts_authors=[{"post_id": "1", "author_id": "1"}],
        comments=[{"id": "c", "html": "<p>hello</p>"}],
    )  # fmt: skip
    counts = paper.tally.report().counts
    assert counts["comment"].dropped == 1
    assert counts["picture of an author"].dropped == 1
    assert FORGET not in repr(paper.tally.report())
