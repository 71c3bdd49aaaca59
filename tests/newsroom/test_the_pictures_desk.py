"""Pictures come in many at once, each once, with what is known of their photographer; one screen says all of each."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from PIL import Image

from broadsheet.edition import records
from broadsheet.newsroom.actions.deleting import BinKind, Delete
from broadsheet.newsroom.actions.pictures import TakeInPicture
from broadsheet.newsroom.compose import compose, note_everything
from broadsheet.newsroom.compose.files import file_records
from broadsheet.newsroom.desks.pictures.filters import pictures_shown
from broadsheet.newsroom.models import BroadImage
from broadsheet.newsroom.picture_uses import last_words, uses_of
from broadsheet.newsroom.roles import Role
from broadsheet.press.pictures import Shape, renditions, shaped_box
from tests.newsroom import making
from tests.newsroom.people import account

pytestmark = pytest.mark.django_db


def upload(name: str, colour: str = "red", size: tuple[int, int] = (60, 40)) -> SimpleUploadedFile:
    data = BytesIO()
    Image.new("RGB", size, colour).save(data, "PNG")
    return SimpleUploadedFile(name, data.getvalue(), content_type="image/png")


@pytest.fixture
def editor(client: Any) -> Any:
    client.defaults["HTTP_HOST"] = "quay.example"
    client.force_login(get_user_model().objects.get(username="editor"))
    return client


def test_many_come_in_at_once_and_those_that_cannot_be_used_are_named(editor: Any) -> None:
    there = making.picture("There", "green")
    broken = SimpleUploadedFile("broken.png", b"no picture", content_type="image/png")
    form = {
        "files": [upload("red_crane.png"), upload("blue.png", "blue"), upload("again.png", "green"), broken],
        "credit": "Ana Lind",
        "rights": "staff",
    }
    answer = editor.post(reverse("add_pictures"), form, secure=True, follow=True)
    said = [str(message) for message in answer.context["messages"]]
    assert any("broken.png" in each for each in said)
    assert any("2 pictures are in" in each for each in said)
    assert any("“There” is here already" in each and reverse("picture", args=[there.pk]) in each for each in said)
    assert set(BroadImage.objects.filter(credit="Ana Lind").values_list("title", flat=True)) == {"red crane", "blue"}


def test_a_refused_form_keeps_what_was_typed(editor: Any) -> None:
    form = {"credit": "Ana Lind", "licence": "CC BY 4.0", "rights": "free", "source": "her own"}
    shown = editor.post(reverse("add_pictures"), form, secure=True).content.decode()
    assert "No picture was chosen" in shown
    assert all(f'value="{form[name]}"' in shown for name in ("credit", "licence", "source"))


def test_what_is_left_empty_is_as_it_was_with_the_same_photographer() -> None:
    user = account(Role.WRITER)
    first = TakeInPicture(
        file=upload("a.png"),
        name="a.png",
        credit="Ana Lind",
        licence="CC BY 4.0",
        rights=records.Rights.FREE_LICENCE,
        source="port",
    )
    first.execute(user)
    second = TakeInPicture(file=upload("b.png", "blue"), name="b.png", credit="Ana Lind", source="harbour")
    picture = second.execute(user).picture
    assert (picture.licence, picture.rights, picture.source) == ("CC BY 4.0", records.Rights.FREE_LICENCE, "harbour")
    other = TakeInPicture(file=upload("c.png", "green"), name="c.png", credit="Somebody else").execute(user).picture
    assert (other.licence, other.rights, other.source) == ("", "unknown", "")


def test_the_same_picture_is_recognised_even_in_the_bin() -> None:
    user = account(Role.EDITOR)
    first = TakeInPicture(file=upload("a.png"), name="a.png").execute(user)
    again = TakeInPicture(file=upload("other name.png"), name="other name.png").execute(user)
    assert (first.was_there, again.was_there) == (False, True)
    assert again.picture == first.picture
    Delete(kind=BinKind.PICTURE, number=first.picture.pk).execute(user)
    binned = TakeInPicture(file=upload("a.png"), name="a.png").execute(user)
    assert binned.was_there
    assert binned.picture.in_bin


def test_an_organiser_of_nothing_brings_no_pictures() -> None:
    with pytest.raises(PermissionDenied):
        TakeInPicture(file=upload("a.png"), name="a.png").execute(account(Role.TREASURER))


def test_each_filter_leaves_what_it_says() -> None:
    soon = timezone.now() + timedelta(days=5)
    whole = {"credit": "Ana Lind", "rights": "staff"}
    made = {
        "without-rights": making.picture("Rightless", "#010101", credit="Ana Lind"),
        "without-credit": making.picture("Uncredited", "#020202", rights="staff"),
        "ending": making.picture("Ending", "#030303", expires=soon, **whole),
        "not-in-print": making.picture("Web", "#040404", not_in_print=True, **whole),
        "unused": making.picture("Unused", "#050505", **whole),
    }
    for name in made:
        if name != "unused":
            making.draft_story(f"Uses {name}", picture=made[name])
    drafted = making.picture("Drafted", "#060606", **whole)
    draft = making.draft_story("A draft")
    draft.picture = drafted
    draft.save_revision()
    for name, picture in made.items():
        assert list(pictures_shown(name, "", None)) == [picture], name
    assert len(pictures_shown("", "Ana Lind", None)) == 5
    assert list(pictures_shown("", "", made["without-credit"].pk)) == [made["without-rights"]]


def test_a_picture_names_its_uses_in_drafts_too() -> None:
    picture = making.picture()
    out = making.story("Out", picture=picture, picture_alt="A crane")
    draft = making.draft_story("Being written")
    draft.body = [("image", {"image": picture, "alt": "Seen from the quay"})]
    draft.save_revision()
    found = {(use.title, use.live, use.draft) for use in uses_of(picture)}
    assert found == {("Out", True, False), ("Being written", False, True)}
    assert last_words(picture)[0] == "A crane"
    assert out.live


class CutsTests(TestCase):
    """The cuts an editor asks for are those the press makes."""

    @given(st.integers(0, 100), st.integers(0, 100), st.sampled_from([shape for shape in Shape if shape != Shape.FULL]))
    def test_a_point_of_its_own_decides_where_a_shape_is_cut(self, left: int, top: int, shape: Shape) -> None:
        picture = BroadImage.objects.filter(title="Large").first()
        if picture is None:
            picture = making.picture("Large")
        picture.width, picture.height = 1000, 700
        picture.shape_focus = {shape.value: [left * 10, top * 10]}
        BroadImage.objects.filter(pk=picture.pk).update(
            width=picture.width, height=picture.height, shape_focus=picture.shape_focus
        )
        (record,) = file_records([picture.permanent_id])
        assert isinstance(record, records.Image)
        box = renditions(record, shape).box
        assert 0 <= box.left <= max(0, 1000 - box.width)
        assert abs((box.left + box.width / 2) - min(max(left * 10, box.width / 2), 1000 - box.width / 2)) <= 1
        for other in set(Shape) - {shape}:
            assert renditions(record, other).box == shaped_box(record, other)


def test_the_screen_shows_the_cuts_of_the_press_and_saves_the_points(editor: Any, edition_file: Any) -> None:
    note_everything()
    compose()
    picture = BroadImage(title="Harbour", file=upload("harbour.png", size=(400, 300)))
    picture.save()
    address = reverse("picture", args=[picture.pk])
    form = {"title": "Harbour at dawn", "credit": "Ana Lind", "rights": "staff", "left": "25", "top": "50"}
    form |= {"square_own": "on", "square_left": "90", "square_top": "50"}
    assert editor.post(address, form, secure=True).status_code == 302
    picture.refresh_from_db()
    assert (picture.title, picture.focal_point_x, picture.shape_focus) == ("Harbour at dawn", 100, {"1:1": [900, 500]})
    shown = editor.get(address, secure=True)
    cuts = [cut[0] for cut in shown.context["cuts"]]
    assert len(cuts) == 3
    for cut in cuts:
        assert editor.get(cut, secure=True)["Content-Type"] == "image/jpeg"


def test_another_file_takes_the_place_of_a_picture_wherever_it_is_used(editor: Any, edition_file: Any) -> None:
    picture = making.picture()
    story = making.story(picture=picture)
    before = (picture.permanent_id, picture.digest)
    form = {"title": picture.title, "file": upload("better.png", "blue", (80, 80))}
    assert editor.post(reverse("picture", args=[picture.pk]), form, secure=True).status_code == 302
    story.refresh_from_db()
    assert story.picture.permanent_id == before[0]
    assert story.picture.digest != before[1]
    assert (story.picture.width, story.picture.height) == (80, 80)


def test_a_broken_file_is_refused_beside_its_field_and_nothing_typed_is_lost(editor: Any) -> None:
    picture = making.picture()
    form = {"title": "Typed anew", "credit": "Typed too", "file": SimpleUploadedFile("x.png", b"broken")}
    answer = editor.post(reverse("picture", args=[picture.pk]), form, secure=True)
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"file"}
    assert b"Typed anew" in answer.content
    assert b"Typed too" in answer.content


def test_a_writer_changes_only_pictures_of_their_own(client: Any) -> None:
    writer = account(Role.WRITER)
    client.defaults["HTTP_HOST"] = "quay.example"
    client.force_login(writer)
    own, other = making.picture("Own", uploaded_by_user=writer), making.picture("Other", "blue")
    for picture in (own, other):
        client.post(reverse("picture", args=[picture.pk]), {"title": "Changed"}, secure=True)
    assert set(BroadImage.objects.values_list("title", flat=True)) == {"Changed", "Other"}


def test_the_list_asks_as_many_questions_however_many_pictures_there_are(
    editor: Any, django_assert_max_num_queries: Any
) -> None:
    making.picture("One")
    editor.get(reverse("pictures"), secure=True)
    for number in range(12):
        making.picture(f"Number {number}", f"#0000{number:02}")
    with django_assert_max_num_queries(14):
        editor.get(reverse("pictures"), secure=True)
