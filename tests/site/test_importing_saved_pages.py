"""`broadsheet extract` and `broadsheet import html`, as they are called."""

import json
import sqlite3

from tests.importers.pages.old_site import write_site
from tests.importers.pages.saved_pages import FOLDER
from tests.site.commands import broadsheet


def test_extract_prints_a_line_a_file_in_order_and_needs_no_paper(tmp_path):
    (tmp_path / "nothing.html").write_text("", encoding="utf-8")
    boxes = FOLDER / "boxes.html"
    ended = broadsheet("extract", boxes, tmp_path / "nothing.html", "--url", "http://tide.example/a/b.html")
    lines = [json.loads(line) for line in ended.stdout.splitlines()]
    assert ended.returncode == 0
    assert list(lines[0]) == ["id", "url", "title", "byline", "date", "language", "html", "text"]
    assert [line["id"] for line in lines] == [str(boxes), str(tmp_path / "nothing.html")]
    assert (lines[0]["title"], lines[0]["url"]) == ("Bakery opens again", "http://tide.example/a/b.html")
    assert (lines[1]["html"], lines[1]["error"]) == ("", "no story was found on this page")


def test_extract_fails_only_for_a_file_that_cannot_be_read(tmp_path):
    ended = broadsheet("extract", tmp_path / "absent.html", FOLDER / "boxes.html")
    lines = [json.loads(line) for line in ended.stdout.splitlines()]
    assert ended.returncode == 1
    assert "cannot be read" in lines[0]["error"]
    assert lines[1]["title"] == "Bakery opens again"


def test_a_folder_of_pages_is_imported_and_a_second_time_changes_nothing(tmp_path):
    paper, mirror, template = tmp_path / "paper", write_site(tmp_path / "mirror"), tmp_path / "template.toml"
    broadsheet("init", paper)
    assert broadsheet("import", "html", mirror, "--learn", template).returncode == 0
    first = broadsheet("import", "html", mirror, "--template", template, "--paper", paper, "--json")
    report = json.loads(first.stdout)
    assert (first.returncode, report["adds_up"], report["counts"]["story"]["carried"]) == (0, True, 6), first.stderr
    before = rows(paper)
    assert ("Bakery opens again", 1) in before
    again = broadsheet("import", "html", mirror, "--template", template, "--paper", paper, "--json")
    assert again.returncode == 0
    assert rows(paper) == before


def rows(paper):
    with sqlite3.connect(paper / "newsroom.db") as database:
        found = database.execute("SELECT title, live, last_published_at FROM wagtailcore_page ORDER BY id").fetchall()
        old = database.execute("SELECT path FROM newsroom_oldaddress ORDER BY path").fetchall()
    database.close()
    assert ("/print.php?story=1",) in old
    return [row[:2] for row in found] + [row[2:] for row in found]


def test_a_template_belongs_to_pages_only(tmp_path):
    ended = broadsheet("import", "wxr", "a.xml", "--learn", tmp_path / "t.toml")
    assert (ended.returncode, "belongs to kinds html" in ended.stderr) == (1, True)
