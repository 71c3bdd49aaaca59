"""
What an account may do to a page, asked by every screen of Wagtail's and of ours.

Wagtail asks `page.permissions_for_user(user)`, and keeps rights as rows of groups at places in the tree. Our places say
nothing: a story lies under its month, not under its section. So the rows let each role in, and this narrows them by the
kind of page, by whose it is, and by what was given to the account.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from wagtail.models import Page
from wagtail.models.pages import PagePermissionTester
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from broadsheet.newsroom.accounts.reach import everywhere, given_to, pages_within, within
from broadsheet.newsroom.models.articles import ArticlePage
from broadsheet.newsroom.models.bin import hidden_pages
from broadsheet.newsroom.models.containers import ContainerKind, ContainerPage
from broadsheet.newsroom.models.diary import BranchPage, EventPage
from broadsheet.newsroom.models.home import HomePage
from broadsheet.newsroom.models.issues import IssuePage
from broadsheet.newsroom.models.standing import StandingPage
from broadsheet.newsroom.models.subjects import PersonPage, SectionPage, TopicPage
from broadsheet.newsroom.roles import Deed


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDeeds:
    """Which deed each handling of a page takes; None: nobody does that here."""

    add: Deed | None = None
    edit: Deed | None = None
    publish: Deed | None = None
    take_down: Deed | None = None
    delete: Deed | None = None


_SUBJECT: Final = PageDeeds(
    add=Deed.EDIT_SUBJECTS,
    edit=Deed.EDIT_SUBJECTS,
    publish=Deed.EDIT_SUBJECTS,
    take_down=Deed.EDIT_SUBJECTS,
    delete=Deed.DELETE,
)
_EVENT: Final = PageDeeds(
    add=Deed.EDIT_DIARY,
    edit=Deed.EDIT_DIARY,
    publish=Deed.EDIT_DIARY,
    take_down=Deed.EDIT_DIARY,
    delete=Deed.EDIT_DIARY,
)
_OWN_EVENT: Final = PageDeeds(
    add=Deed.EDIT_OWN_BRANCH,
    edit=Deed.EDIT_OWN_BRANCH,
    publish=Deed.EDIT_OWN_BRANCH,
    take_down=Deed.EDIT_OWN_BRANCH,
)
_STORY: Final = PageDeeds(
    add=Deed.WRITE, edit=Deed.EDIT_STORIES, publish=Deed.PUBLISH, take_down=Deed.WITHDRAW, delete=Deed.DELETE
)
_STANDING: Final = PageDeeds(
    add=Deed.EDIT_PAPER,
    edit=Deed.EDIT_PAPER,
    publish=Deed.EDIT_PAPER,
    take_down=Deed.EDIT_PAPER,
    delete=Deed.DELETE,
)

ANYWHERE: Final[dict[type[Page], PageDeeds]] = {
    ArticlePage: _STORY,
    IssuePage: PageDeeds(
        add=Deed.PLAN_ISSUE,
        edit=Deed.PLAN_ISSUE,
        publish=Deed.CLOSE_ISSUE,
        take_down=Deed.CLOSE_ISSUE,
        delete=Deed.DELETE,
    ),
    SectionPage: _SUBJECT,
    TopicPage: _SUBJECT,
    PersonPage: _SUBJECT,
    BranchPage: _SUBJECT,
    EventPage: _EVENT,
    StandingPage: _STANDING,
    HomePage: PageDeeds(edit=Deed.ARRANGE_FRONT, publish=Deed.ARRANGE_FRONT),
    ContainerPage: PageDeeds(),  # nobody moves a shelf
}
"""The deeds of roles that reach the whole paper."""

WITHIN: Final[dict[type[Page], PageDeeds]] = {
    ArticlePage: _STORY,
    EventPage: _OWN_EVENT,
    BranchPage: PageDeeds(edit=Deed.EDIT_OWN_BRANCH, publish=Deed.EDIT_OWN_BRANCH),
    IssuePage: PageDeeds(add=Deed.PLAN_ISSUE, edit=Deed.PLAN_ISSUE),  # an issue belongs to all who plan it
}
"""The deeds of roles that reach only what was given to them."""

SHELVED: Final[dict[str, type[Page]]] = {
    ContainerKind.MONTH: ArticlePage,
    ContainerKind.ISSUES: IssuePage,
    ContainerKind.SECTIONS: SectionPage,
    ContainerKind.TOPICS: TopicPage,
    ContainerKind.PEOPLE: PersonPage,
    ContainerKind.BRANCHES: BranchPage,
    ContainerKind.DIARY: EventPage,
}
"""What is put on each shelf."""


class DeskPageTester(PagePermissionTester):
    """Answers from the account's roles and reach; a page of its own may be edited until it is out of its hands."""

    def __init__(self, user: Any, page: Page) -> None:
        super().__init__(user, page)
        if not user.is_active or user.is_superuser:
            return
        self.permissions = set(self._actions())

    def can_add_subpage(self) -> bool:
        """Whether anything may be put on this shelf."""
        return super().can_add_subpage() and (self.user.is_superuser or self._may_add())

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """A page is deleted by those who may; what never went out, also by whoever began it."""
        if not super().can_delete(ignore_bulk=ignore_bulk):
            return False
        return self.user.is_superuser or "delete" in self.permissions or self._own_and_never_out()

    def can_unpublish(self) -> bool:
        """Taking down is a deed of its own, heavier than publishing."""
        return super().can_unpublish() and (self.user.is_superuser or "take_down" in self.permissions)

    def can_set_view_restrictions(self) -> bool:
        """What is kept from readers is as good as taken down."""
        return super().can_set_view_restrictions() and (self.user.is_superuser or "take_down" in self.permissions)

    def can_publish_subpage(self) -> bool:
        """Published at once only by roles that reach the whole paper: a page not made yet lies in no one's section."""
        if self.user.is_superuser or not self.user.is_active:
            return super().can_publish_subpage()
        return ANYWHERE.get(self._kind_put_here(), PageDeeds()).publish in everywhere(self.user)

    def can_reorder_children(self) -> bool:
        """The order of a shelf is the order in the paper."""
        return self.can_publish_subpage()

    def _own_and_never_out(self) -> bool:
        return self.page.owner_id == self.user.pk and not self.page.live and self.page.first_published_at is None

    def _actions(self) -> Iterable[str]:
        kind = self.page.specific_class
        yield from _named(ANYWHERE.get(kind, PageDeeds()), everywhere(self.user))
        if self._within_reach():
            yield from _named(WITHIN.get(kind, PageDeeds()), within(self.user))
        if _may_begin(self.user, kind) or self._may_add():
            yield "add"

    def _may_add(self) -> bool:
        return _may_begin(self.user, self._kind_put_here())

    def _kind_put_here(self) -> Any:
        kind = self.page.specific_class
        if kind is ContainerPage:
            return SHELVED.get(ContainerPage.objects.values_list("kind", flat=True).get(pk=self.page.pk))
        return StandingPage if kind in (HomePage, StandingPage) else None

    def _within_reach(self) -> bool:
        """Whether the page, as it is stored and as it is on the screen, lies within what was given to the account."""
        kind, given = self.page.specific_class, given_to(self.user)
        if kind is IssuePage:
            return True
        if kind is BranchPage:
            return self.page.pk in given
        column = {ArticlePage: "section_id", EventPage: "branch_id"}.get(kind)
        if column is None or not given:
            return False
        stored = kind.objects.filter(pk=self.page.pk).values_list(column, flat=True).first()
        return stored in given and getattr(self.page, column, stored) in given


