"""`broadsheet import document`: several files, a draft each, and the exit code of the other kinds."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.site.commands import broadsheet

STRIKE = Path(__file__).parents[1] / "importers" / "documents"


def test_documents_become_drafts_and_a_refused_one_keeps_none_back(tmp_path):
    paper = tmp_path / "paper"
    broadsheet("init", paper)
    (tmp_path / "broken.docx").write_bytes(b"no")
    files = [STRIKE / "strike.odt", tmp_path / "broken.docx", STRIKE / "strike.docx"]
    ended = broadsheet("import", "document", *files, "--paper", paper, "--json")
    report = json.loads(ended.stdout)
    assert ended.returncode == 1
    assert report["adds_up"]
    assert report["counts"]["story"] == {"found": 3, "carried": 2, "dropped": 0, "refused": 1, "changed": 0}
    again = broadsheet("import", "document", STRIKE / "strike.odt", "--paper", paper)
    assert again.returncode == 0
    with closing(sqlite3.connect(paper / "newsroom.db")) as database:
        rows = database.execute(
            "SELECT title, live FROM newsroom_articlepage JOIN wagtailcore_page ON id = page_ptr_id"
        ).fetchall()
    database.close()
    assert rows == [("Cranes stand still at Pier Nine", 0)] * 2


def test_a_report_that_cannot_be_written_is_refused_before_anything_is_imported(tmp_path):
    paper = tmp_path / "paper"
    broadsheet("init", paper)
    (tmp_path / "a.jsonl").write_text('{"title": "Cranes", "date": "2026-11-23", "body_html": "<p>Still.</p>"}')
    nowhere = tmp_path / "nowhere" / "loss.json"
    for words in (("import", "jsonl", tmp_path / "a.jsonl"), ("export", "jsonl", tmp_path / "out.zip")):
        ended = broadsheet(*words, "--paper", paper, "--report", nowhere)
        assert (ended.returncode, "there is no folder" in ended.stderr) == (1, True)
    assert not (tmp_path / "out.zip").exists()
    with closing(sqlite3.connect(paper / "newsroom.db")) as database:
        assert database.execute("SELECT count(*) FROM newsroom_articlepage").fetchone() == (0,)
    (tmp_path / "folder.json").mkdir()
    ended = broadsheet("import", "jsonl", tmp_path / "a.jsonl", "--paper", paper, "--report", tmp_path / "folder.json")
    assert (ended.returncode, "cannot be written" in ended.stderr) == (1, True)


def test_of_another_kind_one_file_is_imported_at_a_time(tmp_path):
    paper = tmp_path / "paper"
    broadsheet("init", paper)
    ended = broadsheet("import", "jsonl", "a.jsonl", "b.jsonl", "--paper", paper)
    assert (ended.returncode, "one file is imported at a time" in ended.stderr) == (1, True)
