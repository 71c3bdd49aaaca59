"""Where Wagtail finds the desks: their addresses, their menu, their style sheet."""

from itertools import chain
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks

from broadsheet.newsroom.accounts.publishing import refuse_beyond_reach
from broadsheet.newsroom.desks import menu
from broadsheet.newsroom.desks.accounts import urls as accounts
from broadsheet.newsroom.desks.bin import hooks as bin_hooks
from broadsheet.newsroom.desks.bin import urls as bin_urls
from broadsheet.newsroom.desks.board import urls as board
from broadsheet.newsroom.desks.diary import urls as diary
from broadsheet.newsroom.desks.front import urls as front
from broadsheet.newsroom.desks.imported import urls as imported
from broadsheet.newsroom.desks.languages import urls as languages
from broadsheet.newsroom.desks.paper import urls as paper
from broadsheet.newsroom.desks.paper.standing import buttons_of_standing_page, to_our_screen
from broadsheet.newsroom.desks.pictures import urls as pictures
from broadsheet.newsroom.desks.readers import urls as readers
from broadsheet.newsroom.desks.removing import urls as removing
from broadsheet.newsroom.desks.state import urls as state
from broadsheet.newsroom.desks.stories import urls as stories
from broadsheet.newsroom.desks.story import urls as story
from broadsheet.newsroom.desks.story.deeds import after_keeping, ask_first, ask_why, buttons_for, one_by_one
from broadsheet.newsroom.desks.story.taking_down import StoryScreens
from broadsheet.newsroom.desks.subjects import urls as subjects
from broadsheet.newsroom.desks.today import panels
from broadsheet.newsroom.desks.ways_back import to_its_desk, when_published
from broadsheet.newsroom.models import ArticlePage
from broadsheet.newsroom.sizes import LARGEST_FILES, LARGEST_TEXT

HISTORY = {
    "newsroom.handed_in": "Handed in",
    "newsroom.sent_back": "Sent back to the writer",
    "newsroom.ready": "Said to be ready",
    "newsroom.closed": "Issue closed",
    "newsroom.reopened": "Issue reopened",
    "newsroom.fixed": "Published: a small fix",
    "newsroom.updated": "Published: an update",
    "newsroom.corrected": "Published: a correction",
    "newsroom.called_off": "The time of publication called off",
    "newsroom.not_yet": "Not published at its time",
    "newsroom.withdrawn": "Withdrawn",
    "newsroom.reinstated": "Reinstated",
    "newsroom.shown_outside": "A link made for somebody outside",
    "newsroom.deleted": "Put into the bin",
    "newsroom.restored": "Brought back from the bin",
    "newsroom.invited": "Invited",
    "newsroom.roles_changed": "Roles changed",
    "newsroom.factor_reset": "New password and second factor",
    "newsroom.account_closed": "Account closed",
}

DESKS = (
    bin_urls, board, diary, front, imported, languages, paper, pictures, readers, removing, state, stories, story,
    subjects, accounts,
)  # fmt: skip

__all__ = ["bin_hooks", "menu", "panels"]

hooks.register("before_publish_page", refuse_beyond_reach)


@hooks.register("register_admin_urls", order=-1)  # before Wagtail's own, some of which lead to ours
def addresses_of_desks() -> list[Any]:
    """Every desk's addresses, under /newsroom/."""
    return list(chain.from_iterable(desk.urlpatterns for desk in DESKS))


@hooks.register("insert_global_admin_css")
def style_of_desks() -> SafeString:
    """The desks' style sheets: of all, and of the form in which stories are written."""
    sheets = ((static(f"newsroom/{name}.css"),) for name in ("desk", "story"))
    return format_html_join("", '<link rel="stylesheet" href="{}">', sheets)


@hooks.register("insert_global_admin_js")
def script_of_desks() -> SafeString:
    """What gives the way home the paper's name, dialogs and fields theirs, and loses nothing that was typed."""
    scripts = ((static(f"newsroom/{name}.js"),) for name in ("mark", "names", "typed_text"))
    return format_html_join("", '<script type="module" src="{}"></script>', scripts) + format_html(
        '<script type="module" src="{}" data-still-here="{}" data-login="{}?next={}"'
        ' data-largest-text="{}" data-largest-files="{}"></script>',
        static("newsroom/nothing_lost.js"),
        reverse("still_here"),
        reverse("account_login"),
        reverse("back"),
        LARGEST_TEXT,
        LARGEST_FILES,
    )


@hooks.register("insert_editor_js")
def script_of_stories() -> SafeString:
    """What copies with one press, and what finds people, topics and stories."""
    scripts = ((static(f"newsroom/{name}.js"),) for name in ("story", "finder", "link"))
    return format_html_join("", '<script type="module" src="{}"></script>', scripts)


@hooks.register("construct_page_action_menu")
def buttons_of_stories(items: list[Any], request: HttpRequest, context: Any) -> None:
    """The deeds of a story in our words; Wagtail's own buttons stay for other pages and for a locked story."""
    page = context.get("page")
    if isinstance(page, ArticlePage) and context["view"] == "edit" and not context["locked_for_user"]:
        items[:] = buttons_for(page, request.user)


hooks.register("construct_page_action_menu", buttons_of_standing_page)
hooks.register("before_edit_page", to_our_screen)
hooks.register("after_create_page", when_published)
hooks.register("after_edit_page", when_published)
hooks.register("after_unpublish_page", to_its_desk)
hooks.register("after_edit_page", after_keeping)
hooks.register("before_publish_page", ask_first)
hooks.register("before_unpublish_page", ask_why)
hooks.register("before_bulk_action", one_by_one)


@hooks.register("insert_editor_js")
def words_of_pictures() -> SafeString:
    """Pictures bring the words they were last shown with."""
    script, address = static("newsroom/last_words.js"), reverse("last_words", args=[0])
    return format_html('<script type="module" src="{}" data-last-words="{}"></script>', script, address)


@hooks.register("register_admin_viewset")
def screens_of_stories() -> StoryScreens:
    """What replaces Wagtail's screens of a story."""
    return StoryScreens()


@hooks.register("register_log_actions")
def deeds_in_history(actions: Any) -> None:
    """What editorial actions leave in a page's history."""
    for event, label in HISTORY.items():
        actions.register_action(event, label, label)
