"""Readers' comments as lines of their own: each finds its story, none is lost unsaid, the unapproved stay unseen."""

import json
from pathlib import Path
from typing import Any

import pytest

from broadsheet.edition.paper import PAPER_ID
from broadsheet.edition.store import Edition
from broadsheet.importers.report import Report
from broadsheet.newsroom.actions.deleting import BinKind, Delete
from broadsheet.newsroom.actions.removing_names import RemoveName
from broadsheet.newsroom.compose import compose
from broadsheet.newsroom.compose.previews import page_as_printed
from broadsheet.newsroom.models import ArticlePage, PaperSettings, ReadersComment, outbox
from broadsheet.newsroom.paper import current_paper
from broadsheet.newsroom.roles import Role
from tests.newsroom.exporting import brought_in, exported, lines_of
from tests.newsroom.making import picture
from tests.newsroom.people import account

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("edition_file")]

FERRY: dict[str, Any] = {"id": "ferry", "title": "Ferry", "date": "2026-11-01", "body_html": "<p>It sails.</p>"}
FIRST: dict[str, Any] = {"kind": "comment", "id": "1", "story": "ferry", "author": "Ada Berg", "text": "Good words."}
HIDDEN = FIRST | {"id": "2", "parent": "1", "text": ["Never to be seen."], "status": "unapproved"}


def bring(folder: Path, *lines: dict[str, Any], overwrite: bool = False) -> Report:
    (folder / "paper.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    report = brought_in(folder, overwrite=overwrite)
    assert report.adds_up
    return report


def composed() -> Any:
    outbox.note("paper", PAPER_ID)  # a page is shown within its paper
    compose()
    with Edition.open(current_paper().edition) as edition:
        return edition.read(ArticlePage.objects.get(title="Ferry").permanent_id)


def texts() -> list[list[str]]:
    return list(ReadersComment.objects.order_by("pk").values_list("text", flat=True))


def test_a_comment_stands_below_its_story_wherever_its_line_stands(tmp_path: Path) -> None:
    report = bring(tmp_path, FIRST, {**FIRST, "id": "3", "parent": "1", "text": ["One.", "One.", "Two."]}, FERRY)
    assert report.losses == ()
    assert report.counts["comment"].carried == 2
    assert [(each.id, each.parent, each.text) for each in composed().comments] == [
        ("1", "", ("Good words.",)),
        ("3", "1", ("One.", "One.", "Two.")),
    ]


def test_a_comment_added_later_is_composed_and_the_story_left_alone(tmp_path: Path) -> None:
    bring(tmp_path, FERRY)
    assert composed().comments == ()
    bring(tmp_path, FIRST)
    assert [each.id for each in composed().comments] == ["1"]
    bring(tmp_path, FERRY | {"title": "Ferry", "kicker": "Sea"})
    assert composed().kicker == "Sea"
    assert [each.id for each in composed().comments] == ["1"]


def test_what_nobody_approved_is_kept_and_never_seen(tmp_path: Path) -> None:
    bring(tmp_path, FERRY, FIRST, HIDDEN)
    assert [each.id for each in composed().comments] == ["1"]
    printed = page_as_printed(ArticlePage.objects.get(title="Ferry")).page
    assert b"Good words." in printed
    assert b"Never to be seen" not in printed
    assert [line.get("status") for line in lines_of(exported(tmp_path / "out")[0])[-2:]] == [None, "unapproved"]


def test_a_paper_that_shows_no_comments_takes_that_along(tmp_path: Path) -> None:
    bring(tmp_path, {"kind": "paper", "name": "Quay", "old_comments_shown": False}, FERRY, FIRST)
    assert not PaperSettings.load().old_comments_shown
    assert composed().comments == ()
    lines = lines_of(exported(tmp_path / "out")[0])
    assert lines[0]["old_comments_shown"] is False
    assert lines[-1]["text"] == ["Good words."]


@pytest.mark.parametrize("story", ["nobody", "meeting", "news"])
def test_a_comment_on_no_story_is_told_by_name(tmp_path: Path, story: str) -> None:
    others = ({"kind": "event", "id": "meeting", "title": "Meeting", "starts": "2026-11-01"},
              {"kind": "section", "id": "news", "title": "News"})  # fmt: skip
    report = bring(tmp_path, *others, FIRST | {"story": story})
    (loss,) = report.losses
    assert (loss.where, loss.which) == ("line 3", "1 by Ada Berg")
    assert story in loss.why
    assert (report.counts["comment"].found, report.counts["comment"].dropped) == (1, 1)
    assert not ReadersComment.objects.exists()


def test_a_comment_on_a_story_in_the_bin_is_told_and_not_kept(tmp_path: Path) -> None:
    bring(tmp_path, FERRY)
    Delete(kind=BinKind.PAGE, number=ArticlePage.objects.get().pk).execute(account(Role.ADMINISTRATOR))
    assert bring(tmp_path, FIRST).counts["comment"].dropped == 1
    assert not ReadersComment.objects.exists()


def test_an_answer_to_nothing_is_told_and_stands_by_itself_until_what_it_answers_comes(tmp_path: Path) -> None:
    answer = FIRST | {"id": "2", "parent": "1"}
    (loss,) = bring(tmp_path, FERRY, answer).losses
    assert (loss.where, loss.which) == ("Ferry", "2")
    assert "“1”" in loss.why
    assert bring(tmp_path, FERRY, answer, FIRST).losses == ()


def test_the_same_file_again_does_nothing_and_other_words_only_replace_when_asked(tmp_path: Path) -> None:
    bring(tmp_path, FERRY, FIRST)
    composed()
    assert bring(tmp_path, FERRY, FIRST).losses == ()
    other = FIRST | {"text": "Other words."}
    report = bring(tmp_path, FERRY, other)
    assert [loss.which for loss in report.losses] == ["1 by Ada Berg"]
    assert report.counts["update of comment"].dropped == 1
    assert texts() == [["Good words."]]
    assert bring(tmp_path, FERRY, other, overwrite=True).losses == ()
    assert composed().comments[0].text == ("Other words.",)


def test_of_two_comments_with_one_id_the_first_stays_and_the_other_is_told(tmp_path: Path) -> None:
    report = bring(tmp_path, FERRY, FIRST, FIRST | {"text": "Another."})
    assert texts() == [["Good words."]]
    assert [loss.where for loss in report.losses] == ["line 3"]


def test_a_name_that_was_removed_does_not_come_back(tmp_path: Path) -> None:
    bring(tmp_path, FERRY, FIRST)
    RemoveName(spellings=("Ada Berg",), replacement="A reader").execute(account(Role.ADMINISTRATOR))
    bring(tmp_path, FERRY, FIRST)
    assert [each.author for each in composed().comments] == ["A reader"]


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"id": ""}, "id"),
        ({"id": "<b>"}, "id"),
        ({"id": "1" * 65}, "id"),
        ({"parent": "a b"}, "parent"),
        ({"story": None}, "story"),
        ({"status": "approved?"}, "status"),
        ({"comment_kind": "review"}, "comment_kind"),
        ({"date": "one day"}, "date"),
        ({"text": [["deep"]]}, "text"),
        ({"author": 7}, "author"),
    ],
)
def test_a_faulty_line_is_refused_with_its_key_and_the_others_go_on(
    tmp_path: Path, change: dict[str, Any], key: str
) -> None:
    report = bring(tmp_path, FERRY, FIRST | change, FIRST | {"id": "5"})
    (refused,) = report.refused
    assert refused.where == "line 2"
    assert f"“{key}”" in refused.why
    assert list(ReadersComment.objects.values_list("number", flat=True)) == ["5"]


