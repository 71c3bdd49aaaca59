import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from broadsheet.edition.blocks import ImageBlock, Paragraph, RawHtml
from broadsheet.edition.records import Slot
from broadsheet.importers.jsonl import read_jsonl, read_lines
from broadsheet.importers.records import ImportContext, Status
from broadsheet.importers.report import Severity
from tests.importers.reading import CONTEXT, shared


def story(**keys):
    return {"title": "Cranes stop", "date": "2026-11-05", "body_html": "<p>x</p>", **keys}


def imported(*lines, context=CONTEXT, folder=None):
    paper = read_lines(list(enumerate(lines, start=1)), context, folder=folder)
    records = list(paper.records)
    report = paper.tally.report()
    assert report.adds_up
    return paper, records, report


def test_a_bare_date_is_noon_in_the_papers_zone_and_a_time_without_zone_is_there_too():
    context = ImportContext(now=CONTEXT.now, timezone="Asia/Almaty")
    _, (bare, local, zoned), _ = imported(
        story(id="a"),
        story(id="b", date="2026-12-01T02:00"),
        story(id="c", date="2026-11-05T09:00:00+02:00"),
        context=context,
    )
    assert bare.published == datetime(2026, 11, 5, 7, tzinfo=UTC)
    assert (local.published, local.month) == (datetime(2026, 11, 30, 21, tzinfo=UTC), "2026-12")
    assert zoned.published == datetime(2026, 11, 5, 7, tzinfo=UTC)


def test_the_id_is_the_first_old_address_or_else_month_and_slug():
    _, (first, second), _ = imported(story(legacy_urls=["/old/1", "/old/2"]), story(title="Other"))
    assert (first.source_id, first.old_addresses) == ("/old/1", ("/old/1", "/old/2"))
    assert second.source_id == "2026-11/other"


def test_a_slug_taken_in_its_month_gets_a_number_and_is_reported():
    _, (first, second, other_month), report = imported(story(), story(), story(date="2026-12-03"))
    assert (first.slug, second.slug, other_month.slug) == ("cranes-stop", "cranes-stop-2", "cranes-stop")
    assert [loss.where for loss in report.losses if loss.severity is Severity.CHANGED] == ["line 2"]


def test_names_are_the_same_when_equal_after_composition_and_folding_of_spaces():
    paper, (first, second), _ = imported(
        story(id="a", section="Café  News", people=["Ana\u00a0Poe"]),
        story(id="b", section="Cafe\u0301 News", people=[{"name": "Ana Poe", "role": "Editor"}]),
    )
    assert first.section == second.section
    assert [each.title for each in paper.sections] == ["Café News"]
    assert first.bylines[0].person == second.bylines[0].person
    assert second.bylines[0].role == "Editor"


def test_a_line_that_describes_a_section_is_found_by_name_wherever_it_stands():
    paper, (first,), _ = imported(story(section="Port"), {"kind": "section", "id": "section/port", "title": "Port"})
    assert first.section == "section/port"
    assert [(each.source_id, each.by_name) for each in paper.sections] == [("section/port", False)]


@pytest.mark.parametrize(
    "href",
    ["http://old.example/b%20c?x=1", "/b c/?x=1", "/b%20c?x=1#part", "https://OLD.example/b%20c/?x=1"],
)
def test_a_link_to_an_old_address_leads_to_the_story_whichever_line_comes_first(href):
    link = story(id="a", body_html=f'<p><a href="{href}">x</a></p>', legacy_urls=["http://old.example/a"])
    target = story(id="b", title="Target", legacy_urls=["http://old.example/b%20c/?x=1"])
    for lines in ((link, target), (target, link)):
        _, records, _ = imported(*lines)
        text = next(record for record in records if record.source_id == "a").body[0].text
        assert text.startswith('<a href="record:b')


def test_hosts_count_when_both_addresses_have_one():
    _, records, _ = imported(
        story(id="a", body_html='<p><a href="http://other.example/b">x</a></p>'),
        story(id="b", legacy_urls=["http://old.example/b"]),
    )
    assert records[0].body == (Paragraph(text='<a href="http://other.example/b">x</a>'),)


def test_an_issue_is_made_of_the_stories_that_name_it_in_their_order():
    paper, records, _ = imported(
        story(id="c", title="C", section="World", issue=7, date="2026-11-06"),
        story(id="b", title="B", section="Port", issue=7, position=2),
        story(id="a", title="A", section="World", issue={"number": 7}, position=1),
    )
    (issue,) = paper.issues
    assert (issue.number, issue.day, issue.derived) == (7, date(2026, 11, 6), True)
    assert [(each.title, [p.article for p in each.placements]) for each in issue.sections] == [
        ("World", ["a", "c"]),
        ("Port", ["b"]),
    ]
    assert issue.sections[0].placements[0].slot is Slot.LEAD
    assert {record.issue for record in records} == {issue.source_id}


