"""What hangs on the stories of a WordPress export: comments, menus, shared signatures, blocks used again."""

import re

import pytest

from broadsheet.edition.blocks import Embed, Gallery, ImageBlock, Paragraph
from broadsheet.edition.checks import check_record
from broadsheet.edition.comments import CommentSort
from broadsheet.edition.inline import check
from broadsheet.edition.records import StandingPage
from broadsheet.edition.references import inline_texts, walk
from broadsheet.errors import SourceUnreadableError
from broadsheet.importers.record_links import record_link
from broadsheet.importers.records import ImportedArticle, ImportedPage, Status
from broadsheet.importers.wxr import read_wxr
from tests.importers.reading import CONTEXT, shared, words_of
from tests.importers.test_wordpress_exports import HEAD, NO_EXPORTS, SHARED, item, read

HOSTILE = (
    '<script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">x</a>"><svg onload=alert(1)>'
)


def comment(number, content="Words", *, parent=0, approved="1", sort="", author="Reader", more=""):
    return f"""<wp:comment><wp:comment_id>{number}</wp:comment_id>
    <wp:comment_author><![CDATA[{author}]]></wp:comment_author>
    <wp:comment_author_email>secret@mail.example</wp:comment_author_email>
    <wp:comment_author_IP>203.0.113.9</wp:comment_author_IP><wp:comment_user_id>77</wp:comment_user_id>
    <wp:comment_date_gmt>2005-06-0{number} 10:00:00</wp:comment_date_gmt>
    <wp:comment_approved>{approved}</wp:comment_approved>
    <wp:comment_content><![CDATA[{content}]]></wp:comment_content><wp:comment_type>{sort}</wp:comment_type>
    <wp:comment_parent>{parent}</wp:comment_parent>{more}</wp:comment>"""


def entry(number, menu, *, label="", sort="custom", kind="custom", leads_to="", url="", parent=0):
    fields = {"type": sort, "object": kind, "object_id": leads_to, "url": url, "menu_item_parent": parent}
    meta = "".join(
        f"<wp:postmeta><wp:meta_key>_menu_item_{key}</wp:meta_key><wp:meta_value>{value}</wp:meta_value></wp:postmeta>"
        for key, value in fields.items()
    )
    named = f'<category domain="nav_menu" nicename="{menu}">{menu.title()}</category>'
    more = f"{named}<wp:menu_order>{number}</wp:menu_order>"
    return item(number, sort="nav_menu_item", title=label, more=more + meta)


def test_comments_keep_their_thread_their_state_and_their_words(tmp_path):
    more = (
        comment(1, "One\ntwo\n\nThree http://else.example/a, <b>bold</b>")
        + comment(2, "Answer <a href='http://old.example/2004/05/p1/'>this</a>", parent=1)
        + comment(3, "Waiting", approved="0")
        + comment(
            4, "Told", sort="pingback", more="<wp:comment_author_url>http://else.example/p</wp:comment_author_url>"
        )
    )
    paper, (record,) = read(tmp_path, item(1, more=more))
    first, second, third, fourth = record.comments
    link = '<a href="http://else.example/a">http://else.example/a</a>'
    assert first.text == ("One<br>two", f"Three {link}, <strong>bold</strong>")
    assert (first.author, first.when.isoformat()) == ("Reader", "2005-06-01T10:00:00+00:00")
    assert second.parent == "1"
    assert second.text == (f'Answer <a href="{record_link("http://old.example/?p=1")}">this</a>',)
    assert (first.approved, third.approved) == (True, False)
    assert fourth.sort is CommentSort.PINGBACK
    assert fourth.text[-1] == '<a href="http://else.example/p">http://else.example/p</a>'
    count = paper.tally.report().counts["comment"]
    assert (count.found, count.carried, count.changed) == (4, 4, 1)


def test_nothing_that_points_at_who_wrote_a_comment_is_read(tmp_path):
    site = "<wp:comment_author_url>http://me.example/</wp:comment_author_url>"
    paper, records = read(tmp_path, item(1, more=comment(1, more=site)))
    known = repr(records) + str(paper.tally.report()) + repr(paper)
    for secret in ("secret@mail.example", "203.0.113.9", "me.example"):
        assert secret not in known
    assert paper.tally.report().counts["reader's own website"].dropped == 1


def test_spam_is_left_out_and_counted_and_unknown_kinds_are_kept_unseen(tmp_path):
    more = comment(1, approved="spam") + comment(2, sort="order_note") + comment(3, "") + comment(4, parent=1)
    paper, (record,) = read(tmp_path, item(1, more=more))
    assert [(each.id, each.approved, each.parent) for each in record.comments] == [("2", False, ""), ("4", True, "")]
    assert paper.tally.report().counts["comment"].dropped == 2


