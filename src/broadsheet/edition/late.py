"""
Frozen dataclasses whose methods are written when they are first called.

The standard decorator writes and compiles six methods for each dataclass as its module is read, half a millisecond a
class; a press run that prints one story reads in 140 classes and makes values of a third. This `dataclass` does the
same later: a class has its fields and slots at once, each method at its first call.
"""

import dataclasses
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, frozen: bool = False, slots: bool, kw_only: bool) -> Callable[[type], type]:
        """The standard decorator, with the options the house uses; what is not frozen, or inherits, is made at once."""

        def decorate(plain: type) -> type:
            if not frozen or any(map(dataclasses.is_dataclass, plain.__mro__)):
                return dataclasses.dataclass(frozen=frozen, slots=slots, kw_only=kw_only)(plain)
            made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)(plain)
            made.__setattr__, made.__delattr__ = _refuse_to_set, _refuse_to_delete
            made.__dataclass_params__.frozen = True  # for classes below it
            made.__getstate__, made.__setstate__ = _state, _set_state
            for name in _WRITERS.keys() - made.__dict__.keys():
                setattr(made, name, _late(made, name))
            return made

        return decorate


def _late(made: Any, name: str) -> Callable[..., object]:
    """A method that puts the real one in its place and calls it."""

    def call(value: object, /, *arguments: object, **named: object) -> object:
        if made.__dict__[name] is call:  # else another thread was first
            setattr(made, name, _written(made, name))
        return made.__dict__[name](value, *arguments, **named)

    return call


def _written(made: Any, name: str) -> Callable[..., object]:
    fields = dataclasses.fields(made)
    scope: dict[str, Any] = {"_left_out": _LEFT_OUT}
    for each in fields:
        scope[f"_set_{each.name}"] = getattr(made, each.name).__set__  # what a slot is set with, past the refusal
        scope[f"_default_{each.name}"] = each.default
        scope[f"_factory_{each.name}"] = each.default_factory
    exec("\n ".join(_WRITERS[name](fields)), scope)  # noqa: S102 -- as the standard library does, of names of ours
    method: Callable[..., object] = scope[name]
    method.__qualname__ = f"{made.__qualname__}.{name}"
    return method


type _Fields = tuple[dataclasses.Field[Any], ...]

_LEFT_OUT: Final = object()


def _init(fields: _Fields) -> Iterator[str]:
    yield f"def __init__(self, *, {', '.join(map(_parameter, fields))}):" if fields else "def __init__(self):"
    for each in fields:
        if each.default_factory is not dataclasses.MISSING:
            yield f"if {each.name} is _left_out: {each.name} = _factory_{each.name}()"
        yield f"_set_{each.name}(self, {each.name})"
    yield "return None"


def _parameter(field: "dataclasses.Field[Any]") -> str:
    if field.default_factory is not dataclasses.MISSING:
        return f"{field.name}=_left_out"
    return field.name if field.default is dataclasses.MISSING else f"{field.name}=_default_{field.name}"


def _repr(fields: _Fields) -> Iterator[str]:
    shown = ", ".join(f"{each.name}={{self.{each.name}!r}}" for each in fields if each.repr)
    yield "def __repr__(self):"
    yield f'return f"{{self.__class__.__qualname__}}({shown})"'


def _eq(fields: _Fields) -> Iterator[str]:
    same = " and ".join(f"self.{each.name} == other.{each.name}" for each in fields if each.compare)
    yield "def __eq__(self, other):"
    yield "if self is other: return True"
    yield "if other.__class__ is not self.__class__: return NotImplemented"
    yield f"return {same or True}"


def _hash(fields: _Fields) -> Iterator[str]:
    yield "def __hash__(self):"
    yield f"return hash(({''.join(f'self.{each.name}, ' for each in fields if each.compare)}))"


_WRITERS: Final = {"__init__": _init, "__repr__": _repr, "__eq__": _eq, "__hash__": _hash}


def _refuse_to_set(_value: object, name: str, _new: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_value: object, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _state(value: Any) -> list[object]:
    return [getattr(value, field.name) for field in dataclasses.fields(value)]


def _set_state(value: Any, state: list[object]) -> None:
    for field, each in zip(dataclasses.fields(value), state, strict=True):
        object.__setattr__(value, field.name, each)
