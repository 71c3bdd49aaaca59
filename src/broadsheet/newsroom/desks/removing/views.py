"""Shows where a name stands, then removes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

from broadsheet.newsroom.actions.finding_names import Find
from broadsheet.newsroom.actions.removing_names import REASON, SHOWN, WITHHELD, ForgetSearch, LookForName, StartRemoval
from broadsheet.newsroom.desks.view import DeskView
from broadsheet.newsroom.models import NameRemoval
from broadsheet.newsroom.names import Name
from broadsheet.newsroom.paper import current_paper
from broadsheet.newsroom.roles import Deed
from broadsheet.newsroom.vocabularies import Removal
from broadsheet.newsroom.worker_sign import is_listening


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What the name was found in: a page (by its number) or something else, with each place's words."""

    page: int | None
    title: str
    places: list[tuple[str, SafeString]]


class RemoveNameView(DeskView):
    """One form: have the name looked for, see every find, choose what stands in its place, have it done."""

    deeds = (Deed.REMOVE_NAME,)
    page_title = "Remove a name"
    header_icon = "user"
    template_name = "newsroom/desks/remove_name.html"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """How far it is; what was found; what was typed."""
        removal = NameRemoval.objects.order_by("-pk").first()
        form = self.request.POST
        typed = {
            "spellings": form.get("spellings", "\n".join(removal.spellings) if removal else ""),
            "replacement": form.get("replacement", removal.replacement if removal else WITHHELD),
            "reason": form.get("reason", REASON),
            "withdraw": {int(each) for each in form.getlist("withdraw") if each.isdecimal()},
        }
        things: list[Thing] = []
        if removal and removal.stage == Removal.FOUND:
            things = list(
                _things(
                    (
                        Find(page=page, thing=thing, where=where, words=words)
                        for page, thing, where, words in removal.finds
                    ),
                    Name.of(removal.spellings),
                )
            )
        return super().get_context_data(**keywords) | {
            "removal": removal,
            "under_way": removal is not None and removal.stage in (Removal.LOOKING, Removal.REMOVING),
            "nobody_works": not is_listening(current_paper().folder),
            "things": things,
            "shown": SHOWN,
            "typed": typed,
        }

    def do(self, request: HttpRequest, **_keywords: Any) -> HttpResponse:
        """Look, remove, or let it be."""
        form = request.POST
        removal = int(form.get("removal", "")) if form.get("removal", "").isdecimal() else 0
        match form.get("deed"):
            case "remove":
                withdraw = frozenset(int(each) for each in form.getlist("withdraw") if each.isdecimal())
                StartRemoval(
                    removal=removal,
                    replacement=form.get("replacement", ""),
                    withdraw=withdraw,
                    reason=form.get("reason", REASON),
                ).execute(request.user)
            case "forget":
                ForgetSearch(removal=removal).execute(request.user)
            case _:
                spellings = tuple(line for line in form.get("spellings", "").splitlines() if line.strip())
                LookForName(spellings=spellings, replacement=form.get("replacement", "")).execute(request.user)
        return redirect("remove_name")


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
