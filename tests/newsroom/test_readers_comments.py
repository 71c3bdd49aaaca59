"""Readers' comments from an old site: kept as they came, shown where approved there and where the paper shows them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from broadsheet.edition.blocks import Inline
from broadsheet.edition.comments import Comment, CommentSort
from broadsheet.edition.paper import PAPER_ID
from broadsheet.edition.store import Edition
from broadsheet.importers.record_links import record_link
from broadsheet.newsroom.actions.deleting import BinKind, Delete, empty_bin
from broadsheet.newsroom.actions.removing_names import RemoveName
from broadsheet.newsroom.actions.withdrawing import Withdraw
from broadsheet.newsroom.compose import compose
from broadsheet.newsroom.compose.previews import page_as_printed
from broadsheet.newsroom.intake import take_in
from broadsheet.newsroom.models import ArticlePage, PaperSettings, ReadersComment, StandingPage, outbox
from broadsheet.newsroom.paper import current_paper
from broadsheet.newsroom.roles import Role
from tests.newsroom.importing import article, page, paper
from tests.newsroom.people import account

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("edition_file")]

WHEN = datetime(2009, 5, 1, 8, tzinfo=UTC)
COMMENTS = (
    Comment(
        id="1", author="Marta Oyelaran", when=WHEN, text=(Inline("First <strong>words</strong>."), Inline("More."))
    ),
    Comment(id="2", author="Ivo", text=(Inline(f'See <a href="{record_link("story/2")}">this</a>.'),), parent="1"),
    Comment(id="3", text=(Inline("Hidden words."),), approved=False),
    Comment(id="4", author="Another paper", sort=CommentSort.PINGBACK, text=(Inline("Elsewhere."),)),
)


def composed(title="Story 1"):
    outbox.note("paper", PAPER_ID)  # a page is shown within its paper
    compose()
    story = ArticlePage.everything.get(title=title)
    with Edition.open(current_paper().edition) as edition:
        return story, edition.read(story.permanent_id)


def brought(comments=COMMENTS):
    report = take_in(paper(article(1, comments=comments), article(2)))
    assert report.adds_up
    return composed()


def test_approved_comments_reach_readers_with_their_thread_and_their_links():
    story, record = brought()
    assert [(each.id, each.author, each.parent) for each in record.comments] == [
        ("1", "Marta Oyelaran", ""),
        ("2", "Ivo", "1"),
        ("4", "Another paper", ""),
    ]
    assert record.comments[0].when == WHEN
    assert record.comments[0].text == ("First <strong>words</strong>.", "More.")
    linked = ArticlePage.objects.get(title="Story 2")
    assert record.comments[1].text == (f'See <a href="record:{linked.permanent_id}">this</a>.',)
    printed = page_as_printed(story).page.decode()
    assert "Readers’ comments" in printed
    assert "story-2/index.html" in printed.partition('id="comments"')[2]


def test_what_was_not_approved_is_kept_but_no_reader_meets_it():
    story, record = brought()
    assert "Hidden words" not in repr(record)
    assert b"Hidden words" not in page_as_printed(story).page
    assert ReadersComment.objects.filter(page_id=story.pk, approved=False).count() == 1


def test_the_paper_may_show_none_and_show_them_again(client):
    brought()
    client.force_login(account(Role.ADMINISTRATOR))
    shown = client.get(reverse("paper")).context["form"].initial
    hidden = {name: value for name, value in shown.items() if value and name not in ("old_comments_shown", "as_read")}
    assert client.post(reverse("paper"), hidden).status_code == 302
    assert composed()[1].comments == ()
    assert client.post(reverse("paper"), hidden | {"old_comments_shown": "on"}).status_code == 302
    assert len(composed()[1].comments) == 3


def test_a_standing_page_keeps_its_comments():
    take_in(paper(page("readers-corner", comments=COMMENTS)))
    outbox.note("paper", PAPER_ID)
    compose()
    corner = StandingPage.objects.get()
    with Edition.open(current_paper().edition) as edition:
        assert len(edition.read(corner.permanent_id).comments) == 3
    assert b"First <strong>words</strong>." in page_as_printed(corner).page


def test_comments_follow_their_source_at_the_next_import_and_nothing_is_kept_twice():
    brought()
    changed = (replace(COMMENTS[0], text=(Inline("Other words."),)),)
    take_in(paper(article(1, comments=changed, digest="f" * 64), article(2)))
    assert [each.text for each in composed()[1].comments] == [("Other words.",)]
    assert ReadersComment.objects.count() == 1


def test_comments_that_the_source_has_no_more_go_and_those_it_says_nothing_of_stay():
    brought()
    take_in(paper(article(1, digest="e" * 64), article(2)))
    assert ReadersComment.objects.count() == len(COMMENTS)
    take_in(paper(article(1, comments=(), digest="f" * 64), article(2)))
    assert ReadersComment.objects.count() == 0


def test_a_name_is_removed_from_comments_too():
    story, _ = brought((*COMMENTS, Comment(id="5", text=(Inline("So said Marta <em>Oyelaran</em>."),))))
    RemoveName(spellings=("Marta Oyelaran",), replacement="A & <b>").execute(account(Role.ADMINISTRATOR))
    _, record = composed()
    assert "Oyelaran" not in repr(record)
    assert "Oyelaran" not in repr(list(ReadersComment.objects.values()))
    assert [each.author for each in record.comments][:2] == ["A & <b>", "Ivo"]
    assert b"A &amp; &lt;b&gt;" in page_as_printed(ArticlePage.objects.get(pk=story.pk)).page


def test_a_withdrawn_story_takes_its_comments_from_readers():
    story, _ = brought()
    Withdraw(article=story.pk, reason="It was wrong.").execute(account(Role.ADMINISTRATOR))
    assert composed()[1].comments == ()
    assert ReadersComment.objects.filter(page_id=story.pk).count() == 4


def test_a_deleted_story_has_no_comments_left_anywhere():
    story, _ = brought()
    Delete(kind=BinKind.PAGE, number=story.pk).execute(account(Role.ADMINISTRATOR))
    assert composed()[1] is None
    empty_bin(timezone.now() + timedelta(days=400))
    assert not ReadersComment.objects.exists()


def test_a_name_taken_out_of_a_comment_stays_out_when_the_source_changes_and_is_imported_again():
    brought()
    RemoveName(spellings=("Marta Oyelaran",)).execute(account(Role.ADMINISTRATOR))
    changed = (replace(COMMENTS[0], text=(Inline("Marta Oyelaran says more."),)), *COMMENTS[1:])
    take_in(paper(article(1, digest="f" * 64, comments=changed), article(2)), overwrite=True)
    rows = {row.number: row for row in ReadersComment.objects.filter(page__title="Story 1")}
    assert list(rows) == ["1", "2", "3", "4"]
    assert rows["1"].author == "name withheld"
    assert "Oyelaran" not in repr([(row.author, row.text) for row in rows.values()])
    assert [number for number, row in rows.items() if row.name_removed] == ["1"]
    _, record = composed()
    assert "Oyelaran" not in repr(record)


def test_editors_read_the_comments_on_the_screen_of_the_story_those_not_approved_too(client):
    hostile = Comment(id="5", author="<script>x</script>", text=(Inline("a &lt;b&gt; <em>c</em>"),))
    story, _ = brought((*COMMENTS, hostile))
    client.force_login(account(Role.EDITOR))
    screen = client.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
    shown = screen.partition('id="readers-comments"')[2].partition("</section>")[0]
    assert "First words." in shown
    assert "Hidden words." in shown
    assert shown.count("not approved: readers never see it") == 1
    assert 'href="#readers-comment-1"' in shown
    assert "from another site" in shown
    assert "&lt;script&gt;x&lt;/script&gt;" in shown
    assert "a &lt;b&gt; c" in shown
    assert "Readers see those that were approved there" in shown
    settings = PaperSettings.load()
    settings.old_comments_shown = False
    settings.save()
    hidden = client.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
    assert "shows none of them to readers" in hidden


def test_editors_read_the_comments_of_a_standing_page_on_its_screen(client):
    take_in(paper(page("readers-corner", comments=COMMENTS)))
    client.force_login(account(Role.ADMINISTRATOR))
    address = reverse("wagtailadmin_pages:edit", args=[StandingPage.objects.get().pk])
    assert "Hidden words." in client.get(address).content.decode()


def test_a_story_without_comments_has_no_such_part_of_its_screen(client):
    story, _ = brought(())
    client.force_login(account(Role.EDITOR))
    assert b"readers-comments" not in client.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content


def test_a_story_with_thousands_of_comments_opens_and_says_how_many_more_there_are(client):
    many = tuple(Comment(id=str(number), text=(Inline(f"Words {number}"),)) for number in range(1, 1504))
    story, _ = brought(many)
    client.force_login(account(Role.EDITOR))
    screen = client.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
    assert screen.count('id="readers-comment-') == 500
    assert "And 1003 more" in screen
