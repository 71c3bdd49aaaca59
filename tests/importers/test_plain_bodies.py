"""Bodies of nothing but paragraphs, crossheads and lists are read by one pattern as the parser reads them."""

from hypothesis import example, given, settings

from broadsheet.importers import body
from broadsheet.importers.files_beside import DocumentsBeside
from broadsheet.importers.links import AddressBook, Links
from broadsheet.importers.report import Tally
from broadsheet.importers.surroundings import Surroundings
from tests.edition.plain_markup_texts import texts
from tests.importers.reading import CONTEXT

WORDS = ["a", "ж", "&amp;", "&lt;", "&gt;", "&quot;", "&nbsp;", "&", ">", " ", " ", "  ", "\n", "\xa0", "\u2028", '"',
         "'", "word", ".", "\x0b", "\ufeff", "\u0301", "\U0001f5de"]  # fmt: skip
TARGETS = [
    *("/old?id=1", "/old?id=1&amp;x=2", "/old?id=1&x=2", "https://a.example/b", "#top", "", "note:1", "/report.pdf"),
    *("mailto:a@b.example", "javascript:x", "record:7", " /old?id=1", "http://[", "//a.example/\u0436 \u0436"),
]
TAGS = ["b", "strong", "i", "em", "s", "sub", "sup", "code", "u", "q"]

bodies = texts(
    words=WORDS,
    links=[f'href="{target}"' for target in TARGETS],
    tags=TAGS,
    lines=["p", "p", "h1", "h2", "h3", "h4"],
    between=["\n", " ", "\r\n", "<br>", "<hr>"],
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
