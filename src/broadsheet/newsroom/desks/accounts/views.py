"""Who has an account; inviting; changing roles; a lost phone; closing."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from broadsheet.newsroom.accounts import VALID_DAYS
from broadsheet.newsroom.actions.accounts import (
    ChangeRoles,
    CloseAccount,
    InviteAccount,
    ResetFactor,
    deeds_to_accounts,
)
from broadsheet.newsroom.desks.view import DeskView
from broadsheet.newsroom.models import BranchPage, Reach, SectionPage
from broadsheet.newsroom.roles import Deed, Role

SHOWN = 200
"""Accounts on one screen; a paper of volunteers has fewer."""

WHAT_ROLES_DO = {
    Role.WRITER: "Writes stories, adds pictures, hands stories in. Publishes nothing.",
    Role.SECTION_EDITOR: "Edits and publishes the stories of the sections ticked below.",
    Role.EDITOR: "Everything about the paper: issues, front, notice, corrections, people in the news.",
    Role.ADMINISTRATOR: "As an editor, and invites people and changes their roles.",
    Role.BRANCH_ORGANISER: "Keeps the page and the events of the branches ticked below.",
    Role.TREASURER: "Funds and pledges only.",
}


class PeopleDeskView(DeskView):
    """What these screens have in common."""

    deeds = (Deed.MANAGE_PEOPLE,)
    header_icon = "user"

    def account(self) -> Any:
        """The account in the address."""
        return get_object_or_404(get_user_model(), pk=self.kwargs["account"])

    def show_link(self, name: str, link: str) -> HttpResponse:
        """The one time a link is seen."""
        self.template_name = "newsroom/desks/account_link.html"
        answer: HttpResponse = self.render_to_response(self.get_context_data(name=name, link=link, days=VALID_DAYS))
        return answer


class PeopleView(PeopleDeskView):
    """Everybody with an account."""

    page_title = "People and roles"
    template_name = "newsroom/desks/people.html"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """Open accounts by name, then closed ones."""
        accounts = (
            get_user_model()
            .objects.order_by("-is_active", "username")
            .prefetch_related("groups", "reaches__page", "authenticator_set")[:SHOWN]
        )
        return super().get_context_data(**keywords) | {"accounts": accounts, "history": deeds_to_accounts()}


class RolesFormView(PeopleDeskView):
    """A screen on which roles, sections and branches are ticked."""

    trail = (("People and roles", "people"),)
    template_name = "newsroom/desks/account_roles.html"

    def ticked_before(self) -> tuple[set[str], set[int]]:
        """Roles and pages ticked when the screen opens."""
        return set(), set()

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """What can be ticked, with what is; after a refusal, as it was left."""
        roles, reach = self.ticked_before()
        if self.request.method == "POST":
            roles, reach = set(self.request.POST.getlist("roles")), set(_numbers(self.request.POST.getlist("reach")))
        return super().get_context_data(**keywords) | {
            "name": self.request.POST.get("name", ""),
            "choices": [(role, WHAT_ROLES_DO[role], role.value in roles) for role in Role],
            "sections": [(page, page.pk in reach) for page in SectionPage.objects.order_by("title")[:SHOWN]],
            "branches": [(page, page.pk in reach) for page in BranchPage.objects.order_by("title")[:SHOWN]],
        }

    def ticked(self) -> dict[str, Any]:
        """Roles and reach as the form says."""
        names = self.request.POST.getlist("roles")
        roles = tuple(role for role in Role if role.value in names)
        return {"roles": roles, "reach": tuple(_numbers(self.request.POST.getlist("reach")))}


class InviteView(RolesFormView):
    """A new account."""

    page_title = "Invite somebody"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """It asks for a name."""
        return super().get_context_data(**keywords) | {"is_new": True}

    def do(self, request: HttpRequest, **_keywords: Any) -> HttpResponse:
        """Make it and show the link."""
        name = request.POST.get("name", "")
        link = InviteAccount(name=name, **self.ticked()).execute(request.user)
        return self.show_link(name, link)


class RolesView(RolesFormView):
    """The roles of an account, and what else can be done about it."""

    def get_page_title(self) -> str:
        """Whose they are."""
        return str(self.account())

    def ticked_before(self) -> tuple[set[str], set[int]]:
        """What it has now."""
        account = self.account()
        roles = set(account.groups.values_list("name", flat=True))
        if account.is_superuser:
            roles.add(Role.ADMINISTRATOR.value)
        return roles, set(Reach.objects.filter(account=account).values_list("page_id", flat=True))

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """Whose account it is."""
        return super().get_context_data(**keywords) | {"account": self.account()}

    def do(self, request: HttpRequest, **_keywords: Any) -> HttpResponse:
        """Change them."""
        account = self.account()
        ChangeRoles(account=account, **self.ticked()).execute(request.user)
        messages.success(request, f"{account} has the roles you chose.")
        return redirect("people")


class ResetView(PeopleDeskView):
    """A lost phone or a forgotten password."""

    trail = (("People and roles", "people"),)
    page_title = "New password and second factor"
    template_name = "newsroom/desks/account_reset.html"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """Whose account it is."""
        return super().get_context_data(**keywords) | {"account": self.account()}

    def do(self, request: HttpRequest, **_keywords: Any) -> HttpResponse:
        """Take them away and show the link."""
        account = self.account()
        return self.show_link(str(account), ResetFactor(account=account).execute(request.user))


class CloseView(PeopleDeskView):
    """Closing an account."""

    trail = (("People and roles", "people"),)
    page_title = "Close an account"
    template_name = "newsroom/desks/account_close.html"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """Whose account it is."""
        return super().get_context_data(**keywords) | {"account": self.account()}

    def do(self, request: HttpRequest, **_keywords: Any) -> HttpResponse:
        """Close it."""
        account = self.account()
        CloseAccount(account=account).execute(request.user)
        messages.success(request, f"The account {account} is closed.")
        return redirect("people")


def _numbers(texts: Iterable[str]) -> list[int]:
    return [int(text) for text in texts if text.isdecimal()]
