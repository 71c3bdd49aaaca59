from hypothesis import example, given, settings
from hypothesis import strategies as st

from broadsheet.importers import body
from broadsheet.importers.files_beside import DocumentsBeside
from broadsheet.importers.links import AddressBook, Links
from broadsheet.importers.report import Tally
from broadsheet.importers.surroundings import Surroundings
from tests.importers.reading import CONTEXT

WORDS = ["a", "ж", "&amp;", "&lt;", "&gt;", "&quot;", "&nbsp;", "&", ">", " ", " ", "  ", "\n", "\xa0", "\u2028", '"',
         "'", "word", ".", "\x0b", "\ufeff", "\u0301", "\U0001f5de"]  # fmt: skip
TARGETS = [
    *("/old?id=1", "/old?id=1&amp;x=2", "/old?id=1&x=2", "https://a.example/b", "#top", "", "note:1", "/report.pdf"),
    *("mailto:a@b.example", "javascript:x", "record:7", " /old?id=1", "http://[", "//a.example/\u0436 \u0436"),
]
TAGS = ["b", "strong", "i", "em", "s", "sub", "sup", "code", "u", "q"]

words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map("".join)
tagged = st.tuples(st.sampled_from(TAGS), words).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>")
linked = st.tuples(st.sampled_from(TARGETS), words).map(lambda pair: f'<a href="{pair[0]}">{pair[1]}</a>')
inline = st.lists(st.one_of(words, words, tagged, linked), max_size=5).map("".join)
lines = st.tuples(st.sampled_from(["p", "p", "h1", "h2", "h3", "h4"]), inline).map(
    lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>"
)
items = st.lists(inline.map(lambda text: f"<li>{text}</li>"), max_size=3)
lists = st.tuples(st.sampled_from(["ol", "ul"]), st.sampled_from(["", "\n", " "]), items).map(
    lambda parts: f"<{parts[0]}>{parts[1]}{parts[1].join(parts[2])}{parts[1]}</{parts[0]}>"
)
bodies = st.lists(st.one_of(lines, lists, st.sampled_from(["\n", " ", "\r\n", "<br>", "<hr>"])), max_size=5).map(
    "".join
)


def read(reader, markup):
    book, tally = AddressBook(), Tally()
    book.add("/old?id=1", "first")
    around = Surroundings(
        where="line 1",
        base="/here/",
        links=Links(book=book, context=CONTEXT, tally=tally),
        find_image=lambda _: None,
        find_document=DocumentsBeside(folder=None).find,
    )
    return reader(markup, around), tally.report()


@settings(max_examples=1500, deadline=None)
@given(bodies)
@example('<p>See <a href="/old?id=1&amp;x=2">it</a> and <b>after</b>.</p>\n<ul><li>a</li><li>b <i>c</i></li></ul>')
def test_a_plain_body_is_read_as_the_parser_reads_it(markup):
    assert read(body.read_body, markup) == read(body.parsed_body, markup)
