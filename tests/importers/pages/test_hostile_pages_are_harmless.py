import json
import re
import time

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.errors import SourceUnreadableError
from broadsheet.importers.pages.decoding import LARGEST
from broadsheet.importers.pages.extraction import NO_STORY, extract_file, extract_page
from tests.importers.pages.saved_pages import PAGES
from tests.importers.reading import shared

PIECES = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '<a href="java\tscript:alert(1)">go</a>',
    '<a href="&#1;javascript:alert(1)">go</a>', '<iframe src="javascript:alert(1)"></iframe>', "<svg onload=alert(1)>",
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<object data="data:text/html,<script>alert(1)</script>">',
    '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>', '<form action="javascript:alert(1)"><button>go',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<p style="background:url(javascript:alert(1))">words',
    '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">', '<embed src="vbscript:alert(1)">',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">go</a>', "<base href='javascript:alert(1)//'><a href='x'>go</a>",
    '<img data-src="javascript:alert(1)">',
    '<img srcset="javascript:alert(1) 2x">', '<video poster="javascript:alert(1)">',
)  # fmt: skip
RUNS = re.compile(
    r"<script|\son\w+\s*=|(?:src|href|data|poster|action)\s*=\s*[\"']?\s*(?:java|vb)script|"
    r"srcdoc|data:text|<form|style=",
    re.IGNORECASE,
)


@pytest.mark.parametrize("piece", PIECES)
def test_nothing_of_a_page_runs(piece):
    words = "Words of a story, one after another. " * 9
    page = f"<p>{words}{piece}</p><h2>{piece}</h2><p>{words}</p>{piece}<title>{piece}</title>"
    found = extract_page(page.encode(), url="http://tide.example/a.html")
    assert "Words of a story" in found.text
    assert RUNS.search(found.html) is None


@pytest.mark.parametrize(
    "page",
    [
        b"<div>" * 100_000 + b"<p>Deep words</p>",
        b"<b><table><tr><td>" * 20_000 + b"Deep words",
        b"".join(b"<font id=f%d>" % number for number in range(3_000)) + b"<p>Deep words" * 3_000,
        b"<noscript>" * 20_000 + b"<img src=a>Deep words",
        b"<p>Deep words" + b"<" * 100_000,
        b"<img srcset='" + b"a," * 200_000 + b"'>Deep words",
        b"<title>" + b" - a" * 50_000 + b"</title><h1>" + b"a " * 50_000 + b"</h1><p>Deep words",
    ],
    ids=["deep", "crossed", "never closed", "noscript", "signs", "srcset", "title"],
)
def test_a_bomb_costs_little(page):
    started = time.process_time()
    extract_page(page)
    assert time.process_time() - started < 20


def test_a_file_that_is_no_text_has_no_story(tmp_path):
    (tmp_path / "picture.html").write_bytes(bytes(range(128, 256)) * 2_000)
    found = extract_file(tmp_path / "picture.html")
    assert (found.html, found.error) == ("", NO_STORY) or found.text.isprintable()


def test_a_file_larger_than_any_page_is_refused_in_words(tmp_path):
    with (tmp_path / "large.html").open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(SourceUnreadableError, match="50 megabytes"):
        extract_file(tmp_path / "large.html")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(PAGES), st.floats(0, 1))
def test_a_page_broken_anywhere_is_read_without_failing(noise, page, where):
    content = page.content
    at = int(where * len(content))
    found = extract_page(content[:at] + noise + content[at:])
    assert RUNS.search(_mark_up(found.html)) is None


def _mark_up(markup):
    """The tags of a page without its words, which may well speak of scripts."""
    root = lxml.html.fragment_fromstring(markup, create_parent="div")
    for each in root.iter():
        each.text = each.tail = None
    return lxml.html.tostring(root, encoding="unicode")


def test_names_that_break_programs_come_through_as_titles():
    for text in json.loads(shared("corpora/text/blns.json").read_text(encoding="utf-8")):
        escaped = text.replace("&", "&amp;").replace("<", "&lt;")
        found = extract_page(f"<title>{escaped}</title><h1>{escaped}</h1><p>{'Words, all of them. ' * 20}".encode())
        assert RUNS.search(found.html) is None
        assert "Words, all of them." in found.text
