"""
The `html` output: every page of the paper, its assets, and what crawlers ask for.

Each page is gathered into a view of plain values and printed from a template of the theme. Which pages
exist is said here; what each shows, in the module named for it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from broadsheet.edition.addresses import root_of
from broadsheet.edition.paper import Paper
from broadsheet.edition.records import Document, Image
from broadsheet.edition.summaries import Line
from broadsheet.press.facts import numbered_pages
from broadsheet.press.output import Maker, PressSettings, Rank
from broadsheet.press.outputs.html.archive import gather_archive, gather_index, gather_month, gather_year
from broadsheet.press.outputs.html.article import article_data, gather_article
from broadsheet.press.outputs.html.assets import AssetMaker, ManifestMaker, RobotsMaker
from broadsheet.press.outputs.html.diary import event_data, gather_diary, gather_diary_month, gather_event
from broadsheet.press.outputs.html.fixed import gather_not_found, gather_now, gather_search
from broadsheet.press.outputs.html.front import gather_front
from broadsheet.press.outputs.html.heads import gather_branch, gather_person, gather_section, gather_topic
from broadsheet.press.outputs.html.indexes import gather_record_index
from broadsheet.press.outputs.html.issue import gather_issue, issue_data
from broadsheet.press.outputs.html.links import file_of
from broadsheet.press.outputs.html.numbered import gather_numbered
from broadsheet.press.outputs.html.pages import Gather, PageMaker, Structured, no_data
from broadsheet.press.outputs.html.shared import derivers
from broadsheet.press.outputs.html.standing import gather_standing
from broadsheet.press.outputs.html.theme import Theme
from broadsheet.press.reader import Deriver
from broadsheet.tree.artifact import Spec

_PAGES: Final[Sequence[tuple[str, Rank, str, Gather, Structured]]] = (
    ("article", Rank.STORY, "article.html", gather_article, article_data),
    ("issue", Rank.RECORD, "issue.html", gather_issue, issue_data),
    ("section", Rank.RECORD, "head.html", gather_section, no_data),
    ("topic", Rank.RECORD, "head.html", gather_topic, no_data),
    ("person", Rank.RECORD, "head.html", gather_person, no_data),
    ("branch", Rank.RECORD, "head.html", gather_branch, no_data),
    ("event", Rank.RECORD, "event.html", gather_event, event_data),
    ("page", Rank.RECORD, "standing.html", gather_standing, no_data),
    ("numbered", Rank.LIST, "numbered.html", gather_numbered, no_data),
    ("index-of-records", Rank.INDEX, "index_of_records.html", gather_record_index, no_data),
    ("archive", Rank.INDEX, "archive.html", gather_archive, no_data),
    ("year", Rank.LIST, "year.html", gather_year, no_data),
    ("month", Rank.LIST, "month.html", gather_month, no_data),
    ("index-of-year", Rank.LIST, "index_of_year.html", gather_index, no_data),
    ("diary", Rank.INDEX, "diary.html", gather_diary, no_data),
    ("diary-month", Rank.LIST, "diary_month.html", gather_diary_month, no_data),
    ("front", Rank.FRONT, "front.html", gather_front, no_data),
    ("now", Rank.FRONT, "now.html", gather_now, no_data),
    ("search", Rank.INDEX, "search.html", gather_search, no_data),
    ("not-found", Rank.INDEX, "404.html", gather_not_found, no_data),
)

_RECORD_INDEXES: Final = ("issues", "sections", "topics", "people", "branches")

_NUMBERED_BELOW: Final = {"section": "", "topic": "", "branch": "", "by": "", "about": "about/"}
"""Where the numbered pages of a record's lists lie below its own page."""


class HtmlOutput:
    """Pages for readers."""

    name = "html"

    def __init__(self, settings: PressSettings) -> None:
        self._theme = theme = Theme(settings)
        pages = tuple(
            PageMaker(
                name=f"html.{name}", rank=rank, template=template, theme=theme, gatherer=gather, structured=structured
            )
            for name, rank, template, gather, structured in _PAGES
        )
        self.makers: Sequence[Maker] = (*pages, AssetMaker(theme), ManifestMaker(theme), RobotsMaker(theme))
        self.derivers: Mapping[str, Deriver] = derivers(theme.assets)

    def of_line(self, line: Line, paper: Paper) -> Iterable[Spec]:  # every record has its page
        """The record's own page."""
        yield Spec(path=file_of(line.path), maker=f"html.{line.kind}", subject=line.id, language=line.language)

    def of_file(self, record: Image | Document, paper: Paper) -> Iterable[Spec]:  # others print those
        """Nothing: pictures and documents are other outputs'."""
        return ()

    def of_list(self, name: str, count: int, head: Line | None, paper: Paper) -> Iterable[Spec]:
        """Numbered pages; the pages of a year, a month, a month of the diary."""
        family, _, rest = name.partition("/")
        if family in _NUMBERED_BELOW:
            if head is not None:
                below = head.path + _NUMBERED_BELOW[family]
                yield from _numbered(name, count, below, head.language)
            return
        language, _, when = rest.partition("/")
        root = root_of(language, paper.main_language.code)
        match family:
            case "stories":
                yield from _numbered(name, count, root, language)
            case "issues":
                yield from _numbered(name, count, f"{root}issues/", language)
            case "year":
                yield _list_page(name, f"{root}archive/{when}/", "year", language)
                yield _list_page(name, f"{root}archive/{when}/index/", "index-of-year", language)
            case "month":
                yield _list_page(name, f"{root}archive/{when.replace('-', '/')}/", "month", language)
            case "diary-month":
                yield _list_page(name, f"{root}diary/{when.replace('-', '/')}/", "diary-month", language)

    def of_paper(self, paper: Paper) -> Iterable[Spec]:
        """Fronts, indexes, what is fixed, assets."""
        for version in paper.languages:
            root = root_of(version.code, paper.main_language.code)
            for kind in _RECORD_INDEXES:
                yield _fixed(f"{root}{kind}/", "index-of-records", version.code, kind)
            for path, maker in (
                ("", "front"),
                ("archive/", "archive"),
                ("diary/", "diary"),
                ("now/", "now"),
                ("search/", "search"),
                ("404.html", "not-found"),
                ("manifest.webmanifest", "manifest"),
            ):
                yield _fixed(root + path, maker, version.code)
        yield Spec(path="robots.txt", maker="html.robots")
        yield from (Spec(path=path, maker="html.asset") for path in self._theme.asset_files(paper))


def _fixed(path: str, maker: str, language: str, subject: str = "") -> Spec:
    return Spec(path=file_of(path), maker=f"html.{maker}", subject=subject, language=language)


def _list_page(name: str, path: str, maker: str, language: str) -> Spec:
    return Spec(path=file_of(path), maker=f"html.{maker}", subject=name, language=language)


def _numbered(name: str, count: int, below: str, language: str) -> Iterable[Spec]:
    for number in range(1, numbered_pages(count) + 1):
        path = file_of(f"{below}page/{number}/")
        yield Spec(path=path, maker="html.numbered", subject=name, number=number, language=language)
