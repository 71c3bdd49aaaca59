from broadsheet.edition.blocks import Box, Call, Gallery, ImageBlock, Paragraph, Purpose
from broadsheet.edition.records import Byline
from broadsheet.importers.record_links import linked_source, record_link
from broadsheet.importers.renaming import rename_ids
from broadsheet.importers.report import Loss, Severity, Tally


def test_a_link_leads_back_to_the_source_id_whatever_signs_it_has():
    for source_id in ("http://old.example/?p=1&x=ж#y", 'a "quoted" <id> 100%', "2026-11/slug"):
        assert linked_source(record_link(source_id, "part")) == (source_id, "part")


def test_source_ids_everywhere_become_permanent_ones_and_missing_ones_leave_the_words():
    records, files, missing = {"s": "R1", "p": "R2"}, {"a.png": "I1"}, []
    body = (
        Paragraph(text='<a href="record:s#x">here</a> <a href="record:gone">there</a>'),
        Box(title="T", blocks=(ImageBlock(image="a.png"), ImageBlock(image="gone.png")), article="s"),
        Gallery(images=(ImageBlock(image="gone.png"),)),
        Call(purpose=Purpose.JOIN, label="L", target="https://example.org/"),
    )
    assert rename_ids(body, records.get, files.get, missing.append) == (
        Paragraph(text='<a href="record:R1#x">here</a> there'),
        Box(title="T", blocks=(ImageBlock(image="I1"),), article="R1"),
        Call(purpose=Purpose.JOIN, label="L", target="https://example.org/"),
    )
    assert set(missing) == {"gone", "gone.png"}
    assert rename_ids((Byline(person="p"),), records.get, files.get) == (Byline(person="R2"),)


def test_a_report_whose_sums_do_not_agree_says_so():
    tally = Tally()
    tally.found("story", 3)
    tally.carried("story")
    tally.lose(Loss(what="story", where="line 2", which="S", why="no date", severity=Severity.REFUSED))
    assert not tally.report().adds_up
    tally.lose(Loss(what="story", where="line 3", which="T", why="left out"))
    report = tally.report()
    assert report.adds_up
    assert "line 2: story “S” refused: no date" in str(report)
    assert report.as_json()["counts"]["story"]["dropped"] == 1
