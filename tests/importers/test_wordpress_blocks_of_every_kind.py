"""WordPress posts as an outsider writes them: what its newer and older editors leave in an export."""

import json
from dataclasses import replace

from broadsheet.edition.blocks import DocumentBlock, Embed, Footnote, Gallery, ImageBlock, Paragraph, PullQuote, Table
from broadsheet.importers.report import Severity
from broadsheet.importers.wxr import read_wxr
from tests.importers.reading import CONTEXT
from tests.importers.test_wordpress_exports import item, read

FILES = "http://old.example/wp-content/uploads/"


def attachment(number, file, more=""):
    address = f"<wp:attachment_url>{FILES}{file}</wp:attachment_url>"
    return item(number, sort="attachment", status="inherit", more=address + more)


def field(key, value):
    return (
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
    )


def counts(paper):
    return paper.tally.report().counts


def test_notes_that_wordpress_keeps_beside_a_post_become_footnotes(tmp_path):
    notes = json.dumps([{"id": "n-1", "content": 'Minutes, <a href="https://council.example/">page 4</a>'}])
    content = '<!-- wp:p --><p>Said<sup data-fn="n-1"><a href="#n-1" id="n-1-link">1</a></sup>.</p><!-- /wp:p -->'
    paper, (record,) = read(tmp_path, item(1, content + "<!-- wp:footnotes /-->", more=field("footnotes", notes)))
    assert record.body == (
        Paragraph(text='Said<sup><a href="note:1">1</a></sup>.'),
        Footnote(label="1", text='Minutes, <a href="https://council.example/">page 4</a>'),
    )
    assert not record.unknown
    assert not paper.tally.report().losses


def test_notes_that_are_none_stay_a_custom_field(tmp_path):
    _, (record,) = read(tmp_path, item(1, "Words", more=field("footnotes", "[broken")))
    assert record.unknown["custom_fields"] == {"footnotes": "[broken"}


def test_a_link_to_a_heading_of_the_same_page_leads_to_where_it_will_stand(tmp_path):
    content = (
        '<p><a href="#b">Second</a> <a href="#c">Third</a> <a href="#gone">Nowhere</a></p>'
        '<h2>Same words</h2><h2 id="b">Same words</h2><p>x</p><a name="c"></a><h3>Third: here</h3>'
    )
    paper, (record,) = read(tmp_path, item(1, content))
    own = "record:http://old.example/?p=1"
    assert (
        record.body[0].text == f'<a href="{own}#same-words-2">Second</a> <a href="{own}#third-here">Third</a> Nowhere'
    )
    assert counts(paper)["link"].dropped == 1


def test_captions_stay_with_tables_films_and_pulled_words(tmp_path):
    content = (
        "<figure><table><tr><th>A</th></tr><tr><td>£1</td></tr></table><figcaption>Prices</figcaption></figure>"
        f'<figure><video src="{FILES}f.mp4"></video><figcaption>The <em>film</em></figcaption></figure>'
        '<figure class="wp-block-pullquote"><blockquote><p>Not one more</p><cite>Ana</cite></blockquote></figure>'
    )
    _, (record,) = read(tmp_path, item(1, content))
    table, film, pulled = record.body
    assert isinstance(table, Table)
    assert table.caption == "Prices"
    assert isinstance(film, Embed)
    assert film.caption == "The <em>film</em>"
    assert pulled == PullQuote(text="Not one more", source="Ana")


def test_the_first_form_of_block_galleries_is_a_gallery_with_its_captions(tmp_path):
    each = '<li class="blocks-gallery-item"><figure><img src="{}"/><figcaption>{}</figcaption></figure></li>'
    content = "".join(
        ("<!-- wp:gallery --><ul class='wp-block-gallery'>", each.format(f"{FILES}a.jpg", "One"),
         each.format(f"{FILES}b.jpg", "Two"), "</ul><!-- /wp:gallery -->")
    )  # fmt: skip
    _, (record,) = read(tmp_path, item(1, content))
    (gallery,) = record.body
    assert isinstance(gallery, Gallery)
    assert [image.caption for image in gallery.images] == ["One", "Two"]


def test_old_covers_keep_the_picture_in_their_background(tmp_path):
    content = (
        f'<!-- wp:cover --><div class="wp-block-cover" style="background-image:url({FILES}c.jpg)"><p>On it</p></div>'
        "<!-- /wp:cover -->"
    )
    _, (record,) = read(tmp_path, item(1, content))
    assert [type(block) for block in record.body] == [ImageBlock, Paragraph]
    assert record.body[0].image == f"{FILES}c.jpg"


def test_blocks_that_say_in_their_comment_where_they_lead_become_links(tmp_path):
    content = '<!-- wp:social-link {"url":"https://social.example/us","service":"mastodon"} /-->'
    _, (record,) = read(tmp_path, item(1, content))
    assert record.body == (Paragraph(text='<a href="https://social.example/us">mastodon</a>'),)


def test_words_outside_blocks_have_their_paragraphs_by_blank_lines(tmp_path):
    content = "<!-- wp:paragraph --><p>In</p><!-- /wp:paragraph -->\n\nOut one\n\nOut two"
    _, (record,) = read(tmp_path, item(1, content))
    assert [block.text for block in record.body] == ["In", "Out one", "Out two"]


