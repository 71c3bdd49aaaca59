"""A paper restyles itself: colours, type, templates of its own; a broken one is named with file and line."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from broadsheet.edition.paper import Colours
from broadsheet.errors import TemplateUnreadableError
from broadsheet.press.outputs.html import HtmlOutput
from broadsheet.press.outputs.html.pages import PageMaker
from broadsheet.press.outputs.html.theme import OURS, Theme, minified
from broadsheet.press.pictures import ACCENT
from tests.press.html_trees import SETTINGS, press, tree_of
from tests.press.sample_paper import PAPER, sample_edition

PHYSICAL = re.compile(
    r"(?<![\w-])((margin|padding|border)-(left|right|top|bottom)|left|right|top|bottom|width|height|float)\s*:"
    r"|text-align:\s*(left|right)"
)


def style() -> str:
    return re.sub(r"/\*.*?\*/", "", (OURS / "style.css").read_text(encoding="utf-8"), flags=re.DOTALL)


def test_the_style_sheet_has_logical_properties_only() -> None:
    declarations = re.sub(r"@media[^{]*", "@media", style())
    assert PHYSICAL.findall(declarations) == []


def test_the_style_sheet_measures_in_rem() -> None:
    assert re.findall(r"\d(px)\b", style()) == []


def test_nothing_is_loaded_by_the_style_sheet() -> None:
    assert "url(" not in style()
    assert "@import" not in style()
    assert "@font-face" not in style()


def test_colours_and_type_come_first_and_move_the_style_sheet() -> None:
    theme = Theme(SETTINGS)
    plain = theme.assets(PAPER).style
    restyled = replace(PAPER, colours=Colours(accent="#005f73"), type_family="Spectral; } body { display: none")
    css = theme.style(restyled).decode()
    assert theme.assets(restyled).style != plain
    assert css.startswith(":root:root{--accent:#005f73;")
    assert "display:none" not in css.split("*{box-sizing", 1)[0]


def test_pages_icons_and_share_cards_have_one_accent_colour() -> None:
    assert re.findall(r"--accent: (#\w+)", style())[0] == ACCENT


def test_another_colour_prints_pages_for_the_new_style_sheet_alone(tmp_path) -> None:
    with sample_edition(tmp_path / "edition.db") as edition:
        press(edition, tmp_path)
        edition.write([replace(PAPER, colours=Colours(accent="#005f73"))])
        press(edition, tmp_path)
        press(edition, tmp_path, ledger="clean")
    assert tree_of(tmp_path / "site") == tree_of(tmp_path / "clean")


def test_a_template_of_the_papers_own_replaces_ours_and_prints_again_what_it_is_part_of(tmp_path) -> None:
    templates = tmp_path / "templates"
    templates.mkdir()
    with sample_edition(tmp_path / "edition.db") as edition:
        press(edition, tmp_path, templates=templates)
        (templates / "footer.html").write_text("<footer>Own foot of {{ it.name }}</footer>", encoding="utf-8")
        (templates / "own.css").write_text(".foot { color: green }", encoding="utf-8")
        report = press(edition, tmp_path, templates=templates)
        assert report.failures == ()
        press(edition, tmp_path, templates=templates, ledger="clean")
    assert "<footer>Own foot of The Harbour Lamp</footer>" in (tmp_path / "site/2026/11/rota/index.html").read_text()
    assert any(
        b".foot{color: green}" in data or b".foot{color:green}" in data for data in tree_of(tmp_path / "site").values()
    )
    assert tree_of(tmp_path / "site") == tree_of(tmp_path / "clean")


@pytest.mark.parametrize("part", ["masthead.html", "navigation.html", "footer.html", "contents.html"])
def test_a_part_of_the_papers_own_is_noticed_when_it_alone_changed(tmp_path, part: str) -> None:
    templates = tmp_path / "templates"
    templates.mkdir()
    with sample_edition(tmp_path / "edition.db") as edition:
        press(edition, tmp_path, templates=templates)
        (templates / part).write_text("<p>Another part</p>", encoding="utf-8")
        press(edition, tmp_path, templates=templates)
        press(edition, tmp_path, templates=templates, ledger="clean")
    assert any(b"<p>Another part" in data for data in tree_of(tmp_path / "site").values())
    assert tree_of(tmp_path / "site") == tree_of(tmp_path / "clean")


def test_a_template_that_names_another_only_while_printing_depends_on_all(tmp_path) -> None:
    (tmp_path / "archive.html").write_text("{{ pen.part(it.name, it) }}{% include it.name %}", encoding="utf-8")
    before = Theme(replace(SETTINGS, templates=tmp_path)).recipe("archive.html")
    (tmp_path / "mine.html").write_text("mine", encoding="utf-8")
    assert Theme(replace(SETTINGS, templates=tmp_path)).recipe("archive.html") != before


def test_every_template_is_part_of_the_recipe_of_a_page(tmp_path) -> None:
    kept = replace(SETTINGS, cache=tmp_path / "cache")
    ours = Theme(kept)
    used = {maker.template for maker in HtmlOutput(SETTINGS).makers if isinstance(maker, PageMaker)}
    for path in (OURS / "templates").glob("*.html"):
        folder = tmp_path / path.name
        folder.mkdir()
        (folder / path.name).write_text(path.read_text(encoding="utf-8") + " ", encoding="utf-8")
        changed = Theme(replace(kept, templates=folder))
        assert any(changed.recipe(name) != ours.recipe(name) for name in used), path.name


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (b"{% block main %}\n\n{{ it.nothing_of_the_kind }}\n{% endblock %}", 3),
        (b"{% block main %}\n{% if %}{% endif %}\n{% endblock %}", 2),
    ],
)
def test_a_broken_template_is_named_with_its_line(tmp_path: Path, source: bytes, line: int) -> None:
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "archive.html").write_bytes(source)
    theme = Theme(replace(SETTINGS, templates=templates))
    with pytest.raises(TemplateUnreadableError, match=rf"archive\.html, line {line}: ") as raised:
        theme.render("archive.html", it=object())
    assert "delete the file" in str(raised.value)


def test_a_template_that_is_not_text_is_named(tmp_path) -> None:
    (tmp_path / "archive.html").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(TemplateUnreadableError, match=r"archive\.html is not UTF-8"):
        Theme(replace(SETTINGS, templates=tmp_path)).recipe("archive.html")


def test_what_a_template_includes_is_part_of_its_recipe(tmp_path) -> None:
    ours = Theme(SETTINGS)
    (tmp_path / "items.html").write_text(
        (OURS / "templates/items.html").read_text(encoding="utf-8") + " ", encoding="utf-8"
    )
    changed = Theme(replace(SETTINGS, templates=tmp_path))
    assert changed.recipe("front.html") != ours.recipe("front.html")
    assert changed.recipe("month.html") == ours.recipe("month.html")


def test_minifying_keeps_what_counts() -> None:
    assert minified("a :hover { margin: 0 auto; } /* gone */ b > c { inset: calc(1rem + 2px); }") == (
        "a :hover{margin:0 auto}b > c{inset:calc(1rem + 2px)}"
    )
