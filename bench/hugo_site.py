"""The generated paper as Hugo reads it: a Markdown file for each story, our templates, settings, assets."""

import json
import re
import shutil
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Final

from generated_paper import PER_ISSUE, paper

from broadsheet.edition.blocks import Paragraph
from broadsheet.edition.records import Article, Issue, Person, Section, Topic

THEME: Final = Path(__file__).parent / "hugo"
KEPT: Final = {"issues": "Issues", "sections": "Sections", "topics": "Topics", "people": "People"}
PLAIN: Final = {"branches": "Branches", "diary": "Diary", "search": "Search"}
FEED: Final = ["html", "atom"]
ADDRESSES: Final = ["html", "addresses"]


def write_site(folder: Path, stories: int, printed: Path) -> None:
    """What Hugo prints the paper from; stylesheet, icons and scripts are those of our own printed tree."""
    shutil.copytree(THEME, folder)
    shutil.copytree(printed / "_a", folder / "static" / "_a")
    shutil.copy(printed / "manifest.webmanifest", folder / "static")
    with (folder / "hugo.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[params]\n")
        settings.writelines(f'{name} = "{file}"\n' for name, file in _assets(printed).items())
    months = set()
    for record in paper(stories):
        match record:
            case Article():
                months.add(record.published.date().replace(day=1))
                _story(folder, record)
            case Issue():
                _issue(folder, record)
            case Section() | Topic() | Person():
                _head(folder, record)
    _fixed(folder)
    _archive(folder, sorted(months))


def _assets(printed: Path) -> Mapping[str, str]:
    story = next(printed.glob("2*/*/*/index.html")).read_text(encoding="utf-8")
    signs = {
        "style": r'stylesheet"[^>]*/_a/([^"]+)"',
        "icon": r'rel="icon"[^>]*/_a/([^"]+)"',
        "script": r'src="[^"]*/_a/([^"]+)"',
        "largeIcon": r'"url":"[^"]*/_a/([^"]+)"',
    }
    found = {name: re.search(sign, story) for name, sign in signs.items()}
    return {name: hit[1] for name, hit in found.items() if hit}


def _page(path: Path, front: Mapping[str, object], body: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{json.dumps(front, indent=1)}\n\n{body}", encoding="utf-8")


def _list(folder: Path, path: str, front: Mapping[str, object]) -> None:
    _page(folder / "content" / path / "_index.md", front)


def _story(folder: Path, story: Article) -> None:
    number = int(story.id.removeprefix("story-"))
    front = {
        "title": story.title,
        "description": story.standfirst,
        "date": story.published.isoformat(),
        "url": f"/{story.published:%Y/%m}/{story.slug}/",
        "sections": [story.section.replace("section-", "s")],
        "people": [str(byline.person).replace("person-", "p") for byline in story.bylines],
        "topics": [topic.replace("topic-", "t") for topic in story.topics],
        "months": [f"{story.published:%Y-%m}"],
        "years": [f"{story.published:%Y}"],
    }
    body = "\n\n".join(str(block.text) for block in story.body if isinstance(block, Paragraph))
    _page(folder / f"content/issues/{number // PER_ISSUE + 1}/{story.slug}.md", front, body)


def _issue(folder: Path, issue: Issue) -> None:
    front = {"title": f"Issue {issue.number}", "date": f"{issue.day}T12:00:00Z", "layout": "issue"}
    above = {"number": str(issue.number), "year": str(issue.day.year), "above": "issues", "aboveTitle": "Issues"}
    _list(folder, f"issues/{issue.number}", front | above)


def _head(folder: Path, record: Section | Topic | Person) -> None:
    kind = {Section: "sections", Topic: "topics", Person: "people"}[type(record)]
    front: dict[str, object] = {"title": record.title, "layout": "head", "paged": "list", "key": record.slug}
    if kind == "sections":
        front |= {"outputs": FEED, "feed": True}
    _list(folder, f"{kind}/{record.slug}", front | {"above": kind, "aboveTitle": KEPT[kind]})


def _fixed(folder: Path) -> None:
    """Fronts and indexes."""
    _list(folder, "", {"title": "Bench", "paged": "all"})
    for name, title in KEPT.items():
        layout = name if name in ("issues", "sections") else "letters"
        front: dict[str, object] = {"title": title, "layout": layout, "outputs": ADDRESSES}
        _list(folder, name, front | ({"paged": "issues"} if name == "issues" else {}))
    for name, title in PLAIN.items():
        _list(folder, name, {"title": title, "layout": "plain"})
    _list(folder, "now", {"title": "Latest", "layout": "now"})
    _list(folder, "archive", {"title": "Archive", "layout": "archive"})
    for name in ("months", "years", "yearindex"):
        _list(folder, name, {"title": name, "build": {"render": "never"}})


def _archive(folder: Path, months: Iterable[date]) -> None:
    """Pages of the years and months that have stories."""
    all_months = list(months)
    ways = [{"path": f"{month:%Y/%m}", "label": f"{month:%B %Y}"} for month in all_months]
    for month, beside in zip(all_months, _beside(ways), strict=True):
        front: dict[str, object] = {"title": f"{month:%B %Y}", "url": f"/archive/{month:%Y/%m}/", "layout": "month"}
        above = {"outputs": ADDRESSES, "above": f"archive/{month:%Y}", "aboveTitle": f"{month:%Y}", "beside": beside}
        _list(folder, f"months/{month:%Y-%m}", front | above)
    years = [(str(year), list(held)) for year, held in groupby(all_months, lambda month: month.year)]
    for (year, held), beside in zip(years, _beside([{"path": y, "label": y} for y, _ in years]), strict=True):
        front = {"title": f"Archive {year}", "url": f"/archive/{year}/", "layout": "year", "label": year}
        holds: dict[str, object] = {"months": [f"{month:%Y-%m}" for month in reversed(held)], "beside": beside}
        _list(folder, f"years/{year}", front | holds | {"above": "archive", "aboveTitle": "Archive"})
        index = {"title": f"Index {year}", "url": f"/archive/{year}/index/", "layout": "yearindex", "label": year}
        _list(folder, f"yearindex/{year}", index | {"above": f"archive/{year}", "aboveTitle": year})


def _beside(ways: list[dict[str, str]]) -> Iterable[dict[str, dict[str, str]]]:
    """For each page the one before and the one after, where there is one."""
    for place in range(len(ways)):
        before = {"before": ways[place - 1]} if place else {}
        yield before | ({"after": ways[place + 1]} if place + 1 < len(ways) else {})
