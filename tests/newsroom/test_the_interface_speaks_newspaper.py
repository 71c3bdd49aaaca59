"""The newsroom never speaks the language of its makers: Wagtail's words are replaced wherever it has some of them."""

import re
from collections.abc import Iterator
from pathlib import Path

import wagtail
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.utils.translation import gettext, ngettext, override

from broadsheet import newsroom

NEVER = re.compile(
    r"\b(compos(e[ds]?|ing)|editions?|artifacts?|ledgers?|snippets?|slugs?|locales?|placements?|page tree)\b",
    re.IGNORECASE,
)
NAMES_OF_VALUES = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
CATALOG = Path(newsroom.__file__).parent / "locale" / "en" / "LC_MESSAGES" / "django.po"


def speaks_wrongly(text: str) -> bool:
    return bool(NEVER.search(NAMES_OF_VALUES.sub("", text)))


def said_by_wagtail() -> Iterator[str | tuple[str, str]]:
    for catalog in sorted(Path(wagtail.__file__).parent.glob("**/locale/en/LC_MESSAGES/django*.po")):
        with catalog.open("rb") as file:
            for message in read_po(file):
                if message.id:
                    yield message.id  # type: ignore[misc]  # one text, or singular and plural


def test_what_wagtail_says_in_its_makers_words_is_said_in_ours() -> None:
    texts = set(said_by_wagtail())
    assert len(texts) > 500
    with override("en"):
        for text in texts:
            said = [ngettext(*text, 1), ngettext(*text, 2)] if isinstance(text, tuple) else [gettext(text)]
            assert not any(map(speaks_wrongly, said)), text


def words(catalog: Catalog) -> dict[str, list[str]]:
    return {str(message.id).strip("[]()"): list(message.string) for message in catalog if message.id}


def test_the_compiled_words_are_those_written_down() -> None:
    with CATALOG.open("rb") as written, CATALOG.with_suffix(".mo").open("rb") as compiled:
        wanted, found = words(read_po(written, locale="en")), words(read_mo(compiled))
    assert found == wanted, "Compile it anew: pybabel compile -l en -i django.po -o django.mo"
