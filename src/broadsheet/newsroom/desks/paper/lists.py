"""Name, motto, menus and calls of one language, and the paper's pages elsewhere: lists of rows on plain forms."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from broadsheet.errors import BroadsheetError
from broadsheet.newsroom.actions.masthead import ChangeMasthead, ChangePagesElsewhere
from broadsheet.newsroom.compose.previews import front_as_printed
from broadsheet.newsroom.desks.meanwhile import digest_of, refuse_changed
from broadsheet.newsroom.desks.paper.rows import Rows
from broadsheet.newsroom.desks.view import DeskView
from broadsheet.newsroom.models import HomePage, PaperSettings
from broadsheet.newsroom.paper import current_paper
from broadsheet.newsroom.previews import framed, shown
from broadsheet.newsroom.roles import Deed

SAVE: Final = "save"


class MastheadForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """What stands at the head of every page."""

    class Meta:
        model = HomePage
        fields: ClassVar[list[str]] = ["title", "tagline"]
        labels: ClassVar[dict[str, str]] = {"title": "Name of the paper", "tagline": "Motto"}
        help_texts: ClassVar[dict[str, str]] = {
            "title": "As readers of this language see it.",
            "tagline": "A line under the name. Leave it empty for none.",
        }

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        language = self.instance.locale.language_code
        for field in self.fields.values():
            field.widget.attrs |= {"lang": language, "dir": "auto", "spellcheck": "true"}


def lists_of_front() -> tuple[Rows, ...]:
    """The lists of a front, empty yet."""
    told = (
        ("navigation", "Menu", "The links at the head of every page, in this order."),
        ("footer", "Links at the foot", "The links at the foot of every page, such as the imprint."),
        ("calls", "Calls to readers", "What every story ends with, such as how to join. Leave it empty for none."),
    )
    return tuple(Rows(name, _stream_of(HomePage, name), label, said) for name, label, said in told)


def _stream_of(model: Any, name: str) -> Any:
    return model._meta.get_field(name).stream_block


class ListsView(DeskView):
    """A screen with lists. Buttons of rows change what is on the screen; only saving keeps anything."""

    deeds = (Deed.EDIT_PAPER,)
    trail = (("Paper", "paper"),)
    header_icon = "list-ul"

    def lists(self) -> tuple[Rows, ...]:
        """The lists, empty yet."""
        raise NotImplementedError

    def rows_kept(self, name: str) -> Sequence[Mapping[str, Any]]:
        """What is stored of a list."""
        raise NotImplementedError

    def form(self, data: Any = None) -> Any:
        """The fields above the lists; None when there are none."""
        return None

    def keep(self, form: Any, lists: Mapping[str, Any]) -> None:
        """Keep what is valid."""
        raise NotImplementedError

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """Form and lists as they are, else as somebody has them."""
        form = keywords.pop("form") if "form" in keywords else self.form()
        lists = keywords.pop("lists", None) or [each.stored(self.rows_kept(each.name)) for each in self.lists()]
        media = sum((each.media for each in lists), forms.Media())
        return super().get_context_data(**keywords) | {
            "form": form,
            "lists": lists,
            "media": media,
            "as_read": self._as_read(),
        }

    def do(self, request: HttpRequest, **_keywords: Any) -> HttpResponse:
        """Save, or do what a row's button says."""
        form = self.form(request.POST)
        if request.POST.get("deed", SAVE) != SAVE:
            typed = [each.pressed(request.POST) for each in self.lists()]
            return self.render_to_response(self.get_context_data(form=form, lists=typed))
        refuse_changed(request.POST, self._state)
        lists = [each.sent(request.POST) for each in self.lists()]
        valid = [each.is_valid() for each in lists]
        if not all(valid) or (form is not None and not form.is_valid()):
            messages.error(request, "Nothing is saved yet. Put right what is marked below.")
            return self.render_to_response(self.get_context_data(form=form, lists=lists))
        self.keep(form, {each.name: each.kept() for each in lists})
        messages.success(request, "Saved. The whole paper is printed so in a while.")
        return redirect(request.path)

    @cached_property
    def _state(self) -> str:
        """What changes whenever the form or a list of this screen is saved; read before a sent form touches it."""
        form = self.form()
        return digest_of([form.initial if form else {}, *(list(self.rows_kept(each.name)) for each in self.lists())])

    def _as_read(self) -> str:
        """The state the screen was opened in; a row's button opens no other."""
        sent = self.request.POST
        return sent["as_read"] if "as_read" in sent and sent.get("deed", SAVE) != SAVE else self._state

    def refused(self, request: HttpRequest, **_keywords: Any) -> Any:
        """The screen as it was sent."""
        lists = [each.sent(request.POST) for each in self.lists()]
        return self.render_to_response(self.get_context_data(form=self.form(request.POST), lists=lists))


