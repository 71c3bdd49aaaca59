"""Corrections that wait for the next issue, because the wrong words stand on paper."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from broadsheet.errors import ActionRefusedError
from broadsheet.newsroom.models import IssuePage, PrintCorrection
from broadsheet.newsroom.obstacles import Obstacle
from broadsheet.newsroom.roles import Deed, require


def corrections_for(issue: IssuePage) -> QuerySet[PrintCorrection]:
    """What this issue carries already, and, while it is being made, what waits for one of its language."""
    carried = Q(printed_in=issue)
    waiting = Q(printed_in=None, article__locale=issue.locale_id)
    return PrintCorrection.objects.filter(carried if issue.closed else carried | waiting).select_related("article")


@dataclass(frozen=True, slots=True, kw_only=True)
class TickCorrection:
    """Note that an issue carries a correction; with `carried` false, that it does not after all."""

    issue: int
    correction: int
    carried: bool = True

    def check(self) -> tuple[Obstacle, ...]:
        """It must wait still, or be this issue's to give back."""
        wanted = PrintCorrection.objects.filter(pk=self.correction, printed_in=None if self.carried else self.issue)
        if not wanted.exists():
            return (Obstacle(what="Somebody has ticked this correction already.", remedy="Look at the list again."),)
        return ()

    def execute(self, user: Any) -> None:
        """Tick it, or take the tick away."""
        require(user, Deed.PLAN_ISSUE)
        with transaction.atomic():
            row = PrintCorrection.objects.select_for_update().filter(pk=self.correction)
            if not row or (obstacles := self.check()):
                raise ActionRefusedError(obstacles if row else [Obstacle(what="This correction is not there.")])
            row.update(printed_in=self.issue if self.carried else None)
