"""Ghost exports of all versions: texts in three formats, every card, nothing secret, nothing that was not public."""

import json

import pytest

from broadsheet.edition.blocks import (
    Box,
    Crosshead,
    Divider,
    Embed,
    Gallery,
    ImageBlock,
    ListBlock,
    Paragraph,
    Quote,
    RawHtml,
)
from broadsheet.edition.checks import check_record
from broadsheet.edition.inline import check
from broadsheet.edition.records import StandingPage
from broadsheet.edition.references import inline_texts, walk
from broadsheet.errors import SourceUnreadableError
from broadsheet.importers.ghost import read_ghost
from broadsheet.importers.markup import sanitised
from broadsheet.importers.record_links import record_link
from broadsheet.importers.records import ImportedPage, Status
from tests.importers.reading import CONTEXT, shared, words_of

HOSTILE = (
    '<script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">x</a>"><svg onload=alert(1)>'
)

CARDS = {
    "image": {"src": "__GHOST_URL__/content/images/a.jpg", "alt": "A", "caption": "Cap <b>tion</b>"},
    "gallery": {"images": [{"src": "https://old.example/b.jpg"}, {"src": "https://old.example/c.jpg"}]},
    "markdown": {"markdown": "# Marked\n\n* down"},
    "html": {"html": "<p>Plain <i>HTML</i></p>"},
    "code": {"code": "a < b"},
    "hr": {},
    "embed": {"url": "https://films.example/1", "html": "<iframe></iframe>"},
    "bookmark": {"url": "https://else.example/", "metadata": {"title": "Book mark", "description": "About it"}},
    "callout": {"calloutEmoji": "!", "calloutText": "Called <b>out</b>"},
    "toggle": {"heading": "Toggled", "content": "<p>Opened</p>"},
    "button": {"buttonText": "Press", "buttonUrl": "https://else.example/press"},
    "audio": {"src": "https://old.example/a.mp3", "title": "Heard"},
    "video": {"src": "https://old.example/a.mp4", "caption": "Seen"},
    "file": {"src": "https://old.example/a.pdf", "fileTitle": "Filed"},
    "product": {"productTitle": "Sold", "productDescription": "Cheap"},
    "header": {"header": "Headed", "subheader": "Below"},
    "call-to-action": {"textValue": "<p>Act</p>", "buttonText": "Now", "buttonUrl": "https://else.example/now"},
}
WORDS = (
    "Caption Marked down PlainHTML a<b Bookmark Aboutit Calledout Toggled Opened Press Filed Seen Sold Cheap Headed "
    "Below Act Now"
).split()


def post(number, **fields):
    values = {
        "id": f"id{number}",
        "title": f"Post {number}",
        "slug": f"post-{number}",
        "status": "published",
        "visibility": "public",
        "type": "post",
        "published_at": f"2024-03-0{number}T10:00:00.000Z",
    }
    return values | fields


def lexical(*nodes):
    return json.dumps({"root": {"type": "root", "children": nodes}})


def read(tmp_path, *posts, context=CONTEXT, **tables):
    path = tmp_path / "export.json"
    path.write_text(json.dumps({"db": [{"meta": {"version": "5.1"}, "data": {"posts": posts, **tables}}]}))
    paper = read_ghost(path, context)
    records = list(paper.records)
    assert paper.tally.report().adds_up
    return paper, records


def test_lexical_text_keeps_its_form(tmp_path):
    text = [
        {"type": "extended-text", "text": "Bold & ", "format": 1},
        {"type": "text", "text": "slanted", "format": 3},
        {"type": "linebreak"},
        {"type": "link", "url": "__GHOST_URL__/post-2/", "children": [{"type": "text", "text": "next"}]},
    ]
    inner = {"type": "list", "listType": "bullet", "children": [{"type": "listitem", "children": text[:1]}]}
    items = [{"type": "listitem", "children": text[:1]}, {"type": "listitem", "children": [inner]}]
    nodes = [
        {"type": "paragraph", "children": text},
        {"type": "extended-heading", "tag": "h3", "children": text[1:2]},
        {"type": "quote", "children": text[1:2]},
        {"type": "list", "listType": "number", "start": 3, "children": items},
        {"type": "horizontalrule"},
    ]
    _, (record, _other) = read(tmp_path, post(1, lexical=lexical(*nodes), html="<p>not this</p>"), post(2))
    assert [type(block) for block in record.body] == [Paragraph, Crosshead, Quote, ListBlock, Divider]
    link = f'<a href="{record_link("ghost:id2")}">next</a>'
    assert record.body[0].text == f"<strong>Bold &amp;</strong> <em><strong>slanted</strong></em><br>{link}"
    assert (record.body[3].ordered, record.body[3].start) == (True, 3)
    assert record.body[3].items[-1].sublist is not None


