"""Readers' comments stand with their answers, at most three levels deep, and none is lost."""

from hypothesis import given
from hypothesis import strategies as some

from broadsheet.edition.comments import Comment
from broadsheet.press.outputs.html.threads import DEEPEST, Spoken, thread


def said(number: int, parent: int = 0) -> Comment:
    return Comment(id=str(number), author=f"Reader {number}", parent=str(parent) if parent else "")


def shape(entries) -> list:
    return [(entry.comment.id, shape(entry.answers)) for entry in entries]


def all_in(entries, level=1):
    for entry in entries:
        yield entry, level
        yield from all_in(entry.answers, level + 1)


def test_answers_stand_below_what_they_answer():
    assert shape(thread([said(1), said(2), said(3, 1), said(4, 3)])) == [("1", [("3", [("4", [])])]), ("2", [])]


def test_an_answer_too_deep_stands_on_the_last_level_and_says_whom_it_answers():
    entries = thread([said(1), said(2, 1), said(3, 2), said(4, 3), said(5, 4)])
    assert shape(entries) == [("1", [("2", [("3", []), ("4", []), ("5", [])])])]
    deepest = entries[0].answers[0].answers
    assert [each.answers_to.id if each.answers_to else "" for each in deepest] == ["", "3", "4"]


def test_comments_that_answer_each_other_in_a_ring_are_shown_once():
    assert shape(thread([said(1, 2), said(2, 1), said(3, 9)])) == [("3", []), ("1", [("2", [])])]


@given(some.lists(some.tuples(some.integers(1, 30), some.integers(0, 30)), max_size=60))
def test_every_comment_stands_once_and_no_deeper_than_the_last_level(pairs):
    comments = [said(number, parent) for number, parent in pairs]
    placed = list(all_in(thread(comments)))
    assert sorted(entry.comment.id for entry, _ in placed) == sorted({comment.id for comment in comments})
    assert all(level <= DEEPEST for _, level in placed)
    assert all(isinstance(entry, Spoken) for entry, _ in placed)


def test_a_chain_of_ten_thousand_answers_is_placed_in_a_moment():
    entries = thread(said(number, number - 1) for number in range(1, 10_001))
    assert len(list(all_in(entries))) == 10_000
