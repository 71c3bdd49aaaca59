"""A name taken out of the paper stays out, whatever is imported again, and the report says what was left alone."""

from typing import Any

import pytest

from broadsheet.edition.blocks import Inline, Paragraph
from broadsheet.newsroom.actions.removing_names import RemoveName
from broadsheet.newsroom.intake import take_in
from broadsheet.newsroom.models import ArticlePage, ImportedLine
from broadsheet.newsroom.roles import Role
from tests.newsroom.importing import article, paper
from tests.newsroom.people import account
from tests.newsroom.tables import every_byte

pytestmark = pytest.mark.django_db

NAME = "Marta Oyelaran"


def told(digest: str = "a" * 64, source_id: str = "story/1", **fields: Any) -> Any:
    body = (Paragraph(text=Inline(f"Said {NAME} at the gate.")),)
    return article(1, source_id=source_id, digest=digest, body=body, **fields)


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize("source_id", ["story/1", "http://old.example/marta oyelaran-speaks"])
def test_a_story_without_the_name_stays_without_it(source_id: str, overwrite: bool) -> None:
    take_in(paper(told(source_id=source_id), article(2)))
    RemoveName(spellings=(NAME,)).execute(account(Role.ADMINISTRATOR))
    for digest in ("a" * 64, "b" * 64):
        report = take_in(paper(told(digest, source_id, title="Another headline"), article(2)), overwrite=overwrite)
        assert report.adds_up
        assert ArticlePage.objects.count() == 2
        assert "Oyelaran" not in repr([page.body.raw_data for page in ArticlePage.objects.all()])
    assert [loss.why.partition(",")[0] for loss in report.losses] == ["a name was taken out of it for good"]
    assert NAME not in repr(report)
    assert b"oyelaran" not in every_byte().lower()


def test_an_old_address_that_told_the_name_does_not_come_back() -> None:
    old = "/old/marta-oyelaran.html"
    take_in(paper(article(1, old_addresses=(old,))))
    RemoveName(spellings=(NAME, "marta-oyelaran")).execute(account(Role.ADMINISTRATOR))
    take_in(paper(article(1, digest="b" * 64, old_addresses=(old,))), overwrite=True)
    assert b"oyelaran" not in every_byte().lower()


def test_an_other_story_of_the_same_source_is_brought_up_as_before() -> None:
    take_in(paper(told(), article(2)))
    RemoveName(spellings=(NAME,)).execute(account(Role.ADMINISTRATOR))
    take_in(paper(told("b" * 64), article(2, digest="c" * 64, title="Newer")))
    assert ArticlePage.objects.get(slug="story-2").title == "Newer"
    assert sorted(ImportedLine.objects.filter(revision_seen=-1).values_list("source_id", flat=True)) == ["story/1"]
