"""What each role may do and may not, asked by address: a hidden button refuses nobody."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Page

from broadsheet.newsroom.models import (
    ArticlePage,
    BranchPage,
    ContainerKind,
    EventPage,
    HomePage,
    IssuePage,
    PaperSettings,
    PersonPage,
    SectionPage,
    StandingPage,
)
from broadsheet.newsroom.roles import Role
from broadsheet.newsroom.shelves import home_of, month_shelf, shelf
from tests.newsroom.making import draft_story, person, publish, section, standing_page, story
from tests.newsroom.people import account
from tests.newsroom.signing_in import browser_of

pytestmark = pytest.mark.django_db

type Paper = dict[str, Any]
"""Pages by what they are to the account that asks."""

W, SE, E, A, BO, T = (
    Role.WRITER,
    Role.SECTION_EDITOR,
    Role.EDITOR,
    Role.ADMINISTRATOR,
    Role.BRANCH_ORGANISER,
    Role.TREASURER,
)
NOBODY: frozenset[Role] = frozenset()
EDITORS = frozenset({E, A})

# Page: who may edit it (and copy it, see its history, go back to an earlier draft), take it down, delete or move it.
RIGHTS: dict[str, tuple[frozenset[Role], frozenset[Role], frozenset[Role]]] = {
    "own draft": (EDITORS | {W, SE}, NOBODY, EDITORS | {W, SE}),
    "own story, out": (EDITORS | {W, SE}, EDITORS, EDITORS),
    "story within reach": (EDITORS | {SE}, EDITORS, EDITORS),
    "story beyond reach": (EDITORS, EDITORS, EDITORS),
    "event within reach": (EDITORS | {BO}, EDITORS | {BO}, EDITORS),
    "event beyond reach": (EDITORS, EDITORS, EDITORS),
    "branch within reach": (EDITORS | {BO}, EDITORS, EDITORS),
    "branch beyond reach": (EDITORS, EDITORS, EDITORS),
    "issue": (EDITORS | {SE}, EDITORS, EDITORS),
    "section within reach": (EDITORS, EDITORS, EDITORS),
    "person": (EDITORS, EDITORS, EDITORS),
    "standing page": (EDITORS, EDITORS, EDITORS),
    "front": (EDITORS, NOBODY, NOBODY),
    "shelf": (NOBODY, NOBODY, NOBODY),
}
GROUPS = (("edit", "copy", "history"), ("unpublish",), ("delete", "move"))


def _add(page: Any, kind: ContainerKind) -> Any:
    page.locale = home_of("en").locale
    shelf(home_of("en"), kind).add_child(instance=page)
    return publish(page)


@pytest.fixture
def paper() -> dict[str, Any]:
    """One page of every kind, within the reach of limited roles and beyond it."""
    here, there = section("Port"), section("Town")
    quay = _add(BranchPage(title="Quay", slug="quay"), ContainerKind.BRANCHES)
    hill = _add(BranchPage(title="Hill", slug="hill"), ContainerKind.BRANCHES)
    starts = datetime(2026, 12, 1, 19, tzinfo=UTC)
    return {
        "own draft": draft_story("Mine", section=there),
        "own story, out": story("Mine and out", section=there),
        "story within reach": story("Within", section=here),
        "story beyond reach": story("Beyond", section=there),
        "event within reach": _add(EventPage(title="Meeting", starts=starts, branch=quay), ContainerKind.DIARY),
        "event beyond reach": _add(EventPage(title="Walk", starts=starts, branch=hill), ContainerKind.DIARY),
        "branch within reach": quay,
        "branch beyond reach": hill,
        "issue": _add(IssuePage(title="Issue 7", number=7, day=starts.date(), slug="7"), ContainerKind.ISSUES),
        "section within reach": here,
        "person": person(),
        "standing page": standing_page("About us", "about-us"),
        "front": home_of("en"),
        "shelf": month_shelf(home_of("en"), "2026-11"),
    }


def _account(role: Role, paper: dict[str, Any]) -> Any:
    made = account(role, given=(paper["section within reach"], paper["branch within reach"]))
    for name in ("own draft", "own story, out"):
        ArticlePage.objects.filter(pk=paper[name].pk).update(owner=made)
    return made


def _opens(client: Any, address: str) -> bool:
    answer = client.get(address)
    ours = ("/newsroom/bin/delete/", "/newsroom/stories/", "/newsroom/paper/")  # where Wagtail's own address leads
    if answer.status_code == 302 and answer["Location"].startswith(ours):
        return _opens(client, answer["Location"])
    if answer.status_code == 302:
        assert answer["Location"] == "/newsroom/", address
    return answer.status_code == 200


@pytest.mark.parametrize("role", list(Role))
def test_a_role_handles_the_pages_it_may_and_no_others_by_any_address(role: Role, paper: Paper, client: Any) -> None:
    client.force_login(_account(role, paper))
    wrong = [
        (name, deed)
        for name, rights in RIGHTS.items()
        for deeds, allowed in zip(GROUPS, rights, strict=True)
        for deed in deeds
        if _opens(client, reverse(f"wagtailadmin_pages:{deed}", args=[paper[name].pk])) != (role in allowed)
    ]
    assert not wrong


@pytest.mark.parametrize("role", list(Role))
def test_an_earlier_draft_is_brought_back_by_whoever_may_edit(role: Role, paper: Paper, client: Any) -> None:
    client.force_login(_account(role, paper))
    for name in ("story within reach", "event beyond reach"):
        page = paper[name]
        back = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, page.latest_revision.pk])
        assert _opens(client, back) == (role in RIGHTS[name][0])


PUTS = {
    "month": (ArticlePage, EDITORS | {W, SE}),
    "issues": (IssuePage, EDITORS | {SE}),
    "sections": (SectionPage, EDITORS),
    "people": (PersonPage, EDITORS),
    "branches": (BranchPage, EDITORS),
    "diary": (EventPage, EDITORS | {BO}),
    "front": (StandingPage, EDITORS),
}


@pytest.mark.parametrize("role", list(Role))
def test_a_role_begins_the_pages_it_may_and_no_others(role: Role, client: Any) -> None:
    client.force_login(account(role))
    home = home_of("en")
    for place, (kind, allowed) in PUTS.items():
        parent = {"month": month_shelf(home, "2026-11"), "front": home}.get(place) or shelf(home, ContainerKind(place))
        address = reverse("wagtailadmin_pages:add", args=["newsroom", kind._meta.model_name, parent.pk])
        assert _opens(client, address) == (role in allowed), place


def _form(page: ArticlePage, **fields: Any) -> dict[str, Any]:
    form = {"title": page.title, "slug": page.slug, "genre": "report", "body-count": "0", "picture_caption": "null"}
    for rows in ("bylines", "corrections", "topics", "persons", "branches", "related", "comments"):
        form |= {f"{rows}-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
    return form | {"section": page.section_id or ""} | fields


PUBLISHERS = {
    "own draft": EDITORS,
    "story within reach": EDITORS | {SE},
    "story beyond reach": EDITORS,
}


@pytest.mark.parametrize("role", list(Role))
def test_a_story_goes_out_only_by_the_hand_of_a_role_that_publishes_there(
    role: Role, paper: Paper, client: Any
) -> None:
    client.force_login(_account(role, paper))
    PaperSettings.objects.update_or_create(defaults={"four_eyes": False})  # tested with publishing
    for name, allowed in PUBLISHERS.items():
        page = paper[name]
        form = _form(page, title="Another headline", **{"action-publish": "yes"})
        client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)
        answer = {"deed": "publish", "change": "small-fix"}
        client.post(reverse("publish_story", args=[page.pk]), answer)
        changed = ArticlePage.objects.get(pk=page.pk)
        assert (changed.live and changed.title == "Another headline") == (role in allowed), name


@pytest.mark.parametrize("role", [W, SE, BO, T])
def test_many_pages_at_once_are_refused_like_one(role: Role, paper: Paper, client: Any) -> None:
    client.force_login(_account(role, paper))
    beyond = paper["story beyond reach"]
    for deed in ("publish", "unpublish", "delete", "move"):
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", deed])
        client.post(f"{address}?id={beyond.pk}", {"chooser": month_shelf(home_of("en"), "2026-10").pk})
        left = ArticlePage.objects.filter(pk=beyond.pk, live=True).first()
        assert left is not None, deed
        assert left.path == beyond.path, deed


def test_many_pages_at_once_are_taken_down_by_an_editor_but_never_a_story(paper: Paper, client: Any) -> None:
    client.force_login(_account(Role.EDITOR, paper))
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    page, somebody = paper["story beyond reach"], paper["person"]
    client.post(f"{address}?id={page.pk}&id={somebody.pk}")
    assert set(Page.objects.filter(pk__in=[page.pk, somebody.pk]).values_list("live", flat=True)) == {True}
    client.post(f"{address}?id={somebody.pk}")
    assert not Page.objects.get(pk=somebody.pk).live


def test_a_section_editor_does_not_publish_into_a_section_not_given(paper: dict[str, Any], client: Any) -> None:
    client.force_login(_account(Role.SECTION_EDITOR, paper))
    page = paper["story within reach"]
    elsewhere = paper["story beyond reach"].section_id
    form = _form(page, title="Moved over", section=elsewhere, **{"action-publish": "yes"})
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)
    assert answer.status_code == 302
    stored = ArticlePage.objects.get(pk=page.pk)
    assert (stored.title, stored.section_id) == ("Within", page.section_id)
    assert stored.get_latest_revision_as_object().title == "Moved over"


@pytest.mark.parametrize("role", [W, BO, T])
@pytest.mark.parametrize("name", ["story within reach", "own draft"])
def test_nothing_is_locked_or_hidden_by_roles_that_may_not(role: Role, name: str, paper: Paper, client: Any) -> None:
    client.force_login(_account(role, paper))
    page = paper[name]
    client.post(reverse("wagtailadmin_pages:lock", args=[page.pk]))
    client.post(reverse("wagtailadmin_pages:set_privacy", args=[page.pk]), {"restriction_type": "login"})
    assert not ArticlePage.objects.get(pk=page.pk).locked
    assert not page.get_view_restrictions().exists()


SCREENS = {
    "/newsroom/": set(Role),
    "/newsroom/account/": set(Role),
    "/newsroom/stories/": {W, SE, E, A},
    "/newsroom/stories/new/": {W, SE, E, A},
    "/newsroom/people/": {A},
    "/newsroom/people/invite/": {A},
    "/newsroom/choose-page/": {W, SE, E, A, BO},
    "/newsroom/images/chooser/": {W, SE, E, A, BO},
    "/newsroom/images/": {W, SE, E, A, BO},
    "/newsroom/images/multiple/add/": {W, SE, E, A, BO},
    "/newsroom/documents/chooser/": {W, SE, E, A, BO},
    "/newsroom/documents/": {W, SE, E, A, BO},
    "/newsroom/settings/newsroom/papersettings/{settings}/": EDITORS,
    "/newsroom/collections/": NOBODY,
    "/newsroom/sites/": NOBODY,
    "/newsroom/locales/": NOBODY,
    "/newsroom/workflows/list/": NOBODY,
}


@pytest.mark.parametrize("role", list(Role))
def test_a_role_opens_its_screens_and_no_others(role: Role, client: Any) -> None:
    from broadsheet.newsroom.models import PaperSettings

    settings = PaperSettings.load().pk
    client.force_login(account(role))
    screens = {address.format(settings=settings): allowed for address, allowed in SCREENS.items()}
    assert not [address for address, allowed in screens.items() if _opens(client, address) != (role in allowed)]


@pytest.mark.parametrize("address", [f"/newsroom/{path}/" for path in ("users", "users/add", "groups", "groups/new")])
@pytest.mark.parametrize("role", [E, A])
def test_wagtails_own_screens_for_accounts_are_closed_to_all(address: str, role: Role, client: Any) -> None:
    client.force_login(account(role))
    assert client.get(address)["Location"] == "/newsroom/people/"


def test_files_of_others_are_changed_by_section_editors_and_deleted_by_editors(client: Any) -> None:
    from django.core.files.base import ContentFile
    from wagtail.permissions import policy_registry

    from broadsheet.newsroom.models import BroadDocument, BroadImage
    from tests.newsroom.making import picture

    shown = picture()
    paper = BroadDocument.objects.create(title="Minutes", file=ContentFile(b"minutes", name="minutes.txt"))
    pictures = policy_registry.get_by_type(BroadImage)
    rights = ((W, False, False), (SE, True, False), (E, True, True), (BO, False, False), (T, False, False))
    for role, changes, deletes in rights:
        made = account(role)
        client.force_login(made)
        assert _opens(client, f"/newsroom/documents/edit/{paper.pk}/") == changes, role
        assert _opens(client, f"/newsroom/documents/delete/{paper.pk}/") == deletes, role
        assert pictures.user_has_permission_for_instance(made, "change", shown) == changes, role
        assert pictures.user_has_permission_for_instance(made, "delete", shown) == deletes, role
        if not changes:
            assert client.get(f"/newsroom/images/{shown.pk}/").status_code == 302
            client.post(f"/newsroom/pictures/{shown.pk}/", {"title": "Mine"})
            assert type(shown).objects.get(pk=shown.pk).title != "Mine"
        if not deletes:
            assert not _opens(client, f"/newsroom/images/{shown.pk}/delete/")


def test_somebody_without_a_role_sees_nothing_of_the_paper(client: Any, paper: dict[str, Any]) -> None:
    client.force_login(account())
    assert client.get(reverse("wagtailadmin_pages:edit", args=[paper["own draft"].pk])).status_code == 302
    assert client.get("/newsroom/choose-page/").status_code == 302


def test_lists_hold_what_is_within_reach(paper: dict[str, Any]) -> None:
    from wagtail.models import Page
    from wagtail.permissions import policy_registry

    policy = policy_registry.get_by_type(Page)
    reached = {role: _account(role, paper) for role in (SE, E)}
    names = {page.pk: name for name, page in paper.items()}
    found = {
        role: {names[page.pk] for page in policy.instances_user_has_permission_for(user, "change") if page.pk in names}
        for role, user in reached.items()
    }
    assert found[E] == set(paper)
    # Both accounts began them in turn; the last owner is the editor.
    assert found[SE] == {"story within reach", "event within reach", "branch within reach", "section within reach"}


def test_building_the_groups_again_changes_nothing() -> None:
    from django.contrib.auth.models import Group
    from wagtail.models import GroupCollectionPermission, GroupPagePermission, Workflow

    from broadsheet.newsroom.accounts.groups import build_groups

    tables = (Group, GroupPagePermission, GroupCollectionPermission)
    before = [list(table.objects.order_by("pk").values_list("pk", flat=True)) for table in tables]
    build_groups()
    assert [list(table.objects.order_by("pk").values_list("pk", flat=True)) for table in tables] == before
    assert set(Group.objects.values_list("name", flat=True)) == {role.value for role in Role}
    assert not Workflow.objects.exists()
    assert GroupPagePermission.objects.filter(page__in=HomePage.objects.all()).count() > 0


def test_a_browser_of_each_role_is_told_its_own_menu() -> None:
    assert "People and roles" not in browser_of(Role.EDITOR).get("/newsroom/").content.decode()
    assert "People and roles" in browser_of(Role.ADMINISTRATOR).get("/newsroom/").content.decode()
