"""Classes whose methods are written late behave as the standard library's, before and after the first call."""

import copy
import dataclasses
import pickle
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from broadsheet.edition.late import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """A value."""

    name: str
    parts: tuple[int, ...] = ()
    heard: dict[str, int] = dataclasses.field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LateBelow(Late):
    """A value with one field more."""

    more: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWords:
    """A value that says by itself what it is."""

    name: str

    def __repr__(self) -> str:
        """Its name."""
        return f"<{self.name}>"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """The same value, made by the standard library."""

    name: str
    parts: tuple[int, ...] = ()
    heard: dict[str, int] = dataclasses.field(default_factory=dict, compare=False, repr=False)


def fresh() -> type[Any]:
    """A class none of whose methods was called yet."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Standard:
        name: str
        parts: tuple[int, ...] = ()
        heard: dict[str, int] = dataclasses.field(default_factory=dict, compare=False, repr=False)

    Standard.__qualname__ = "Standard"
    return Standard


DEEDS: dict[str, Callable[[Any], object]] = {
    "words": lambda kind: repr(kind(name="a", parts=(1,))),
    "hash": lambda kind: hash(kind(name="a", parts=(1,))),
    "equality": lambda kind: kind(name="a", parts=(1,)) == kind(name="a", parts=(1,), heard={"b": 1}),
    "difference": lambda kind: kind(name="a") == kind(name="b"),
    "strangers": lambda kind: kind(name="a") == "a",
    "a field of its own": lambda kind: kind(name="a").heard is kind(name="a").heard,
    "replacing": lambda kind: repr(dataclasses.replace(kind(name="a"), parts=(2,))),
    "copying": lambda kind: copy.deepcopy(kind(name="a", heard={"b": 1})).heard,
    "as a dictionary": lambda kind: dataclasses.asdict(kind(name="a")),
    "slots": lambda kind: (kind.__slots__, hasattr(kind(name="a"), "__dict__")),
    "order of fields": lambda kind: [field.name for field in dataclasses.fields(kind)],
    "without a name": lambda kind: kind(),
    "what it has not": lambda kind: kind(name="a", colour="red"),
    "by place": lambda kind: kind("a"),
    "being frozen": lambda kind: kind.__dataclass_params__.frozen,
    "setting": lambda kind: setattr(kind(name="a"), "name", "b"),
    "deleting": lambda kind: delattr(kind(name="a"), "name"),
}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_a_late_class_does_what_a_standard_one_does(deed: Callable[[Any], object]) -> None:
    outcome = []
    late = fresh()
    for kind in (Standard, late, late):
        try:
            outcome.append(deed(kind))
        except (TypeError, AttributeError) as error:
            outcome.append((type(error), str(error)))
    assert outcome[1:] == outcome[:1] * 2


def test_a_late_class_is_not_the_standard_one_by_another_name() -> None:
    assert "__init__" in vars(Late)
    assert vars(fresh())["__init__"] is not vars(fresh())["__init__"]
    assert vars(fresh())["__init__"].__name__ == "call"


def test_values_travel_to_another_process_that_never_made_one() -> None:
    value = Late(name="a", parts=(1, 2), heard={"b": 1})
    assert pickle.loads(pickle.dumps(value)).heard == value.heard  # noqa: S301 -- our own
    script = (
        "import pickle, sys; from broadsheet.edition.blocks import Paragraph, Inline;"
        "print(repr(pickle.loads(sys.stdin.buffer.read())))"
    )
    from broadsheet.edition.blocks import Inline, Paragraph

    paragraph = Paragraph(text=Inline("Good evening"))
    there = subprocess.run(
        [sys.executable, "-c", script], input=pickle.dumps(paragraph), capture_output=True, check=True
    )
    assert there.stdout.decode().strip() == repr(paragraph)


def test_a_class_below_another_has_the_fields_of_both() -> None:
    assert repr(LateBelow(name="a")) == "LateBelow(name='a', parts=(), more=3)"
    assert LateBelow(name="a") != Late(name="a")


def test_what_a_class_says_by_itself_stays() -> None:
    assert repr(OwnWords(name="a")) == "<a>"
    assert OwnWords(name="a") == OwnWords(name="a")
