"""What every page of one language shows around its stories: name, motto, menus, calls."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from broadsheet.newsroom.actions.arranging import front_of, publish_front
from broadsheet.newsroom.models import HomePage, PaperSettings
from broadsheet.newsroom.obstacles import Obstacle, refuse_if
from broadsheet.newsroom.roles import Deed, require

LISTS: Final = ("navigation", "footer", "calls")
"""Fields of a front that hold rows: its menu, the links at its foot, the calls at the end of every story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeMasthead:
    """Give the front of a language this name and motto, and these rows in its lists, as they are stored."""

    front: int
    name: str
    motto: str = ""
    lists: Mapping[str, Sequence[Mapping[str, Any]]]

    def check(self) -> tuple[Obstacle, ...]:
        """It must be the front of a language, and have a name."""
        if not isinstance(front_of(self.front), HomePage):
            return (Obstacle(what="Only the front of a language has a name and menus.", remedy="Choose one."),)
        if not self.name.strip():
            return (Obstacle(what="The paper has no name.", remedy="Write one."),)
        return ()

    def written(self, front: Any) -> Any:
        """`front` with these words, unsaved."""
        front.title, front.tagline = self.name.strip(), self.motto.strip()
        for name in LISTS:
            setattr(front, name, json.dumps(list(self.lists.get(name, ())), cls=DjangoJSONEncoder))
        return front

    def execute(self, user: Any) -> HomePage:
        """
        Publish it now; the front as it is out afterwards.

        An arrangement that waits for its time keeps waiting, with these words; the way back to the front before stays.
        """
        require(user, Deed.EDIT_PAPER)
        refuse_if(self.check())
        with transaction.atomic():
            front = front_of(self.front)
            waiting, before = front.scheduled_revision, front.version_before_id
            front.go_live_at = None
            publish_front(self.written(front), user)
            HomePage.objects.filter(pk=front.pk).update(version_before_id=before)
            if waiting is not None:
                arranged = self.written(waiting.as_object())
                arranged.go_live_at = waiting.approved_go_live_at
                publish_front(arranged, user)
        changed: HomePage = front_of(self.front)
        return changed


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePagesElsewhere:
    """Have the paper lead to these pages of its own elsewhere: rows of links, as they are stored."""

    links: Sequence[Mapping[str, Any]]

    def execute(self, user: Any) -> None:
        """Save them."""
        require(user, Deed.EDIT_PAPER)
        settings = PaperSettings.load()
        settings.social = json.dumps(list(self.links), cls=DjangoJSONEncoder)
        settings.save()
