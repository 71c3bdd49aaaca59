"""The rows of a story's form: bylines, topics, people, branches, related stories."""

from typing import Any

from wagtail.admin.panels import FieldPanel, InlinePanel

from broadsheet.newsroom.desks.story.finder import Finder


def bylines() -> InlinePanel:
    """Who made the story."""
    row = [_found("person", "people"), FieldPanel("printed_name"), FieldPanel("role"), FieldPanel("description")]
    return InlinePanel("bylines", panels=row, label="byline", heading="Bylines")


def subjects() -> list[Any]:
    """What and whom the story is about, and the stories beside it."""
    return [
        InlinePanel("topics", panels=[_found("topic", "topics")], label="topic", heading="Topics and places"),
        InlinePanel("persons", panels=[_found("person", "people")], label="person", heading="People in the news"),
        InlinePanel("branches", panels=[_found("branch", "branches")], label="branch", heading="Branches"),
        InlinePanel("related", panels=[_found("related", "stories")], label="story", heading="Related stories"),
    ]


def _found(field: str, kind: str) -> FieldPanel:
    return FieldPanel(field, widget=Finder(kind))
