"""The whole paper leaves as lines and files, and comes back as it was."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from wagtail.models import Comment, PageViewRestriction

from broadsheet.edition.canonical import canonical_bytes
from broadsheet.edition.store import Edition
from broadsheet.newsroom.actions.deleting import BinKind, Delete
from broadsheet.newsroom.actions.withdrawing import Withdraw
from broadsheet.newsroom.compose import compose
from broadsheet.newsroom.models import (
    ArticlePage,
    Assignment,
    BranchPage,
    BroadDocument,
    Byline,
    ContainerKind,
    EventBranch,
    EventPage,
    HomePage,
    ImportedLine,
    IssuePage,
    OldAddress,
    PaperSettings,
    ReadersComment,
    Related,
)
from broadsheet.newsroom.roles import Role
from broadsheet.newsroom.shelves import home_of, shelf
from tests.newsroom.exporting import a_newsroom_of_its_own, brought_in, exported, lines_of
from tests.newsroom.making import MOMENT, draft_story, person, picture, publish, section, standing_page, story, topic
from tests.newsroom.people import account

pytestmark = pytest.mark.django_db

TEXT = "text"


def block(kind: str, value: Any, number: int = 1) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": f"00000000-0000-4000-8000-{number:012}"}


def on_shelf(page: Any, kind: ContainerKind, language: str = "en") -> Any:
    home = home_of(language)
    page.locale = home.locale
    shelf(home, kind).add_child(instance=page)
    return page


def document(name: str = "rota.pdf") -> BroadDocument:
    made = BroadDocument(title="The rota", file=ContentFile(b"%PDF-1.7\nrota", name=name))
    made.save()
    return made


def made_paper(user: Any) -> dict[str, Any]:
    """A paper that has one of everything an editor can make, and what an export must not carry."""
    port = section(description="<p>What the <b>port</b> says.</p>")
    crane, again = picture("Crane", credit="Ada Berg", rights="staff", source="our own"), picture("Crane once more")
    crane.focal_point_x, crane.focal_point_y, crane.shape_focus = 10, 20, {"1:1": [250, 750]}
    crane.not_in_print, crane.expires = True, MOMENT + timedelta(days=900, microseconds=7)
    crane.save()
    rota, berg = document(), person(portrait=crane, portrait_alt="Marta at her desk", role="reporter")
    twin, dock = person(), topic(sort="place")
    north, south = (
        publish(on_shelf(BranchPage(title=title, place="Quay"), ContainerKind.BRANCHES)) for title in ("North", "South")
    )
    first = story(
        "Ferry\xa0at night",
        section=port,
        picture=crane,
        picture_alt="A crane",
        picture_caption="<p>It <i>stands</i>.</p>",
        first_published_at=MOMENT,
        body=[
            block(TEXT, f'<p>See <a id="{rota.pk}" linktype="document">the rota</a>, 10\xa0000 read it.</p>'),
            block("image", {"image": crane.pk, "alt": "", "caption": "", "decorative": True}, 2),
            block("image", {"image": again.pk, "alt": "Once more", "caption": "<p>Why?</p>", "decorative": False}, 3),
            block("document", {"document": rota.pk, "title": "Rota", "description": ""}, 4),
        ],
    )
    made_stories(first, berg, twin, user)
    about = made_pages(first)
    made_diary_and_issues(first, crane, north, south)
    made_settings(first, port, about, crane)
    return {"first": first, "dock": dock}


def made_stories(first: ArticlePage, berg: Any, twin: Any, user: Any) -> None:
    """Stories in every state, and what must stay behind."""
    second = draft_story("Second", body=[block(TEXT, f'<p>After <a id="{first.pk}" linktype="page">it</a></p>')])
    second.bylines.set(
        [
            Byline(person=berg, printed_name="M. O.", role="words"),
            Byline(person=twin),
            Byline(printed_name="A guest", description="who sails"),
        ]
    )
    second.topics.set([])
    second.related.set([Related(related=first)])
    second = publish(second)
    unpublished = ArticlePage.objects.get(pk=second.pk)
    unpublished.title = "SECRET new headline"
    unpublished.save_revision(user=user)
    draft = draft_story("Written", body=[block(TEXT, "<p>old words</p>")], embargo=MOMENT)
    draft.title, draft.kicker = "Written anew", "Soon"
    ArticlePage.objects.filter(pk=draft.pk).update(stage="with-editor")
    draft.stage = "with-editor"
    draft.save_revision(user=user)
    withdrawn = story("Taken back", body=[block(TEXT, "<p>It was not so.</p>")])
    Withdraw(article=withdrawn.pk, reason="It was\nnot so.").execute(user)
    Comment.objects.create(page=first, user=user, text="SECRET between us", contentpath="title")
    binned = story("SECRET in the bin")
    for page in (first, draft, withdrawn, binned):
        commented(page)
    Delete(kind=BinKind.PAGE, number=binned.pk).execute(user)


def commented(page: Any) -> None:
    """A thread below a page: words with a link, an answer that nobody approved, another site's word."""
    unseen = "SECRET" if "SECRET" in page.title else "Unapproved words"
    for values in (
        {"number": "12", "author": "A\xa0reader", "written_at": MOMENT, "text": ["So &amp; <em>so</em>.", "More."]},
        {"number": "9", "parent": "12", "text": [unseen], "approved": False},
        {"number": "12-2", "parent": "9", "author": "<b>", "sort": "pingback",
         "text": [f'See <a href="record:{page.permanent_id}#there">it</a>.']},
    ):  # fmt: skip
        ReadersComment.objects.create(page_id=page.pk, **values)


