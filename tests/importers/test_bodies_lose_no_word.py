from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.edition.checks import check_record
from broadsheet.edition.records import StandingPage
from tests.importers.reading import CONTEXT, blocks_of, read, words_of

INLINE = ["b", "i", "u", "span", "font", "em", "strong", "code", "sub", "mark", "cite", "small", "x-tag", "a"]
BLOCK = ["div", "p", "h1", "h2", "h4", "h6", "section", "blockquote", "aside", "figure", "figcaption", "pre", "center",
         "details", "form", "footer", "li", "dd", "address"]  # fmt: skip

words = st.text(alphabet="abcdefgh&<£€₸ж", min_size=1, max_size=8).map(
    lambda text: (text.replace("&", "&amp;").replace("<", "&lt;") + " ", text)
)


def element(children: st.SearchStrategy[tuple[str, str]]) -> st.SearchStrategy[tuple[str, str]]:
    several = st.lists(children, min_size=0, max_size=4).map(joined)
    plain = st.tuples(st.sampled_from(INLINE + BLOCK), several).map(lambda pair: wrapped(pair[0], pair[1]))
    items = st.lists(several, max_size=3).map(lambda each: joined([wrapped("li", item) for item in each]))
    lists = st.tuples(st.sampled_from(["ul", "ol"]), items).map(lambda pair: wrapped(pair[0], pair[1]))
    cells = st.lists(several, max_size=3).map(
        lambda each: wrapped("tr", joined([wrapped("td", item) for item in each]))
    )
    tables = st.lists(cells, max_size=3).map(lambda each: wrapped("table", joined(each)))
    return st.one_of(plain, lists, tables)


def joined(parts: list[tuple[str, str]]) -> tuple[str, str]:
    return "".join(part[0] for part in parts), "".join(part[1] for part in parts)


def wrapped(tag: str, inside: tuple[str, str]) -> tuple[str, str]:
    return f"<{tag}>{inside[0]}</{tag}>", inside[1]


pages = st.lists(st.recursive(words, element, max_leaves=25), max_size=5).map(joined)


@settings(max_examples=300, deadline=None)
@given(pages)
def test_every_word_of_any_html_is_in_the_blocks(page):
    markup, text = page
    assert Counter(words_of(blocks_of(markup))) == Counter(text)


@settings(max_examples=300, deadline=None)
@given(st.one_of(pages.map(lambda page: page[0]), st.text()))
def test_whatever_comes_in_the_edition_accepts_what_goes_out_and_the_sums_agree(markup):
    body, report = read(markup)
    check_record(StandingPage(id="p", language="en", title="p", path="p", body=body))
    assert report.adds_up
    assert CONTEXT
