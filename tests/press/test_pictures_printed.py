"""Pictures, documents and share cards through a whole press run of a paper of one story."""

import zlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image as Pillow
from PIL import ImageCms

from broadsheet.edition.records import Crop
from broadsheet.press.output import PressSettings
from broadsheet.press.outputs.images import ImagesOutput
from broadsheet.press.pictures import Shape, document_path, renditions
from broadsheet.press.run import PressRun
from broadsheet.tree.folder import Folder
from broadsheet.tree.ledger import Ledger
from tests.press.picture_press import NOW, PAPER, STORY, Press, encoded, halves


@pytest.fixture
def press(tmp_path):
    press = Press(tmp_path)
    yield press
    press.ledger.close()
    press.edition.close()


def colour(picture: Pillow.Image, across: float, down: float) -> str:
    place = (int(picture.width * across), int(picture.height * down))
    red, green, blue = picture.convert("RGB").getpixel(place)
    return max((red, "red"), (green, "green"), (blue, "blue"))[1]


# ---- renditions


def test_every_rendition_a_page_can_name_is_printed_in_its_size(press):
    image = press.upload(encoded(halves()))
    report = press.run(image)
    assert report.failures == ()
    named = {size for shape in Shape for size in renditions(image, shape).sizes}
    for size in named:
        for path in (size.avif, size.jpeg):
            assert press.open(path).size == (size.width, size.height)
    assert set(press.pictures()) == {path for size in named for path in (size.avif, size.jpeg)}


def test_the_focal_point_decides_what_is_cut(press):
    image = press.upload(encoded(halves()), focus_left=1000)
    press.run(image)
    square = press.open(renditions(image, Shape.LIST).widest.jpeg)
    assert colour(square, 0.9, 0.5) == "blue"
    assert colour(square, 0.3, 0.5) == "blue"


def test_an_editors_crop_is_cut(press):
    image = press.upload(encoded(halves()), crops=(Crop(shape="1:1", left=0, top=0, width=500, height=500),))
    press.run(image)
    assert colour(press.open(renditions(image, Shape.LIST).widest.avif), 0.95, 0.95) == "red"


def test_a_picture_taken_sideways_is_turned_before_it_is_cut(press):
    exif = Pillow.Exif()
    exif[0x0112] = 6  # to be turned a quarter to the right
    image = press.upload(encoded(halves((800, 600)), exif=exif), size=(600, 800))
    press.run(image)
    whole = press.open(renditions(image, Shape.FULL).widest.jpeg)
    assert whole.size == (600, 800)
    assert colour(whole, 0.5, 0.1) == "red"
    assert colour(whole, 0.5, 0.9) == "blue"
    assert "exif" not in whole.info


def test_a_record_with_the_size_before_turning_gives_the_promised_size_undistorted(press):
    exif = Pillow.Exif()
    exif[0x0112] = 6
    image = press.upload(encoded(halves((800, 600)), exif=exif), size=(800, 600))
    report = press.run(image)
    assert report.failures == ()
    assert press.open(renditions(image, Shape.FULL).widest.jpeg).size == (800, 600)


def test_nothing_but_pixels_leaves_the_house(press):
    exif = Pillow.Exif()
    exif[0x010E] = "Taken at the secret meeting"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = encoded(halves(), exif=exif, comment=b"the source lives here", icc_profile=profile)
    image = press.upload(data + b"<script>alert(1)</script>PK\x03\x04")
    press.run(image)
    for printed in press.pictures().values():
        for word in (b"secret", b"source", b"<script>", b"Exif", b"ICC_PROFILE", b"PK\x03\x04"):
            assert word not in printed


