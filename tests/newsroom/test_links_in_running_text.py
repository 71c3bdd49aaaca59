"""The link button finds stories, topics and pages without the tree; nobody but an administrator meets the tree."""

import json
from typing import Any

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from broadsheet.newsroom.actions.deleting import BinKind, Delete
from broadsheet.newsroom.desks.ways_back import way_to
from broadsheet.newsroom.models import ArticlePage, BranchPage
from broadsheet.newsroom.roles import Role
from tests.newsroom import making
from tests.newsroom.people import account
from tests.newsroom.signing_in import browser_of
from tests.newsroom.test_the_interface_speaks_newspaper import NEVER

pytestmark = pytest.mark.django_db

AS_THE_EDITOR_ASKS = {
    "page_type": "wagtailcore.page",
    "allow_external_link": "true",
    "allow_email_link": "true",
    "allow_phone_link": "true",
    "allow_anchor_link": "true",
    "link_text": "the fees",
}


@pytest.fixture
def writer() -> Client:
    return browser_of(Role.WRITER)


def step(answer: Any) -> dict[str, Any]:
    assert answer.status_code == 200, answer.status_code
    said: dict[str, Any] = json.loads(answer.content)
    return said


def found(client: Client, typed: str, language: str = "en") -> list[str]:
    answer = client.get(reverse("find_for_story", args=["links"]), {"q": typed, "language": language})
    return [each["name"] for each in answer.json()["found"]]


def test_the_dialog_is_one_field_and_shows_no_tree(writer: Client) -> None:
    story = making.story("Harbour fees rise")
    for address in (
        reverse("wagtailadmin_choose_page"),
        reverse("wagtailadmin_choose_page_child", args=[story.get_parent().pk]),
        reverse("wagtailadmin_choose_page_child", args=[Page.objects.order_by("-pk")[0].pk + 1000]),
    ):
        said = step(writer.get(address, AS_THE_EDITOR_ASKS))
        assert said["step"] == "browse"
        dialog = lxml.html.fromstring(said["html"])
        assert len(dialog.xpath("//input[@type='text']")) == 1
        assert [each.text for each in dialog.xpath("//p[@class='link-types']/*")] == [
            "In the paper",
            "Address elsewhere",
            "E-mail",
        ]
        links = dialog.xpath("//a/@href")
        assert len(links) == 2
        assert not any("/pages/" in each or "choose-page/1" in each for each in links)
        assert not NEVER.search(dialog.text_content())


def test_stories_topics_and_pages_are_found_newest_first_until_something_is_typed(writer: Client) -> None:
    making.section("Harbour")
    making.topic("Harbour fees")
    for each in range(12):
        making.story(f"Harbour story {each}")
    assert found(writer, "")[:3] == ["Harbour story 11", "Harbour story 10", "Harbour story 9"]
    assert found(writer, "harbour")[:2] == ["Harbour", "Harbour story 11"]
    assert found(writer, "fees") == ["Harbour fees"]
    assert found(writer, "%_'\"<>") == found(writer, "nowhere") == []


def test_what_is_taken_comes_back_as_the_editor_keeps_it(writer: Client) -> None:
    story = making.story("Harbour fees rise")
    said = step(writer.get(reverse("link_chosen"), {"to": story.pk, "to-words": "Harbour fees rise"}))
    assert said["step"] == "page_chosen"
    assert (said["result"]["id"], said["result"]["title"]) == (story.pk, "Harbour fees rise")
    assert said["result"]["parentId"] is None


@pytest.mark.parametrize(
    "typed", ["", "0", "9" * 18, "9" * 40, "-1", "1 OR 1=1", "<script>alert(1)</script>", "shelf", "bin", "root"]
)
def test_what_is_no_page_of_the_paper_is_not_taken_and_the_words_stay(writer: Client, typed: str) -> None:
    story, binned = making.story("Harbour fees rise"), making.story("Tugs")
    Delete(kind=BinKind.PAGE, number=binned.pk).execute(account(Role.EDITOR, "another editor"))
    number = {"shelf": story.get_parent().pk, "bin": binned.pk, "root": 1}.get(typed, typed)
    asked = {"to": number, "to-words": "my <b>words</b>", **AS_THE_EDITOR_ASKS}
    said = step(writer.get(reverse("link_chosen"), asked))
    assert said["step"] == "browse"
    dialog = lxml.html.fromstring(said["html"])
    assert dialog.xpath("//*[@role='alert']")[0].text == "Take a page from the list."
    assert len(dialog.xpath("//p[@class='link-types']/*")) == 3
    assert "<script>" not in said["html"]
    assert "<b>words" not in said["html"]


def test_an_organiser_finds_what_readers_have_and_a_treasurer_nothing() -> None:
    making.draft_story("Secret plans").save_revision()
    out, draft = making.story("Harbour fees rise"), ArticlePage.objects.get(draft_title="Secret plans")
    organiser, treasurer = browser_of(Role.BRANCH_ORGANISER), browser_of(Role.TREASURER)
    assert found(organiser, "") == ["Harbour fees rise"]
    assert found(organiser, "secret") == []
    assert step(organiser.get(reverse("link_chosen"), {"to": draft.pk}))["step"] == "browse"
    assert step(organiser.get(reverse("link_chosen"), {"to": out.pk}))["step"] == "page_chosen"
    for address in (reverse("link_chosen"), reverse("wagtailadmin_choose_page")):
        assert treasurer.get(address, {"to": out.pk}).status_code in (302, 403)


