"""What all screens of the desks have in common: who may see them, and the frame they are shown in."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.generic.base import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from broadsheet.errors import ActionRefusedError
from broadsheet.newsroom.accounts.door import AsksRoles
from broadsheet.newsroom.roles import Deed, may, require


class DeskView(AsksRoles, WagtailAdminTemplateMixin, View):
    """
    A screen of a desk. `deeds`: whoever may do one of these may see it.

    A form posted to it is handled by `do`; an action refused there is told in a message and changes nothing.
    """

    deeds: ClassVar[Sequence[Deed]] = ()
    trail: ClassVar[Sequence[tuple[str, str]]] = ()
    """The screens above this one: label and name of the address."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *arguments: Any, **keywords: Any) -> Any:
        """Refuse whoever may do nothing here."""
        if self.deeds and not any(may(request.user, deed) for deed in self.deeds):
            require(request.user, self.deeds[0])
        return super().dispatch(request, *arguments, **keywords)

    def get(self, request: HttpRequest, *_arguments: Any, **keywords: Any) -> Any:
        """Show the screen."""
        return self.render_to_response(self.get_context_data(**keywords))

    def post(self, request: HttpRequest, *_arguments: Any, **keywords: Any) -> Any:
        """Do what the form asks for, or say what is in the way and show the screen as it was."""
        try:
            return self.do(request, **keywords)
        except ActionRefusedError as refusal:
            for obstacle in refusal.obstacles:
                messages.error(request, str(obstacle))
            return self.refused(request, **keywords)

    def do(self, request: HttpRequest, **keywords: Any) -> HttpResponse:
        """What a posted form does; it ends by redirecting."""
        raise NotImplementedError

    def refused(self, request: HttpRequest, **keywords: Any) -> Any:
        """What is shown when the action was refused: this screen again, with what was typed where it can be."""
        return self.get(request, **keywords)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """The way here."""
        above = [{"url": reverse("wagtailadmin_home"), "label": "Today"}]
        above += [{"url": reverse(name), "label": label} for label, name in self.trail]
        return [*above, {"url": "", "label": str(self.get_page_title())}]

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """The deeds the person may do, as `may.close_issue`, besides what the frame needs."""
        context: dict[str, Any] = super().get_context_data(**keywords)
        context["may"] = {deed.name.lower(): may(self.request.user, deed) for deed in Deed}
        return context