def test_mobiledoc_text_keeps_its_form(tmp_path):
    document = {
        "version": "0.3.1",
        "markups": [["em"], ["a", ["href", "https://else.example/"]]],
        "atoms": [["soft-return", "", {}]],
        "cards": [["hr", {}]],
        "sections": [
            [1, "p", [[0, [0], 0, "Slanted "], [0, [1], 2, "linked"], [1, [], 0, 0], [0, [], 0, "end"]]],
            [1, "h2", [[0, [], 0, "Head"]]],
            [3, "ul", [[[0, [], 0, "One"]], [[0, [], 0, "Two"]]]],
            [10, 0],
            [1, "aside", [[0, [], 0, "Quoted"]]],
        ],
    }
    _, (record,) = read(tmp_path, post(1, mobiledoc=json.dumps(document)))
    assert [type(block) for block in record.body] == [Paragraph, Crosshead, ListBlock, Divider, Quote]
    assert record.body[0].text == '<em>Slanted <a href="https://else.example/">linked</a></em><br>end'


@pytest.mark.parametrize("form", ["lexical", "mobiledoc"])
def test_every_card_comes_as_blocks_with_its_words(tmp_path, form):
    if form == "lexical":
        stored = lexical(*({"type": name, "version": 1, **payload} for name, payload in CARDS.items()))
    else:
        sections = [[10, number] for number in range(len(CARDS))]
        stored = json.dumps({"markups": [], "atoms": [], "cards": list(CARDS.items()), "sections": sections})
    paper, (record,) = read(tmp_path, post(1, **{form: stored}))
    words = words_of(record.body)
    assert [word for word in WORDS if word not in words] == []
    kinds = {type(part) for part in walk(record.body)}
    assert {ImageBlock, Gallery, RawHtml, Embed, Box, ListBlock, Crosshead} <= kinds
    assert Divider() in record.body
    assert "card" not in paper.tally.report().counts


def test_cards_that_were_not_on_the_public_site_are_left_out_and_told(tmp_path):
    hidden = {"visibility": {"web": {"nonMember": False, "memberSegment": "status:free"}}}
    nodes = [
        {"type": "html", "html": "<p>Secret of members</p>", **hidden},
        {"type": "email", "html": "<p>Secret of mails</p>"},
        {"type": "paywall"},
        {"type": "signup", "header": "Join"},
        {"type": "invented", "html": "<p>Kept</p>"},
    ]
    paper, (record,) = read(tmp_path, post(1, lexical=lexical(*nodes)))
    assert words_of(record.body) == "Kept"
    assert paper.tally.report().counts["card"].dropped == 5


@pytest.mark.parametrize(
    "fields",
    [{"status": "draft"}, {"status": "scheduled"}, {"status": "sent"}, {"status": "odd"}]
    + [{"visibility": each} for each in ("members", "paid", "tiers")],
)
def test_what_not_everybody_could_read_comes_as_a_draft(tmp_path, fields):
    _, (record,) = read(tmp_path, post(1, html="<p>x</p>", **fields))
    assert record.status is Status.DRAFT


def test_tags_authors_pages_and_pictures_are_carried(tmp_path):
    paper, (story, page) = read(
        tmp_path,
        post(1, html="<p>x</p>", feature_image="https://old.example/f.jpg", codeinjection_head="<script>1</script>"),
        post(2, html="<p>y</p>", type="page"),
        tags=[
            {"id": "t1", "name": "News", "slug": "news"},
            {"id": "t2", "name": "Port", "slug": "port"},
            {"id": "t3", "name": "#hidden", "slug": "hash-hidden", "visibility": "internal"},
        ],
        posts_tags=[
            {"post_id": "id1", "tag_id": "t2", "sort_order": 2},
            {"post_id": "id1", "tag_id": "t3", "sort_order": 0},
            {"post_id": "id1", "tag_id": "t1", "sort_order": 1},
        ],
        users=[{"id": "u1", "name": "Ana Poe", "slug": "ana", "email": "ana@mail.example", "password": "$2b$10$hash"}],
        posts_authors=[{"post_id": "id1", "author_id": "u1", "sort_order": 0}],
        posts_meta=[{"post_id": "id1", "feature_image_alt": "In words", "feature_image_caption": "<i>Under</i> it"}],
    )
    assert (story.section, story.topics, story.bylines[0].person) == ("section:t1", ("topic:t2",), "author:u1")
    assert (story.picture.alt, story.picture.caption) == ("In words", "<em>Under</em> it")
    assert isinstance(page, ImportedPage)
    assert (story.old_addresses, page.path) == (("/post-1/",), "post-2")
    assert [each.title for each in (*paper.sections, *paper.topics, *paper.persons)] == ["News", "Port", "Ana Poe"]
    assert story.unknown == {"internal_tags": ["#hidden"]}
    assert paper.tally.report().counts["code put into the page"].dropped == 1


