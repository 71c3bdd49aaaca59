import pytest

from broadsheet.edition.blocks import Embed, ImageBlock, Paragraph
from broadsheet.edition.checks import check_record
from broadsheet.edition.records import StandingPage
from broadsheet.errors import SourceUnreadableError
from broadsheet.importers.records import ImportedArticle, ImportedPage, Status
from broadsheet.importers.wxr import read_wxr
from tests.importers.reading import CONTEXT, SHARED, shared, words_of

NO_EXPORTS = {"malformed.xml"}  # its channel has another name, and no item

HEAD = """<?xml version="1.0"?><rss xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:base_blog_url>http://old.example</wp:base_blog_url>
 <wp:author><wp:author_login>ana</wp:author_login><wp:author_email>ana@old.example</wp:author_email>
 <wp:author_display_name>Ana Poe</wp:author_display_name></wp:author>"""


def item(number, content="", *, status="publish", sort="post", more="", title="Title"):
    return f"""<item><title>{title}</title><link>http://old.example/2004/05/p{number}/</link><dc:creator>ana</dc:creator>
    <guid>http://old.example/?p={number}</guid><content:encoded><![CDATA[{content}]]></content:encoded>
    <wp:post_id>{number}</wp:post_id><wp:post_date_gmt>2004-05-0{number} 10:00:00</wp:post_date_gmt>
    <wp:post_name>p{number}</wp:post_name><wp:status>{status}</wp:status><wp:post_type>{sort}</wp:post_type>{more}</item>"""


def read(tmp_path, *items, end="</channel></rss>"):
    path = tmp_path / "export.xml"
    path.write_text(HEAD + "".join(items) + end, encoding="utf-8")
    paper = read_wxr(path, CONTEXT)
    records = list(paper.records)
    assert paper.tally.report().adds_up
    return paper, records


def test_classic_text_has_its_paragraphs_by_blank_lines(tmp_path):
    _, (record,) = read(tmp_path, item(1, "One\ntwo\n\nThree<!--more-->\n\n[sic] four"))
    assert record.body == (Paragraph(text="One<br>two"), Paragraph(text="Three"), Paragraph(text="[sic] four"))


def test_terms_authors_and_addresses_are_carried(tmp_path):
    more = (
        '<category domain="category" nicename="news">News</category>'
        '<category domain="post_tag" nicename="port">Port</category>'
    )
    paper, (record,) = read(tmp_path, item(1, more=more))
    assert [each.title for each in paper.sections] == ["News"]
    assert [each.title for each in paper.topics] == ["Port"]
    assert [each.title for each in paper.persons] == ["Ana Poe"]
    assert record.old_addresses == ("/2004/05/p1/", "/?p=1")
    assert (record.month, record.slug) == ("2004-05", "p1")


@pytest.mark.parametrize("status", ["draft", "future", "private", "pending", "invented"])
def test_what_was_not_public_comes_as_a_draft(tmp_path, status):
    _, (record,) = read(tmp_path, item(1, status=status))
    assert record.status is Status.DRAFT


def test_what_a_password_protected_comes_as_a_draft_without_the_password(tmp_path):
    paper, (record,) = read(tmp_path, item(1, more="<wp:post_password>sesame</wp:post_password>"))
    assert record.status is Status.DRAFT
    assert "sesame" not in repr(record)
    assert "password" in paper.tally.report().losses[0].why


def test_pages_keep_their_tree_whatever_their_order(tmp_path):
    child = item(2, sort="page", more="<wp:post_parent>1</wp:post_parent>")
    _, records = read(tmp_path, child, item(1, sort="page"))
    assert [record.path for record in records] == ["p1/p2", "p1"]


def test_pages_that_are_each_others_parents_do_not_hang(tmp_path):
    parent, child = (item(n, sort="page", more=f"<wp:post_parent>{3 - n}</wp:post_parent>") for n in (1, 2))
    assert len(read(tmp_path, parent, child)[1]) == 2


def test_shortcodes_become_blocks_and_unknown_ones_are_reported(tmp_path):
    picture = item(9, sort="attachment", more="<wp:attachment_url>http://old.example/a.jpg</wp:attachment_url>")
    content = "\n\n".join(
        [
            '[caption id="x" width="9"]<img src="http://old.example/a-300x200.jpg" alt="A"> Cap[/caption]',
            '[gallery ids="9"]',
            '[audio src="http://old.example/a.mp3"]',
            "https://films.example/1",
            '[slider speed="4"]inside[/slider]',
        ]
    )
    paper, (record,) = read(tmp_path, picture, item(1, content))
    assert [type(block) for block in record.body] == [ImageBlock, ImageBlock, Embed, Embed, Paragraph]
    assert record.body[0] == ImageBlock(image="http://old.example/a.jpg", alt="A", caption="Cap")
    assert words_of(record.body).endswith("inside")
    assert [loss.what for loss in paper.tally.report().losses] == ["shortcode"]


def test_revisions_and_kinds_without_a_place_are_counted(tmp_path):
    paper, _ = read(tmp_path, item(1), item(2, sort="revision", status="inherit"), item(3, sort="product"))
    counts = paper.tally.report().counts
    assert [counts[what].dropped for what in ("revision", "item of type “product”")] == [1, 1]


def test_a_file_that_ends_in_the_middle_gives_what_was_whole(tmp_path):
    paper, records = read(tmp_path, item(1), item(2), end="<item><title>cut")
    assert [record.slug for record in records[:2]] == ["p1", "p2"]
    assert any("no XML" in loss.what for loss in paper.tally.report().losses)


def test_entities_from_outside_are_not_read(tmp_path):
    (tmp_path / "secret.txt").write_text("secret words")
    path = tmp_path / "export.xml"
    entity = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">]>'
    path.write_text(HEAD.replace("<rss", entity + "<rss", 1) + item(1, title="T &x;") + "</channel></rss>")
    assert "secret" not in repr(list(read_wxr(path, CONTEXT).records))


def test_what_is_no_export_is_refused(tmp_path):
    path = tmp_path / "export.xml"
    path.write_text("not xml at all")
    with pytest.raises(SourceUnreadableError):
        list(read_wxr(path, CONTEXT).records)


def test_every_published_post_and_page_of_the_theme_unit_test_is_carried():
    paper = read_wxr(shared("corpora/wxr/theme-unit-test.xml"), CONTEXT)
    records = list(paper.records)
    report = paper.tally.report()
    stories = [record for record in records if isinstance(record, ImportedArticle)]
    pages = [record for record in records if isinstance(record, ImportedPage)]
    assert sum(record.status is Status.PUBLISHED for record in stories) == 48
    assert (len(stories), len(pages), sum("/" in page.path for page in pages)) == (51, 21, 13)
    assert report.adds_up
    published = {address for record in records if record.status is Status.PUBLISHED for address in record.old_addresses}
    assert len({address for address in published if "?" not in address}) >= 68
    text = "".join(words_of(record.body) for record in records)
    assert "[caption" not in text
    assert "[gallery" not in text


@pytest.mark.parametrize(
    "name", sorted(path.name for path in (SHARED / "corpora" / "wxr").glob("*.xml")) or ["none.xml"]
)
def test_no_export_breaks_the_importer(name):
    path = shared(f"corpora/wxr/{name}")
    if name in NO_EXPORTS:
        with pytest.raises(SourceUnreadableError, match=name):
            read_wxr(path, CONTEXT)
        return
    paper = read_wxr(path, CONTEXT)
    for record in paper.records:
        check_record(StandingPage(id="p", language="en", title=record.title, path="p", body=record.body))
    assert paper.tally.report().adds_up
