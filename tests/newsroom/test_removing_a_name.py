"""After a name was removed, no byte of it is left: in database, edition, tree, ledger and names of files."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from broadsheet.errors import ActionRefusedError
from broadsheet.newsroom.actions import removing_names
from broadsheet.newsroom.actions.deleting import BinKind, Delete
from broadsheet.newsroom.actions.removing_names import ForgetSearch, LookForName, RemoveName, StartRemoval, go_on
from broadsheet.newsroom.compose import compose
from broadsheet.newsroom.models import (
    ArticlePage,
    BroadImage,
    Byline,
    ContainerKind,
    EventPage,
    IssuePage,
    NameRemoval,
    OldAddress,
    PersonPage,
    StandingPage,
)
from broadsheet.newsroom.roles import Role
from broadsheet.newsroom.shelves import home_of, shelf
from broadsheet.newsroom.vocabularies import Removal
from tests.newsroom import making
from tests.newsroom.people import account
from tests.newsroom.tables import every_byte

pytestmark = pytest.mark.django_db

SPELLINGS = ("Marta Oyelaran", "Марта Ойеларан")


def a_paper_with_the_name_everywhere() -> dict[str, Any]:
    """The name in every kind of place, published, old, drafted and deleted."""
    person = making.person("Marta Oyelaran", description="<p>Marta <b>Oyelaran</b> is a docker.</p>")
    portrait = making.picture("Marta Oyelaran", credit="Marta Oyelaran")
    story = making.draft_story("Marta Oyelaran speaks", standfirst="MARTA OYELARAN at the gate", picture=portrait)
    story.picture_alt = "Márta Oyelárán on a crane"
    story.body = [("text", "<p>Said Marta&nbsp;Oyelaran.</p>"), ("quote", {"paragraphs": "<p>x</p>", "source": "M."})]
    story.bylines = [Byline(printed_name="Marta Oyelaran")]
    story = making.publish(story)
    story.title = "A docker speaks"
    story.body = [("text", "<p>Nothing here.</p>")]
    story = making.publish(story)
    russian = making.story(
        "Марта Ойеларан говорит", language="ru", body=[("text", "<p>Марта <i>Ойеларан</i> у ворот.</p>")]
    )
    OldAddress.objects.create(page_id=story.pk, path="/old/marta-oyelaran.html")
    event = EventPage(title="Marta Oyelaran in the hall", starts=making.MOMENT, locale=home_of("en").locale)
    shelf(home_of("en"), ContainerKind.DIARY).add_child(instance=event)
    event = making.publish(event)
    parent = making.standing_page("About Marta Oyelaran", "marta-oyelaran")
    child = StandingPage(title="More", slug="more", locale=parent.locale)
    parent.add_child(instance=child)
    making.publish(child)
    issue = IssuePage(number=5, day=date(2026, 11, 5), locale=home_of("en").locale)
    placed = {"article": story, "print_headline": "Marta Oyelaran!"}
    issue.plan = [("section", {"title": "News", "stories": [placed]})]
    shelf(home_of("en"), ContainerKind.ISSUES).add_child(instance=issue)
    making.publish(issue)
    binned = making.story("Deleted Marta Oyelaran")
    Delete(kind=BinKind.PAGE, number=binned.pk).execute(account(Role.EDITOR, name="who deleted"))
    return {"person": person, "story": story, "russian": russian, "event": event, "portrait": portrait, "child": child}


def folded_bytes(data: bytes) -> bytes:
    return data.decode("utf-8", "ignore").casefold().encode()


def tells(data: bytes) -> bool:
    plain = folded_bytes(data)
    escaped = "\\u041e\\u0439\\u0435\\u043b".casefold().encode()
    return any(each in plain for each in (b"oyelaran", "oyelárán".encode(), "ойеларан".encode(), escaped))


def test_the_search_would_find_it() -> None:
    assert tells(b"x OYELARAN")
    assert tells("МАРТА ОЙЕЛАРАН".encode())
    assert not tells(b"nothing")


def test_every_place_is_shown_in_its_words(edition_file: Path) -> None:
    a_paper_with_the_name_everywhere()
    finds = RemoveName(spellings=SPELLINGS).finds()
    places = {find.where for find in finds}
    assert {"headline", "headline or name", "web address", "old web address", "an older version", "body"} <= {
        where.rpartition(": ")[2] for where in places
    }, places
    assert any("Said Marta" in find.words for find in finds)
    assert not any("slug" in find.where for find in finds)


def test_no_row_and_no_record_holds_it_afterwards(edition_file: Path, django_capture_on_commit_callbacks: Any) -> None:
    paper = a_paper_with_the_name_everywhere()
    compose()
    assert tells(b"".join(each.read_bytes() for each in edition_file.parent.glob("edition.db*")))
    with django_capture_on_commit_callbacks(execute=True):
        RemoveName(spellings=SPELLINGS).execute(account(Role.EDITOR))
    assert not tells(every_byte())
    compose()
    assert not any(tells(each.read_bytes()) for each in edition_file.parent.glob("edition.db*"))
    story = ArticlePage.objects.get(pk=paper["story"].pk)
    assert (story.address(), story.live, story.title) == ("2026/11/name-withheld-speaks/", True, "A docker speaks")
    assert not OldAddress.objects.exists()
    assert PersonPage.objects.get(pk=paper["person"].pk).title == "name withheld"
    assert EventPage.objects.get(pk=paper["event"].pk).slug == "name-withheld-in-the-hall"
    child = StandingPage.objects.get(pk=paper["child"].pk)
    assert child.address() == "name-withheld/more/"
    portrait = BroadImage.objects.get(pk=paper["portrait"].pk)
    assert "name-withheld" in portrait.file.name
    assert portrait.file.storage.exists(portrait.file.name)
    assert not list(Path(portrait.file.path).parent.glob("*yelaran*"))


def test_pages_can_be_taken_down_in_the_same_deed() -> None:
    paper = a_paper_with_the_name_everywhere()
    RemoveName(spellings=SPELLINGS, withdraw=frozenset({paper["person"].pk})).execute(account(Role.EDITOR))
    person = PersonPage.objects.get(pk=paper["person"].pk)
    assert (person.live, person.title) == (False, "name withheld")


def test_a_story_taken_down_keeps_its_address_and_a_public_reason() -> None:
    story = a_paper_with_the_name_everywhere()["story"]
    wanted = {"spellings": SPELLINGS, "withdraw": frozenset({story.pk})}
    for reason in (" ", "Marta Oyelaran asked us."):
        with pytest.raises(ActionRefusedError, match="reason"):
            RemoveName(**wanted, reason=reason).execute(account(Role.EDITOR, f"who says{reason}"))
    RemoveName(**wanted, reason="She asked us.").execute(account(Role.EDITOR))
    story = ArticlePage.objects.get(pk=story.pk)
    assert (story.live, story.withdrawal_reason) == (True, "She asked us.")
    assert story.withdrawn_at is not None


def test_what_cannot_be_looked_for_is_refused_and_only_an_editor_removes_names() -> None:
    for spellings, replacement in (((), "N.N."), (("x",), "N.N."), (("Anna Lind",), "not Anna Lind"), (("Anna",), " ")):
        with pytest.raises(ActionRefusedError):
            RemoveName(spellings=spellings, replacement=replacement).execute(account(Role.EDITOR, str(spellings)))
    with pytest.raises(PermissionDenied):
        RemoveName(spellings=SPELLINGS).execute(account(Role.SECTION_EDITOR))


def _finish() -> int:
    """Let the worker read to the end; how often it looked."""
    looks = 1
    while go_on(datetime.now(UTC)):
        looks += 1
    return looks


def test_the_screen_shows_first_and_then_the_worker_does_it(client: Any, edition_file: Path) -> None:
    paper = a_paper_with_the_name_everywhere()
    client.defaults["HTTP_HOST"] = "quay.example"
    client.force_login(get_user_model().objects.get(username="editor"))
    form = {"spellings": "\n".join(SPELLINGS), "replacement": "N.N.", "deed": "find"}
    assert client.post(reverse("remove_name"), form, secure=True).status_code == 302
    assert "The name is being looked for." in client.get(reverse("remove_name"), secure=True).content.decode()
    _finish()
    shown = client.get(reverse("remove_name"), secure=True).content.decode()
    assert "Said <mark>Marta" in shown
    assert tells(every_byte())
    found = NameRemoval.objects.get()
    form |= {"deed": "remove", "withdraw": [paper["event"].pk], "removal": found.pk}
    assert client.post(reverse("remove_name"), form, secure=True).status_code == 302
    assert "The name is being removed." in client.get(reverse("remove_name"), secure=True).content.decode()
    _finish()
    assert f"gone from {found.found} places" in client.get(reverse("remove_name"), secure=True).content.decode()
    assert not tells(every_byte())
    assert not EventPage.objects.get(pk=paper["event"].pk).live
    assert PersonPage.objects.get(pk=paper["person"].pk).title == "N.N."


def test_read_in_many_looks_it_finds_and_removes_the_same(monkeypatch: Any, edition_file: Path) -> None:
    a_paper_with_the_name_everywhere()
    editor = account(Role.EDITOR)
    at_once = RemoveName(spellings=SPELLINGS).finds()
    monkeypatch.setattr(removing_names, "ROWS_A_LOOK", 7)
    removal = LookForName(spellings=SPELLINGS).execute(editor)
    assert _finish() > 10
    removal.refresh_from_db()
    assert (removal.stage, removal.found) == (Removal.FOUND, len(at_once))
    shown = [(each.page, each.thing, each.where, each.words) for each in at_once]
    assert list(map(tuple, removal.finds)) == shown
    StartRemoval(removal=removal.pk).execute(editor)
    _finish()
    assert not tells(every_byte())


def test_a_name_saved_again_while_it_is_removed_goes_too(monkeypatch: Any, edition_file: Path) -> None:
    paper = a_paper_with_the_name_everywhere()
    editor = account(Role.EDITOR)
    removal = LookForName(spellings=SPELLINGS).execute(editor)
    _finish()
    StartRemoval(removal=removal.pk).execute(editor)
    while not NameRemoval.objects.get().passes:
        assert go_on(datetime.now(UTC))
    open_in_a_browser = ArticlePage.objects.get(pk=paper["story"].pk)
    open_in_a_browser.standfirst = "Marta Oyelaran at the gate"
    open_in_a_browser.save_revision()
    assert tells(every_byte())
    _finish()
    assert not tells(every_byte())


def test_a_name_only_looked_for_is_written_down_no_longer_than_a_day(edition_file: Path) -> None:
    editor = account(Role.EDITOR)
    LookForName(spellings=SPELLINGS).execute(editor)
    _finish()
    assert tells(every_byte())
    assert not go_on(datetime.now(UTC) + timedelta(hours=25))
    assert not tells(every_byte())
    removal = LookForName(spellings=SPELLINGS).execute(editor)
    ForgetSearch(removal=removal.pk).execute(editor)
    assert not go_on(datetime.now(UTC))
    assert not tells(every_byte())


def test_one_name_is_removed_at_a_time_and_only_one_that_was_looked_for(edition_file: Path) -> None:
    a_paper_with_the_name_everywhere()
    editor = account(Role.EDITOR)
    removal = LookForName(spellings=SPELLINGS).execute(editor)
    with pytest.raises(ActionRefusedError, match="no longer there"):
        StartRemoval(removal=removal.pk).execute(editor)
    _finish()
    for deed in (LookForName(spellings=SPELLINGS), StartRemoval(removal=removal.pk), ForgetSearch(removal=removal.pk)):
        with pytest.raises(PermissionDenied):
            deed.execute(account(Role.SECTION_EDITOR, name=f"section editor {type(deed).__name__}"))
    StartRemoval(removal=removal.pk).execute(editor)
    for deed in (LookForName(spellings=("Another Name",)), ForgetSearch(removal=removal.pk)):
        with pytest.raises(ActionRefusedError, match="being removed"):
            deed.execute(editor)


def test_not_a_byte_of_a_whole_paper_tells_it(tmp_path: Path) -> None:
    """Everything that lies in the paper's folder: database, edition, media, ledger, printed tree."""
    before, after = (
        subprocess.run(
            [sys.executable, "-m", "tests.newsroom.whole_paper_with_a_name", str(tmp_path / "paper"), step],
            check=True,
            env=os.environ | {"PYTHONPATH": "."},
            capture_output=True,
            text=True,
        )
        and [
            str(path.relative_to(tmp_path))
            for path in sorted((tmp_path / "paper").rglob("*"))
            if path.is_file() and (tells(path.read_bytes()) or tells(path.name.encode()))
        ]
        for step in ("write", "remove")
    )
    assert {Path(each).name for each in before} >= {"newsroom.db", "edition.db"}
    assert any("site" in Path(each).parts for each in before)
    assert after == []
