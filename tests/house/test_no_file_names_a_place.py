"""What is published works anywhere: no registry's address, no path of one machine; templates bring no inline code."""

import re

from tests.house.sources import ROOT, project_files, text_files

# Put together here, so that this file does not name them itself.
PLACES = [
    "pypi" + ".org",
    "python" + "hosted",
    "registry." + "npmjs",
    "deb." + "debian",
    "crates" + ".io",
    "/work" + "/main",
    "/work" + "/shared",
    "/work" + "/.library",
    "/tmp" + "/wt",
    "/tmp" + "/bsenv",
    "/root" + "/",
]
INLINE = re.compile(r"<style\b|\sstyle\s*=|<script(?![^>]*(\bsrc=|application/ld\+json))", re.IGNORECASE)


def test_no_file_names_a_registry_or_a_path_of_this_machine() -> None:
    named = [f"{path.relative_to(ROOT)}: {place}" for path, text in text_files() for place in PLACES if place in text]
    assert named == []


def test_templates_have_no_inline_style_or_script() -> None:
    inline = [
        f"{path.relative_to(ROOT)}: {match.group().strip()}"
        for path in project_files()
        if path.suffix in {".html", ".xml", ".j2", ".jinja"} and "src" in path.relative_to(ROOT).parts
        for match in INLINE.finditer(path.read_text(encoding="utf-8"))
    ]
    assert inline == []


def test_inline_code_would_be_seen() -> None:
    assert INLINE.search('<p style="color: red">')
    assert INLINE.search("<script>alert(1)</script>")
    assert not INLINE.search('<script defer src="now.js"></script>')
    assert not INLINE.search('<script type="application/ld+json">{}</script>')
