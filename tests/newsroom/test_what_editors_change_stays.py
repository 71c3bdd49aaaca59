"""What an editor changed or made, of whatever kind: an import leaves it and says so, unless it may overwrite."""

import json
from pathlib import Path
from typing import Any

import pytest

from broadsheet.importers.packing import LINES
from broadsheet.importers.report import Report
from broadsheet.newsroom.models import (
    ArticlePage,
    BranchPage,
    BroadImage,
    ContainerKind,
    EventPage,
    HomePage,
    IssuePage,
    PaperSettings,
    PersonPage,
    SectionPage,
    StandingPage,
    TopicPage,
)
from broadsheet.newsroom.shelves import home_of, shelf
from tests.newsroom.exporting import brought_in
from tests.newsroom.generated_lines import noise
from tests.newsroom.making import person, publish, section
from tests.newsroom.tables import all_rows

pytestmark = pytest.mark.django_db

STORY = {"id": "s", "title": "Ferry", "date": "2026-11-01", "body_html": "<p>One.</p>", "images": [{"src": "a.png"}]}
PAGE = {"kind": "page", "id": "p", "title": "About", "date": "2026-11-01", "body_html": "<p>One.</p>"}
KINDS: dict[str, tuple[dict[str, Any], type[Any], str, dict[str, Any]]] = {
    "story": (STORY, ArticlePage, "kicker", {"kicker": "Later"}),
    "page": (PAGE, StandingPage, "description", {"standfirst": "Later"}),
    "section": ({"kind": "section", "title": "Port"}, SectionPage, "description", {"description": "Later"}),
    "topic": ({"kind": "topic", "title": "Docks"}, TopicPage, "description", {"description": "Later"}),
    "person": ({"kind": "person", "title": "Ada"}, PersonPage, "role", {"role": "Later"}),
    "branch": ({"kind": "branch", "title": "North"}, BranchPage, "place", {"place": "Later"}),
    "event": ({"kind": "event", "title": "Meeting", "starts": "2026-12-01"}, EventPage, "place", {"place": "Later"}),
    "issue": (
        {"kind": "issue", "number": 1, "date": "2026-11-01", "sections": [{"title": "A", "stories": [{"story": "s"}]}]},
        IssuePage, "issue_title", {"title": "Later"},
    ),
}  # fmt: skip


def taken_in(folder: Path, *lines: dict[str, Any], overwrite: bool = False) -> Report:
    """The report on importing these lines, all that a file has."""
    (folder / "a.png").write_bytes(noise(8, 1))
    (folder / LINES).write_text("\n".join(json.dumps(line) for line in lines))
    report = brought_in(folder, overwrite=overwrite)
    assert report.adds_up
    return report


def said(value: Any) -> str:
    return str(value).replace("<p>", "").replace("</p>", "")


@pytest.mark.parametrize("kind", KINDS)
def test_a_line_that_changed_leaves_what_an_editor_changed(tmp_path: Path, kind: str) -> None:
    line, model, column, change = KINDS[kind]
    others = [STORY] if kind == "issue" else []
    taken_in(tmp_path, *others, line)
    page = model.objects.get()
    setattr(page, column, "Ours")
    publish(page)
    before = all_rows()
    told = taken_in(tmp_path, *others, {**line, **change})
    assert [each.what for each in told.losses] == [f"update of {kind}"]
    assert all_rows() == before
    assert taken_in(tmp_path, *others, {**line, **change}, overwrite=True).losses == ()
    assert said(getattr(model.objects.get(), column)) == "Later"


@pytest.mark.parametrize("kind", KINDS)
def test_a_line_that_changed_does_change_what_nobody_edited(tmp_path: Path, kind: str) -> None:
    line, model, column, change = KINDS[kind]
    others = [STORY] if kind == "issue" else []
    taken_in(tmp_path, *others, line)
    assert taken_in(tmp_path, *others, {**line, **change}).losses == ()
    assert said(getattr(model.objects.get(), column)) == "Later"


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_lines_again_add_and_change_nothing(tmp_path: Path, kind: str) -> None:
    line = KINDS[kind][0]
    taken_in(tmp_path, STORY, line) if kind != "story" else taken_in(tmp_path, line)
    before = all_rows()
    assert taken_in(tmp_path, STORY, line).losses == () if kind != "story" else not taken_in(tmp_path, line).losses
    assert all_rows() == before


def test_what_an_editor_made_by_hand_is_found_by_name_and_left(tmp_path: Path) -> None:
    made, writer = section("Port", description="<p>Ours</p>"), person("Ada", role="Ours")
    home = home_of("en")
    issue = IssuePage(number=1, day="2026-11-01", issue_title="Ours", locale=home.locale)
    shelf(home, ContainerKind.ISSUES).add_child(instance=issue)
    publish(issue)
    lines = [{**KINDS[kind][0], **KINDS[kind][3]} for kind in ("section", "person", "issue")]
    told = taken_in(tmp_path, STORY, *lines)
    assert sorted(each.what for each in told.losses) == ["update of issue", "update of person", "update of section"]
    assert said(SectionPage.objects.get(pk=made.pk).description) == "Ours"
    assert PersonPage.objects.get(pk=writer.pk).role == "Ours"
    assert IssuePage.objects.get().issue_title == "Ours"
    assert taken_in(tmp_path, STORY, *lines, overwrite=True).losses == ()
    assert PersonPage.objects.get().role == "Later"


