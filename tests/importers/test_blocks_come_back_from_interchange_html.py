from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.edition import blocks
from broadsheet.edition.inline import escape
from broadsheet.importers.interchange import block_to_html, body_to_html
from broadsheet.importers.markup import sanitised
from tests.importers.reading import blocks_of

letters = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
plain = st.text(letters, max_size=20)
some = st.text(letters, min_size=1, max_size=12)
words = some.map(escape)
inline = st.lists(
    st.one_of(
        words,
        st.tuples(st.sampled_from(["strong", "em", "sub", "s", "code"]), words).map(
            lambda t: f"<{t[0]}>{t[1]}</{t[0]}>"
        ),
        words.map(lambda text: f'<a href="https://example.org/a?b=1&amp;c=2">{text}</a>'),
        words.map(lambda text: f'<a href="record:story/1">{text}</a>'),
        words.map(lambda text: f'<span lang="ar" dir="rtl">{text}</span>'),
        st.just("<br>"),
    ),
    min_size=1,
    max_size=4,
).map("".join)
many = st.lists(inline, min_size=1, max_size=3).map(tuple)
image = st.builds(
    blocks.ImageBlock, image=st.just("pictures/a.png"), alt=plain, caption=inline, decorative=st.booleans()
)
items = st.lists(st.builds(blocks.ListItem, text=inline), min_size=1, max_size=3).map(tuple)
lists = st.builds(blocks.ListBlock, items=items, ordered=st.booleans(), start=st.integers(1, 9))
nested = st.builds(blocks.ListItem, text=inline, sublist=lists).map(lambda item: blocks.ListBlock(items=(item,)))
row = st.lists(st.builds(blocks.TableCell, text=inline, span=st.integers(1, 3)), min_size=1, max_size=3).map(tuple)
rows = st.lists(row, min_size=1, max_size=3).map(tuple)
block = st.one_of(
    st.builds(blocks.Paragraph, text=inline),
    st.builds(blocks.Crosshead, text=inline, level=st.integers(2, 4)),
    lists,
    nested,
    st.builds(blocks.Quote, paragraphs=many, source=inline),
    st.builds(blocks.PullQuote, text=inline),
    image,
    st.builds(blocks.Gallery, images=st.lists(image, min_size=1, max_size=3).map(tuple), caption=inline),
    st.builds(blocks.Facts, title=some, items=many),
    st.builds(blocks.Table, rows=rows, caption=inline, header_rows=st.integers(0, 2), header_columns=st.integers(0, 2)),
    st.builds(blocks.QuestionAnswer, question=inline, answer=many).map(lambda each: blocks.Questions(items=(each,))),
    st.builds(blocks.Embed, url=st.just("https://films.example/1"), title=some, provider=plain),
    st.builds(blocks.Footnote, label=some, text=inline),
    st.builds(
        blocks.Call,
        purpose=st.sampled_from(list(blocks.Purpose)),
        label=some,
        target=st.sampled_from(["page/join", "https://example.org/"]),
        text=inline,
        ends=st.sampled_from([None, datetime(2026, 12, 1, tzinfo=UTC)]),
    ),
    st.just(blocks.Divider()),
    words.map(lambda text: blocks.RawHtml(html=sanitised(f"<pre>{text}</pre>").strip())),
)
boxes = st.builds(
    blocks.Box, title=plain, blocks=st.lists(block, max_size=3).map(tuple), article=st.sampled_from(["", "story/2"])
)


@settings(max_examples=250, deadline=None)
@given(st.lists(st.one_of(block, boxes), max_size=4).map(tuple))
def test_any_body_written_as_interchange_html_is_read_back_the_same(body):
    assert blocks_of(body_to_html(body)) == body


def test_what_html_says_itself_needs_no_json():
    assert block_to_html(blocks.Paragraph(text="a <em>b</em>")) == "<p>a <em>b</em></p>"
    assert "data-broadsheet" in block_to_html(blocks.PullQuote(text="a"))
