"""Where Wagtail finds the desks: their addresses, their menu, their style sheet."""

from itertools import chain
from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from broadsheet.newsroom.accounts.publishing import refuse_beyond_reach
from broadsheet.newsroom.desks import menu
from broadsheet.newsroom.desks.accounts import urls as accounts
from broadsheet.newsroom.desks.stories import urls as stories

DESKS = (stories, accounts)

__all__ = ["menu"]

hooks.register("before_publish_page", refuse_beyond_reach)


@hooks.register("register_admin_urls")
def addresses_of_desks() -> list[Any]:
    """Every desk's addresses, under /newsroom/."""
    return list(chain.from_iterable(desk.urlpatterns for desk in DESKS))


@hooks.register("insert_global_admin_css")
def style_of_desks() -> SafeString:
    """The desks' style sheet."""
    return format_html('<link rel="stylesheet" href="{}">', static("newsroom/desk.css"))
