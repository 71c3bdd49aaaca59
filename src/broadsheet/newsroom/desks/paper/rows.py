"""
A list, such as the links of a menu, as plain rows of a form.

Rows are added, moved and taken away by buttons that send the form and show it again as it was typed: they work by
keyboard, by finger and without any script, and nothing is kept before somebody saves.
"""

import copy
import re
import uuid
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.http import QueryDict
from wagtail.blocks import RichTextBlock, StreamBlock, StructBlock, StructBlockValidationError

from broadsheet.newsroom.desks.story.finder import let_choose

ROWS_AT_MOST: Final = 60
_KEY: Final = re.compile(r"[A-Za-z0-9-]{1,64}")


class Row(forms.Form):
    """One row: the fields of a block. `key` tells it from the others; `kept` is how it is stored, once it is valid."""

    use_required_attribute = False
    kept: Any = None
    touched = ""
    """The button that was pressed for it just now, which keeps the focus."""

    def __init__(self, block: StructBlock, key: str, prefix: str, data: Any = None, stored: Any = None) -> None:
        self.block, self.key = block, key
        value = block.to_python(stored) if stored is not None else block.get_default()
        initial = {name: child.value_for_form(value[name]) for name, child in block.child_blocks.items()}
        super().__init__(data, prefix=f"{prefix}-{key}", initial=initial, empty_permitted=True)
        self.fields |= {name: _field_of(child) for name, child in block.child_blocks.items()}
        let_choose(self)

    def as_typed(self, data: QueryDict) -> "Row":
        """Show what was typed without judging it."""
        self.initial = {
            name: field.widget.value_from_datadict(data, {}, self.add_prefix(name))
            for name, field in self.fields.items()
        }
        return self

    def clean(self) -> dict[str, Any]:
        """The block's own rules."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        values = {name: child.value_from_form(cleaned.get(name)) for name, child in self.block.child_blocks.items()}
        try:
            self.kept = self.block.get_prep_value(self.block.clean(self.block.normalize(values)))
        except StructBlockValidationError as error:
            for name, wrong in error.block_errors.items():
                self.add_error(name, wrong)
        return cleaned


def _field_of(child: Any) -> forms.Field:
    field: forms.Field = copy.deepcopy(child.field)
    field.label = str(child.label)
    if isinstance(field, forms.DateTimeField):
        field.widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    elif isinstance(child, RichTextBlock):
        field.widget.options["ariaLabel"] = field.label  # the label in the page names a hidden field only
    return field


class Rows:
    """The rows of one list, as stored or as somebody has them on the screen."""

    def __init__(self, name: str, stream: StreamBlock, label: str, help_text: str = "") -> None:
        self.name, self.label, self.help_text = name, label, help_text
        self.kind, self.block = next(iter(stream.child_blocks.items()))
        self.one = str(self.block.label)
        self.rows: list[Row] = []
        self.removed = False

    def stored(self, rows: Sequence[Mapping[str, Any]]) -> "Rows":
        """As they are kept."""
        self.rows = [
            Row(self.block, str(each.get("id") or _key()), self.name, stored=each["value"])
            for each in rows
            if each["type"] == self.kind
        ]
        return self

    def sent(self, data: QueryDict) -> "Rows":
        """As they were sent in to be kept."""
        self.rows = [Row(self.block, key, self.name, data) for key in self._keys(data)]
        return self

    def pressed(self, data: QueryDict) -> "Rows":
        """As they were typed, after the button that adds, moves or takes away one of this list."""
        keys = self._keys(data)
        deed, _, where = data.get("deed", "").partition(":")
        name, _, key = where.partition(":")
        if name == self.name:
            keys = self._after(deed, key, keys)
        sent = set(self._keys(data))
        rows = [Row(self.block, each, self.name) for each in keys]
        self.rows = [row.as_typed(data) if row.key in sent else row for row in rows]
        for row in self.rows:
            if row.key == key:
                row.touched = deed
        if deed == "add" and name == self.name and self.rows:
            next(iter(self.rows[-1].fields.values())).widget.attrs["autofocus"] = True
        return self

    def _after(self, deed: str, key: str, keys: list[str]) -> list[str]:
        at = keys.index(key) if key in keys else -1
        if deed == "add" and len(keys) < ROWS_AT_MOST:
            return [*keys, _key()]
        if at < 0:
            return keys
        others = [*keys[:at], *keys[at + 1 :]]
        steps = {"up": -1, "down": 1}
        if deed in steps:
            others.insert(max(0, at + steps[deed]), key)
            return others
        self.removed = deed == "away"
        return others if self.removed else keys

    def _keys(self, data: QueryDict) -> list[str]:
        sent = data.getlist(f"{self.name}-row")
        return list(dict.fromkeys(key for key in sent if _KEY.fullmatch(key)))[:ROWS_AT_MOST]

    def is_valid(self) -> bool:
        """Whether every row can be kept."""
        return all(row.is_valid() for row in self.rows)

    def kept(self) -> list[dict[str, Any]]:
        """How they are stored; rows in which nothing stands are left out."""
        return [{"type": self.kind, "value": row.kept, "id": row.key} for row in self.rows if row.kept is not None]

    @property
    def media(self) -> forms.Media:
        """What the fields need, be there rows or not."""
        return Row(self.block, "", self.name).media


def _key() -> str:
    return str(uuid.uuid4())
