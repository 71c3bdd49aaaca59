"""Share cards through a whole press run of a paper of one story."""

from dataclasses import replace

import pytest
from PIL import Image as Pillow

from broadsheet.edition.paper import Colours
from tests.press.picture_press import PAPER, STORY, Press


@pytest.fixture
def press(tmp_path):
    press = Press(tmp_path)
    yield press
    press.ledger.close()
    press.edition.close()


def card(press, title: str, identity="a-1") -> Pillow.Image:
    press.run(replace(STORY, id=identity, title=title))
    return press.open("2026/11/cranes/card.png")


@pytest.mark.parametrize(
    "title",
    [
        "Cranes stand still",
        "Краны стоят: докеры голосуют",
        "Порт жұмысшылары ереуілді жалғастырады",
        "عمال الميناء يواصلون الإضراب (ITF) 2026",
        "long " * 60,
        "Donaudampfschiff" * 20,
        "港湾労働者がストライキ",
        "🎉",
        "a\u202eb\u2066c",
    ],
)
def test_every_headline_gives_a_card(press, title):
    drawn = card(press, title)
    assert drawn.size == (1200, 630)
    assert len(drawn.getcolors()) > 3
    margins = [drawn.crop((0, 20, 60, 630)), drawn.crop((1140, 20, 1200, 630)), drawn.crop((0, 600, 1200, 630))]
    assert all(len(margin.getcolors()) == 1 for margin in margins)


def test_arabic_stands_at_the_right_and_latin_at_the_left(press):
    def ink(picture: Pillow.Image, left: int) -> int:
        part = picture.convert("L").crop((left, 150, left + 300, 630))
        return sum(part.point(lambda value: value < 100, "1").histogram()[1:])

    latin = card(press, "Strike")
    assert ink(latin, 60) > 0 == ink(latin, 840)
    arabic = card(press, "إضراب")
    assert ink(arabic, 840) > 0 == ink(arabic, 60)


def test_a_new_colour_draws_the_cards_again_at_the_same_address(press):
    press.run()
    before = (press.tree / "2026/11/cranes/card.png").read_bytes()
    report = press.run(replace(PAPER, colours=Colours(accent="#004488")))
    assert report.printed == ("2026/11/cranes/card.png",)
    assert (press.tree / "2026/11/cranes/card.png").read_bytes() != before


def test_a_new_notice_draws_no_card_again(press):
    press.run()
    report = press.run(replace(PAPER, contact="desk@lamp.example"))
    assert report.printed == ()
    assert report.kept == 0
