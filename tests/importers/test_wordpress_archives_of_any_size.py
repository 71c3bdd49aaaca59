"""Time grows with the size of an export and of its posts, not faster; memory by what must be known of each item."""

import time
import tracemalloc

import pytest

from broadsheet.importers.links import AddressBook
from broadsheet.importers.names import Taken, untaken
from broadsheet.importers.report import Tally
from broadsheet.importers.wordpress_html import PostContent
from broadsheet.importers.wxr_index import WxrIndex
from broadsheet.importers.wxr_items import read_parts
from tests.importers.reading import CONTEXT
from tests.importers.test_wordpress_exports import HEAD, item, read

SECONDS = 5
"""Far more than any of these takes; what looks through the whole again for each of its parts takes minutes."""


def cpu_of(work):
    started = time.process_time()
    work()
    return time.process_time() - started


def as_html(content, reusable=None):
    post = PostContent(
        attachments={},
        own=(),
        lost=lambda *_said: None,
        changed=lambda *_said: None,
        reusable=reusable or {},
        picture_at=lambda _address: None,
        tally=Tally(),
    )
    return post.as_html(content)


@pytest.mark.parametrize(
    "content",
    [
        '<!-- wp:image {"id":1} --><p>a</p><!-- /wp:image -->' * 20_000,
        '<!-- wp:a {"id":1} ' * 20_000,
        "<!-- wp:x/y a" * 20_000,
        '<!-- wp:block {"ref" : ' * 20_000,
        '<!-- wp:block {"ref":1' + '"ref":1 ' * 20_000,
        "<pre> a " * 20_000,
        "".join(f"word [a{number}] " for number in range(20_000)),
        "".join(f"[a{number}]" for number in range(20_000)) * 2 + "".join(f"[/a{number}]" for number in range(20_000)),
        "<a " + "href='' " * 20_000,
        "<hr " * 40_000,
    ],
    ids=lambda content: content[:24],
)
def test_a_long_post_is_read_once_through(content):
    assert cpu_of(lambda: as_html(content)) < SECONDS


def test_only_the_block_without_words_is_told_as_left_out(tmp_path):
    content = '<!-- wp:image {"id":1} --><p>a</p><!-- /wp:image --><!-- wp:latest-posts {"b":{"c":1}} /-->'
    paper, _ = read(tmp_path, item(1, content))
    assert [loss.which for loss in paper.tally.report().losses if loss.what == "block"] == ["latest-posts"]


def test_a_reusable_block_named_very_often_does_not_fill_the_memory():
    content = '<p>Own</p><!-- wp:block {"ref":7} /-->' * 10_000
    html = as_html(content, {"7": "<p>again</p>" * 100_000})
    assert "again" in html
    assert html.count("Own") == 10_000
    assert len(html) < 7_000_000


def test_thousands_of_equal_names_are_each_counted_on():
    taken = Taken()
    assert [untaken(name, taken) for name in ("a", "a", "a-3", "a", "a")] == ["a", "a-2", "a-3", "a-4", "a-5"]
    assert cpu_of(lambda: [untaken("b", taken) for _ in range(50_000)]) < SECONDS
    assert untaken("b", taken) == "b-50001"


def test_an_address_leads_to_who_claimed_it_first_on_its_host():
    book = AddressBook()
    for address, source_id in (
        ("http://one.example/a/", "one"),
        ("http://two.example/a", "two"),
        ("http://one.example/a", "late"),
        ("/b", "anywhere"),
        ("http://one.example/b", "there"),
    ):
        book.add(address, source_id)
    assert [book.find(f"http://{host}.example/a") for host in ("one", "two", "three")] == ["one", "two", None]
    assert book.find("/a") == "one"
    assert [book.find(f"http://{host}.example/b/") for host in ("one", "three")] == ["there", "anywhere"]
    assert book.find("http://one.example/") is None


def test_one_path_on_thousands_of_hosts_is_found_at_once():
    book = AddressBook()

    def fill():
        for number in range(50_000):
            book.add(f"http://h{number}.example/same", str(number))
            assert book.find(f"http://h{number}.example/same") == str(number)

    assert cpu_of(fill) < SECONDS


def test_little_is_kept_of_each_item(tmp_path):
    items = 3_000
    path = tmp_path / "export.xml"
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        file.writelines(item(number, "words " * 500).replace("2004-05-0", "2004-05-01 ") for number in range(items))
        file.write("</channel></rss>")
    index = WxrIndex(context=CONTEXT, tally=Tally())
    tracemalloc.start()
    index.read(read_parts(path))
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(index.heads) == items
    assert kept / items < 1_200


def test_a_file_name_that_two_attachments_have_means_neither(tmp_path):
    def attachment(number, place):
        address = f"<wp:attachment_url>http://old.example/{place}</wp:attachment_url>"
        return item(number, sort="attachment", status="inherit", more=address)

    path = tmp_path / "export.xml"
    files = ("2001/Notice.pdf", "2002/notice.pdf", "2003/plan.pdf")
    path.write_text(HEAD + "".join(attachment(number, place) for number, place in enumerate(files)), encoding="utf-8")
    index = WxrIndex(context=CONTEXT, tally=Tally())
    index.read(read_parts(path))
    assert [index.has_one_file_named(name) for name in ("Notice.pdf", "plan.pdf", "other.pdf")] == [False, True, True]
