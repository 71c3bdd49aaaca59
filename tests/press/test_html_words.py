"""The interface's words: whole in every language, with the right forms, at every moment there is."""

import re
import string
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.press.outputs.html.theme import OURS
from broadsheet.press.outputs.html.words import Catalogue, Words, zone_named

LANGUAGES = sorted(path.stem for path in (OURS / "words").glob("*.toml"))
CATALOGUE = Catalogue((OURS,))


def gaps(forms: object) -> set[str]:
    texts = [forms] if isinstance(forms, str) else list(forms.values())
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_everything_with_the_same_gaps(language) -> None:
    english, other = CATALOGUE._read("en"), CATALOGUE._read(language)
    assert other.keys() == english.keys()
    assert {key: gaps(forms) for key, forms in other.items()} == {key: gaps(forms) for key, forms in english.items()}


def test_templates_say_nothing_that_has_no_words() -> None:
    known = CATALOGUE._read("en").keys()
    for template in (OURS / "templates").glob("*.html"):
        for key in re.findall(r"""\bw\(\s*["'](\w+)["']""", template.read_text(encoding="utf-8")):
            assert key in known, f"{template.name}: {key}"


@pytest.mark.parametrize(
    ("language", "amount", "words"),
    [
        ("en", 1, "1 story"),
        ("en", 1200, "1,200 stories"),
        ("ru", 1, "1 статья"),
        ("ru", 3, "3 статьи"),
        ("ru", 11, "11 статей"),
        ("ar", 2, "مقالان"),
        ("ar", 5, "5 مقالات"),
        ("ar-EG", 5, "٥ مقالات"),
    ],
)
def test_numbers_choose_their_form(language, amount, words) -> None:
    assert CATALOGUE.of(language)("stories", n=amount) == words


def test_a_language_without_words_speaks_english_with_its_own_dates() -> None:
    finnish = CATALOGUE.of("fi")
    assert finnish("archive") == "Archive"
    assert finnish.day(datetime(2026, 11, 24, tzinfo=UTC)) == "24. marraskuuta 2026"


@given(
    moment=st.datetimes(timezones=st.just(UTC)),
    language=st.sampled_from([*LANGUAGES, "fa", "de", "x-odd", "zz"]),
    zone=st.sampled_from(["UTC", "Pacific/Kiritimati", "America/Los_Angeles", "Nowhere/Atall"]),
)
def test_every_moment_has_words(moment, language, zone) -> None:
    words: Words = CATALOGUE.of(language)
    place = zone_named(zone)
    for said in (words.day, words.weekday, words.short_day, words.clock):
        assert said(moment, place)
    assert words.month(f"{moment:%Y-%m}")


def test_a_paper_may_say_it_its_own_way(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "en.toml").write_text('archive = "The vault"\n', encoding="utf-8")
    words = Catalogue((tmp_path, OURS)).of("en")
    assert words("archive") == "The vault"
    assert words("diary") == "Diary"
