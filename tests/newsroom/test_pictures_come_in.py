"""Whatever way a picture comes in, it stands upright and tells nothing of who took it, where and when."""

import gc
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageChops, ImageCms, ImageSequence
from wagtail.models import UploadedFile

from broadsheet.errors import PictureRefusedError
from broadsheet.importers.records import ImportedImage
from broadsheet.newsroom.intake import take_in
from broadsheet.newsroom.models import BroadImage
from broadsheet.newsroom.pictures import check_picture, settled_picture
from tests.newsroom.importing import article, paper

pytestmark = pytest.mark.django_db
SECRET = b"Mole Street 7, taken by Ada"
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
FORMATS = ["JPEG", "PNG", "WEBP", "AVIF"]


def photograph(kind: str = "JPEG", *, orientation: int = 6, size: tuple[int, int] = (64, 40), **options: Any) -> bytes:
    """A red picture with a blue corner at its top left, as a camera held askew writes it."""
    picture = Image.new("RGB", size, "red")
    picture.paste("blue", (0, 0, size[0] // 4, size[1] // 4))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Artist] = SECRET.decode()
    places = exif.get_ifd(ExifTags.IFD.GPSInfo)
    places[ExifTags.GPS.GPSLatitudeRef] = "N"
    places[ExifTags.GPS.GPSLatitude] = (60.0, 10.0, 15.0)
    words = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET + b"</x:xmpmeta>"
    target = io.BytesIO()
    carried = {"exif": exif.tobytes(), "icc_profile": PROFILE, "xmp": words} | options
    picture.save(target, kind, **carried)
    return target.getvalue() + (SECRET if kind == "JPEG" else b"")


def assert_settled(data: bytes, *, size: tuple[int, int] = (40, 64)) -> None:
    """The picture stands upright, with its colours, and with nothing else."""
    assert SECRET not in data
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.size == size
        assert not picture.getexif()
        assert not {"xmp", "comment", "exif"} & {name for name, value in picture.info.items() if value}
        assert picture.info["icc_profile"] == PROFILE
        red, _, blue = picture.convert("RGB").getpixel((size[0] - 4, 3))  # type: ignore[misc]
        assert blue > 200 > 60 > red


def stored(row: BroadImage) -> bytes:
    with row.file.open("rb") as file:
        data: bytes = file.read()
    return data


@pytest.fixture
def editor(admin_client: Any) -> Any:
    """A browser signed in with every right."""
    admin_client.defaults.update({"HTTP_HOST": "quay.example", "wsgi.url_scheme": "https"})
    return admin_client


@pytest.mark.parametrize("kind", FORMATS)
def test_a_portrait_is_turned_upright_and_forgets_where_it_was_taken(kind: str) -> None:
    assert SECRET in photograph(kind)
    assert_settled(settled_picture(io.BytesIO(photograph(kind)), "a").read())


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_stands_upright_keeps_every_pixel(kind: str) -> None:
    before = photograph(kind, orientation=1)
    after = settled_picture(io.BytesIO(before), "a").read()
    assert SECRET not in after
    with Image.open(io.BytesIO(before)) as old, Image.open(io.BytesIO(after)) as new:
        assert ImageChops.difference(old.convert("RGB"), new.convert("RGB")).getbbox() is None
        assert new.info["icc_profile"] == PROFILE
    assert settled_picture(io.BytesIO(after), "a").read() == after


@given(
    size=st.tuples(st.integers(1, 70), st.integers(1, 70)),
    mode=st.sampled_from(["L", "RGB", "CMYK"]),
    progressive=st.booleans(),
    restart=st.integers(0, 3),
    pixels=st.randoms(use_true_random=False),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_jpeg_keeps_its_pixels(
    size: tuple[int, int], mode: Any, progressive: bool, restart: int, pixels: Any
) -> None:
    picture = Image.new(mode, size)
    picture.frombytes(pixels.randbytes(len(picture.tobytes())))
    target = io.BytesIO()
    picture.save(target, "JPEG", progressive=progressive, restart_marker_blocks=restart, comment=SECRET)
    after = settled_picture(io.BytesIO(target.getvalue()), "a").read()
    assert SECRET not in after
    with Image.open(target) as old, Image.open(io.BytesIO(after)) as new:
        assert (old.mode, old.tobytes()) == (new.mode, new.tobytes())


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_a_moving_picture_keeps_its_frames_and_their_time(kind: str) -> None:
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("red", "green", "blue")]
    target = io.BytesIO()
    carried = {"comment": SECRET} if kind == "GIF" else {"exif": b"Exif\0\0" + SECRET}
    frames[0].save(target, kind, save_all=True, append_images=frames[1:], duration=[100, 200, 300], loop=0, **carried)
    assert SECRET in target.getvalue()
    row = BroadImage(title="Wave", file=ContentFile(target.getvalue(), name=f"wave.{kind.lower()}"))
    row.save()
    assert SECRET not in stored(row)
    with Image.open(io.BytesIO(stored(row))) as after, Image.open(target) as before:
        assert [frame.convert("RGB").tobytes() for frame in ImageSequence.Iterator(after)] == [
            frame.convert("RGB").tobytes() for frame in ImageSequence.Iterator(before)
        ]
        assert after.info["loop"] == before.info["loop"]
        assert after.info["duration"] == before.info["duration"]


def test_the_model_settles_a_file_however_it_is_given() -> None:
    row = BroadImage(title="Crane", file=ContentFile(photograph(), name="crane.jpg"))
    row.save()
    assert_settled(stored(row))
    assert (row.width, row.height, row.file_size) == (40, 64, len(stored(row)))
    first = row.digest
    row.file.save("again.jpg", ContentFile(photograph(orientation=8)))
    assert_settled_without_corner(stored(row))
    assert row.digest != first
    row = BroadImage.objects.get(pk=row.pk)
    assert (row.width, row.height) == (40, 64)


def assert_settled_without_corner(data: bytes) -> None:
    assert SECRET not in data
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.size == (40, 64)


def test_another_title_leaves_the_file_alone() -> None:
    row = BroadImage(title="Crane", file=ContentFile(photograph(), name="crane.jpg"))
    row.save()
    before = (row.file.name, row.digest)
    row = BroadImage.objects.get(pk=row.pk)
    row.title = "Another"
    row.save()
    assert (row.file.name, row.digest) == before


WAYS = {
    "form": ("wagtailimages:add", "file"),
    "chooser": ("wagtailimages_chooser:create", "image-chooser-upload-file"),
    "many": ("wagtailimages:add_multiple", "files[]"),
}


def upload(editor: Any, way: str, file: SimpleUploadedFile) -> Any:
    """What the newsroom answers to a file uploaded this way."""
    name, field = WAYS[way]
    prefix = field.removesuffix("file") if way != "many" else ""
    return editor.post(reverse(name), {field: file, f"{prefix}title": "Crane", f"{prefix}rights": "staff"}, secure=True)


@pytest.mark.filterwarnings("ignore:.*Unclosed file")  # Wagtail leaves the file of its own small copy open
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("in_memory", [True, False], ids=["small", "large"])
def test_every_way_of_uploading_settles_the_picture(
    editor: Any, way: str, in_memory: bool, settings: Any, media_folder: Path
) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10_000_000 if in_memory else 0
    upload(editor, way, SimpleUploadedFile("crane.jpg", photograph(), "image/jpeg"))
    row = BroadImage.objects.get()
    assert_settled(stored(row))
    assert row.file_hash
    gc.collect()
    files = [file for file in media_folder.rglob("*") if file.is_file()]
    assert files
    assert not [file for file in files if SECRET in file.read_bytes()]


def test_a_picture_that_waits_for_its_form_is_settled_too(media_folder: Path) -> None:
    from django.contrib.contenttypes.models import ContentType

    kind = ContentType.objects.get_for_model(BroadImage)
    waiting = UploadedFile.objects.create(for_content_type=kind, file=ContentFile(photograph(), name="crane.jpg"))
    with waiting.file.open("rb") as file:
        assert_settled(file.read())


def test_a_moving_png_is_refused_with_the_way_out() -> None:
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("red", "green")]
    target = io.BytesIO()
    frames[0].save(target, "PNG", save_all=True, append_images=frames[1:])
    with pytest.raises(PictureRefusedError, match="save it as GIF"):
        check_picture(target, "wave.png")


HEIC = b"\x00\x00\x00\x24ftypheic\x00\x00\x00\x00mif1heic" + bytes(200)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["IMG_0042.HEIC", "IMG_0042.jpg"])
def test_a_heic_photograph_is_refused_with_the_way_out(editor: Any, way: str, name: str) -> None:
    answer = upload(editor, way, SimpleUploadedFile(name, HEIC, "image/heic")).content.decode()
    assert name in answer
    assert "save it as JPEG" in answer
    assert not BroadImage.objects.exists()


