"""What intake stores, composing reads back: every block, every word."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from broadsheet.edition import blocks as b
from broadsheet.edition.blocks import Inline
from broadsheet.edition.inline import check, escape
from broadsheet.newsroom.compose.body import blocks_of, find_body_rows
from broadsheet.newsroom.compose.references import References, RowNumbers
from broadsheet.newsroom.intake.stored_body import BodyWriter
from broadsheet.newsroom.intake.targets import Targets
from broadsheet.newsroom.models import ArticlePage

TARGETS = Targets(
    by_source={"story/1": 11, "story/2": 12},
    by_permanent_id={"perm1": 11, "perm2": 12},
    permanent_ids={11: "perm1", 12: "perm2"},
    images={"crane": 5, "ship": 6},
)
REFERENCES = References(pages={11: "perm1", 12: "perm2"}, images={5: "crane", 6: "ship"}, root="https://quay.example/")

words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), min_size=1, max_size=12
).map(escape)


def tagged(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Text inside one tag."""
    return st.one_of(
        st.sampled_from(["strong", "em", "sub", "sup", "s", "code"]).flatmap(
            lambda tag: inner.map(lambda text: f"<{tag}>{text}</{tag}>")
        ),
        inner.map(lambda text: f'<span lang="ar" dir="rtl">{text}</span>'),
    )


def linked(text: str, href: str) -> str:
    return f'<a href="{href}">{text}</a>'


hrefs = st.sampled_from(
    ["https://example.org/?a=1&amp;b=2", "mailto:a@example.org", "note:1", "record:perm1", "record:perm2#anchor"]
)
pieces = st.one_of(words, tagged(words), tagged(tagged(words)), st.builds(linked, words, hrefs))
inlines = st.lists(pieces, min_size=1, max_size=4).map(lambda parts: Inline(" ".join(parts)))
maybe_inline = st.one_of(st.just(Inline("")), inlines)
plain = words.map(lambda text: text.replace("&amp;", "+").replace("&lt;", "(").replace("&gt;", ")"))


