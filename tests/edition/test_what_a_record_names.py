"""What a record names is found wherever in it it stands."""

import dataclasses
from collections.abc import Iterator
from typing import Any

from hypothesis import given

from broadsheet.edition.references import files_used, inline_texts, walk
from tests.edition.strategies import records


def everything(value: Any) -> Iterator[Any]:
    """Every dataclass in a value, looked for in every field."""
    if isinstance(value, tuple):
        for each in value:
            yield from everything(each)
    elif dataclasses.is_dataclass(value):
        yield value
        for field in dataclasses.fields(value):
            yield from everything(getattr(value, field.name))


@given(records())
def test_a_walk_meets_every_part_in_order(record: Any) -> None:
    assert list(walk(record)) == list(everything(record))


@given(records())
def test_texts_and_files_are_those_of_every_part(record: Any) -> None:
    parts = list(everything(record))
    shown = [getattr(part, "image", "") or getattr(part, "document", "") for part in parts]
    assert list(files_used(record)) == list(dict.fromkeys(each for each in shown if each))
    assert {part.text for part in parts if part.kind == "paragraph"} <= set(inline_texts(record))