def test_hostile_markup_in_every_field_is_harmless(tmp_path):
    escaped = HOSTILE.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    head = HEAD.replace("Ana Poe", f"<![CDATA[{HOSTILE}]]>")
    more = (
        f'<category domain="category" nicename="x{escaped}"><![CDATA[{HOSTILE}]]></category>'
        f"<excerpt:encoded><![CDATA[{HOSTILE}]]></excerpt:encoded>" + comment(1, HOSTILE + " words", author=HOSTILE)
    )
    picture = item(
        2,
        sort="attachment",
        title=escaped,
        more=f"<wp:attachment_url>http://old.example/a.jpg</wp:attachment_url><excerpt:encoded><![CDATA[{HOSTILE}]]>"
        "</excerpt:encoded><wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key><wp:meta_value>"
        f"<![CDATA[{HOSTILE}]]></wp:meta_value></wp:postmeta>",
    )
    path = tmp_path / "export.xml"
    content = (
        f'{HOSTILE}[gallery ids="2"][caption caption="{escaped}"]<img src=http://old.example/a.jpg>{HOSTILE}[/caption]'
    )
    path.write_text(head + picture + item(1, content, title=escaped, more=more) + "</channel></rss>", encoding="utf-8")
    paper = read_wxr(path, CONTEXT)
    (record,) = paper.records
    for text in [*inline_texts(record.body), *inline_texts(record.comments)]:
        check(text)  # nothing but the few tags and schemes of inline markup
    for text in inline_texts((paper.sections, paper.topics, paper.persons, record.images)):
        check(text)
    check_record(StandingPage(id="p", language="en", title=record.title, path="p", body=record.body))


def test_menus_keep_their_order_and_lead_to_what_was_carried(tmp_path):
    paper, _ = read(
        tmp_path,
        item(1),
        item(2, sort="page"),
        entry(3, "main", label="Us", sort="post_type", kind="page", leads_to="2"),
        entry(5, "main", label="Below", url="http://old.example/2004/05/p1/", parent=3),
        entry(4, "main", label="Out", url="https://else.example/"),
        entry(6, "main", label="Nowhere", url="#"),
        entry(7, "main", label="Gone", sort="post_type", kind="product", leads_to="99"),
    )
    (menu,) = paper.menus
    assert [(link.label, link.target) for link in menu.links] == [
        ("Us", "http://old.example/?p=2"),
        ("Below", "http://old.example/?p=1"),
        ("Out", "https://else.example/"),
    ]
    count = paper.tally.report().counts["menu item"]
    assert (count.found, count.carried, count.dropped, count.changed) == (5, 3, 2, 1)


def test_a_story_that_several_signed_has_a_byline_for_each(tmp_path):
    more = (
        '<category domain="author" nicename="cap-guest"><![CDATA[A Guest]]></category>'
        '<category domain="author" nicename="ana"><![CDATA[Ana Poe]]></category>'
    )
    paper, (record,) = read(tmp_path, item(1, more=more))
    assert [each.person for each in record.bylines] == ["author:guest", "author:ana"]
    assert [each.title for each in paper.persons] == ["Ana Poe", "A Guest"]


def test_nested_categories_keep_what_they_lay_under_and_their_whole_old_address(tmp_path):
    head = "".join(
        f"<wp:category><wp:category_nicename>{name}</wp:category_nicename><wp:category_parent>{above}</wp:category_parent>"
        f"<wp:cat_name>{name.title()}</wp:cat_name></wp:category>"
        for name, above in (("news", ""), ("port", "news"), ("docks", "port"))
    )
    more = '<category domain="category" nicename="docks">Docks</category>'
    path = tmp_path / "export.xml"
    path.write_text(HEAD + head + item(1, more=more) + "</channel></rss>", encoding="utf-8")
    paper = read_wxr(path, CONTEXT)
    (section,) = paper.sections
    assert section.old_addresses == ("/category/news/port/docks/",)
    assert section.unknown == {"categories_above": ["news", "port"]}


def test_reusable_blocks_stand_where_they_are_named_even_in_a_ring(tmp_path):
    again = item(
        2, '<!-- wp:paragraph --><p>Shared</p><!-- /wp:paragraph --><!-- wp:block {"ref":2} /-->', sort="wp_block"
    )
    paper, (record,) = read(tmp_path, again, item(1, '<!-- wp:block {"ref":2} /-->'))
    assert record.body[0] == Paragraph(text="Shared")
    assert paper.tally.report().counts["reusable block"].carried == 1


def test_a_block_of_an_extension_keeps_its_inner_html_and_is_reported(tmp_path):
    content = '<!-- wp:acme/tabs {"a":1} --><div class="tabs"><p>Kept words</p></div><!-- /wp:acme/tabs -->'
    paper, (record,) = read(tmp_path, item(1, content))
    assert record.body == (Paragraph(text="Kept words"),)
    assert [loss.which for loss in paper.tally.report().losses] == ["acme/tabs"]


