"""A withdrawn story: what may be left of it, and the lists it leaves."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from broadsheet.edition import canonical
from broadsheet.edition.blocks import Inline, Paragraph
from broadsheet.edition.checks import check_record
from broadsheet.edition.lists import memberships
from broadsheet.edition.records import Article, Byline, Correction, CorrectionKind
from broadsheet.edition.summaries import card_of, line_of
from broadsheet.errors import MalformedRecordError

MOMENT = datetime(2026, 11, 5, 12, tzinfo=UTC)
STORY = Article(
    id="a",
    language="en",
    title="Cranes",
    slug="cranes",
    month="2026-11",
    published=MOMENT,
    old_addresses=("/old.php?1",),
)
REASON = Correction(when=MOMENT, what=CorrectionKind.RETRACTION, text=Inline("It was <em>wrong</em> &amp; unfair."))
GONE = replace(STORY, withdrawn=MOMENT, corrections=(REASON,))


def test_a_story_that_was_never_withdrawn_has_the_digest_it_always_had() -> None:
    assert canonical.canonical_bytes(STORY) == (
        b'{"id":"a","kind":"article","language":"en","month":"2026-11","old_addresses":["/old.php?1"],'
        b'"published":"2026-11-05T12:00:00Z","slug":"cranes","title":"Cranes"}'
    )


def test_it_reads_back_as_it_was_written() -> None:
    assert canonical.read_record(canonical.canonical_bytes(GONE)) == GONE


def test_it_stands_in_no_list_but_that_of_withdrawn_stories_and_of_its_old_addresses() -> None:
    names = {name.partition("/")[0] for name, _ in memberships(GONE)}
    assert names <= {"withdrawn", "stub"}
    assert ("withdrawn/en", "2026-11-05T12:00:00Z") in memberships(GONE)


def test_its_card_says_why() -> None:
    assert card_of(GONE, line_of(GONE, "en")).standfirst == "It was wrong & unfair."


@pytest.mark.parametrize(
    "left",
    [
        {"body": (Paragraph(text=Inline("Text")),)},
        {"bylines": (Byline(name="Somebody"),)},
        {"standfirst": "Introduction"},
        {"topics": ("t",)},
        {"related": ("b",)},
        {"work": "w"},
        {"corrections": ()},
    ],
)
def test_nothing_else_may_be_left_of_it_and_the_reason_must_be(left: dict[str, object]) -> None:
    check_record(GONE)
    with pytest.raises(MalformedRecordError, match="withdrawn"):
        check_record(replace(GONE, **left))  # type: ignore[arg-type]
