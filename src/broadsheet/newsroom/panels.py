"""Panels of our own on the story screen."""

from typing import Any, cast

from django.forms import Media
from django.forms.widgets import Script
from django.urls import reverse
from wagtail.admin.panels import Panel


class NotCarriedPanel(Panel):
    """
    What could not be carried from a file or from the clipboard, above the story until somebody has read it.

    It also tells the script that takes pasted text where to send it.
    """

    class BoundPanel(Panel.BoundPanel):
        """The panel of one story."""

        template_name = "newsroom/panels/not_carried.html"

        def is_shown(self) -> bool:
            """Only a story that is there already can have lost anything."""
            return bool(self.instance.pk)

        @property
        def media(self) -> Media:
            """The script that takes pasted text."""
            return Media(js=cast("list[str]", [Script("newsroom/paste.js", type="module")]))

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The losses, and the addresses of what is done with them."""
            story = self.instance.pk
            return super().get_context_data(parent_context) | {
                "losses": self.instance.not_carried.all(),
                "paste": reverse("paste_into_story", args=[story]),
                "read": reverse("not_carried", args=[story]),
            }
