"""Pictures that do not lie in the source: fetched from the old site if that is wanted, else their words and a link."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from PIL import Image

from broadsheet.edition.blocks import DocumentBlock, Embed, ImageBlock, Inline
from broadsheet.edition.records import Picture
from broadsheet.edition.store import Edition
from broadsheet.fetching import FetchedFiles, Fetcher, Limits, Pace
from broadsheet.importers.records import ImportedDocument, ImportedImage
from broadsheet.newsroom.compose import compose
from broadsheet.newsroom.intake import take_in
from broadsheet.newsroom.intake.media import Media, MediaPolicy
from broadsheet.newsroom.models import ArticlePage, BroadDocument, BroadImage, ImportedLine
from tests.machine.old_site import OldSite, old_site
from tests.newsroom.importing import article, paper
from tests.newsroom.test_pictures_come_in import SECRET, photograph, stored

pytestmark = pytest.mark.django_db
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def bomb() -> bytes:
    """A small file that says it is 40,000 by 40,000 pixels."""
    target = io.BytesIO()
    Image.new("1", (40_000, 40_000)).save(target, "PNG", optimize=False)
    return target.getvalue()


@pytest.fixture
def site() -> Iterator[OldSite]:
    with old_site() as running:
        yield running


@pytest.fixture
def files(tmp_path: Path) -> Iterator[FetchedFiles]:
    fetcher = Fetcher(loopback=True, pace=Pace(pause=0), limits=Limits(size=5_000_000, total=3, idle=1))
    with FetchedFiles(tmp_path / "fetched", fetcher) as folder:
        yield folder


def story(*addresses: str, number: int = 1, **fields: Any) -> Any:
    """A story that shows these pictures."""
    images = tuple(ImportedImage(source_id=address, url=address) for address in addresses)
    body = tuple(
        ImageBlock(image=address, alt="A crane", caption=Inline("The <em>old</em> crane")) for address in addresses
    )
    return article(number, images=images, body=body, **fields)


def bodies(edition_file: Path, number: int = 1) -> tuple[Any, ...]:
    compose()
    page = ArticlePage.objects.get(title=f"Story {number}")
    with Edition.open(edition_file) as edition:
        return edition.read(page.permanent_id).body  # type: ignore[union-attr]


def left(address: str) -> Embed:
    """What stands where a picture would."""
    return Embed(url=address, title="A crane", caption=Inline("The <em>old</em> crane"))


def test_a_picture_is_fetched_once_and_freed_of_what_it_tells(
    site: OldSite, files: FetchedFiles, edition_file: Path, tmp_path: Path
) -> None:
    address = site.file("/crane.jpg", photograph(), "image/jpeg")
    source = paper(story(address), story(address, number=2))
    take_in(source, media=Media(MediaPolicy.FETCH, files))
    (row,) = BroadImage.objects.all()
    assert SECRET not in stored(row)
    assert isinstance(bodies(edition_file)[0], ImageBlock)
    assert site.times_asked("/crane.jpg") == 1
    assert [path.name for path in (tmp_path / "fetched").iterdir()] == ["lock"]


def test_the_same_bytes_under_two_addresses_are_one_picture(site: OldSite, files: FetchedFiles) -> None:
    addresses = [site.file(path, photograph(), "image/jpeg") for path in ("/crane.jpg", "/crane-copy.jpg")]
    take_in(paper(story(*addresses)), media=Media(MediaPolicy.FETCH, files))
    assert BroadImage.objects.count() == 1


def test_what_is_no_picture_leaves_its_words_and_a_link_and_a_line_in_the_report(
    site: OldSite, files: FetchedFiles, edition_file: Path, tmp_path: Path
) -> None:
    addresses = [
        site.root + "/gone.jpg",
        site.file("/page.jpg", b"<html><body>This site has moved.</body></html>", "image/jpeg"),
        site.file("/drawing.svg", SVG, "image/svg+xml"),
        site.file("/bomb.png", bomb(), "image/png"),
        site.file("/huge.png", bytes(6_000_000), "image/png"),
        site.page("/slow.png", lambda request: request.drip(b"x" * 1000, 0.1)),
        site.page("/away.png", lambda request: request.answer(status="302 Found", location="http://169.254.169.254/")),
        "http://10.0.0.1/inside.png",
        "file:///etc/passwd",
    ]
    report = take_in(paper(story(*addresses)), media=Media(MediaPolicy.FETCH, files))
    assert not BroadImage.objects.exists()
    assert [loss.which for loss in report.losses if loss.what == "picture"] == addresses
    assert report.adds_up
    assert bodies(edition_file) == (*map(left, addresses[:-1]), replace(left(""), url=""))
    assert not list((tmp_path / "fetched").glob("*.part"))


@pytest.mark.parametrize("policy", [MediaPolicy.KEEP, MediaPolicy.SKIP])
def test_nothing_is_asked_unless_that_is_wanted(site: OldSite, edition_file: Path, policy: MediaPolicy) -> None:
    address = site.file("/crane.jpg", photograph(), "image/jpeg")
    report = take_in(paper(story(address)), media=Media(policy))
    assert bodies(edition_file) == (left(address),)
    assert [loss.which for loss in report.losses] == [address]
    assert not site.asked


def test_skip_takes_no_picture_that_lies_in_the_source(tmp_path: Path, edition_file: Path) -> None:
    file = tmp_path / "crane.jpg"
    file.write_bytes(photograph())
    address = "https://old.example/crane.jpg"
    images = (ImportedImage(source_id="crane.jpg", file=file, address=address),)
    body = (ImageBlock(image="crane.jpg", alt="A crane", caption=Inline("The <em>old</em> crane")),)
    skipped = take_in(paper(article(1, images=images, body=body)), media=Media(MediaPolicy.SKIP))
    assert bodies(edition_file) == (left(address),)
    assert "--media skip" in str(skipped)
    take_in(paper(article(1, images=images, body=body)), media=Media(MediaPolicy.KEEP))
    assert isinstance(bodies(edition_file)[0], ImageBlock)


def test_the_picture_over_a_story_leaves_its_words_too(edition_file: Path) -> None:
    address = "https://old.example/crane.jpg"
    picture = Picture(image=address, alt="A crane", caption=Inline("The <em>old</em> crane"))
    images = (ImportedImage(source_id=address, url=address),)
    take_in(paper(article(1, images=images, picture=picture)))
    assert bodies(edition_file)[0] == left(address)


def test_importing_again_fills_in_what_was_missing_and_then_changes_nothing(
    site: OldSite, files: FetchedFiles, edition_file: Path
) -> None:
    address = site.root + "/crane.jpg"
    picture = Picture(image=address, alt="A crane")
    source = [story(address, picture=picture), story(address, number=2)]
    take_in(paper(*source))
    take_in(paper(*source), media=Media(MediaPolicy.FETCH, files))
    assert bodies(edition_file)[0].url == address
    site.file("/crane.jpg", photograph(), "image/jpeg")
    take_in(paper(*source), media=Media(MediaPolicy.FETCH, files))
    assert [type(block) for block in bodies(edition_file)] == [ImageBlock]
    assert ArticlePage.objects.get(title="Story 1").picture is not None
    asked, lines = len(site.asked), list(ImportedLine.objects.values())
    for policy in (MediaPolicy.FETCH, MediaPolicy.KEEP, MediaPolicy.SKIP):
        take_in(paper(*source), media=Media(policy, files))
    assert len(site.asked) == asked
    assert list(ImportedLine.objects.values()) == lines


def test_a_story_edited_since_is_not_filled_in(site: OldSite, files: FetchedFiles, edition_file: Path) -> None:
    address = site.file("/crane.jpg", photograph(), "image/jpeg")
    take_in(paper(story(address)))
    ArticlePage.objects.get(title="Story 1").save_revision()
    take_in(paper(story(address)), media=Media(MediaPolicy.FETCH, files))
    assert bodies(edition_file) == (left(address),)


def test_the_newsroom_can_write_while_a_slow_site_is_asked(site: OldSite, files: FetchedFiles) -> None:
    """The network is asked outside of any transaction."""
    inside = []
    database = connections["default"]  # this thread's own, whoever looks at it
    depth = len(database.savepoint_ids)

    class Watched(FetchedFiles):
        def get(self, address: str) -> Any:
            inside.append(len(database.savepoint_ids) > depth)
            return files.get(address)

    address = site.file("/crane.jpg", photograph(), "image/jpeg")
    watched = Watched(Path(), Fetcher())
    watched.forget = files.forget  # type: ignore[method-assign]
    take_in(paper(story(address)), media=Media(MediaPolicy.FETCH, watched))
    assert inside == [False]


def with_documents(*addresses: str, **fields: Any) -> Any:
    documents = tuple(ImportedDocument(source_id=address, url=address, title="Leaflet") for address in addresses)
    body = tuple(DocumentBlock(document=address, title="Leaflet") for address in addresses)
    return article(1, documents=documents, body=body, **fields)


def test_a_document_is_fetched_once_and_one_that_is_none_keeps_its_link(
    site: OldSite, files: FetchedFiles, edition_file: Path
) -> None:
    there = site.file("/leaflet.pdf", b"%PDF-1.4 words", "application/pdf")
    page = site.file("/moved.pdf", b"<html>This site has moved.</html>", "text/html")
    gone, inside = site.root + "/gone.pdf", "http://10.0.0.1/inside.pdf"
    source = paper(with_documents(there, page, gone, inside))
    report = take_in(source, media=Media(MediaPolicy.FETCH, files))
    (row,) = BroadDocument.objects.all()
    with row.file.open() as stored_file:
        assert stored_file.read() == b"%PDF-1.4 words"
    assert [loss.which for loss in report.losses if loss.what == "document"] == [page, gone, inside]
    kept, *left_there = bodies(edition_file)
    assert isinstance(kept, DocumentBlock)
    assert [block.text for block in left_there] == [
        f'<a href="{address}">Leaflet</a>' for address in (page, gone, inside)
    ]
    take_in(paper(with_documents(there, page, gone, inside)), media=Media(MediaPolicy.FETCH, files))
    assert BroadDocument.objects.count() == 1
    assert site.times_asked("/leaflet.pdf") == 1


def test_a_document_missing_at_one_import_is_had_at_the_next(
    site: OldSite, files: FetchedFiles, edition_file: Path
) -> None:
    address = site.root + "/late.pdf"
    take_in(paper(with_documents(address)), media=Media(MediaPolicy.FETCH, files))
    assert not BroadDocument.objects.exists()
    site.file("/late.pdf", b"%PDF-1.4 late", "application/pdf")
    take_in(paper(with_documents(address)), media=Media(MediaPolicy.FETCH, files))
    assert isinstance(bodies(edition_file)[0], DocumentBlock)
