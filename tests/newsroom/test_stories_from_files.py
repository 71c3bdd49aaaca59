"""Each file becomes a draft of its own; what could not be carried stays beside it until somebody has read it."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from broadsheet.errors import ActionRefusedError
from broadsheet.newsroom.actions.story_from_document import StoryFromDocument
from broadsheet.newsroom.models import ArticlePage, BroadImage, ImportedLine, NotCarried, OutboxRow
from broadsheet.newsroom.roles import Role
from tests.importers.documents.test_documents_are_read_apart import memory_is_limited
from tests.importers.documents.writing import greedy_word_file, paragraph, run, word_file, word_part

pytestmark = pytest.mark.django_db
HOST = {"HTTP_HOST": "quay.example"}
STRIKE = Path(__file__).parents[1] / "importers" / "documents"
TEXT = b"Kitchens full\n\nBy Ada Berg\n\nSoup was free and hot for the whole of the third week of the stoppage.\n"


def account(role: Role | None) -> Any:
    """An account with this role alone."""
    user = get_user_model().objects.create_user(username=f"some {role}", password="a long enough password")
    if role is not None:
        user.groups.add(Group.objects.get(name=role.value))
    return user


def strike(ending: str, **fields: Any) -> StoryFromDocument:
    data = (STRIKE / f"strike.{ending}").read_bytes()
    return StoryFromDocument(**({"name": f"strike.{ending}", "data": data, "language": "en"} | fields))


@pytest.fixture
def writer() -> Any:
    return account(Role.WRITER)


@pytest.fixture
def browser_of_editor(client: Any) -> Any:
    client.defaults.update(HOST)
    client.force_login(get_user_model().objects.get(username="editor"))
    return client


def remarked() -> bytes:
    """A Word file with a remark in its margin."""
    remark = word_part("comments", f'<w:comment w:id="0">{paragraph(run("Check the date with Ines"))}</w:comment>')
    return word_file(paragraph(run("The cranes stand still.")), word__comments_xml=remark)


def sent(browser: Any, *files: tuple[str, bytes], **fields: str) -> Any:
    uploads = [SimpleUploadedFile(name, data) for name, data in files]
    return browser.post(reverse("stories_from_files"), {"files": uploads} | fields, secure=True, follow=True)


@pytest.mark.parametrize("ending", ["odt", "docx"])
def test_a_document_becomes_a_draft_with_everything_in_it(writer: Any, ending: str) -> None:
    draft = strike(ending).execute(writer)
    story = ArticlePage.objects.get(pk=draft.story.pk)
    assert draft.made
    assert (story.live, story.owner, story.first_published_at) == (False, writer, None)
    assert (story.title, story.kicker) == ("Cranes stand still at Pier Nine", "Port")
    assert [(row.printed_name, row.role) for row in story.bylines.all()] == [("Ada Berg", "port reporter")]
    kinds = [block.block_type for block in story.body]
    assert kinds[0] == "text"
    assert {"table", "image", "footnote"} <= set(kinds)
    assert "<h2>What the crews want</h2>" in str(story.body[0].value.source)
    assert story.latest_revision.as_object().body == story.body


def test_what_could_not_be_carried_stays_beside_the_draft(writer: Any) -> None:
    story = strike("odt").execute(writer).story
    found = dict(story.not_carried.values_list("what", "which"))
    assert found["remark"] == "Check the date with Ines"
    assert list(story.not_carried.values_list("changed", flat=True)) == sorted(
        story.not_carried.values_list("changed", flat=True)
    )


def test_a_draft_puts_no_story_into_the_outbox(writer: Any) -> None:
    OutboxRow.objects.all().delete()
    strike("odt").execute(writer)
    assert not OutboxRow.objects.filter(kind="article").exists()


def test_the_same_file_gives_the_same_story_again(writer: Any) -> None:
    first = strike("odt").execute(writer)
    again = strike("odt", name="copy of strike.odt").execute(writer)
    assert (again.made, again.story.pk) == (False, first.story.pk)


def test_after_the_story_was_deleted_the_file_makes_another(writer: Any) -> None:
    strike("odt").execute(writer).story.delete()
    assert strike("odt").execute(writer).made


def test_a_picture_the_newsroom_has_is_taken_once_and_keeps_its_credit(writer: Any) -> None:
    strike("odt").execute(writer)
    BroadImage.objects.update(credit="Ines Corvo")
    strike("docx").execute(writer)
    assert list(BroadImage.objects.values_list("credit", flat=True)) == ["Ines Corvo"]


@pytest.mark.parametrize("role", [None, Role.TREASURER, Role.BRANCH_ORGANISER])
def test_whoever_may_not_write_makes_nothing(role: Role | None) -> None:
    with pytest.raises(PermissionDenied):
        strike("odt").execute(account(role))
    assert not ImportedLine.objects.exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"name": "a.pdf"}, "save it as"), ({"data": b"x"}, "save it again"), ({"language": "tlh"}, "language")],
)
def test_what_stands_in_the_way_is_said_and_nothing_is_made(writer: Any, fields: Any, words: str) -> None:
    action = strike("odt", **fields)
    with pytest.raises(ActionRefusedError, match=words):
        action.execute(writer)
    assert [str(obstacle) for obstacle in action.check()] == [str(each) for each in _refusal(action, writer)]
    assert not ArticlePage.objects.filter(owner=writer).exists()


def _refusal(action: StoryFromDocument, user: Any) -> Any:
    try:
        action.execute(user)
    except ActionRefusedError as error:
        return error.obstacles
    return ()


def test_a_document_in_another_language_stands_in_that_language(writer: Any) -> None:
    assert strike("odt", language="ru").execute(writer).story.locale.language_code == "ru"


def test_a_draft_costs_the_same_in_a_large_paper(writer: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    StoryFromDocument(name="first.txt", data=TEXT + b"first", language="en").execute(writer)
    with CaptureQueriesContext(connection) as few:
        StoryFromDocument(name="a.txt", data=b"Full " + TEXT, language="en").execute(writer)
    for number in range(30):
        StoryFromDocument(name="b.txt", data=str(number).encode() + b" " + TEXT, language="en").execute(writer)
    with CaptureQueriesContext(connection) as many:
        StoryFromDocument(name="c.txt", data=b"More " + TEXT, language="en").execute(writer)
    assert len(many) <= len(few) + 2
    assert not [query for query in many.captured_queries if "COUNT(" in query["sql"].upper()]


def test_one_file_opens_its_draft_with_the_list_above_it(browser_of_editor: Any) -> None:
    answer = sent(browser_of_editor, ("remarked.docx", remarked()))
    page = answer.content.decode()
    assert answer.redirect_chain[-1][0].endswith("/edit/")
    assert "Look these over" in page
    assert "Check the date with Ines" in page


def test_several_files_are_drafts_of_their_own_and_a_bad_one_keeps_none_back(browser_of_editor: Any) -> None:
    answer = sent(
        browser_of_editor, ("soup.txt", TEXT), ("bad.docx", b"no"), ("strike.odt", b""), ("b.txt", TEXT + b"B")
    )
    page = answer.content.decode()
    assert ArticlePage.objects.filter(title="Kitchens full").count() == 2
    assert "“bad.docx” is damaged" in page
    assert "soup.txt" in page


def test_no_file_and_too_large_a_file_are_said(browser_of_editor: Any) -> None:
    assert "No file was chosen" in sent(browser_of_editor).content.decode()
    assert "megabytes" in sent(browser_of_editor, ("big.txt", b"a" * 50_000_001)).content.decode()
    assert not ArticlePage.objects.filter(title__startswith="aaa").exists()


def test_a_person_without_the_role_is_refused_by_address(client: Any) -> None:
    client.defaults.update(HOST)
    client.force_login(account(Role.TREASURER))
    assert client.post(reverse("stories_from_files"), secure=True).status_code in (302, 403)
    assert client.get(reverse("stories_from_files"), secure=True).status_code in (302, 403)


def test_the_list_goes_away_when_it_has_been_read(browser_of_editor: Any) -> None:
    sent(browser_of_editor, ("remarked.docx", remarked()))
    story = ArticlePage.objects.get(title="remarked")
    address = reverse("not_carried", args=[story.pk])
    assert "Check the date with Ines" in browser_of_editor.get(address, secure=True).content.decode()
    browser_of_editor.post(address, secure=True)
    assert not NotCarried.objects.exists()


def test_a_file_that_wants_two_gigabytes_is_refused_in_words_and_the_newsroom_goes_on(browser_of_editor: Any) -> None:
    if not memory_is_limited():
        pytest.skip("This system does not limit the memory of a process (RLIMIT_AS); run the test on Linux.")
    screen = sent(browser_of_editor, ("greedy.docx", greedy_word_file())).content.decode()
    assert "“greedy.docx” is more than a story can be once it is unpacked." in screen
    # By itself: on a full machine the first takes so long that files sent with it are left for another time.
    sent(browser_of_editor, ("kitchens.txt", TEXT))
    assert [page.draft_title for page in ArticlePage.objects.all()] == ["Kitchens full"]
    assert browser_of_editor.get(reverse("stories"), secure=True).status_code == 200
