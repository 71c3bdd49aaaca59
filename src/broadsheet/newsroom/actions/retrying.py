"""Trying again what could not be published or printed."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from broadsheet.newsroom.models import OutboxRow
from broadsheet.newsroom.obstacles import Obstacle, refuse_if
from broadsheet.newsroom.paper import current_paper
from broadsheet.newsroom.roles import Deed, require
from broadsheet.newsroom.worker_sign import PRINT, call_worker, is_listening


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintAgain:
    """Publish whatever was refused once more, and print whatever failed."""

    def check(self) -> tuple[Obstacle, ...]:
        """Somebody must be there to do it."""
        if is_listening(current_paper().folder):
            return ()
        return (Obstacle(what="The paper's worker does not run.", remedy="Whoever looks after the machine starts it."),)

    def execute(self, user: Any) -> None:
        """Ask for it; the worker does it at once."""
        require(user, Deed.SEE_STATE)
        refuse_if(self.check())
        with transaction.atomic():
            OutboxRow.objects.exclude(refusal="").update(refusal="")
            transaction.on_commit(lambda: call_worker(current_paper().folder, PRINT))
