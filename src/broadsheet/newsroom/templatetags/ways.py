"""`{% way_to page %}`: the desks above a page, for whoever looks at it."""

from typing import Any

from django import template

from broadsheet.newsroom.models.answers import answers

register = template.Library()


@register.simple_tag(takes_context=True)
def way_to(context: Any, page: Any) -> list[dict[str, str]]:
    """Empty for a page of no desk, and where there is no page."""
    return answers.way(page, context["request"].user)
