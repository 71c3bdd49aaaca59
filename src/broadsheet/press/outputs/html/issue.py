"""An issue's page: cover, contents under its headings, editorial, the issues before and after."""

from collections.abc import Sequence

from broadsheet.edition.blocks import Block
from broadsheet.edition.late import dataclass
from broadsheet.edition.records import Issue
from broadsheet.edition.summaries import Line
from broadsheet.press.outputs.html.figures import Figure, figure
from broadsheet.press.outputs.html.listing import Item, items
from broadsheet.press.outputs.html.materials import Material, material
from broadsheet.press.outputs.html.pages import Page, WordsOf, share_image, versions
from broadsheet.press.outputs.html.place import Place
from broadsheet.press.outputs.html.shared import Contents, Way, contents, frame, home
from broadsheet.press.outputs.html.structured import Data, filled, periodical
from broadsheet.press.pictures import Shape
from broadsheet.press.reader import Reader
from broadsheet.tree.artifact import Spec


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueHeading:
    """A heading with its stories in full."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuePage:
    """What an issue's page shows."""

    issue: Contents
    name: str
    cover: Figure | None
    headings: tuple[IssueHeading, ...]
    editorial: tuple[Block, ...]
    found: Material
    before: Line | None
    after: Line | None


def gather_issue(spec: Spec, reader: Reader, words_of: WordsOf) -> Page | None:
    """Read what an issue's page shows."""
    record, known = reader.record(spec.subject), contents(reader, spec.subject)
    if not isinstance(record, Issue) or known is None:
        return None
    around = frame(reader, record.language)
    before, after = reader.around(f"issues/{record.language}", record.id)
    headings = tuple(
        IssueHeading(title=heading.title, items=items(reader, tuple(entry.line.id for entry in heading.entries)))
        for heading in known.headings
    )
    words = words_of(record.language)
    name = words.issue_name(known.line.title)
    return Page(
        frame=around,
        language=record.language,
        path=known.line.path,
        title=name,
        content=IssuePage(
            issue=known,
            name=name,
            cover=figure(reader, record.cover, Shape.FULL),
            headings=headings,
            editorial=record.editorial,
            found=material(record.editorial, reader),
            before=reader.line(before) if before else None,
            after=reader.line(after) if after else None,
        ),
        trail=(*home(around), Way(label=words("issues"), path=f"{around.root}issues/")),
        versions=versions(reader, record.work, record.id),
        image=share_image(reader, record.cover, known.line),
    )


def issue_data(shown: IssuePage, page: Page, place: Place) -> Sequence[Data]:
    """The issue as `PublicationIssue`."""
    issue = shown.issue
    data: Data = {
        "@type": "PublicationIssue",
        "@id": place.at(page.path),
        "url": place.at(page.path),
        "name": shown.name,
        "issueNumber": str(issue.number),
        "datePublished": issue.day.isoformat(),
        "inLanguage": page.language,
        "isPartOf": periodical(page.frame),
        "image": place.at(shown.cover.widest.jpeg) if shown.cover else "",
        "hasPart": [
            {"@type": "NewsArticle", "headline": entry.line.title[:110], "url": place.at(entry.line.path)}
            for entry in issue.entries()
        ],
    }
    return (filled(data),)
