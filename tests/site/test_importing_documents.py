"""`broadsheet import document`: several files, a draft each, and the exit code of the other kinds."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

STRIKE = Path(__file__).parents[1] / "importers" / "documents"


def broadsheet(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "broadsheet.cli", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": ":".join(sys.path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


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
    with sqlite3.connect(paper / "newsroom.db") as database:
        rows = database.execute(
            "SELECT title, live FROM newsroom_articlepage JOIN wagtailcore_page ON id = page_ptr_id"
        ).fetchall()
    database.close()
    assert rows == [("Cranes stand still at Pier Nine", 0)] * 2


def test_of_another_kind_one_file_is_imported_at_a_time(tmp_path):
    paper = tmp_path / "paper"
    broadsheet("init", paper)
    ended = broadsheet("import", "jsonl", "a.jsonl", "b.jsonl", "--paper", paper)
    assert (ended.returncode, "one file is imported at a time" in ended.stderr) == (1, True)