def made_pages(first: ArticlePage) -> Any:
    """Standing pages, one behind a lock, and a language version."""
    about = standing_page("About us", "about")
    commented(about)
    below = about.add_child(instance=type(about)(title="Below", slug="below", locale=about.locale, live=False))
    publish(below)
    standing_page("Only for us", "inside")
    restricted = publish(on_shelf(BranchPage(title="Behind a lock"), ContainerKind.BRANCHES))
    PageViewRestriction.objects.create(page=restricted, restriction_type="login")
    russian = draft_story("Паром", language="ru", translation_key=first.translation_key)
    publish(russian)
    return about


def made_diary_and_issues(first: ArticlePage, crane: Any, north: Any, south: Any) -> None:
    """An event with everything, an issue that is out and one that is coming."""
    event = on_shelf(
        EventPage(
            title="Meeting", starts=MOMENT, ends=MOMENT + timedelta(hours=2), branch=north, online="https://m.example/",
            cancelled=True, report=first, picture=crane, picture_alt="Hall", cost="free", street_address="Quay 1",
            description="<p>Bring <b>soup</b>.</p>", live=False,
        ),
        ContainerKind.DIARY,
    )  # fmt: skip
    event.other_branches.set([EventBranch(branch=south)])
    publish(event)
    event = EventPage.objects.get(pk=event.pk)
    event.starts, event.ends = MOMENT + timedelta(days=40), None  # its address keeps the month
    publish(event)
    placed = {"article": first.pk, "slot": "lead", "page": 3, "medium": "print", "print_headline": "FERRY"}
    plan = [block("section", {"title": "Front", "stories": [{"type": "item", "value": placed, "id": "a"}]}),
            block("section", {"title": "Front", "stories": []}, 2)]  # fmt: skip
    publish(on_shelf(IssuePage(number=7, volume=2, day=date(2026, 11, 5), plan=plan, live=False), ContainerKind.ISSUES))
    coming = on_shelf(IssuePage(number=8, day=date(2026, 12, 5), plan=plan, live=False), ContainerKind.ISSUES)
    Assignment.objects.create(issue=coming, what="SECRET story", who="Marta")


def made_settings(first: ArticlePage, port: Any, about: Any, crane: Any) -> None:
    """Old addresses, keys that nobody knows, fronts and the paper's settings."""
    OldAddress.objects.create(page_id=first.pk, path="/100% sure?id=1#2")
    ImportedLine.objects.create(source_id="old 7", page_id=first.pk, digest="0" * 64, unknown_keys={"mood": ["b", 1]})
    pin = [block("pin", {"slot": "second", "article": first.pk, "until": "2027-01-01T00:00:00Z"})]
    port.pins = pin
    publish(port)
    front = HomePage.objects.get(locale__language_code="en")
    front.tagline, front.pins, front.notice_text, front.notice_page_id = "Of the quay", pin, "Closed", first.pk
    front.navigation = [block("link", {"label": "", "page": about.pk, "address": ""})]
    front.calls = [block("call", {"purpose": "fund", "text": "<p>Give</p>", "label": "Now", "page": about.pk,
                                  "address": "", "ends": None})]  # fmt: skip
    front.save()
    row = PaperSettings.load()
    row.old_comments_shown = False
    row.logo, row.accent, row.four_eyes, row.style_list, row.publisher = crane, "#a11d21", False, "a → b\nc → d", "Us"
    row.save()


@pytest.fixture
def user() -> Any:
    """Whose name an export must not have."""
    return account(Role.ADMINISTRATOR, name="secretly-working-here")


def composed(edition: Path) -> dict[str, bytes]:
    """Every record of the edition."""
    compose()
    with Edition.open(edition) as opened:
        names = [
            name for kind in ("article", "event", "issue", "person", "section", "page") for name in opened.ids(kind)
        ]
        return {name: canonical_bytes(record) for name in names if (record := opened.read(name)) is not None}


