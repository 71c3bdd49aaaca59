"""Shows where a name stands, then removes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

from broadsheet.newsroom.actions.removing_names import WITHHELD, Find, RemoveName
from broadsheet.newsroom.desks.view import DeskView
from broadsheet.newsroom.names import Name
from broadsheet.newsroom.roles import Deed

SHOWN: Final = 500
"""Finds shown on the screen; all of them are removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What the name was found in: a page (by its number) or something else, with each place's words."""

    page: int | None
    title: str
    places: list[tuple[str, SafeString]]


class RemoveNameView(DeskView):
    """One form: look for the name, see every find, choose what stands in its place, do it."""

    deeds = (Deed.REMOVE_NAME,)
    page_title = "Remove a name"
    header_icon = "user"
    template_name = "newsroom/desks/remove_name.html"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """What was typed; the finds where they were asked for."""
        form = self.request.POST
        typed = {"spellings": form.get("spellings", ""), "replacement": form.get("replacement", WITHHELD)}
        return {"things": None, "total": 0} | super().get_context_data(**keywords) | {"typed": typed}

    def do(self, request: HttpRequest, **_keywords: Any) -> Any:
        """Look, or do it."""
        form = request.POST
        action = RemoveName(
            spellings=tuple(line for line in form.get("spellings", "").splitlines() if line.strip()),
            replacement=form.get("replacement", ""),
            withdraw=frozenset(int(each) for each in form.getlist("withdraw") if each.isdecimal()),
        )
        if form.get("deed") == "remove":
            removed = action.execute(request.user)
            messages.success(request, f"The name is gone from {removed} places. The paper is printed anew without it.")
            return redirect("remove_name")
        finds = action.finds()
        things = list(_things(finds[:SHOWN], Name.of(action.spellings)))
        return self.render_to_response(self.get_context_data(things=things, total=len(finds), shown=SHOWN))


def _things(finds: Iterable[Find], name: Name) -> Iterable[Thing]:
    ordered = sorted(finds, key=lambda find: (find.page or 0, find.thing, find.where))
    for (page, title), group in groupby(ordered, key=lambda find: (find.page, find.thing)):
        places = list(dict.fromkeys((find.where, _marked(find.words, name)) for find in group))
        yield Thing(page=page, title=title, places=places)


def _marked(words: str, name: Name) -> SafeString:
    """The words with the name made to stand out."""
    parts: list[SafeString] = []
    at = 0
    for start, end in name.spans(words):
        parts += [escape(words[at:start]), format_html_join("", "<mark>{}</mark>", [(words[start:end],)])]
        at = end
    return mark_safe("".join([*parts, escape(words[at:])]))  # noqa: S308 -- every part is escaped