def test_a_story_that_an_editor_took_out_of_an_issue_stays_out_and_a_new_one_comes_in(tmp_path: Path) -> None:
    numbered = [{**STORY, "id": name, "title": name, "issue": 1, "images": []} for name in ("one", "two", "three")]
    taken_in(tmp_path, *numbered[:2])
    issue = IssuePage.objects.get()
    plan = [dict(block) for block in issue.plan.raw_data]
    plan[0]["value"]["stories"] = plan[0]["value"]["stories"][1:]
    issue.plan = IssuePage._meta.get_field("plan").stream_block.to_python(plan)
    publish(issue)
    taken_in(tmp_path, *numbered)
    titles = [row.article.title for row in IssuePage.objects.get().placements.all()]
    assert titles == ["two", "three"]
    assert [row["value"]["title"] for row in IssuePage.objects.get().get_latest_revision_as_object().plan.raw_data]


def test_the_papers_own_settings_stay_as_an_editor_set_them(tmp_path: Path) -> None:
    line = {"kind": "paper", "name": "The Quay", "languages": [{"code": "en", "tagline": "First"}]}
    taken_in(tmp_path, line)
    front = HomePage.objects.get(locale__language_code="en")
    assert front.tagline == "First"
    taken_in(tmp_path, {**line, "publisher": "Them"})
    row = PaperSettings.load()
    assert row.publisher == "Them"
    row.contact = "ours@example.org"
    row.save()
    told = taken_in(tmp_path, {**line, "publisher": "Others", "contact": "theirs@example.org"})
    assert [each.what for each in told.losses] == ["update of paper"]
    assert PaperSettings.load().contact == "ours@example.org"
    taken_in(tmp_path, {**line, "contact": "theirs@example.org"}, overwrite=True)
    assert PaperSettings.load().contact == "theirs@example.org"


def test_settings_that_editors_made_before_the_first_import_stay(tmp_path: Path) -> None:
    row = PaperSettings.load()
    row.publisher = "Ours"
    row.save()
    told = taken_in(tmp_path, {"kind": "paper", "name": "The Quay", "publisher": "Theirs"})
    assert [each.what for each in told.losses] == ["update of paper"]
    assert PaperSettings.load().publisher == "Ours"


def test_what_the_newsroom_says_of_a_picture_stays(tmp_path: Path) -> None:
    line = {"kind": "picture", "id": "the crane", "src": "a.png", "credit": "Them", "rights": "staff"}
    taken_in(tmp_path, STORY, line)
    picture = BroadImage.objects.get()
    assert (picture.credit, picture.rights) == ("Them", "staff")
    picture.credit = "Ada Berg"
    picture.save()
    told = taken_in(tmp_path, STORY, line)
    assert [each.what for each in told.losses] == ["update of picture"]
    assert BroadImage.objects.get().credit == "Ada Berg"
    taken_in(tmp_path, STORY, line, overwrite=True)
    assert BroadImage.objects.get().credit == "Them"


def test_a_story_that_changed_says_of_its_picture_only_what_nobody_said(tmp_path: Path) -> None:
    taken_in(tmp_path, STORY)
    picture = BroadImage.objects.get()
    picture.title = "Ours"
    picture.save()
    told = {**STORY, "images": [{"src": "a.png", "alt": "Theirs", "credit": "Ada Berg"}]}
    taken_in(tmp_path, told)
    picture = BroadImage.objects.get()
    assert (picture.title, picture.credit) == ("Ours", "Ada Berg")
    taken_in(tmp_path, {**told, "kicker": "New"}, overwrite=True)
    assert BroadImage.objects.get().title == "Theirs"


def test_a_link_of_the_paper_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    calls = [{"label": "Join", "target": "nobody"}, {"label": "Give", "target": "https://give.example/"}]
    told = taken_in(tmp_path, {"kind": "paper", "name": "The Quay", "calls": calls})
    assert [(each.what, each.which) for each in told.losses] == [("link", "nobody")]
    front = HomePage.objects.get(locale__language_code="en")
    assert [block["value"]["label"] for block in front.calls.raw_data] == ["Give"]


def test_only_stories_stand_where_stories_belong(tmp_path: Path) -> None:
    wrong = {"pins": [{"story": "p"}], "kind": "section", "title": "Port"}
    event = {"kind": "event", "title": "Meeting", "starts": "2026-12-01", "report": "p"}
    told = taken_in(tmp_path, {**STORY, "related": ["p"]}, PAGE, wrong, event)
    assert sorted(each.which for each in told.losses) == ["p", "p"]
    assert EventPage.objects.get().report is None
    assert not ArticlePage.objects.get().related.exists()
    assert list(SectionPage.objects.get().pins.raw_data) == []
