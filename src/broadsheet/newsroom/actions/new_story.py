"""Beginning a story."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from broadsheet.newsroom.models import ArticlePage
from broadsheet.newsroom.obstacles import Obstacle, refuse_if
from broadsheet.newsroom.paper import current_paper
from broadsheet.newsroom.roles import Deed, require
from broadsheet.newsroom.shelves import home_of, month_shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStory:
    """A draft with nothing but a working headline, in one of the paper's languages."""

    headline: str
    language: str

    def check(self) -> tuple[Obstacle, ...]:
        """A headline it must have, in a language the paper has."""
        found = []
        if not self.headline.strip():
            found.append(Obstacle(what="The story has no headline yet.", remedy="A working headline will do."))
        if self.language not in dict(current_paper().languages):
            found.append(Obstacle(what=f"The paper has no language “{self.language}”.", remedy="Choose another."))
        return tuple(found)

    def execute(self, user: Any) -> ArticlePage:
        """Make the draft; it is the account's own."""
        require(user, Deed.WRITE)
        refuse_if(self.check())
        with transaction.atomic():
            home = home_of(self.language)
            page = ArticlePage(
                title=self.headline.strip()[:255],
                locale=home.locale,
                live=False,
                owner=user,
                body=[{"type": "text", "value": ""}],  # a place to write in, without a question first
            )
            month_shelf(home, f"{timezone.localtime():%Y-%m}").add_child(instance=page)
            page.save_revision(user=user)
        return page
