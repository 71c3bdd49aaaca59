"""Running text of nothing but paragraphs, crossheads and lists is composed by one pattern as tag by tag."""

from hypothesis import example, given, settings

from broadsheet.newsroom.compose.references import References
from broadsheet.newsroom.compose.text import blocks_of_text, read_blocks
from tests.edition.plain_markup_texts import texts

REFERENCES = References(pages={1: "first"}, documents={2: "second"}, root="https://paper.example/")
WORDS = [
    "a",
    "ж",
    "&amp;",
    "&lt;",
    "&gt;",
    "&quot;",
    "&nbsp;",
    "&",
    ">",
    " ",
    " ",
    "  ",
    "\n",
    "\xa0",
    '"',
    "word",
    "\x0b",
]
TARGETS = [
    'id="1" linktype="page"',
    'data-anchor="a&amp;b" id="1" linktype="page"',
    'id="9" linktype="page"',
    'id="2" linktype="document"',
    'href="https://a.example/?b=1&amp;c=2"',
    'href="/here"',
    'href="#note-1"',
    'href="javascript:x"',
    'href="record:unknown"',
]
TAGS = ["b", "i", "em", "s", "sub", "code", "u"]

rich_texts = texts(
    words=WORDS,
    links=TARGETS,
    tags=TAGS,
    lines=["p", "p", "h2", "h4", "h5", "blockquote"],
    between=["\n", " ", "<hr/>"],
)


@settings(max_examples=1500, deadline=None)
@given(rich_texts)
@example('<p>See <a id="1" linktype="page">it</a> and <b>after</b>.</p><ul><li>a</li><li>b</li></ul>')
def test_a_plain_text_is_read_as_tag_by_tag(rich):
    assert blocks_of_text(rich, REFERENCES) == read_blocks(rich, REFERENCES)
