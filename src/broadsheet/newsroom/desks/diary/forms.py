"""An event on one screen."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q

from broadsheet.newsroom.actions.diary import branches_held_by, branches_open_to
from broadsheet.newsroom.desks.meanwhile import ReadBefore
from broadsheet.newsroom.desks.story.finder import Finder, let_choose
from broadsheet.newsroom.models import ArticlePage, BranchPage, EventPage


def _moment() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class EventForm(ReadBefore):
    """What readers are told of an event."""

    branches: Any = forms.ModelMultipleChoiceField(
        BranchPage.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, label="Branches"
    )

    class Meta:
        model = EventPage
        fields: ClassVar[list[str]] = [
            "title",
            "starts",
            "ends",
            "place",
            "street_address",
            "online",
            "cost",
            "description",
            "report",
            "cancelled",
        ]
        widgets: ClassVar[dict[str, Any]] = {"starts": _moment(), "ends": _moment(), "report": Finder("published")}
        labels: ClassVar[dict[str, str]] = {"title": "What it is", "report": "Our report of it"}
        help_texts: ClassVar[dict[str, str]] = {"title": ""}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Its label in the page names the hidden field only.
        self.fields["description"].widget.options["ariaLabel"] = "Description"
        held = branches_held_by(self.instance)
        open_to = branches_open_to(user)
        shown = BranchPage.objects.filter(Q(pk__in=open_to) | Q(pk__in=held)).order_by("title")
        self.fields["branches"].queryset = shown  # type: ignore[attr-defined]
        self.initial["branches"] = held or ([open_to[0].pk] if len(open_to[:2]) == 1 else [])
        let_choose(self)
        reports: Any = self.fields["report"]
        reports.queryset |= ArticlePage.objects.filter(pk=self.instance.report_id)  # it may be withdrawn by now

    def branch_numbers(self) -> tuple[int, ...]:
        """The branches chosen; the one that was the first stays it."""
        chosen = [branch.pk for branch in self.cleaned_data["branches"]]
        before = [number for number in branches_held_by(self.instance) if number in chosen]
        return tuple(dict.fromkeys([*before, *chosen]))
