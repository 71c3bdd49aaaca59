"""A whole WordPress export in the newsroom: what was public is in the edition at its old addresses, nothing else is."""

import pytest

from broadsheet.edition.store import Edition
from broadsheet.importers.records import Status
from broadsheet.importers.wxr import read_wxr
from broadsheet.newsroom.compose import compose
from broadsheet.newsroom.intake import take_in
from broadsheet.newsroom.models import ArticlePage, HomePage, ReadersComment, StandingPage
from broadsheet.newsroom.paper import current_paper
from tests.importers.reading import CONTEXT, shared

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("edition_file")]


def everything_readers_get():
    with Edition.open(current_paper().edition) as edition:
        return [edition.read(each) for kind in ("article", "page") for each in edition.ids(kind)]


def test_the_theme_unit_test_moves_in_whole_and_only_what_was_public_is_readable():
    path = shared("corpora/wxr/theme-unit-test.xml")
    report = take_in(read_wxr(path, CONTEXT))
    assert report.adds_up
    assert compose().refusals == ()
    public = everything_readers_get()
    assert len(public) == 69
    served = {address for record in public for address in record.old_addresses}
    wanted = [each for each in read_wxr(path, CONTEXT).records if each.status is Status.PUBLISHED]
    assert len(wanted) == 69
    assert all(set(each.old_addresses) <= served for each in wanted)
    assert not any("Password Protected" in record.title or record.title == "Scheduled" for record in public)
    assert (ArticlePage.objects.count(), StandingPage.objects.count()) == (51, 21)
    assert ReadersComment.objects.count() == 32
    shown = [comment for record in public for comment in record.comments]
    assert len(shown) == ReadersComment.objects.filter(approved=True, page__live=True).count()
    assert HomePage.objects.exclude(navigation=[]).exists()


def test_a_second_import_adds_and_changes_nothing():
    path = shared("corpora/wxr/theme-unit-test.xml")
    take_in(read_wxr(path, CONTEXT))
    compose()
    with Edition.open(current_paper().edition) as edition:
        before = edition.serial
    rows = ReadersComment.objects.values_list("pk", flat=True)
    kept = list(rows)
    assert take_in(read_wxr(path, CONTEXT)).adds_up
    assert compose().serial == before
    assert list(rows.all()) == kept
