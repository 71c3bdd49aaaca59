import time

from broadsheet.importers.pages.duplicates import Candidate, without_duplicates
from broadsheet.importers.report import Tally


def candidate(number):
    address = f"http://old.example/story.php?session={number}"
    return Candidate(
        number=number,
        where=f"page {number}",
        address=address,
        addresses=(address, "http://old.example/story.php"),
        canonical=False,
        title="Headline",
        byline="",
        section="",
        date="",
        first_words="",
        words="the same",
    )


def test_a_story_saved_under_thousands_of_addresses_is_kept_once_with_all_of_them():
    started = time.process_time()
    tally = Tally()
    (kept,) = without_duplicates([candidate(number) for number in range(20_000)], tally)
    assert len(kept.addresses) == 20_001
    assert kept.addresses[:2] == candidate(0).addresses
    assert len(tally.report().losses) == 19_999
    assert time.process_time() - started < 5
