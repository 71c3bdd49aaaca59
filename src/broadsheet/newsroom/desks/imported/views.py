"""What the last import brought: counts of everything, and every loss with its reason, to be searched."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.utils.http import urlencode

from broadsheet.newsroom.desks.view import DeskView
from broadsheet.newsroom.intake.notes import LastImport
from broadsheet.newsroom.roles import Deed

SHOWN = 100
"""Losses on one screen."""

OUTCOMES = {"dropped": "left out", "refused": "refused", "changed": "changed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """How many of one kind of thing."""

    what: str
    count: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class LossRow:
    """A loss as the screen shows it; `address` is set where its name is an address people can open."""

    loss: Any
    outcome: str
    address: str


class ImportedView(DeskView):
    """The report of the last import."""

    deeds = (Deed.SEE_STATE,)
    trail = (("State of the paper", "state"),)
    page_title = "The last import"
    header_icon = "download"
    template_name = "newsroom/desks/imported.html"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """Counts, and a screenful of losses."""
        words = self.request.GET.get("q", "")[:200].strip()
        last = LastImport.read()
        context = super().get_context_data(**keywords) | {"last": last, "words": words}
        if last is None:
            return context
        found = tuple(last.matching(words))
        page = Paginator(found, SHOWN).get_page(self.request.GET.get("p"))
        return context | {
            "counts": [CountRow(what=what, count=count) for what, count in last.report.counts.items()],
            "found": len(found),
            "losses": [_row(loss) for loss in page],
            "page": page,
            "asked": urlencode({"q": words}) if words else "",
        }


def _row(loss: Any) -> LossRow:
    named = loss.which.rpartition("→ ")[2].strip()
    is_address = named.startswith(("https://", "http://")) and " " not in named
    return LossRow(loss=loss, outcome=OUTCOMES[loss.severity.value], address=named if is_address else "")
