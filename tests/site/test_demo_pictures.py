"""The pictures of the demonstration paper: all there, of their sizes, light, and the same each time."""

from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image

from broadsheet.site.demo.pictures import PICTURES, draw_pictures

NAMES = {
    f"{name}.png"
    for name in (
        "allotments bus-depot container-ship courthouse cover-1041 cover-1042 cover-1043 cranes-dawn ferry fish-market "
        "flats-night football hospital library lighthouse map-port march-banners meeting-hall picket-gate "
        "portrait-nurse portrait-teacher portrait-welder school storm-sea town-hall tram wage-chart"
    ).split()
}

LARGEST_FILE = 400_000
"""Bytes."""


def size_for(name: str) -> tuple[int, int]:
    match name.partition("-")[0]:
        case "portrait":
            return 1200, 1500
        case "cover":
            return 1200, 1600
        case "wage":
            return 1600, 1000
        case _:
            return 1600, 1067


def digests(folder: Path) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gallery") / "pictures"
    draw_pictures(folder)
    return folder


def test_every_picture_is_drawn_and_nothing_else_is_left_in_the_folder(gallery):
    assert set(PICTURES) == NAMES
    assert {path.name for path in gallery.iterdir()} == NAMES


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_picture_has_its_size_and_is_light(gallery, name):
    with Image.open(gallery / name) as picture:
        assert picture.format == "PNG"
        assert picture.size == size_for(name)
    assert (gallery / name).stat().st_size < LARGEST_FILE


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_picture_uses_its_inks_and_is_not_blank(gallery, name):
    with Image.open(gallery / name) as picture:
        colours = picture.convert("RGB").getcolors(maxcolors=64)
    assert colours is not None
    area = size_for(name)[0] * size_for(name)[1]
    assert len([count for count, _ in colours if count > area / 200]) >= 3
    assert max(count for count, _ in colours) < area * 0.95


def test_pictures_drawn_again_are_the_same_byte_for_byte(gallery, tmp_path):
    draw_pictures(tmp_path)
    assert digests(tmp_path) == digests(gallery)


def test_no_two_pictures_are_the_same(gallery):
    assert len(set(digests(gallery).values())) == len(NAMES)


def test_a_picture_that_is_there_is_left_alone_and_the_missing_ones_are_added(tmp_path):
    own = tmp_path / "tram.png"
    own.write_bytes(b"a picture of the reader's own")
    draw_pictures(tmp_path)
    assert own.read_bytes() == b"a picture of the reader's own"
    assert {path.name for path in tmp_path.iterdir()} == NAMES


def test_every_painter_says_what_is_to_be_seen():
    assert all(painter.__doc__ for painter in PICTURES.values())