def test_secrets_are_never_taken_in_nor_printed_and_members_are_refused_and_counted(tmp_path):
    paper, records = read(
        tmp_path,
        post(1, html="<p>x</p>"),
        users=[{"id": "u1", "name": "Ana", "slug": "ana", "email": "SECRET@a", "password": "SECRETHASH"}],
        posts_authors=[{"post_id": "id1", "author_id": "u1"}],
        members=[{"email": "SECRET@b", "name": "SECRET"}] * 3,
        settings=[{"key": "private_key", "value": "SECRET"}],
        api_keys=[{"secret": "SECRET"}],
        tokens=[{"token": "SECRET"}],
    )
    known = repr(paper) + repr(records) + str(paper.tally.report()) + json.dumps(paper.tally.report().as_json())
    assert "SECRET" not in known
    counts = paper.tally.report().counts
    assert (counts["member"].refused, counts["row of the table “api_keys”"].dropped) == (3, 1)


def test_an_export_of_version_1_is_read(tmp_path):
    path = tmp_path / "old.json"
    old = {"id": 7, "title": "Old", "slug": "old", "html": "<p>x</p>", "status": "published", "page": 0, "author_id": 1}
    data = {"posts": [old | {"published_at": 1409000000000}, old | {"id": 8, "slug": "us", "page": 1}]}
    data |= {"users": [{"id": 1, "name": "Ana", "slug": "ana"}], "tags": [], "posts_tags": []}
    path.write_text(json.dumps({"meta": {"version": "003"}, "data": data}))
    story, page = read_ghost(path, CONTEXT).records
    assert (story.month, story.bylines[0].person) == ("2014-08", "author:1")
    assert isinstance(page, ImportedPage)


def test_hostile_markup_in_every_field_is_harmless(tmp_path):
    card = {name: dict.fromkeys((*payload, "html", "caption", "alt"), HOSTILE) for name, payload in CARDS.items()}
    nodes = [{**payload, "type": name} for name, payload in card.items()]
    nodes.append({"type": "link", "url": "javascript:alert(1)", "children": [{"type": "text", "text": HOSTILE}]})
    paper, (record,) = read(
        tmp_path,
        post(1, title=HOSTILE, custom_excerpt=HOSTILE, lexical=lexical(*nodes)),
        tags=[{"id": "t", "name": HOSTILE, "slug": HOSTILE, "description": HOSTILE}],
        posts_tags=[{"post_id": "id1", "tag_id": "t"}],
    )
    for text in [*inline_texts(record.body), *inline_texts((paper.sections, paper.topics))]:
        check(text)
    html = "".join(part.html for part in walk(record.body) if isinstance(part, RawHtml))
    assert html
    assert sanitised(html) == html
    check_record(StandingPage(id="p", language="en", title=record.title, path="p", body=record.body))


@pytest.mark.parametrize(
    "stored", ["{", "[]", '{"root":{"children":[{"type":"paragraph","children":[null]}]}}', "null"]
)
def test_a_damaged_text_falls_back_on_the_html_and_is_told(tmp_path, stored):
    paper, (record,) = read(tmp_path, post(1, lexical=stored, html="<p>Saved</p>"))
    assert record.body == (Paragraph(text="Saved"),)
    assert paper.tally.report().counts["text"].dropped == 1


def test_a_text_nested_without_end_is_no_harm(tmp_path):
    node = {"type": "text", "text": "deep"}
    for _ in range(300):
        node = {"type": "paragraph", "children": [node]}
    _, (record,) = read(tmp_path, post(1, lexical=lexical(node), html="<p>Saved</p>"))
    assert record.body == (Paragraph(text="Saved"),)


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"db":[{"data":{"posts":1}}]}', b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_export_is_refused_with_a_remedy(tmp_path, data):
    path = tmp_path / "export.json"
    path.write_bytes(data)
    with pytest.raises(SourceUnreadableError, match="Export it again"):
        read_ghost(path, CONTEXT)


def test_a_real_export_is_carried_whole():
    paper = read_ghost(shared("corpora/ghost/small.json"), CONTEXT)
    records = list(paper.records)
    report = paper.tally.report()
    assert report.adds_up
    counts = {what: (count.found, count.carried) for what, count in report.counts.items()}
    assert (counts["story"], counts["author"], counts["tag"]) == ((3, 3), (2, 2), (2, 2))
    assert counts["image"][0] == counts["image"][1] == 5
    assert all(record.body for record in records)