def test_pictures_beside_the_file_are_found_and_nothing_outside_its_folder(tmp_path):
    folder = tmp_path / "in"
    (folder / "p").mkdir(parents=True)
    (folder / "p" / "a.png").write_bytes(b"x")
    (tmp_path / "secret.png").write_bytes(b"x")
    (folder / "way.png").symlink_to(tmp_path / "secret.png")
    images = [
        {"src": "p/a.png", "alt": "A", "caption": "C", "credit": "D", "lead": True},
        {"src": "http://x.example/b.jpg"},
    ]
    body = '<img src="../secret.png"><img src="way.png"><img src="p/gone.png"><img src="data:image/png;base64,AA">'
    _, (record,), _ = imported(story(images=images, body_html=body), folder=folder)
    files = {image.source_id: image.file and image.file.name for image in record.images}
    assert files == {"p/a.png": "a.png", "http://x.example/b.jpg": None, "way.png": None, "p/gone.png": None}
    assert (record.picture.image, record.picture.alt, record.picture.caption) == ("p/a.png", "A", "C")
    assert ImageBlock(image="http://x.example/b.jpg") in record.body


def test_unknown_keys_are_kept():
    _, (record,), _ = imported(story(mood="cheerful", status="draft"))
    assert dict(record.unknown) == {"mood": "cheerful"}
    assert record.status is Status.DRAFT


def test_the_digest_changes_with_the_content_and_not_with_the_order_of_keys():
    line = story(id="a")
    one, two, three = (
        imported(each)[1][0].digest for each in (line, dict(reversed(line.items())), {**line, "kicker": "New"})
    )
    assert one == two != three


@pytest.mark.parametrize(
    ("keys", "key"),
    [
        ({"title": " "}, "title"),
        ({"date": "tomorrow"}, "date"),
        ({"date": None}, "date"),
        ({"date": "0001-01-01T00:00+14:00"}, "date"),
        ({"body_html": None}, "body_html"),
        ({"genre": "poem"}, "genre"),
        ({"status": "secret"}, "status"),
        ({"issue": {"volume": 1}}, "issue.number"),
        ({"position": "first"}, "position"),
        ({"people": [7]}, "people"),
        ({"images": [{"alt": "x"}]}, "images.src"),
        ({"corrections": [{"date": "2026-11-05", "kind": "excuse", "text": "x"}]}, "corrections.kind"),
        ({"language": "not a language"}, "language"),
        ({"kind": "horoscope"}, "kind"),
    ],
)
def test_a_faulty_line_is_refused_by_number_and_key_and_the_rest_goes_on(keys, key):
    _, records, report = imported(story(id="good"), story(**{"id": "bad", **keys}), story(id="fine", title="Fine"))
    assert [record.source_id for record in records] == ["good", "fine"]
    (loss,) = report.refused
    assert loss.where == "line 2"
    assert f"“{key}”" in loss.why


def test_a_second_line_with_the_same_id_is_refused():
    _, records, report = imported(story(id="a"), story(id="a", title="Again"))
    assert len(records) == 1
    assert "id" in report.refused[0].why


def test_reserved_addresses_are_not_given_to_standing_pages():
    _, records, report = imported(
        story(kind="page", path="issues"), story(kind="page", title="P", path="about/contact")
    )
    assert [record.path for record in records] == ["issues-2", "about/contact"]
    assert report.losses[0].where == "line 1"


def test_broken_lines_of_a_file_are_refused_each_by_number(tmp_path):
    good = json.dumps(story()).encode()
    path = tmp_path / "paper.jsonl"
    path.write_bytes(
        b"\xef\xbb\xbf"
        + good
        + b"\n\n{oops\n\xff\xfe\n[1]\n"
        + b"[" * 100_000
        + b"\n"
        + json.dumps(story(id="z")).encode()
    )
    paper = read_jsonl(path, CONTEXT)
    assert [record.where for record in paper.records] == ["line 1", "line 7"]
    assert [loss.where for loss in paper.tally.report().refused] == ["line 3", "line 4", "line 5", "line 6"]


def test_names_and_titles_that_break_programs_are_taken_as_they_are():
    strings = json.loads(shared("corpora/text/blns.json").read_text(encoding="utf-8"))
    lines = [
        story(id=f"s{n}", title=text, section=text, people=[text], body_html=text)
        for n, text in enumerate(strings)
        if text.strip()
    ]
    _, records, report = imported(*lines)
    assert len(records) + len(report.refused) == len(lines)
    assert len(report.refused) < len(lines) / 20


def test_the_first_reading_needs_no_file_in_memory_and_the_lines_can_be_any_iterable():
    paper = read_lines(iter([(1, story())]), CONTEXT)
    assert len(list(paper.records)) == 1
    assert Path(paper.source).name == "lines"


def test_a_link_in_html_that_is_kept_as_it_is_leads_to_the_story_whatever_form_its_old_address_has():
    html = '<dl><dt><a href="http://old.example/b/#end">x</a></dt><dd><a href="/b">y</a> <a href="/c">z</a></dd></dl>'
    lines = story(id="a", body_html=html), story(id="b", title="B", legacy_urls=["/b"])
    _, records, report = imported(*lines)
    kept = '<dl><dt><a href="record:b#end">x</a></dt><dd><a href="record:b">y</a> <a>z</a></dd></dl>'
    assert records[0].body == (RawHtml(html=kept),)
    assert [loss.what for loss in report.losses] == ["link", "dl in a body"]
