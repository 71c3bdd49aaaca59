"""
How much of saved pages their extraction keeps, and what a page costs: `python bench/extract.py [--per-case] [FOLDER]`.

FOLDER holds a folder a page with `source.html`, `expected.html` and `expected-metadata.json`; by default the
shared corpora beside this checkout. Each figure is printed with its bar; the exit code is 1 when one is missed. CPU is
compared with trafilatura where that is installed: `.venv/bin/uv pip install --group peers`.
"""

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

import lxml.html

from broadsheet.importers.pages.extraction import ExtractedPage, extract_page

ADDRESS: Final = "http://fakehost/test/page.html"
BARS: Final[Mapping[str, float]] = {
    "links": 0.95, "images": 0.90, "list items": 0.92, "cells": 0.97, "captions": 0.93, "currency": 1.00,
    "text F1": 0.96, "quotes": 0.95, "headings": 0.90, "embeds": 0.90, "title": 0.90, "date": 0.90, "byline": 0.72,
}  # fmt: skip
CPU_BAR: Final = 1.0
_WORD: Final = re.compile(r"\w+")
_CURRENCY: Final = re.compile(r"[$€£¥₹₽¢₩₺₴]")
_RUN: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A page with what is expected of it."""

    name: str
    source: bytes
    expected: str
    metadata: Mapping[str, Any]


def main() -> int:
    options = _options()
    cases = list(_cases(options.folder))
    if not cases:
        print(f"No pages in {options.folder}: give the folder that holds them.")
        return 1
    scores: dict[str, list[float]] = {measure: [] for measure in BARS}
    for case in cases:
        page = extract_page(case.source, url=ADDRESS)
        found = score(case, page)
        for measure, figure in found.items():
            scores[measure].append(figure)
        if options.per_case:
            print(f"{case.name:36}", " ".join(f"{measure} {figure:.2f}" for measure, figure in found.items()))
    missed = _print_figures(scores)
    return 1 if _print_cpu(cases) or missed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=_beside())
    parser.add_argument("--per-case", action="store_true", help="also a line a page")
    return parser.parse_args()


def _beside() -> Path:
    return Path(__file__).resolve().parents[2] / "shared" / "corpora" / "html"


def _cases(folder: Path) -> Iterable[Case]:
    for each in sorted(folder.glob("*/source.html")):
        metadata = each.parent / "expected-metadata.json"
        yield Case(
            name=each.parent.name,
            source=each.read_bytes(),
            expected=(each.parent / "expected.html").read_text(encoding="utf-8"),
            metadata=json.loads(metadata.read_text(encoding="utf-8")) if metadata.is_file() else {},
        )


def score(case: Case, page: ExtractedPage) -> dict[str, float]:
    """The share kept of each thing the expected page has, for the things it has."""
    ours, theirs = _tree(page.html), _tree(case.expected)
    found = {"text F1": _agreement(_words(theirs), _words(ours))}
    for measure, collect in _THINGS.items():
        expected = Counter(collect(theirs))
        if expected:
            kept = Counter(collect(ours))
            found[measure] = sum(min(count, kept[each]) for each, count in expected.items()) / expected.total()
    return found | _metadata_scores(case.metadata, page)


def _tree(markup: str) -> Any:
    return lxml.html.document_fromstring(f"<html><body><div>{markup}</div></body></html>".encode(),
                                         parser=lxml.html.HTMLParser(encoding="utf-8", huge_tree=True))  # fmt: skip


def _words(tree: Any) -> list[str]:
    return _WORD.findall(" ".join(tree.itertext()).lower())


def _agreement(theirs: list[str], ours: list[str]) -> float:
    """F1 of runs of four words."""
    expected, found = _runs(theirs), _runs(ours)
    common = sum((expected & found).values())
    total = expected.total() + found.total()
    return 2 * common / total if total else 1.0


def _runs(words: list[str]) -> Counter[tuple[str, ...]]:
    return Counter(tuple(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1)))


def _texts(*tags: str) -> Callable[[Any], Iterable[str]]:
    def collect(tree: Any) -> Iterable[str]:
        texts = (" ".join(_WORD.findall(" ".join(each.itertext()).lower())) for each in tree.iter(*tags))
        return (text for text in texts if text)

    return collect


def _attributes(name: str, *tags: str) -> Callable[[Any], Iterable[str]]:
    return lambda tree: (unquote(each.get(name).strip()) for each in tree.iter(*tags) if (each.get(name) or "").strip())


def _embeds(tree: Any) -> Iterable[str]:
    for each in tree.iter("iframe", "embed", "object", "video"):
        yield (each.get("src") or each.get("data") or next((s.get("src", "") for s in each.iter("source")), "")).strip()


def _currency(tree: Any) -> Iterable[str]:
    return _CURRENCY.findall("".join(tree.itertext()))


_THINGS: Final[Mapping[str, Callable[[Any], Iterable[str]]]] = {
    "links": _attributes("href", "a"),
    "images": _attributes("src", "img"),
    "list items": _texts("li"),
    "cells": _texts("td", "th"),
    "captions": _texts("figcaption"),
    "currency": _currency,
    "quotes": _texts("blockquote"),
    "headings": _texts("h1", "h2", "h3", "h4", "h5", "h6"),
    "embeds": _embeds,
}


def _metadata_scores(expected: Mapping[str, Any], page: ExtractedPage) -> dict[str, float]:
    found: dict[str, float] = {}
    if expected.get("title"):
        found["title"] = float(_is_loosely(expected["title"], page.title))
    if expected.get("byline"):
        found["byline"] = float(_is_loosely(expected["byline"], page.byline))
    if expected.get("publishedTime"):
        found["date"] = float(expected["publishedTime"][:10] == page.date[:10])
    return found


def _is_loosely(expected: str, found: str) -> bool:
    """The same words, or one within the other, as a headline is within the title of its page."""
    one, other = (" ".join(_WORD.findall(text.casefold())) for text in (expected, found))
    return bool(one and other) and (one in other or other in one)


def _print_figures(scores: Mapping[str, list[float]]) -> bool:
    missed = False
    print(f"{'measure':12} {'pages':>5} {'figure':>7} {'bar':>5}")
    for measure, figures in scores.items():
        if not figures:
            print(f"{measure:12} {0:5}       -")
            continue
        mean = sum(figures) / len(figures)
        low = mean < BARS[measure] - 1e-9
        missed = missed or low
        print(f"{measure:12} {len(figures):5} {mean:7.3f} {BARS[measure]:5.2f}{'  missed' if low else ''}")
    return missed


def _print_cpu(cases: list[Case]) -> bool:
    """Whether a page costs more CPU than the bar allows; both are measured page after page, by turns."""
    try:
        import trafilatura
    except ImportError:
        print("CPU not compared: trafilatura is not installed (.venv/bin/uv pip install --group peers)")
        return False

    def peer(case: Case) -> None:
        trafilatura.bare_extraction(
            case.source, url=ADDRESS, include_links=True, include_images=True, include_tables=True,
            include_formatting=True, with_metadata=True,
        )  # fmt: skip

    ours = theirs = 0.0
    peer(cases[0])
    for case in cases:
        ours += _cpu(lambda case=case: extract_page(case.source, url=ADDRESS))
        theirs += _cpu(lambda case=case: peer(case))
    ratio = ours / theirs
    print(
        f"CPU a page   ours {1000 * ours / len(cases):.1f} ms, trafilatura {1000 * theirs / len(cases):.1f} ms, "
        f"ratio {ratio:.2f}, bar {CPU_BAR:.2f}{'  missed' if ratio > CPU_BAR else ''}"
    )
    return ratio > CPU_BAR


def _cpu(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    sys.exit(main())
