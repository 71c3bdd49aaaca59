"""The paper in templates of the newsroom."""

from django import template

from broadsheet.newsroom.paper import current_paper

register = template.Library()


@register.simple_tag
def paper_name() -> str:
    """What the paper is called in its settings file."""
    return current_paper().name


@register.simple_tag
def paper_initial() -> str:
    """The letter that stands for the paper where there is no room: that of its name's first word that counts."""
    words = [word for word in current_paper().name.split() if word.casefold() not in {"the", "a", "an"}]
    return (words or ["·"])[0][0].upper()
