from hypothesis import example, given, settings
from hypothesis import strategies as st

from broadsheet.newsroom.compose.references import References
from broadsheet.newsroom.compose.text import blocks_of_text, read_blocks

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

words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map("".join)
tagged = st.tuples(st.sampled_from(TAGS), words).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>")
linked = st.tuples(st.sampled_from(TARGETS), words).map(lambda pair: f"<a {pair[0]}>{pair[1]}</a>")
inline = st.lists(st.one_of(words, words, tagged, linked), max_size=5).map("".join)
lines = st.tuples(st.sampled_from(["p", "p", "h2", "h4", "h5", "blockquote"]), inline).map(
    lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>"
)
items = st.lists(inline.map(lambda text: f"<li>{text}</li>"), max_size=3)
lists = st.tuples(st.sampled_from(["ol", "ul"]), items).map(
    lambda parts: f"<{parts[0]}>{''.join(parts[1])}</{parts[0]}>"
)
texts = st.lists(st.one_of(lines, lists, st.sampled_from(["\n", " ", "<hr/>"])), max_size=5).map("".join)


@settings(max_examples=1500, deadline=None)
@given(texts)
@example('<p>See <a id="1" linktype="page">it</a> and <b>after</b>.</p><ul><li>a</li><li>b</li></ul>')
def test_a_plain_text_is_read_as_tag_by_tag(rich):
    assert blocks_of_text(rich, REFERENCES) == read_blocks(rich, REFERENCES)