def test_shortcodes_in_shortcodes_leave_no_bracket_in_the_text(tmp_path):
    content = (
        f'[caption]<img src="{FILES}a.jpg"> By [credit name="Zed"][/caption]\n\n'
        '[outer a="1"]Out [b]bold[/b] [inner x="2"]in[/inner][/outer]\n\n[box][box]twice[/box] rest[/box]'
    )
    _, (record,) = read(tmp_path, item(1, content))
    assert record.body[0].caption == "By"
    assert [block.text for block in record.body[1:]] == ["Out bold in", "twice rest"]


def test_thousands_of_shortcodes_in_each_other_are_read_to_their_end(tmp_path):
    content = '[a x="1"]' * 3000 + "deep" + "[/a]" * 3000
    _, (record,) = read(tmp_path, item(1, content))
    assert "deep" in record.body[0].text


def test_an_unknown_shortcode_with_an_address_is_a_link_to_it(tmp_path):
    content = (
        '[youtube https://films.example/w?v=1]\n\n[player url="https://sound.example/2" color="red"]\n\n[see page 4]'
    )
    paper, (record,) = read(tmp_path, item(1, content))
    assert [block.url for block in record.body[:2]] == ["https://films.example/w?v=1", "https://sound.example/2"]
    assert record.body[2].text == "[see page 4]"
    assert counts(paper)["shortcode in a body"].changed == 2


def test_pictures_of_galleries_are_counted_one_by_one(tmp_path):
    own = "<wp:post_parent>1</wp:post_parent>"
    content = '[gallery ids="7,99,8"]\n\n[gallery exclude="8"]\n\n[gallery ids="98"]'
    paper, (record,) = read(
        tmp_path,
        item(1, content),
        attachment(7, "a.jpg", own),
        attachment(8, "b.jpg", own),
        attachment(9, "c.pdf", own),
    )
    assert [type(block) for block in record.body] == [Gallery, ImageBlock]
    found = counts(paper)["picture of a gallery"]
    assert (found.found, found.carried, found.dropped) == (5, 3, 2)
    assert (counts(paper)["gallery"].found, counts(paper)["gallery"].dropped) == (3, 1)


def test_formulas_and_drawings_keep_their_words(tmp_path):
    paper, (record,) = read(
        tmp_path, item(1, "<p>If</p><math><mi>x</mi></math><dl><dt><svg><text>drawn</text></svg></dt></dl>")
    )
    assert ">x<" in record.body[1].html
    assert "drawn" in record.body[2].html
    assert counts(paper)["math in a body"].changed == 1


def test_what_shows_only_on_pointing_or_clicking_is_told(tmp_path):
    content = '<p>The <abbr title="Dockers’ Union">DU</abbr><img alt="no file"></p><map><area href="https://map.example/"></map>'
    paper, _ = read(tmp_path, item(1, content))
    told = {(loss.what, loss.which, loss.severity) for loss in paper.tally.report().losses}
    assert ("abbreviation in a body", "DU: Dockers’ Union", Severity.CHANGED) in told
    assert ("link", "https://map.example/", Severity.DROPPED) in told
    assert ("image", "no file", Severity.DROPPED) in told


def test_how_a_word_is_read_does_not_run_into_the_word(tmp_path):
    _, (record,) = read(tmp_path, item(1, "<ruby>漢<rt>kan</rt></ruby> <ruby>字<rp>(</rp><rt>ji</rt><rp>)</rp></ruby>"))
    assert record.body[0].text == "漢(kan) 字(ji)"


def menu_item(number, order, label, **fields):
    more = '<category domain="nav_menu" nicename="main"><![CDATA[Main]]></category>'
    more += f"<wp:menu_order>{order}</wp:menu_order>"
    more += "".join(field(f"_menu_item_{key}", value) for key, value in fields.items())
    return item(number, sort="nav_menu_item", more=more, title=label)


def test_entries_of_menus_have_the_title_of_what_they_lead_to_when_they_have_no_words(tmp_path):
    paper, _ = read(
        tmp_path,
        menu_item(3, 1, "", type="post_type", object="post", object_id="1"),
        menu_item(4, 2, "", type="post_type", object="page", object_id="2"),
        menu_item(5, 3, "Own site", type="custom", url="/2004/05/p1/"),
        menu_item(6, 4, "Nothing", type="custom", url="#"),
        menu_item(7, 5, "Runs", type="custom", url="javascript:alert(1)"),
        item(1, title="A story"),
        item(2, sort="page", title="About us"),
    )
    (menu,) = paper.menus
    assert [link.label for link in menu.links] == ["A story", "About us", "Own site"]
    assert menu.links[2].target == "http://old.example/?p=1"
    assert [loss.which for loss in paper.tally.report().losses if loss.what == "menu item"] == ["Nothing", "Runs"]


def test_a_document_of_the_old_site_is_to_be_had_from_there_only_where_it_may_be_asked(tmp_path):
    content = f'<p>See the <a href="{FILES}a.pdf">leaflet</a> and <a href="http://else.example/b.pdf">another</a>.</p>'
    _, (record,) = read(tmp_path, item(1, content))
    assert record.documents == ()
    paper = read_wxr(tmp_path / "export.xml", replace(CONTEXT, fetches=True))
    (record,) = paper.records
    assert paper.tally.report().adds_up
    assert [document.url for document in record.documents] == [f"{FILES}a.pdf"]
    assert [block.document for block in record.body if isinstance(block, DocumentBlock)] == [f"{FILES}a.pdf"]
