"""
Frozen dataclasses whose methods are written when they are first called.

Python writes and compiles five methods for each dataclass as its module is read, half a millisecond for each class; a
press run that prints one story reads in 140 classes and makes values of a third. This `dataclass` is the standard one
in all but the moment: a class has its fields and slots at once, its methods at the first call of any.
"""

import dataclasses
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from dataclasses import dataclass
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
            _put_off(made)
            return made

        return decorate


_WRITTEN_LATE: Final = ("__init__", "__repr__", "__eq__", "__hash__")


def _put_off(made: type) -> None:
    """Give a class methods that put the real ones in their place and call them."""

    def late(name: str) -> Callable[..., object]:
        def call(value: object, /, *arguments: object, **named: object) -> object:
            _write(made, put_off)
            return getattr(made, name)(value, *arguments, **named)

        return call

    put_off = {name: late(name) for name in _WRITTEN_LATE if name not in made.__dict__}
    for name, method in put_off.items():
        setattr(made, name, method)


def _write(made: Any, put_off: Mapping[str, Callable[..., object]]) -> None:
    """Let the standard decorator write the methods, for a double that has nothing but the class's fields."""
    fields = dataclasses.fields(made)
    body: dict[str, object] = {
        field.name: dataclasses.field(
            default=field.default, default_factory=field.default_factory, compare=field.compare, repr=field.repr
        )
        for field in fields
    }
    body["__annotations__"] = {field.name: field.type for field in fields}
    double = dataclasses.dataclass(frozen=True, kw_only=True)(type(made.__name__, (), body))
    for name, method in put_off.items():
        if made.__dict__[name] is method:  # else another thread was first
            setattr(made, name, double.__dict__[name])


def _refuse_to_set(_value: object, name: str, _new: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_value: object, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _state(value: Any) -> list[object]:
    return [getattr(value, field.name) for field in dataclasses.fields(value)]


def _set_state(value: Any, state: list[object]) -> None:
    for field, each in zip(dataclasses.fields(value), state, strict=True):
        object.__setattr__(value, field.name, each)
