"""`{% way_to page %}`: the desks above a page, for whoever looks at it."""

from typing import Any

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def way_to(context: Any, page: Any) -> list[dict[str, str]]:
    """Empty for a page of no desk, and where there is no page."""
    way: list[dict[str, str]] = page.way_for(context["request"].user) if hasattr(page, "way_for") else []
    return way
