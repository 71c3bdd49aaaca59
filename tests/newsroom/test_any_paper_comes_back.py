"""Whatever lines a newsroom took in: what it exports gives another newsroom that exports the same."""

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadsheet.importers.packing import LINES
from tests.newsroom.exporting import a_newsroom_of_its_own, brought_in, exported
from tests.newsroom.generated_lines import noise

pytestmark = pytest.mark.django_db

signs = st.characters(exclude_categories=("Cs",), exclude_characters="\x00")
words = st.text(st.one_of(signs, st.sampled_from(" \xa0\u202f&<>'\"%#?/\t\n\u2028")), min_size=1, max_size=14)
names = st.sampled_from(["Ada Berg", "Ada  Berg", "ada berg", "Marta", "Port", "Ἑλένη", "0" * 32])
tags = st.sampled_from(["em", "strong", "sub", "code", "span", "a", "u"])
tagged = st.one_of(
    words,
    st.tuples(tags, words).map(
        lambda each: f"<{each[0]} lang=ar href='https://e.example/?a=1&b'>{each[1]}</{each[0]}> x"
    ),
    st.tuples(tags, words).map(lambda each: f"<{each[0]}>{each[1]}</{each[0]}><{each[0]}>{each[1]}"),
)  # fmt: skip
ids = st.sampled_from([*"abcdef", "f" * 32, "e" * 32])
pictures = st.sampled_from(["one.png", "two.png", "gone.png", "https://far.example/x.png"])
pieces = st.one_of(
    tagged.map(lambda text: f"<p>{text}</p>"),
    tagged.map(lambda text: f"<blockquote>{text}<cite>{text}</cite></blockquote>"),
    tagged.map(lambda text: f"<ul><li>{text}<ol><li>in</ol></ul><table><tr><td>{text}<td>1</table>"),
    tagged.map(lambda text: f"<aside><h3>Box</h3><p>{text}</p></aside><hr><dl><dt>{text}</dl>"),
    st.tuples(pictures, words).map(
        lambda each: f"<figure><img src='{each[0]}'><figcaption>{each[1]}</figcaption></figure>"
    ),
    ids.map(lambda name: f"<p><a href='record:{name}#there'>there</a> <a href='/old/{name}'>old</a></p>"),
    st.just("<p><a href='rota.pdf'>Rota</a></p>"),
    st.just("""<div data-broadsheet='{"kind":"call","purpose":"fund","label":"Give","target":"a"}'>Give</div>"""),
    st.just("""<div data-broadsheet='{"kind":"pullquote","text":"So"}'>So</div>"""),
    words,
)  # fmt: skip
bodies = st.lists(pieces, max_size=4).map("".join)
days = st.dates().map(str) | st.sampled_from(["2026-11-30T23:30:00", "2026-10-31T22:30:00Z", "1970-01-01"])
status = st.sampled_from(["published", "draft"])
language = st.sampled_from(["en", "ru"])
people = st.lists(
    st.one_of(
        names,
        st.fixed_dictionaries({"name": names}, optional={"role": words, "printed": words, "page": st.booleans()}),
    ),
    max_size=2,
)
image = st.fixed_dictionaries({"src": pictures, "lead": st.booleans()}, optional={"alt": words, "caption": tagged})
images = st.lists(image, max_size=2)


def line(kind: str, required: dict[str, Any], **optional: Any) -> st.SearchStrategy[dict[str, Any]]:
    shared = {"id": ids, "status": status, "language": language, "translation_of": ids, "slug": words}
    old = st.lists(st.text("/ab%#? é", max_size=6).map("/old/".__add__), max_size=2)
    return st.fixed_dictionaries(
        {"kind": st.just(kind), **required}, optional={**shared, "legacy_urls": old, **optional}
    )


