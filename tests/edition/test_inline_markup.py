"""Inline markup: what may stand in running text, and what its words are."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.edition import inline
from broadsheet.errors import MalformedRecordError

GOOD = (
    "",
    "plain words",
    "fish &amp; chips &lt;3",
    "<strong>bold <em>and more</em></strong>",
    '<a href="https://example.org/?a=1&amp;b=2">there</a>',
    '<a href="record:story-1#later">here</a>',
    '<a href="note:1">1</a>',
    "H<sub>2</sub>O<br>x<sup>2</sup> <s>old</s> <code>new</code>",
    '<span lang="ar" dir="rtl">سلام</span>',
    "emoji 🗞 and combining é",
)

BAD = (
    "a < b",
    "fish & chips",
    "&nbsp;",
    "<b>bold</b>",
    "<strong>never closed",
    "</em>",
    "<strong><em>crossed</strong></em>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JAVASCRIPT:alert(1)">x</a>',
    '<a href="data:text/html,x">x</a>',
    '<a href="/relative">x</a>',
    "<a>x</a>",
    "<a href='https://example.org/'>x</a>",
    '<a href="https://example.org/" onclick="x()">x</a>',
    '<a href="https://example.org/"><a href="https://example.org/">x</a></a>',
    '<span style="color:red">x</span>',
    '<span dir="sideways">x</span>',
    "<br/>",
    "<script>x</script>",
    "a\x00b",
    "<!-- x -->",
)


@pytest.mark.parametrize("markup", GOOD)
def test_good_markup_passes(markup: str) -> None:
    inline.check(markup)


@pytest.mark.parametrize("markup", BAD)
def test_anything_else_is_refused(markup: str) -> None:
    with pytest.raises(MalformedRecordError):
        inline.check(markup)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))))
def test_escaped_text_passes_and_keeps_its_words(text: str) -> None:
    markup = inline.escape(text)
    inline.check(markup)
    assert inline.plain_text(markup) == text


def test_links_are_found_unescaped_and_in_order() -> None:
    markup = '<a href="https://example.org/?a=1&amp;b=2">x</a> <a href="record:r#p">y</a>'
    assert list(inline.links(markup)) == ["https://example.org/?a=1&b=2", "record:r#p"]


SIGNS = st.sampled_from(
    (
        *("words", " ", "&amp;", "&lt;", "&", "<", ">", "\n", "\t", "\x00", "\x7f", "\u00a0", "é", "<b>", "<a>"),
        *(
            "<br>",
            "<strong>",
            "</strong>",
            "<em>",
            "</em>",
            "<sub>",
            "</sub>",
            "<strong >",
            '<span lang="de">',
            "</span>",
        ),
        *(
            '<span lang="de">',
            '<a href="https://example.org/">',
            '<a href="record:1">',
            '<a href="javascript:1">',
            "</a>",
        ),
    )
)


@given(st.lists(SIGNS, max_size=12).map("".join))
def test_what_is_let_through_at_one_look_is_let_through_sign_by_sign(markup: str) -> None:
    try:
        inline.check_each_sign(markup)
    except MalformedRecordError:
        with pytest.raises(MalformedRecordError):
            inline.check(markup)
    else:
        inline.check(markup)


def test_a_text_that_is_nearly_right_is_refused_as_soon_as_a_short_one() -> None:
    begun = time.process_time()
    for markup in ("&amp;" * 200_000 + "&", "<em>x</em>" * 100_000 + "<", "<em>" * 100_000, "x" * 1_000_000 + "\x00"):
        with pytest.raises(MalformedRecordError):
            inline.check(markup)
    assert time.process_time() - begun < 20
