"""
How much memory and CPU the reading of a WordPress export takes: a generated one of so many megabytes, read to its end.

Items have about 10 kilobytes: a classic text with a caption, a gallery and a link to an earlier item, terms, custom
fields, and three comments; every tenth is an attachment.
"""

import random
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

WORDS = "harbour council strike wages ferry school meeting winter rent crane said the of a in they were".split()

_HEAD = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:base_blog_url>http://old.example</wp:base_blog_url>
"""


def write(path: Path, megabytes: int) -> int:
    """Write the export; how many items it has."""
    chance, number = random.Random(megabytes), 0
    with path.open("w", encoding="utf-8") as file:
        file.write(_HEAD)
        while file.tell() < megabytes * 1_000_000:
            number += 1
            file.write("".join(_item(number, chance)))
        file.write("</channel></rss>")
    return number


def _item(number: int, chance: random.Random) -> Iterator[str]:
    picture = number % 10 == 0
    day = f"20{number % 20:02}-{number % 12 + 1:02}-{number % 28 + 1:02} 10:00:00"
    text = "\n\n".join(" ".join(chance.choices(WORDS, k=120)) for _ in range(12))
    yield f"<item><title>Headline {number}</title><link>http://old.example/{day[:4]}/p{number}/</link>"
    yield f"<guid>http://old.example/?p={number}</guid><dc:creator>writer{number % 50}</dc:creator>"
    yield f"<wp:post_id>{number}</wp:post_id><wp:post_date_gmt>{day}</wp:post_date_gmt><wp:status>publish</wp:status>"
    yield f"<wp:post_name>p{number}</wp:post_name><wp:post_type>{'attachment' if picture else 'post'}</wp:post_type>"
    if picture:
        yield f"<wp:attachment_url>http://old.example/wp-content/uploads/{number}.jpg</wp:attachment_url></item>\n"
        return
    earlier = chance.randrange(1, number + 1)
    yield f"<content:encoded><![CDATA[{text}\n\n[caption id='a']<img src='http://old.example/x.jpg'> Seen[/caption]\n\n"
    yield f"[gallery ids='{earlier // 10 * 10 or 10}']\n\n<a href='http://old.example/?p={earlier}'>before</a>]]>"
    yield "</content:encoded>"
    yield f"<category domain='category' nicename='c{number % 12}'>Section {number % 12}</category>"
    yield f"<category domain='post_tag' nicename='t{number % 500}'>Topic {number % 500}</category>"
    yield "<wp:postmeta><wp:meta_key>place</wp:meta_key><wp:meta_value>Quay</wp:meta_value></wp:postmeta>"
    for comment in range(1, 4):
        said = " ".join(chance.choices(WORDS, k=30))
        yield f"<wp:comment><wp:comment_id>{comment}</wp:comment_id><wp:comment_author>Reader</wp:comment_author>"
        yield f"<wp:comment_content>{said}</wp:comment_content><wp:comment_approved>1</wp:comment_approved>"
        yield f"<wp:comment_parent>{comment - 1}</wp:comment_parent></wp:comment>"
    yield "</item>\n"


def measure(megabytes: int) -> None:
    """Write and read one, and say what that took; memory is the highest of the process."""
    from broadsheet.importers.records import ImportContext
    from broadsheet.importers.wxr import read_wxr

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "export.xml")
        items = write(path, megabytes)
        before, written = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, time.process_time()
        paper = read_wxr(path, ImportContext(now=datetime(2026, 11, 20, tzinfo=UTC)))
        indexed = time.process_time() - written
        records = sum(1 for _ in paper.records)
        used = time.process_time() - written
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    each = f"{used:7.1f} CPU s ({indexed:.1f} for the index)  {used / megabytes:.3f} CPU s/MB"
    adds_up = "adds up" if paper.tally.report().adds_up else "DOES NOT ADD UP"
    print(
        f"{megabytes:>5} MB  {items:>7,} items  {records:>7,} records  {each}  "
        f"peak {peak} MB ({before} MB before)  the report {adds_up}",
        flush=True,
    )