lists = st.deferred(
    lambda: st.builds(
        b.ListBlock,
        items=st.lists(st.builds(b.ListItem, text=inlines, sublist=st.none() | flat_lists), min_size=1, max_size=3).map(
            tuple
        ),
        ordered=st.just(True),
        start=st.integers(1, 5),
    )
)
flat_lists = st.builds(
    b.ListBlock, items=st.lists(st.builds(b.ListItem, text=inlines), min_size=1, max_size=3).map(tuple)
)
image_blocks = st.builds(
    b.ImageBlock, image=st.sampled_from(["crane", "ship"]), alt=plain, caption=maybe_inline, decorative=st.just(False)
)
cells = st.builds(b.TableCell, text=maybe_inline, span=st.integers(1, 2))
plain_blocks = st.one_of(
    st.builds(b.Paragraph, text=inlines),
    st.builds(b.Crosshead, text=inlines, level=st.integers(2, 4)),
    lists,
    flat_lists,
    st.builds(b.Quote, paragraphs=st.lists(inlines, min_size=1, max_size=2).map(tuple), source=maybe_inline),
    st.builds(b.PullQuote, text=inlines, source=maybe_inline),
    image_blocks,
    st.builds(b.Gallery, images=st.lists(image_blocks, min_size=1, max_size=2).map(tuple), caption=maybe_inline),
    st.builds(b.Facts, title=plain, items=st.lists(inlines, min_size=1, max_size=3).map(tuple)),
    st.builds(
        b.Table,
        rows=st.lists(st.lists(cells, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3).map(tuple),
        caption=maybe_inline,
        header_rows=st.integers(0, 2),
        header_columns=st.integers(0, 1),
    ),
    st.builds(
        b.Questions,
        items=st.lists(
            st.builds(b.QuestionAnswer, question=inlines, answer=st.lists(inlines, min_size=1, max_size=2).map(tuple)),
            min_size=1,
            max_size=2,
        ).map(tuple),
    ),
    st.builds(b.Embed, url=st.just("https://example.org/v"), title=plain, provider=plain, image=st.just("ship")),
    st.builds(b.Footnote, label=st.just("1"), text=inlines),
    st.builds(
        b.Call,
        purpose=st.sampled_from(b.Purpose),
        label=plain,
        target=st.sampled_from(["perm1", "https://example.org/"]),
        text=maybe_inline,
        ends=st.none() | st.just(datetime(2026, 12, 1, tzinfo=UTC)),
    ),
    st.just(b.Divider()),
    st.just(b.RawHtml(html="<dl><dt>Word</dt><dd>Meaning</dd></dl>")),
)
bodies = st.lists(
    st.one_of(
        plain_blocks,
        st.builds(
            b.Box,
            title=plain,
            blocks=st.lists(plain_blocks, max_size=3).map(tuple),
            article=st.sampled_from(["", "perm1"]),
        ),
    ),
    max_size=5,
).map(tuple)


@given(bodies)
@settings(max_examples=150, deadline=None)
def test_a_body_comes_back_as_it_was_taken_in(body: tuple[Any, ...]) -> None:
    stored = BodyWriter("a story", TARGETS).body(body)
    assert blocks_of(stored, REFERENCES) == body


@given(bodies)
@settings(max_examples=30, deadline=None)
def test_a_body_survives_the_editors_form_of_storage(body: tuple[Any, ...]) -> None:
    stored = BodyWriter("a story", TARGETS).body(body)
    field: Any = ArticlePage._meta.get_field("body")
    through = field.stream_block.to_python(stored)
    assert blocks_of(through.raw_data, REFERENCES) == body


@example("<")
@given(st.text(max_size=200) | st.text("<>/abip= \"'&;hr", max_size=80))
def test_any_text_whatever_becomes_inline_markup_that_the_edition_takes(text: str) -> None:
    for block in blocks_of([{"type": "text", "value": text, "id": "1"}], REFERENCES):
        assert isinstance(block, b.Paragraph | b.Crosshead | b.ListBlock | b.Quote | b.Divider)
        for part in (block.text,) if isinstance(block, b.Paragraph | b.Crosshead) else ():
            check(part)


@pytest.mark.parametrize(
    ("rich", "expected"),
    [
        ('<p>a <a href="javascript:alert(1)">b</a></p>', "a b"),
        ("<p>a<script>b</script></p>", "a"),
        ('<p><a href="/diary/">diary</a></p>', '<a href="https://quay.example/diary/">diary</a>'),
        ('<p>dead <a linktype="page" id="99">link</a></p>', "dead link"),
        ("<p>10\xa0000 and  two</p>", "10\xa0000 and two"),
        ("<p><b>bold <i>both</b> italic</i></p>", "<strong>bold <em>both</em></strong> italic"),
    ],
)
def test_rich_text_keeps_words_and_drops_what_it_must(rich: str, expected: str) -> None:
    blocks = blocks_of([{"type": "text", "value": rich, "id": "1"}], REFERENCES)
    assert isinstance(blocks[0], b.Paragraph)
    assert blocks[0].text == expected


def test_links_in_raw_html_lead_to_permanent_ids() -> None:
    body = (b.RawHtml(html='<dl><dt><a href="record:story/1">x</a></dt></dl>'),)
    stored = BodyWriter("a story", TARGETS).body(body)
    assert blocks_of(stored, REFERENCES) == (b.RawHtml(html='<dl><dt><a href="record:perm1">x</a></dt></dl>'),)


@given(st.text("<>/abdtlpi= \"'&;hrefscript:onx", max_size=120))
def test_raw_html_clean_for_the_importers_is_clean_for_the_newsroom(text: str) -> None:
    from broadsheet.importers.markup import sanitised as cleaned_at_import
    from broadsheet.newsroom.raw_html import sanitised

    cleaned = cleaned_at_import(f"<div><table><tr><td colspan=2>{text}</td></tr></table></div>")
    assert sanitised(cleaned) == cleaned


def test_every_row_number_in_a_body_is_found() -> None:
    body = (
        b.Box(title="x", blocks=(b.Gallery(images=(b.ImageBlock(image="ship"),)),), article="story/1"),
        b.Paragraph(text=Inline('<a href="record:story/2">x</a>')),
    )
    numbers = RowNumbers()
    find_body_rows(BodyWriter("a story", TARGETS).body(body), numbers)
    assert (numbers.pages, numbers.images) == ({11, 12}, {6})
