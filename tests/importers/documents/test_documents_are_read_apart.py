"""A document is read in a process of its own: what costs too much ends there, and an honest one comes in whole."""

import resource
import subprocess
import sys

import pytest

from broadsheet.errors import SourceUnreadableError
from broadsheet.importers.documents import apart
from broadsheet.importers.documents.apart import read_story_apart
from tests.importers.documents.writing import CONTEXT, greedy_word_file, paragraph, run, story, word_file

PAGES = "".join(
    paragraph(run(f"{number} " + "The harbour was quiet for another day. " * 16)) for number in range(1_000)
)


def children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_two_hundred_pages_come_in_whole_and_as_they_would_here():
    data = word_file(PAGES)
    made, tally = read_story_apart("a.docx", data, CONTEXT)
    assert len(made.body) == 1_000
    assert (made, tally.report()) == story("a.docx", data)


def test_a_file_that_costs_minutes_is_given_up_after_its_seconds():
    boxes = "<w:p><w:r><w:pict><w:txbxContent>" * 60 + "<w:p/>" * 100 + "</w:txbxContent></w:pict></w:r></w:p>" * 60
    before = children_cpu()
    with pytest.raises(SourceUnreadableError, match="Divide it"):
        read_story_apart("a.docx", word_file(boxes * 75), CONTEXT)
    assert children_cpu() - before <= apart.SECONDS + 2


def test_a_refusal_says_the_same_as_without():
    with pytest.raises(SourceUnreadableError, match="save it again"):
        read_story_apart("a.docx", b"PK no such thing", CONTEXT)


def memory_is_limited() -> bool:
    """Whether this system stops a process at the memory it may have."""
    if not hasattr(resource, "RLIMIT_AS"):
        return False
    wants = "import resource as r; r.setrlimit(r.RLIMIT_AS, (400_000_000,) * 2); bytearray(800_000_000)"
    return subprocess.run([sys.executable, "-c", wants], capture_output=True, check=False).returncode != 0


def test_a_file_that_wants_two_gigabytes_is_given_up_at_the_limit():
    if not memory_is_limited():
        pytest.skip("This system does not limit the memory of a process (RLIMIT_AS); run the test on Linux.")
    data = greedy_word_file()
    assert len(data) < 100_000
    before = children_cpu()
    with pytest.raises(SourceUnreadableError, match=r"“a\.docx” is more than a story can be"):
        read_story_apart("a.docx", data, CONTEXT)
    assert children_cpu() - before < apart.SECONDS  # so that it was not the time that ended it
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 <= apart.MEMORY
    made, _ = read_story_apart("b.docx", word_file(paragraph(run("Words"))), CONTEXT)
    assert len(made.body) == 1
