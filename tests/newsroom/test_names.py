"""A name is found in every spelling, case, accent and dress, and in no other word."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.newsroom.names import Name, changed, texts_in

NAME = Name.of(["Marta Oyelárán", "Марта Ойеларан"])


@pytest.mark.parametrize(
    "text",
    [
        "Marta Oyelaran",
        "MARTA OYELARAN",
        "said Márta  Oyelárán.",
        unicodedata.normalize("NFD", "Marta Oyelárán"),
        "<p><b>Marta</b> Oyel&aacute;r&#225;n</p>",
        "<p><strong>Marta</strong> <a href='/x/'>Oyelaran</a></p>",
        "original_images/marta-oyelaran_3.jpg",
        "/2026/11/marta-oyelaran-speaks/",
        "Marta&nbsp;Oyelaran",
        "МАРТА ОЙЕЛАРАН",
        "/2026/11/%D0%BC%D0%B0%D1%80%D1%82%D0%B0-%D0%BE%D0%B9%D0%B5%D0%BB%D0%B0%D1%80%D0%B0%D0%BD/",
    ],
)
def test_it_is_found(text: str) -> None:
    assert NAME.stands_in(text)
    assert not NAME.stands_in(NAME.replaced(text, "name withheld"))
    assert "name withheld" in NAME.replaced(text, "name withheld")


@pytest.mark.parametrize("text", ["Marta Oyelarandis", "Smarta Oyelaran", "Marta said. Then Oyelaran", "Marta"])
def test_it_is_not_found_in_other_words(text: str) -> None:
    assert not NAME.stands_in(text)


def test_tags_inside_a_name_stay_balanced() -> None:
    assert NAME.replaced("<p><b>Marta</b> Oyelaran</p>", "N.N.") == "<p><b>N.N.</b></p>"


def test_a_spelling_that_would_be_found_everywhere_is_refused() -> None:
    for spellings in ([], ["  "], ["-"], ["a"]):
        with pytest.raises(ValueError, match=r"short|spellings"):
            Name.of(spellings)


words = st.text(st.characters(categories=["Lu", "Ll", "Lo", "Mn", "Nd", "Po", "Zs"]), max_size=40)


@given(words, words)
def test_what_is_around_a_name_stays_as_it_is(before: str, after: str) -> None:
    text = f"{before} “Marta Oyelaran” {after}"
    assert NAME.replaced(text, "N.N.").endswith(f"”{' '}{after}") or NAME.stands_in(after)
    assert not NAME.stands_in(NAME.replaced(text, "N.N."))


stored = st.recursive(
    st.one_of(st.none(), st.integers(), st.booleans(), words),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(words, inner, max_size=3)),
    max_leaves=8,
)


@given(stored)
def test_a_stored_value_without_the_name_is_left_as_it_is(value: object) -> None:
    assert changed(value, lambda text: text) == value


@given(stored, st.booleans())
def test_however_deep_it_is_stored_it_is_found_and_replaced(value: object, twice: bool) -> None:
    import json

    deep: object = {"body": [value, {"text": "<p>Марта Ойеларан</p>"}]}
    if twice:
        deep = {"content": json.dumps(deep)}
    assert any(NAME.stands_in(text) for text in texts_in(deep))
    cleaned = changed(deep, lambda text: NAME.replaced(text, "N.N."))
    assert not any(NAME.stands_in(text) for text in texts_in(cleaned))