def _may_begin(user: Any, kind: Any) -> bool:
    """Whether pages of this kind are begun by the account, so that its own stay in its hands."""
    if kind is None:
        return False
    anywhere, limited = ANYWHERE.get(kind, PageDeeds()).add, WITHIN.get(kind, PageDeeds()).add
    return anywhere in everywhere(user) or limited in within(user)


def _named(handled: PageDeeds, deeds: frozenset[Deed]) -> Iterable[str]:
    """Wagtail's own words for what the deeds allow, besides `take_down` and `delete`, which are ours."""
    if handled.edit in deeds:
        yield from ("change", "lock", "unlock")
    if handled.publish in deeds:
        yield "publish"
    if handled.take_down in deeds:
        yield "take_down"
    if handled.delete in deeds:
        yield from ("delete", "bulk_delete")


class DeskPagePolicy(PagePermissionPolicy):
    """The same for whole lists: roles with a limited reach find in them only what is within it, or their own."""

    def instances_with_direct_explore_permission(self, user: Any) -> Any:
        """Where an account begins. A superuser's root is asked for by its path: its depth has no index."""
        if user.is_superuser:
            return Page.objects.filter(path=Page._get_path("", 1, 1))
        return super().instances_with_direct_explore_permission(user)

    def explorable_instances(self, user: Any) -> Any:
        """The pages that this account finds in lists and searches: not what is in the bin."""
        return super().explorable_instances(user).exclude(pk__in=hidden_pages())

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> Any:
        """The pages the account may handle in one of these ways."""
        found = super().instances_user_has_any_permission_for(user, actions)
        wide = user.is_superuser or Deed.EDIT_STORIES in everywhere(user) or set(actions) == {"add"}
        return found if wide else found.filter(pages_within(user))


def register() -> None:
    """In place of Wagtail's."""
    register_permission_policy(Page, DeskPagePolicy(Page))
