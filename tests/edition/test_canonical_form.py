"""Canonical bytes: an inverse, one spelling, and digests that new fields do not change."""

import dataclasses
import json

import pytest
from hypothesis import given, settings

from broadsheet.edition import canonical
from broadsheet.edition.blocks import Inline, Paragraph
from broadsheet.edition.canonical import canonical_bytes, digest, read_block, read_record
from broadsheet.edition.records import Article
from broadsheet.errors import MalformedRecordError, NewerVersionError, UnknownKindError
from tests.edition.strategies import blocks, records


@settings(max_examples=60)
@given(records())
def test_reading_gives_back_what_was_written(record: canonical.Record) -> None:
    data = canonical_bytes(record)
    assert read_record(data) == record
    assert canonical_bytes(read_record(data)) == data


@given(blocks())
def test_blocks_come_back_from_their_json(block: object) -> None:
    assert read_block(json.loads(canonical.dump(canonical.plain(block)))) == block


@settings(max_examples=30)
@given(records(), records())
def test_records_have_the_same_digest_only_when_they_are_the_same(
    one: canonical.Record, other: canonical.Record
) -> None:
    assert (digest(canonical_bytes(one)) == digest(canonical_bytes(other))) == (one == other)


@settings(max_examples=40)
@given(records())
def test_no_field_at_its_default_is_spelled_out(record: canonical.Record) -> None:
    spelled = json.loads(canonical_bytes(record))
    for field in dataclasses.fields(record):
        if field.default is not dataclasses.MISSING and getattr(record, field.name) == field.default:
            assert field.name not in spelled


def test_a_new_field_with_a_default_changes_no_digest() -> None:
    @dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
    class TallerParagraph(Paragraph):
        height: int = 0

    grown = TallerParagraph(text=Inline("Words"))
    assert canonical.plain(grown) == canonical.plain(Paragraph(text=Inline("Words")))


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"{", MalformedRecordError, "not JSON"),
        (b"[]", UnknownKindError, "list"),
        (b'{"kind":"horoscope"}', UnknownKindError, "horoscope"),
        (b'{"kind":"paragraph","text":"x"}', UnknownKindError, "paragraph"),
        (b'{"kind":"topic","v":2}', NewerVersionError, "version 2"),
        (b'{"kind":"topic","id":"t"}', MalformedRecordError, "incomplete"),
        (b'{"kind":"topic","id":5}', MalformedRecordError, "must be str"),
        (b'{"kind":"topic","colour":"red"}', MalformedRecordError, "colour"),
        (b'{"kind":"article","body":[{"kind":"horoscope"}]}', UnknownKindError, "horoscope"),
        (b'{"kind":"article","body":[{"kind":"picture","image":"i"}]}', MalformedRecordError, "body"),
        (b'{"kind":"article","published":"yesterday"}', MalformedRecordError, "published"),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        read_record(data)


def test_every_kind_has_a_name_of_its_own() -> None:
    modules = (canonical.blocks, canonical.records, canonical.paper)
    classes = {
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and dataclasses.is_dataclass(value)
    }
    assert len(classes) == len(canonical.KINDS)
    assert Article.kind in canonical.RECORD_KINDS