def test_a_paper_with_one_of_everything_exports_the_same_bytes_from_another_newsroom(
    tmp_path: Path, user: Any, media_folder: Path
) -> None:
    with a_newsroom_of_its_own():
        made_paper(user)
        first, report = exported(tmp_path / "first")
        assert report.adds_up
    with a_newsroom_of_its_own():
        taken = brought_in(tmp_path / "first")
        assert taken.adds_up
        assert [str(loss) for loss in taken.losses] == []
        second, _ = exported(tmp_path / "second")
    assert second == first
    lines = lines_of(first)
    assert {line["kind"] for line in lines} == {
        "paper", "picture", "document", "section", "branch", "topic", "person", "page", "article", "event", "issue",
        "comment",
    }  # fmt: skip
    assert [name for name in first if name.startswith("documents/")] != []


def test_what_nobody_outside_may_know_stays_in_the_newsroom(tmp_path: Path, user: Any) -> None:
    made_paper(user)
    files, report = exported(tmp_path / "export")
    everything = b"".join(files.values())
    assert b"SECRET" not in everything
    assert b"secretly" not in everything
    left = {what: count.dropped for what, count in report.counts.items() if count.dropped}
    assert left["account"] >= 1
    assert left["editors' comment"] == left["thing in the bin"] == left["unpublished change"] == left["assignment"] == 1
    assert {"earlier version", "entry of a history", "lock on who may read"} <= left.keys()
    closed = next(line for line in lines_of(files) if line.get("title") == "Behind a lock")
    assert closed["status"] == "draft"


def test_lines_stand_in_order_and_say_only_what_is_not_said_without_them(tmp_path: Path, user: Any) -> None:
    made_paper(user)
    lines = lines_of(exported(tmp_path / "export")[0])
    stories = [(line["date"], line["id"]) for line in lines if line["kind"] == "article"]
    assert stories == sorted(stories)
    assert len(stories) == 5
    for line in lines:
        assert not [key for key, value in line.items() if value in ("", [], {}, None) and key != "body_html"]
    draft = next(line for line in lines if line.get("kicker") == "Soon")
    assert draft["stage"] == "with-editor"
    place = lines.index(draft)
    assert [(line["kind"], line["id"]) for line in lines[place + 1 : place + 4]] == [
        ("comment", "12"), ("comment", "9"), ("comment", "12-2")
    ]  # fmt: skip
    assert {line["story"] for line in lines[place + 1 : place + 4]} == {draft["id"]}
    assert draft["title"] == "Written anew"
    assert draft["status"] == "draft"
    second = next(line for line in lines if line.get("title") == "Second")
    assert second["people"][0]["printed"] == "M. O."
    assert isinstance(second["people"][1], str)
    assert second["people"][2] == {"name": "A guest", "page": False, "description": "who sails"}


def test_the_export_of_a_paper_leaves_that_paper_as_it_is(tmp_path: Path, user: Any) -> None:
    made = made_paper(user)
    before, _ = exported(tmp_path / "before")
    taken = brought_in(tmp_path / "before")
    assert taken.adds_up
    assert taken.counts["update of story"].dropped == 5
    assert exported(tmp_path / "after")[0] == before
    assert ArticlePage.objects.filter(title="Second").count() == 1
    assert made["first"].pk in ArticlePage.objects.values_list("pk", flat=True)


def test_overwriting_a_paper_with_its_own_export_changes_nothing_readers_see(
    tmp_path: Path, user: Any, edition_file: Path
) -> None:
    made_paper(user)
    before, records = exported(tmp_path / "before")[0], composed(edition_file)
    brought_in(tmp_path / "before", overwrite=True)
    assert exported(tmp_path / "after")[0] == before
    assert composed(edition_file) == records


def test_two_people_of_one_name_stay_two(tmp_path: Path) -> None:
    with a_newsroom_of_its_own():
        person("Ada Berg", contact="quay@example.org")
        person("Ada Berg", contact="hill@example.org")
        first, _ = exported(tmp_path / "first")
    with a_newsroom_of_its_own():
        brought_in(tmp_path / "first")
        assert exported(tmp_path / "second")[0] == first


def test_a_picture_whose_file_is_gone_is_told_and_stands_in_no_line(tmp_path: Path, media_folder: Path) -> None:
    lost = picture()
    (media_folder / lost.file.name).unlink()
    files, report = exported(tmp_path / "export")
    assert [line["kind"] for line in lines_of(files)] == ["paper"]
    assert report.counts["picture"].dropped == 1
    assert report.adds_up


def test_the_memory_of_an_embargo_comes_along(tmp_path: Path) -> None:
    line = {"title": "Later", "date": "2026-11-01", "body_html": "", "embargo": "2999-01-01T00:00:00Z"}
    (tmp_path / "paper.jsonl").write_text(json.dumps(line))
    brought_in(tmp_path)
    found = ArticlePage.objects.get(title="Later")
    assert not found.live
    assert found.embargo == datetime(2999, 1, 1, tzinfo=UTC)