@pytest.mark.parametrize(
    ("picture", "name"),
    [
        (halves().convert("CMYK"), "JPEG"),
        (halves().convert("L"), "JPEG"),
        (halves().convert("P"), "PNG"),
        (halves().convert("1"), "PNG"),
        (Pillow.new("I;16", (1200, 800), 40_000), "PNG"),
        (halves().convert("P"), "GIF"),
        (halves(), "WEBP"),
        (halves(), "AVIF"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.mode,
)
def test_pictures_of_many_kinds_are_printed(press, picture, name):
    report = press.run(press.upload(encoded(picture, name)))
    assert report.failures == ()


def test_transparency_becomes_white(press):
    picture = halves().convert("RGBA")
    picture.putalpha(0)
    image = press.upload(encoded(picture, "PNG"))
    press.run(image)
    printed = press.open(renditions(image, Shape.FULL).widest.jpeg)
    assert min(printed.getpixel((10, 10))) > 250


def test_a_large_photograph_is_cut_from_where_it_should_be(press):
    image = press.upload(encoded(halves((6400, 4800))), size=(6400, 4800), focus_left=1000)
    press.run(image)
    lead = press.open(renditions(image, Shape.LEAD).widest.jpeg)
    assert lead.size == (1600, 1066)
    assert (colour(lead, 0.49, 0.5), colour(lead, 0.51, 0.5)) == ("red", "blue")


def test_two_runs_print_the_same_bytes(press):
    image = press.upload(encoded(halves()))
    press.run(image)
    before = press.pictures()
    again = press.run(full=True)
    assert press.pictures() == before
    assert len(again.printed) == len(before) + 1


def test_new_words_about_a_picture_print_nothing(press):
    image = press.upload(encoded(halves()))
    press.run(image)
    report = press.run(replace(image, title="The other quay", credit="P. Quill"))
    assert report.printed == ()
    assert report.kept == 0


def test_a_picture_is_withdrawn_when_its_rights_end_and_returns_when_they_are_renewed(press):
    image = press.upload(encoded(halves()), expires=datetime(2026, 12, 1, tzinfo=UTC))
    report = press.run(image)
    assert report.next_due == int(datetime(2026, 12, 1, tzinfo=UTC).timestamp())
    count = len(press.pictures())
    later = datetime(2026, 12, 2, tzinfo=UTC)
    assert len(press.run(now=later).withdrawn) == count
    assert press.pictures() == {}
    press.run(replace(image, expires=datetime(2027, 1, 1, tzinfo=UTC)), now=later)
    assert len(press.pictures()) == count


# ---- what is refused


def bomb() -> bytes:
    """A PNG of a few hundred bytes that says it has 10,000 million pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4) + kind + body + zlib.crc32(kind + body).to_bytes(4)

    header = (100_000).to_bytes(4) * 2 + b"\x08\x02\0\0\0"
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def barely_too_large() -> bytes:
    return encoded(Pillow.new("1", (9_001, 9_001)), "PNG")


REFUSED = {
    "empty": (b"", "save it as JPEG or PNG"),
    "text": (b"not a picture at all", "save it as JPEG or PNG"),
    "truncated": (encoded(halves())[:3000], "is broken"),
    "damaged": (encoded(halves(), "PNG")[:200] + b"\0" * 500, "is broken"),
    "bomb": (bomb(), "million pixels"),
    "too large": (barely_too_large(), "million pixels"),
    "svg": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "SVG"),
    "html": (b"<!doctype html><script>1</script>", "markup"),
    "tiff": (encoded(halves(), "TIFF"), "save it as JPEG or PNG"),
    "pdf": (b"%PDF-1.7\n" + encoded(halves()), "save it as JPEG or PNG"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_is_named_with_the_remedy_and_the_rest_prints(press, case):
    data, words = REFUSED[case]
    report = press.run(press.upload(data))
    assert report.failures
    assert all("“quay.jpg”" in failure.reason and words in failure.reason for failure in report.failures)
    assert report.printed == ("2026/11/cranes/card.png",)
    assert press.pictures() == {}


def test_a_missing_file_is_named(press):
    image = press.upload(encoded(halves()))
    (press.media / "quay.jpg").unlink()
    assert "upload it again" in press.run(image).failures[0].reason


def test_a_file_that_was_exchanged_is_not_printed(press):
    image = press.upload(encoded(halves()))
    (press.media / "quay.jpg").write_bytes(encoded(halves(left="green")))
    assert "not the one that was published" in press.run(image).failures[0].reason


def test_a_link_out_of_the_media_folder_is_not_followed(press, tmp_path):
    data = encoded(halves())
    image = press.upload(data)
    (tmp_path / "elsewhere").write_bytes(data)
    (press.media / "quay.jpg").unlink()
    (press.media / "quay.jpg").symlink_to(tmp_path / "elsewhere")
    assert "not in the media folder" in press.run(image).failures[0].reason


# ---- documents


def test_a_document_is_handed_out_as_it_is(press):
    document = press.document(b"%PDF-1.7 minutes")
    press.run(document)
    assert (press.tree / document_path(document)).read_bytes() == b"%PDF-1.7 minutes"


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml", "application/x-msdownload", "text/javascript"])
def test_a_document_that_could_run_is_not_handed_out(press, media_type):
    document = press.document(b"<script>1</script>", media_type=media_type)
    report = press.run(document)
    assert [failure.path for failure in report.failures] == [document_path(document)]
    assert "save it as PDF" in report.failures[0].reason
    assert not (press.tree / document_path(document)).exists()


# ---- step by step


def test_every_step_leaves_what_a_press_that_prints_all_afresh_would_print(press, tmp_path):
    image = press.upload(encoded(halves((600, 400))), size=(600, 400))
    document = press.document(b"%PDF-1.7 minutes")
    steps = [
        [image, document],
        [replace(image, focus_left=0)],
        [replace(image, crops=(Crop(shape="3:2", left=0, top=0, width=300, height=200),))],
        [replace(image, title="Another title", expires=datetime(2026, 11, 1, tzinfo=UTC))],
        [image, replace(document, name="Minutes of May.pdf")],
        [replace(STORY, slug="other", title="Cranes move"), replace(STORY, id="a-2", title="Another story")],
        [replace(PAPER, name="The Lamp")],
    ]
    for records in steps:
        report = press.run(*records)
        assert report.failures == ()
        assert files(press.tree) == afresh(press, tmp_path)
    press.edition.write(removals=["i-1", "d-1", "a-2"])
    press.run()
    assert files(press.tree) == afresh(press, tmp_path)
    assert set(files(press.tree)) == {"2026/11/other/card.png"}


def files(tree: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(tree)): path.read_bytes()
        for path in tree.rglob("*")
        if path.is_file() and path.name != ".broadsheet"
    }


def afresh(press: Press, folder: Path) -> dict[str, bytes]:
    """The tree of a press that knows nothing of earlier runs."""
    place = folder / f"afresh-{press.edition.serial}"
    place.mkdir()
    with Ledger.open(place / "ledger.db") as ledger:
        PressRun(
            edition=press.edition,
            ledger=ledger,
            storage=Folder(place / "site"),
            outputs=[ImagesOutput(PressSettings(media=press.media))],
            now=NOW,
        ).execute()
    return files(place / "site")