def test_the_page_for_many_pictures_knows_the_way_out_of_heic(editor: Any) -> None:
    page = editor.get(reverse("wagtailimages:add_multiple"), secure=True).content.decode()
    assert "HEIC photograph from an iPhone as JPEG" in page


def bomb(kind: str) -> bytes:
    """A few bytes that unpack to 400 million pixels, or a hundred frames of a million each."""
    target = io.BytesIO()
    if kind == "PNG":
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Image, "MAX_IMAGE_PIXELS", None)
            Image.new("1", (20_000, 20_000)).save(target, "PNG")
        return target.getvalue()
    frame = Image.new("P", (1000, 1000))
    frame.save(
        target, "GIF", save_all=True, append_images=[Image.new("P", (1000, 1000), each % 2) for each in range(99)]
    )
    return target.getvalue()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", ["PNG", "GIF"])
def test_an_image_bomb_is_refused_by_name(editor: Any, way: str, kind: str) -> None:
    name = f"bomb.{kind.lower()}"
    answer = upload(editor, way, SimpleUploadedFile(name, bomb(kind), "image/png")).content.decode()
    assert name in answer
    assert "80 million are the most" in answer
    with pytest.raises(PictureRefusedError, match=name):
        BroadImage(title="Bomb", file=ContentFile(bomb(kind), name=name)).save()
    assert not BroadImage.objects.exists()


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"\xff\xd8\xff", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"RIFF    WEBPVP8 "]),
)
def test_what_is_no_picture_is_refused_in_words(rubbish: bytes, start: bytes) -> None:
    with pytest.raises(PictureRefusedError, match=r"“a\.jpg”"):
        settled_picture(io.BytesIO(start + rubbish), "a.jpg")


@given(cut=st.integers(0, 900), kind=st.sampled_from(["JPEG", "PNG", "WEBP"]))
def test_a_file_cut_short_is_settled_or_refused_and_nothing_else(cut: int, kind: str) -> None:
    data = photograph(kind, orientation=1)[: cut + 20]
    try:
        check_picture(io.BytesIO(data), "a.jpg")
        after = settled_picture(io.BytesIO(data), "a.jpg").read()
    except PictureRefusedError:
        return
    assert SECRET not in after


def test_intake_settles_pictures_and_says_which_it_cannot_use(tmp_path: Path) -> None:
    (tmp_path / "crane.jpg").write_bytes(photograph())
    (tmp_path / "IMG_1.jpg").write_bytes(HEIC)
    images = tuple(ImportedImage(source_id=name, file=tmp_path / name) for name in ("crane.jpg", "IMG_1.jpg"))
    report = take_in(paper(article(1, images=images)))
    row = BroadImage.objects.get()
    assert_settled(stored(row))
    assert ["IMG_1.jpg" in str(loss) and "HEIC" in str(loss) for loss in report.losses] == [True]
    take_in(paper(article(1, images=images, digest="c" * 64)))
    assert BroadImage.objects.get().file.name == row.file.name
