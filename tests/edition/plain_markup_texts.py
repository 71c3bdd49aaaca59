"""Running text of paragraphs, crossheads and lists, and of what is nearly that, for Hypothesis."""

from collections.abc import Sequence

from hypothesis import strategies as st


def texts(
    *, words: Sequence[str], links: Sequence[str], tags: Sequence[str], lines: Sequence[str], between: Sequence[str]
) -> st.SearchStrategy[str]:
    """Texts of these words, attributes of links, tags in a line, tags of lines, and what stands between the lines."""
    some = st.lists(st.sampled_from(words), min_size=1, max_size=6).map("".join)
    tagged = st.builds(lambda tag, text: f"<{tag}>{text}</{tag}>", st.sampled_from(tags), some)
    linked = st.builds(lambda attributes, text: f"<a {attributes}>{text}</a>", st.sampled_from(links), some)
    inline = st.lists(st.one_of(some, some, tagged, linked), max_size=5).map("".join)
    line = st.builds(lambda tag, text: f"<{tag}>{text}</{tag}>", st.sampled_from(lines), inline)
    items = st.lists(inline.map(lambda text: f"<li>{text}</li>"), max_size=3)
    listed = st.builds(
        lambda tag, gap, each: f"<{tag}>{gap}{gap.join(each)}{gap}</{tag}>",
        st.sampled_from(("ol", "ul")),
        st.sampled_from(("", "\n", " ")),
        items,
    )
    return st.lists(st.one_of(line, listed, st.sampled_from(between)), max_size=5).map("".join)