class MastheadView(ListsView):
    """Name, motto, menus and calls of one language."""

    template_name = "newsroom/desks/masthead.html"

    def setup(self, request: HttpRequest, *arguments: Any, **keywords: Any) -> None:
        """Find the front."""
        super().setup(request, *arguments, **keywords)
        front = HomePage.objects.select_related("locale").filter(pk=keywords["front"]).first()
        if front is None:
            raise Http404("This front is not there any more.")
        self.front = front

    def get_page_title(self) -> str:
        """Of which language, where there are several."""
        names = dict(current_paper().languages)
        said = "Name, menus and calls"
        return f"{said}: {names.get(self.front.locale.language_code, '')}" if len(names) > 1 else said

    def lists(self) -> tuple[Rows, ...]:
        """Menu, foot, calls."""
        return lists_of_front()

    def rows_kept(self, name: str) -> Sequence[Mapping[str, Any]]:
        """As they are out."""
        rows: Sequence[Mapping[str, Any]] = getattr(self.front, name).raw_data
        return rows

    def form(self, data: Any = None) -> MastheadForm:
        """Name and motto."""
        return MastheadForm(data, instance=self.front)

    def keep(self, form: Any, lists: Mapping[str, Any]) -> None:
        """Publish it."""
        self.change(form, lists).execute(self.request.user)

    def change(self, form: Any, lists: Mapping[str, Any]) -> ChangeMasthead:
        """What the form asks for."""
        typed = form.cleaned_data
        return ChangeMasthead(front=self.front.pk, name=typed["title"], motto=typed["tagline"], lists=lists)

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """And whose it is."""
        return super().get_context_data(**keywords) | {"front": self.front}


class MastheadLookView(MastheadView):
    """The front as the typed words would have it; nothing is saved."""

    def post(self, request: HttpRequest, *_arguments: Any, **_keywords: Any) -> HttpResponse:
        """The press's own page, in a frame in which nothing runs."""
        form, lists = self.form(request.POST), [each.sent(request.POST) for each in self.lists()]
        valid = [each.is_valid() for each in lists]
        if not form.is_valid() or not all(valid):
            return framed(
                b"This cannot be shown yet: save it to see what is to be put right.", "text/plain; charset=utf-8"
            )
        changed = self.change(form, {each.name: each.kept() for each in lists})
        try:
            seen = front_as_printed(changed.written(self.front))
        except (BroadsheetError, ValueError) as error:
            return framed(f"This cannot be shown yet: {error}".encode(), "text/plain; charset=utf-8")
        return framed(shown(seen), "text/html; charset=utf-8")


class ElsewhereView(ListsView):
    """The paper's pages elsewhere."""

    page_title = "The paper elsewhere"
    header_icon = "link"
    template_name = "newsroom/desks/elsewhere.html"

    def lists(self) -> tuple[Rows, ...]:
        """The one list."""
        said = "Pages of the paper on other sites. Their names stand at the foot of every page."
        return (Rows("social", _stream_of(PaperSettings, "social"), "Pages elsewhere", said),)

    def rows_kept(self, name: str) -> Sequence[Mapping[str, Any]]:
        """As they are out."""
        rows: Sequence[Mapping[str, Any]] = getattr(PaperSettings.load(), name).raw_data
        return rows

    def keep(self, form: Any, lists: Mapping[str, Any]) -> None:
        """Save them."""
        ChangePagesElsewhere(links=lists["social"]).execute(self.request.user)