def test_hostile_words_are_words_and_what_points_at_the_writer_is_left_out(tmp_path: Path) -> None:
    hostile = FIRST | {
        "author": "<script>alert(1)</script>" + "a" * 300,
        "text": "<script>alert(2)</script><img src=x onerror=alert(3)>Hm <a href='javascript:alert(4)'>this</a>",
        "email": "reader@mail.example",
        "ip": "192.0.2.7",
    }
    report = bring(tmp_path, FERRY, hostile)
    told = [loss.which for loss in report.losses if loss.what == "comment"]
    assert "email, ip" in told
    assert len(told) == 2
    composed()
    printed = page_as_printed(ArticlePage.objects.get(title="Ferry")).page
    for piece in (b"<script>alert", b"onerror=", b"javascript:", b"mail.example", b"192.0.2.7"):
        assert piece not in printed
    assert b"mail.example" not in b"".join(exported(tmp_path / "out")[0].values())
    assert len(ReadersComment.objects.get().author) == 255


def test_more_comments_than_are_taken_in_at_once_keep_their_order(tmp_path: Path) -> None:
    many = [FIRST | {"id": str(number), "parent": str(number + 1) if number < 450 else ""} for number in range(451)]
    assert bring(tmp_path, *many, FERRY).losses == ()
    assert [each.id for each in composed().comments] == [str(number) for number in range(451)]


def test_how_far_a_draft_is_comes_along_but_a_line_that_is_silent_moves_nothing(tmp_path: Path) -> None:
    draft = FERRY | {"status": "draft"}
    bring(tmp_path, draft | {"stage": "with-editor"}, {**FERRY, "id": "out", "title": "Out", "stage": "ready"})
    assert dict(ArticlePage.objects.values_list("title", "stage")) == {"Ferry": "with-editor", "Out": "draft"}
    assert ArticlePage.objects.get(title="Ferry").stage_at is not None
    bring(tmp_path, draft | {"kicker": "Sea"})
    story = ArticlePage.objects.get(title="Ferry")
    assert (story.kicker, story.stage) == ("Sea", "with-editor")


def test_tags_of_pictures_stay_and_are_counted(tmp_path: Path) -> None:
    picture().tags.add("quay", "night")
    report = exported(tmp_path / "out")[1]
    assert report.counts["tag of a picture or document"].dropped == 2
    assert report.adds_up
