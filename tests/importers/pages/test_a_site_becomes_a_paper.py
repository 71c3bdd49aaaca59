import pytest

from broadsheet.edition.blocks import ImageBlock, Paragraph
from broadsheet.errors import SourceUnreadableError
from broadsheet.importers.pages.folder import FolderSource
from broadsheet.importers.pages.learning import learn_template
from broadsheet.importers.pages.site import read_site
from broadsheet.importers.pages.template import Template, read_template
from broadsheet.importers.records import ImportedArticle, ImportedPage
from tests.importers.pages.old_site import STORIES, write_site
from tests.importers.reading import CONTEXT


@pytest.fixture
def source(tmp_path):
    return FolderSource.at(write_site(tmp_path))


def read(source, template=None):
    paper = read_site(source, CONTEXT, template)
    return paper, list(paper.records)


def test_every_story_is_carried_with_what_its_page_says(source):
    paper, records = read(source)
    stories = [each for each in records if isinstance(each, ImportedArticle)]
    assert [each.title for each in stories] == [story[0] for story in STORIES.values()]
    assert [each.published.date().isoformat() for each in stories] == ["2004-03-03"] * 3 + ["2004-04-07"] * 3
    assert [each.section for each in stories[:2]] == ["section:en:Town", "section:en:Harbour"]
    assert [byline.person for byline in stories[5].bylines] == ["person:en:Dora Vane", "person:en:Ben Loft"]
    assert {each.title for each in paper.persons} == {"Ada Quill", "Ben Loft", "Cato Lind", "Dora Vane"}


def test_nothing_that_stands_on_every_page_is_in_a_story(source):
    words = [getattr(block, "text", "") for record in read(source)[1] for block in record.body]
    assert words
    assert not [text for text in words if "Quay 4, Nettleford" in text or "comes in every month" in text]


def test_links_between_pages_lead_to_records_and_others_to_their_old_address(source):
    story = read(source)[1][1]
    linked = next(block.text for block in story.body if isinstance(block, Paragraph) and "<a " in block.text)
    assert 'href="record:http://tide.example/story2.html#end"' in linked
    assert 'href="http://elsewhere.example/x"' in linked
    assert 'href="http://tide.example/list.php?id=7"' in linked


def test_pictures_come_from_the_folder(source):
    story = read(source)[1][1]
    assert [block.alt for block in story.body if isinstance(block, ImageBlock)] == ["Picture 1"]
    assert story.images[0].file is not None
    assert story.images[0].file.name == "1.png"


def test_contents_become_issues_with_their_stories_in_order(source):
    paper, records = read(source)
    assert [(each.number, each.day.isoformat()) for each in paper.issues] == [(112, "2004-03-01"), (113, "2004-04-01")]
    placed = [(part.title, [each.article[-6] for each in part.placements]) for part in paper.issues[0].sections]
    assert placed == [("Town", ["1", "3"]), ("Harbour", ["2"])]
    issues = [each.issue for each in records if isinstance(each, ImportedArticle)]
    assert issues == [paper.issues[0].source_id] * 3 + [paper.issues[1].source_id] * 3


def test_a_print_version_is_dropped_and_its_address_kept(source):
    story = next(each for each in read(source)[1] if each.title == "Bakery opens again")
    assert story.old_addresses == ("/story1.html", "/print.php?story=1")


def test_an_undated_page_that_every_page_leads_to_is_a_standing_page(source):
    pages = [each for each in read(source)[1] if isinstance(each, ImportedPage)]
    assert [(each.title, each.old_addresses) for each in pages] == [("About us", ("/about.html",))]


def test_the_report_adds_up_and_names_every_page_left_out(source):
    paper, _ = read(source)
    report = paper.tally.report()
    assert report.adds_up
    assert report.counts["page"].found == 12
    dropped = {loss.where: loss.why for loss in report.losses if loss.what == "page" and loss.severity == "dropped"}
    assert set(dropped) == {f"tide.example/{name}" for name in ("index.html", "empty.html", "print.php?story=1")}
    assert "headings are links" in dropped["tide.example/index.html"]


def test_reading_twice_gives_the_same(source):
    assert read(source)[1] == read(source)[1]


def test_a_learned_template_comes_back_from_its_file(source, tmp_path):
    learned = learn_template(source.pages())
    (tmp_path / "template.toml").write_text(learned.as_toml(), encoding="utf-8")
    assert read_template(tmp_path / "template.toml") == learned
    assert (learned.headline, learned.byline, learned.issue) == ("h2.head", "p.by", "div.issue")


def test_a_corrected_template_is_followed(source):
    _, records = read(source, Template(headline="div.section", body="div.text", remove=("p",)))
    assert [each.title for each in records if each.source_id.endswith("story1.html")] == []
    _, records = read(source, Template(headline="div.section", body="div.text"))
    assert next(each.title for each in records if each.source_id.endswith("story1.html")) == "Town"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("headline = 3", "must be a text"),
        ("colour = 'red'", "is none of"),
        ("headline = ", "is no TOML"),
        ("remove = 'p'", "list"),
    ],
)
def test_a_template_that_cannot_be_followed_is_named(tmp_path, text, told):
    (tmp_path / "t.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SourceUnreadableError, match=told):
        read_template(tmp_path / "t.toml")


def test_nothing_outside_the_folder_is_read(tmp_path):
    (tmp_path / "secret.html").write_text("<p>A secret, which nobody may read.</p>", encoding="utf-8")
    (tmp_path / "secret.png").write_bytes(b"\x89PNG")
    folder = write_site(tmp_path / "site")
    (folder / "tide.example" / "linked.html").symlink_to(tmp_path / "secret.html")
    (folder / "tide.example" / "up").symlink_to(tmp_path)
    source = FolderSource.at(folder)
    assert not [page for page in source.pages() if b"secret" in page.content]
    for address in ("../../secret.png", "%2e%2e/%2e%2e/secret.png", "up/secret.png"):
        assert source.picture(f"http://tide.example/{address}") is None


def test_a_place_that_is_no_folder_is_told(tmp_path):
    with pytest.raises(SourceUnreadableError, match="no folder that can be read"):
        FolderSource.at(tmp_path / "absent")


def test_an_address_is_what_httrack_or_a_browser_wrote_into_the_page(tmp_path):
    note = "<!-- Mirrored from tide.example/s.php?id=3 by HTTrack Website Copier/3.x [XR&CO'2014], Mon -->"
    (tmp_path / "s3a4f.html").write_text(f"<html>{note}<body><p>Words</p></body></html>", encoding="utf-8")
    (tmp_path / "saved.html").write_text(
        "<!-- saved from url=(0030)https://tide.example/essay.html -->\n<html><body><p>Words</p></body></html>",
        encoding="utf-8",
    )
    addresses = [page.address for page in FolderSource.at(tmp_path, "http://tide.example").pages()]
    assert addresses == ["http://tide.example/s.php?id=3", "https://tide.example/essay.html"]


def test_names_of_files_with_a_query_tell_the_address(tmp_path):
    for name in ("view.php?id=3", "view.php@id=4.html", "dir/index.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("<html><body><p>Words</p></body></html>", encoding="utf-8")
    pages = list(FolderSource.at(tmp_path, "https://tide.example/old/").pages())
    assert {page.address for page in pages} == {
        "https://tide.example/old/view.php?id=3",
        "https://tide.example/old/view.php?id=4",
        "https://tide.example/old/dir/",
    }
    assert "https://tide.example/old/view.php%40id%3D4.html" in {other for page in pages for other in page.others}
