"""
What a page is asked but does not know itself: questions of Wagtail whose answers lie above the models.

The applications that know them say so once, when Django is ready (`apps.py`, `accounts/apps.py`).
"""

from collections.abc import Callable
from typing import Any

from django.dispatch import Signal

draft_kept = Signal()
"""A story's draft was kept, in the same transaction; `story` is the page as it stands in memory."""

type Rights = Callable[[Any, Any], Any]
type Preview = Callable[[Any], Any]
type Way = Callable[[Any, Any], list[dict[str, str]]]


class _Answers:
    """Who answers. Asked before Django is ready, an answer that is missing is an AttributeError."""

    rights: Rights
    """(account, page): Wagtail's tester of what the account may do with the page."""

    preview: Preview
    """(page): a response with the page as readers would see it."""

    way: Way
    """(page, account): the desks above the page that the account may open, and the page; empty for one of no desk."""


answers = _Answers()