def test_a_playlist_becomes_its_recordings_and_a_picture_linked_to_itself_loses_no_link(tmp_path):
    files = [
        item(number, sort="attachment", more=f"<wp:attachment_url>http://old.example/{name}</wp:attachment_url>")
        for number, name in ((2, "a.mp3"), (3, "b.mp3"), (4, "c.jpg"))
    ]
    picture = '<a href="http://old.example/c.jpg"><img src="http://old.example/c-300x200.jpg" alt="C"></a>'
    content = f'[playlist ids="2,3"]\n\n{picture}'
    paper, (record,) = read(tmp_path, *files, item(1, content))
    assert [type(block) for block in record.body] == [Embed, Embed, ImageBlock]
    count = paper.tally.report().counts["link"]
    assert (count.found, count.carried) == (1, 1)


def test_an_export_in_several_files_is_one_paper_and_what_stands_in_two_comes_once(tmp_path):
    first, second = tmp_path / "1.xml", tmp_path / "2.xml"
    first.write_text(HEAD + item(1, "<a href='http://old.example/2004/05/p2/'>later</a>") + "</channel></rss>")
    second.write_text(HEAD + item(1) + item(2) + "</channel></rss>")
    paper = read_wxr(first, CONTEXT, [second])
    records = list(paper.records)
    assert [record.slug for record in records] == ["p1", "p2"]
    assert "record:" in records[0].body[0].text
    assert paper.tally.report().adds_up
    assert paper.tally.report().counts["item that came twice"].dropped == 1


def test_everything_of_the_theme_unit_test_is_carried():
    path = shared("corpora/wxr/theme-unit-test.xml")
    paper = read_wxr(path, CONTEXT)
    records = list(paper.records)
    report = paper.tally.report()
    counts = {what: (count.found, count.carried) for what, count in report.counts.items()}
    stories = [record for record in records if isinstance(record, ImportedArticle)]
    pages = [record for record in records if isinstance(record, ImportedPage)]
    comments = [each for record in records for each in record.comments]
    everything = (counts["story"][0], counts["standing page"][0], counts["attachment"][0], counts["menu item"][0])
    assert report.adds_up
    assert (everything, sum(everything)) == ((51, 21, 38, 70), 180)
    assert (len(stories), len(pages), sum("/" in page.path for page in pages)) == (51, 21, 13)
    assert counts["category"] == (67, 67)
    assert counts["tag"] == (112, 112)  # 110 are described, 2 more are only given to stories
    depths = [len(each.unknown.get("categories_above", ())) for each in (*paper.sections, *paper.topics)]
    assert max(depths) == 2
    assert (len(comments), sum(each.parent != "" for each in comments)) == (32, 10)
    assert [sum(each.sort is sort for each in comments) for sort in CommentSort] == [28, 2, 2]
    assert sum(not each.approved for each in comments) == 3
    assert len(paper.menus) == 5
    assert counts["link"][0] == 127
    assert counts["link"][1] >= 126
    assert counts["image"][0] == counts["image"][1]
    galleries = [part for record in records for part in walk(record.body) if isinstance(part, Gallery)]
    assert len(galleries) >= 12
    public = [record for record in records if record.status is Status.PUBLISHED]
    assert len(public) == 69
    assert len({next(a for a in record.old_addresses if "?" not in a) for record in public}) == 69
    secret = next(record for record in records if "Password Protected" in record.title)
    assert secret.status is Status.DRAFT
    text = "".join(words_of(record.body) for record in records)
    markup = "".join(text for record in records for text in inline_texts(record.body))
    assert not re.search(r"\[/?(?:gallery|caption|wp_caption|audio|video|embed|playlist)\b", text)
    assert "<!-- wp:" not in markup.replace("&lt;", "<").replace("<!-- wp:code -->", "")


def test_lists_and_captions_of_the_theme_unit_test_are_kept():
    records = list(read_wxr(shared("corpora/wxr/theme-unit-test.xml"), CONTEXT).records)
    kinds = [type(part).__name__ for record in records for part in walk(record.body)]
    in_html = sum(part.html.count("<li>") for r in records for part in walk(r.body) if type(part).__name__ == "RawHtml")
    in_lists = kinds.count("ListItem") + in_html
    in_galleries = sum(
        len(part.images) for record in records for part in walk(record.body) if isinstance(part, Gallery)
    )
    assert in_lists + in_galleries >= 193
    captions = [
        part for record in records for part in walk(record.body) if isinstance(part, ImageBlock) and part.caption
    ]
    assert len(captions) >= 12


@pytest.mark.parametrize("name", sorted(p.name for p in (SHARED / "corpora" / "wxr").glob("*.xml")) or ["none.xml"])
def test_the_report_of_every_export_adds_up_and_what_was_not_public_is_a_draft(name):
    path = shared(f"corpora/wxr/{name}")
    if name in NO_EXPORTS:
        with pytest.raises(SourceUnreadableError):
            read_wxr(path, CONTEXT)
        return
    paper = read_wxr(path, CONTEXT)
    records = list(paper.records)
    report = paper.tally.report()
    assert report.adds_up
    assert report.counts
    dropped = report.counts["comment"].dropped if "comment" in report.counts else 0
    whole = path.read_text(encoding="utf-8", errors="replace")
    assert sum(len(record.comments) for record in records) + dropped == whole.count("<wp:comment>")
