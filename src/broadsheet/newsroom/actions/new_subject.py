"""Making a person or a topic where a story needs one."""

from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction

from broadsheet.newsroom.models import AddressedPage, ContainerKind, PersonPage, TopicPage
from broadsheet.newsroom.obstacles import Obstacle, refuse_if
from broadsheet.newsroom.paper import current_paper
from broadsheet.newsroom.roles import Deed, require
from broadsheet.newsroom.shelves import home_of, shelf
from broadsheet.newsroom.subject_index import named

SHELF_OF: Final[dict[type[AddressedPage], ContainerKind]] = {
    PersonPage: ContainerKind.PEOPLE,
    TopicPage: ContainerKind.TOPICS,
}
"""What can be made so: these need nothing but a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSubject:
    """A person or topic with nothing but a name, published, so that a story that names it goes out whole."""

    kind: type[AddressedPage]
    name: str
    language: str

    def check(self) -> tuple[Obstacle, ...]:
        """It needs a name that nobody has yet, in one of the paper's languages."""
        if self.kind not in SHELF_OF:
            return (Obstacle(what="This cannot be made here.", remedy="Make it under People and topics."),)
        if self.language not in dict(current_paper().languages):
            return (Obstacle(what=f"The paper has no language “{self.language}”.", remedy="Choose another."),)
        if not any(map(str.isalnum, self.name)):
            return (Obstacle(what="There is no name yet.", remedy="Write it first."),)
        if named(self.kind, self.language, self.name) is not None:
            remedy = "Choose it from the list, or make another of that name under People and topics."
            return (Obstacle(what=f"“{self.name.strip()}” is there already.", remedy=remedy),)
        return ()

    def execute(self, user: Any) -> Any:
        """Make it."""
        require(user, Deed.EDIT_SUBJECTS)
        with transaction.atomic():
            refuse_if(self.check())
            home = home_of(self.language)
            page = self.kind(title=" ".join(self.name.split())[:255], locale=home.locale, live=False)
            shelf(home, SHELF_OF[self.kind]).add_child(instance=page)
            page.save_revision(user=user).publish(user=user)
        return self.kind.objects.get(pk=page.pk)
