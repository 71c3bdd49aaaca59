"""
What the link button of running text opens: a page of the paper by a few letters, an address elsewhere, or e-mail.

The editor speaks with it as with Wagtail's own dialog, in steps. So what is kept in the text is Wagtail's link, which
composing, the table of references and the gate know.
"""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.generic.base import View
from wagtail.admin.forms.choosers import EmailLinkChooserForm, ExternalLinkChooserForm
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.views.chooser import BrowseView, EmailLinkView, ExternalLinkView, shared_context

from broadsheet.newsroom.desks.links.tree import require_mender
from broadsheet.newsroom.desks.story.finder import Finder, is_number
from broadsheet.newsroom.desks.story.finding import FINDABLE, may_look_for, offered_to
from broadsheet.newsroom.roles import require

KIND = "links"
"""What is looked for here, among all that can be found."""


class InThePaperView(BrowseView):
    """The first step of a link. Dialogs that choose for anything else, such as moving a page, stay Wagtail's."""

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponseBase:
        """One field, whatever page the link led to."""
        if not _is_for_a_link(request):
            require_mender(request.user)
            return super().get(request, parent_page_id)
        _require_to_look(request.user)
        return _in_the_paper(request)


class ChosenView(View):
    """What was taken from the list, as the editor wants to know it."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """The page; the field again, with what was typed and what to do, where there is none."""
        _require_to_look(request.user)
        typed = Finder(KIND).value_from_datadict(request.GET, None, "to")
        page = offered_to(request.user, KIND).filter(pk=typed).first() if is_number(str(typed or "")) else None
        if page is None:
            return _in_the_paper(request, typed, FINDABLE[KIND].remedy_of_nothing)
        chosen = {"id": page.pk, "parentId": None, "url": page.url or "", "title": page.draft_title}
        return _step(request, None, {}, {"step": "page_chosen", "result": chosen})


class ElsewhereForm(ExternalLinkChooserForm):
    """An address outside of the paper, in words people know."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        _call(self, url="Address", link_text="Words that lead there")
        self.fields["url"].error_messages |= {
            "required": "Type or paste the address.",
            "invalid": "Write the address as the browser shows it, such as https://example.org/page.",
        }


class ElsewhereView(ExternalLinkView):
    """The step for an address elsewhere; one of the paper's own becomes a link to its page."""

    form_class = ElsewhereForm


class MailForm(EmailLinkChooserForm):
    """An e-mail that readers write."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        _call(self, email_address="E-mail address", link_text="Words that lead there", body="Message")


class MailView(EmailLinkView):
    """The step for an e-mail address."""

    form_class = MailForm


def _is_for_a_link(request: HttpRequest) -> bool:
    """Any page, one, and not to put another under it."""
    asked = request.GET
    wider = any(asked.get(each) for each in ("user_perms", "multiple", "target_pages[]", "can_choose_root"))
    return asked.get("page_type", "") in {"", "wagtailcore.page"} and not wider


def _require_to_look(user: Any) -> None:
    if not may_look_for(user, KIND):
        require(user, FINDABLE[KIND].deeds[0])


def _in_the_paper(request: HttpRequest, typed: Any = None, said: str = "") -> HttpResponseBase:
    ways = {each: request.GET.get(each) for each in ("allow_external_link", "allow_email_link", "link_text")}
    field = Finder(KIND).render("to", typed, {"id": "link-to"})
    context = {"field": field, "said": said, "ways": ways, "chosen": reverse("link_chosen")}
    return _step(request, "newsroom/desks/links/in_the_paper.html", context, {"step": "browse", "parent_page_id": None})


def _step(request: HttpRequest, template: str | None, context: Any, data: Any) -> HttpResponseBase:
    answer: HttpResponseBase = render_modal_workflow(
        request, template, None, shared_context(request, context), json_data=data
    )
    return answer


def _call(form: Any, **labels: str) -> None:
    for name, label in labels.items():
        form.fields[name].label = label
