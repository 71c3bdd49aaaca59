"""Shelves: pages without an address of their own that keep others in order (years, months, sections, people …)."""

from enum import StrEnum
from typing import Any, ClassVar

from django.db import models
from wagtail.models import Page

from broadsheet.newsroom.models.desk_page import DeskPage


class ContainerKind(StrEnum):
    """What a shelf holds."""

    YEAR = "year"
    MONTH = "month"
    ISSUES = "issues"
    SECTIONS = "sections"
    TOPICS = "topics"
    PEOPLE = "people"
    BRANCHES = "branches"
    DIARY = "diary"


class ContainerPage(DeskPage):
    """One shelf. Its slug never changes, so that no edit moves thousands of pages at once."""

    kind = models.CharField(max_length=16, choices=[(each.value, each.value) for each in ContainerKind])

    is_creatable = False
    parent_page_types: ClassVar[list[str]] = ["newsroom.HomePage", "newsroom.ContainerPage"]
    content_panels = Page.content_panels
    promote_panels: ClassVar[list[Any]] = []
    preview_modes: ClassVar[list[tuple[str, str]]] = []

    def get_url_parts(self, request: Any = None) -> None:
        """A shelf is not served."""
        return


def holds(parent: Page, kind: ContainerKind) -> bool:
    """Whether `parent` is a shelf of this kind."""
    specific = parent.specific
    return isinstance(specific, ContainerPage) and specific.kind == kind