stories = line(
    "article", {"title": words, "date": days, "body_html": bodies}, kicker=words, standfirst=words, section=names,
    topics=st.lists(names, max_size=2), people=people, persons=st.lists(names, max_size=2), images=images,
    branches=st.lists(names, max_size=1), issue=st.integers(1, 2), related=st.lists(ids, max_size=2), mood=words,
    month=st.just("2020-02"), updated=days, stage=st.sampled_from(["draft", "with-editor", "ready"]),
    withdrawn=st.just({"date": "2026-11-20", "reason": "It was not so"}),
    corrections=st.lists(st.fixed_dictionaries({"date": days, "text": tagged}), max_size=1), embargo=days,
)  # fmt: skip
comment_ids = st.sampled_from(["1", "2", "2-x", "3"])
comments = st.fixed_dictionaries(
    {"kind": st.just("comment"), "id": comment_ids, "story": st.integers(0, 6)},
    optional={
        "parent": comment_ids, "author": words, "date": days, "text": st.lists(tagged, max_size=3), "mail": words,
        "comment_kind": st.sampled_from(["comment", "trackback"]),
        "status": st.sampled_from(["approved", "unapproved"]),
    },
)  # fmt: skip
placed = st.lists(ids.map(lambda name: {"story": name}), max_size=3)
silent_papers = st.lists(
    st.one_of(
        stories,
        stories,
        line("page", {"title": words, "date": days, "body_html": bodies}, path=st.sampled_from(["a", "a/b", "a/b/c"])),
        line("event", {"title": words, "starts": days}, body_html=bodies, branches=st.lists(names), report=ids,
             picture=pictures, picture_caption=tagged, cancelled=st.booleans(), description=tagged),
        line("section", {"title": names}, description=tagged, pins=st.lists(ids.map(lambda name: {"story": name}))),
        line("topic", {"title": names}, description=tagged),
        line("person", {"title": names}, description=tagged, portrait=pictures, contact=words),
        line("issue", {"number": st.integers(1, 2), "date": days}, editorial=bodies, cover=pictures,
             sections=st.lists(st.fixed_dictionaries({"title": words, "stories": placed}), max_size=2)),
        st.fixed_dictionaries({"kind": st.just("picture"), "src": pictures, "id": ids}, optional={
            "credit": words, "focus": st.just([3, 4]), "expires": days}),
    ),
    min_size=1, max_size=7,
)  # fmt: skip


QUIET: dict[str, Any] = {"kind": "article", "id": "quiet", "title": "Quiet", "date": "2026-11-01", "body_html": ""}


def commented(silent: list[dict[str, Any]], said: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The paper with comments below its stories and pages, in lines before and after theirs; some have no story."""
    stories = [QUIET, *(each for each in silent if each["kind"] in ("article", "page"))]
    named = [each.setdefault("id", f"own {number}") for number, each in enumerate(stories)]
    placed = [each | {"story": named[each["story"] % len(named)] if each["story"] < 6 else "nobody"} for each in said]
    return [*placed[::2], QUIET, *silent, *placed[1::2]]


papers = st.builds(commented, silent_papers, st.lists(comments, min_size=1, max_size=5))


@given(papers)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_paper_that_was_taken_in_exports_the_same_from_the_newsroom_it_is_brought_to(
    paper: list[dict[str, Any]],
) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "source"
        source.mkdir()
        (source / "one.png").write_bytes(noise(8, 1))
        (source / "two.png").write_bytes(noise(8, 2))
        (source / "rota.pdf").write_bytes(b"%PDF-1.7\nrota")
        own = {"kind": "paper", "name": "The Quay", "timezone": "Europe/Helsinki", "old_comments_shown": len(paper) > 3}
        (source / LINES).write_text("\n".join(json.dumps(each) for each in [own, *paper]), encoding="utf-8")
        with a_newsroom_of_its_own():
            assert brought_in(source).adds_up
            first, report = exported(Path(scratch) / "first")
            assert report.adds_up
        with a_newsroom_of_its_own():
            taken = brought_in(Path(scratch) / "first")
            assert taken.refused == ()
            assert taken.adds_up
            assert exported(Path(scratch) / "second")[0] == first
            again = brought_in(Path(scratch) / "first")
            assert again.adds_up
            assert [loss for loss in again.losses if loss.what.startswith("update")] == []
            assert exported(Path(scratch) / "third")[0] == first
