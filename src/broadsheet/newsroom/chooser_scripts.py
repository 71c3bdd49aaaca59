"""The one script of Wagtail's that stands in no template but in its Python: the one that starts a chooser."""

from typing import Any

from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.widgets.chooser import BaseChooser

from broadsheet.newsroom.nonce import nonce_now


def let_choosers_start() -> None:
    """Have every chooser written with the word that lets its script run. Called once, when Django is ready."""
    as_wagtail_writes = BaseChooser.render

    def render(self: Any, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        written = as_wagtail_writes(self, name, value, attrs, renderer)
        # What comes before the first script is a template's and escaped, so that this script is Wagtail's own.
        return mark_safe(written.replace("<script>", f'<script nonce="{nonce_now()}">', 1))  # noqa: S308

    BaseChooser.render = render