def test_an_address_elsewhere_and_an_e_mail_are_kept_and_nonsense_is_told(writer: Client) -> None:
    def sent(name: str, **form: str) -> dict[str, Any]:
        return step(writer.post(reverse(f"wagtailadmin_choose_page_{name}_link"), form))

    url = "external-link-chooser-url"
    kept = sent("external", **{url: "https://harbour.example/fees?a=1", "external-link-chooser-link_text": "fees"})
    assert (kept["step"], kept["result"]["url"]) == ("external_link_chosen", "https://harbour.example/fees?a=1")
    kept = sent("email", **{"email-link-chooser-email_address": "desk@lamp.example"})
    assert kept["result"]["url"] == "mailto:desk@lamp.example"
    for nonsense in ("javascript:alert(1)", "data:text/html,x", "no address", ""):
        told = sent("external", **{url: nonsense})
        assert told["step"] == "external_link"
        said = lxml.html.fromstring(told["html"]).text_content()
        assert told["step"] == "external_link", nonsense
        assert ("Write the address as the browser shows it" if nonsense else "Type or paste the address") in said, said
        assert not NEVER.search(said)


def test_only_an_administrator_moves_pages_about_in_the_tree(writer: Client) -> None:
    administrator = browser_of(Role.ADMINISTRATOR)
    for asked in ({"user_perms": "move_to"}, {"page_type": "newsroom.ArticlePage"}, {"multiple": "1"}):
        assert writer.get(reverse("wagtailadmin_choose_page"), asked).status_code in (302, 403)
    assert writer.get(reverse("wagtailadmin_choose_page_search"), {"q": "x"}).status_code in (302, 403)
    assert step(administrator.get(reverse("wagtailadmin_choose_page"), {"user_perms": "move_to"}))["step"] == "browse"


@pytest.mark.parametrize("role", [Role.WRITER, Role.SECTION_EDITOR, Role.EDITOR])
def test_lists_of_all_pages_lead_to_stories_and_desks(role: Role) -> None:
    browser, story, topic = browser_of(role), making.story(), making.topic()
    for address in ("/newsroom/pages/", f"/newsroom/pages/{story.get_parent().pk}/", "/newsroom/pages/999999/"):
        assert browser.get(address).url == reverse("stories"), address
    expected = reverse("subjects_of_kind", args=["topics"]) if role is Role.EDITOR else reverse("stories")
    assert browser.get(f"/newsroom/pages/{topic.pk}/").url == expected


def test_an_administrator_still_sees_the_lists() -> None:
    browser, story = browser_of(Role.ADMINISTRATOR), making.story("Harbour fees rise")
    assert browser.get("/newsroom/pages/", follow=True).status_code == 200
    below = browser.get(f"/newsroom/pages/{story.get_parent().pk}/")
    assert "Harbour fees rise" in below.content.decode()


def ways(screen: Any) -> list[tuple[str, str]]:
    page = lxml.html.fromstring(screen.content)
    items = page.xpath("//*[@data-controller='w-breadcrumbs']//a | //*[contains(@class,'w-breadcrumbs')]//a")
    return list(dict.fromkeys((each.text_content().strip(), each.get("href")) for each in items if each.get("href")))


@pytest.mark.parametrize("screen", ["edit", "history", "usage"])
def test_the_way_to_every_page_leads_from_its_desk(screen: str) -> None:
    editor = browser_of(Role.EDITOR)
    desks = {
        making.story(): ["stories"],
        making.section(): ["subjects", "sections"],
        making.topic(): ["subjects", "topics"],
        making.person(): ["subjects", "people"],
    }
    for page, desk in desks.items():
        shown = editor.get(reverse(f"wagtailadmin_pages:{screen}", args=[page.pk]))
        assert shown.status_code == 200
        addresses = [address for _, address in ways(shown) if address]
        wanted = [reverse(desk[0]), *(reverse("subjects_of_kind", args=[each]) for each in desk[1:])]
        assert addresses[: len(wanted)] == wanted, (page, addresses)
        tree = [each for each in addresses if each.startswith("/newsroom/pages/") and not each.endswith("/edit/")]
        assert [each for each in tree if not each.endswith(("/history/", "/usage/"))] == []


def test_an_organisers_way_to_the_branch_leads_from_the_diary() -> None:
    branch, organiser = BranchPage(title="Quayside"), account(Role.BRANCH_ORGANISER, "an organiser")
    assert [step["label"] for step in way_to(branch, organiser)] == ["Diary", branch.title]
    editor = account(Role.EDITOR, "an editor")
    assert [step["label"] for step in way_to(branch, editor)] == ["People and topics", "Branches", branch.title]
