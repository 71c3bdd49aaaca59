"""Two windows, one record: whoever sends second is told what stands there now, and loses nothing they typed."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, Final

from django import forms

from broadsheet.newsroom.obstacles import Obstacle, refuse_if


def digest_of(values: Any) -> str:
    """What tells one state of a record from another; the same for the same values."""
    return hashlib.sha256(repr(values).encode()).hexdigest()[:16]


CHANGED_MEANWHILE: Final = Obstacle(
    what="This was changed in another window since you opened it.",
    remedy="What you chose stands here, not saved yet. Look at how it is now, then save or publish once more.",
)


def refuse_changed(form: Mapping[str, str], state: str) -> None:
    """Refuse what was sent from a screen that showed another state; ActionRefusedError. The screen sends `as_read`."""
    refuse_if([CHANGED_MEANWHILE] if form.get("as_read", state) != state else [])


class ReadBefore(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """
    A form that knows in which state its record was when it was shown.

    When the record has changed since, nothing is saved: the form comes back as typed, with what stands there now
    beside it, and is saved when it is sent once more.
    """

    as_read = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._state_now = digest_of([(name, self._stored(name)) for name in self._meta.fields or ()])
        self.initial["as_read"] = self._state_now

    def _stored(self, name: str) -> str:
        return str(self.initial.get(name, ""))

    def clean(self) -> dict[str, Any] | None:
        """Refuse once what was changed meanwhile, and name it."""
        cleaned = super().clean()
        read = self.data.get(self.add_prefix("as_read"), "")
        if read and read != self._state_now:
            again = self.data.copy()  # type: ignore[attr-defined]  # a form that was sent holds a QueryDict
            again[self.add_prefix("as_read")] = self._state_now
            self.data = again
            self.add_error(None, self._changed_meanwhile())
        return cleaned

    def _changed_meanwhile(self) -> str:
        told = "; ".join(self._differences())
        return (
            "This was changed in another window since you opened it. What you typed stands here, not saved yet."
            + (f" What is saved now: {told}." if told else "")
            + " Save once more to put yours in its place."
        )

    def _differences(self) -> Iterator[str]:
        for name in self._meta.fields or ():
            if name in self.fields and self[name].value() != self.initial.get(name):
                typed, stored = self._shown(name, self[name].value()), self._shown(name, self.initial.get(name))
                if typed != stored:
                    yield f"{self.fields[name].label} “{stored}”"

    def _shown(self, name: str, value: Any) -> str:
        """A value in the words of its field."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            return str(dict(self._choices(field)).get(str(value or ""), value or "nothing"))
        return str(field.prepare_value(value) if value not in (None, "") else "nothing")

    @staticmethod
    def _choices(field: forms.ChoiceField) -> Iterator[tuple[str, str]]:
        for value, label in field.choices:  # type: ignore[union-attr, misc]  # none of ours is in groups
            yield str(value), str(label)
