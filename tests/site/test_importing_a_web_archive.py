"""`broadsheet import warc`: from an archive of a site that is gone to printed pages, asking nobody it must not ask."""

import io
import json
import re
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from tests.importers.web_archives import Archive
from tests.machine.old_site import old_site
from tests.site.whole_papers import NOW, broadsheet, tree

SECRET = b"Mole Street 7, taken by Ada"
SITE = "http://quay-post.example"
WORDS = (
    "The ferry has been lying at the quay for weeks, and nobody at the harbour office says when it will sail again. "
)


def photograph() -> bytes:
    target = io.BytesIO()
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = SECRET.decode()
    Image.new("RGB", (60, 40), "navy").save(target, "JPEG", exif=exif.tobytes())
    return target.getvalue()


def page(number: int, pictures: list[str]) -> bytes:
    figures = "".join(
        f'<figure><img src="{address}" alt="Crane {place}"><figcaption>Seen from pier {place}</figcaption></figure>'
        for place, address in enumerate(pictures)
    )
    text = "".join(f"<p>{number}.{place} {WORDS}</p>" for place in range(6))
    return f"""<!doctype html><html lang="en"><head><title>Ferry news {number} - Quay Post</title></head><body>
    <div id="top"><a href="/">Home</a> <a href="/about">About</a></div>
    <div id="story"><h1>Ferry news {number}</h1><p class="date">{number} May 2009</p>{text}{figures}</div>
    <div id="foot">Quay Post, all rights reversed</div></body></html>""".encode()


@pytest.fixture(scope="module")
def imported(tmp_path_factory) -> tuple[Path, dict, list]:
    """The printed paper's folder, the loss report, and what the server on this machine was asked."""
    folder = tmp_path_factory.mktemp("archive")
    paper = folder / "paper"
    with old_site() as inside:
        inside.file("/inside.jpg", photograph(), "image/jpeg")
        lost = [inside.root + "/inside.jpg", "http://169.254.169.254/latest/crane.jpg", "http://10.0.0.1/crane.jpg"]
        archive = Archive()
        for number in range(1, 7):
            shown = [f"{SITE}/pictures/crane.jpg", *lost] if number == 1 else []
            archive.answer(page(number, shown), f"{SITE}/2009/ferry-{number}.html")
        archive.answer(photograph(), f"{SITE}/pictures/crane.jpg", fields={"Content-Type": "image/jpeg"})
        moved = {"Location": "/2009/ferry-1.html"}
        archive.answer(b"", f"{SITE}/?id=1", status="301 Moved Permanently", fields=moved)
        (folder / "site.warc.gz").write_bytes(archive.data)
        broadsheet("init", paper)
        command = ["import", "warc", folder / "site.warc.gz", "--paper", paper, "--base-url", SITE, "--media", "fetch"]
        broadsheet(*command, "--report", folder / "first.json")
        broadsheet("press", "--paper", paper, "--now", NOW, "--no-copies")
        first = tree(paper)
        broadsheet(*command, "--report", folder / "second.json")
        broadsheet("press", "--paper", paper, "--now", NOW, "--no-copies")
        assert tree(paper) == first
        return paper, json.loads((folder / "first.json").read_text()), lost if not inside.asked else ["asked"]


def test_every_story_and_every_old_address_is_there(imported):
    paper, report, _ = imported
    assert report["adds_up"]
    assert report["counts"]["story"] == {"found": 6, "carried": 6, "dropped": 0, "refused": 0, "changed": 0}
    redirects = "".join(
        content.decode() for name, content in tree(paper).items() if "redirect" in name and b"ferry" in content
    )
    for number in range(1, 7):
        assert f"/2009/ferry-{number}.html" in redirects
    assert "id=1" in redirects


def test_a_picture_of_the_archive_is_shown_without_what_it_tells(imported):
    files = tree(imported[0])
    (story,) = [text.decode() for text in files.values() if b"1.5 The ferry" in text and b"<h1" in text]
    assert re.search(r'<img[^>]* alt="Crane 0"', story)
    assert not any(SECRET in content for content in files.values())
    assert not any(SECRET in path.read_bytes() for path in (imported[0] / "media").rglob("*") if path.is_file())


def test_pictures_at_addresses_that_must_not_be_asked_leave_words_caption_and_link(imported):
    paper, report, lost = imported
    assert len(lost) == 3, "the server on this machine was asked"
    (story,) = [text.decode() for text in tree(paper).values() if b"1.5 The ferry" in text and b"<h1" in text]
    for place, address in enumerate(lost, start=1):
        assert f'<a href="{address}"><b>Crane {place}</b></a>' in story
        assert f"<figcaption>Seen from pier {place}</figcaption>" in story
        assert f'src="{address}"' not in story
        assert [loss["what"] for loss in report["losses"] if loss["which"] == address] == ["picture"]
