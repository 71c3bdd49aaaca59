from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.edition.records import Crop, Document, Image
from broadsheet.edition.summaries import Line
from broadsheet.press.pictures import (
    DOCUMENT_ENDINGS,
    WIDTHS,
    Shape,
    document_path,
    document_type,
    renditions,
    share_card_path,
)

RATIOS = {Shape.LEAD: 3 / 2, Shape.LIST: 1, Shape.SHARE: 16 / 9}


def image(width=3000, height=2000, **fields) -> Image:
    return Image(id="image-1", file="quay.jpg", digest="ab" * 32, width=width, height=height, **fields)


images = st.builds(
    image,
    width=st.integers(1, 20_000),
    height=st.integers(1, 20_000),
    focus_left=st.integers(0, 1000),
    focus_top=st.integers(0, 1000),
)


@given(images, st.sampled_from(Shape))
def test_what_is_cut_out_lies_inside_the_picture(picture, shape):
    box = renditions(picture, shape).box
    assert box.width >= 1
    assert box.height >= 1
    assert 0 <= box.left <= picture.width - box.width
    assert 0 <= box.top <= picture.height - box.height


@given(images, st.sampled_from(sorted(RATIOS)))
def test_the_cut_has_the_shape_and_reaches_from_edge_to_edge(picture, shape):
    box = renditions(picture, shape).box
    assert box.width == picture.width or box.height == picture.height
    assert abs(box.width - box.height * RATIOS[shape]) <= RATIOS[shape] or 1 in (box.width, box.height)


@given(images, st.sampled_from(Shape))
def test_no_rendition_is_enlarged_and_none_comes_twice(picture, shape):
    found = renditions(picture, shape)
    widths = [size.width for size in found.sizes]
    assert widths == sorted(set(widths))
    assert 1 <= widths[-1] == min(found.box.width, WIDTHS[-1])
    assert all(size.height >= 1 for size in found.sizes)


@given(images)
def test_the_focal_point_is_in_the_cut(picture):
    box = renditions(picture, Shape.LIST).box
    assert box.left <= picture.focus_left * picture.width // 1000 <= box.left + box.width
    assert box.top <= picture.focus_top * picture.height // 1000 <= box.top + box.height


def test_the_editors_own_crop_is_taken():
    own = Crop(shape="1:1", left=10, top=20, width=600, height=600)
    found = renditions(image(crops=(own,)), Shape.LIST)
    assert (found.box.left, found.box.top, found.box.width) == (10, 20, 600)
    assert [size.width for size in found.sizes] == [480, 600]


def test_a_crop_that_leaves_the_picture_is_not_taken():
    outside = Crop(shape="1:1", left=2900, top=20, width=600, height=600)
    assert renditions(image(crops=(outside,)), Shape.LIST) == renditions(image(), Shape.LIST)


def test_a_new_cut_has_new_addresses_and_leaves_the_other_shapes_alone():
    before, after = image(), image(focus_left=100)
    assert renditions(before, Shape.LIST).widest.jpeg != renditions(after, Shape.LIST).widest.jpeg
    assert renditions(before, Shape.FULL) == renditions(after, Shape.FULL)


def test_words_about_a_picture_change_no_address():
    later = datetime(2030, 1, 1, tzinfo=UTC)
    assert renditions(image(), Shape.LEAD) == renditions(image(credit="P. Quill", expires=later), Shape.LEAD)


def test_a_share_card_lies_beside_its_page():
    story = Line(id="a-1", kind="article", language="en", title="Cranes", path="2026/11/cranes/", at="")
    assert share_card_path(story) == "2026/11/cranes/card.png"


def document(name: str, media_type="application/pdf") -> Document:
    return Document(id="d-1", file="x", digest="cd" * 32, size=1, media_type=media_type, name=name)


def test_a_document_gets_the_ending_of_its_type_whatever_it_is_called():
    assert document_path(document("Minutes of May.html")).endswith("/Minutes-of-May.pdf")
    assert document_path(document("run.svg", "image/svg+xml")).endswith("/run.bin")


@given(st.text(max_size=300))
def test_a_documents_address_is_one_plain_path(name):
    path = document_path(document(name))
    folder, _, file = path.rpartition("/")
    assert folder.count("/") == 1
    assert file.removesuffix(".pdf").replace("-", "").isalnum()
    assert len(file.encode()) < 200


def test_the_type_of_a_document_is_known_by_its_name_on_every_machine():
    assert document_type("Minutes.ODT") == "application/vnd.oasis.opendocument.text"
    assert document_type("talk.mp3") == "audio/mpeg"
    assert document_type("page.html") == document_type("svg") == "application/octet-stream"
    for media_type, ending in DOCUMENT_ENDINGS.items():
        assert DOCUMENT_ENDINGS[document_type(f"x.{ending}")] == ending, media_type
