"""What every page of ours has in common with the desks: who may handle it is asked of the roles."""

from typing import Any

from wagtail.models import Page

from broadsheet.newsroom.models.answers import answers


class DeskPage(Page):
    """A page whose every handling asks the account's roles and reach."""

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> Any:
        """Wagtail's own question, at every screen and action."""
        return answers.rights(user, self)

    def way_for(self, user: Any) -> list[dict[str, str]]:
        """What stands above the page where it is worked on, for this account."""
        return answers.way(self, user)
