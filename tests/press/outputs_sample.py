"""A tiny paper in three languages for the outputs that are not pages, and a press that prints it."""

import weakref
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from broadsheet.edition import blocks
from broadsheet.edition.blocks import Inline
from broadsheet.edition.canonical import Record
from broadsheet.edition.paper import LanguageVersion, Paper
from broadsheet.edition.records import (
    Article,
    Branch,
    Byline,
    Correction,
    CorrectionKind,
    Document,
    Event,
    Image,
    Issue,
    IssueSection,
    Person,
    Picture,
    Placement,
    Section,
    StandingPage,
    Topic,
)
from broadsheet.edition.store import Edition
from broadsheet.press.output import Output, PressSettings
from broadsheet.press.outputs.calendar import CalendarOutput
from broadsheet.press.outputs.feeds import FeedsOutput, FullTextFeeds
from broadsheet.press.outputs.redirects import RedirectsOutput
from broadsheet.press.outputs.sitemaps import Sitemaps
from broadsheet.press.report import RunReport
from broadsheet.press.run import PressRun
from broadsheet.tree.folder import Folder
from broadsheet.tree.ledger import Ledger

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def all_outputs() -> tuple[Output, ...]:
    return (
        FullTextFeeds(PressSettings(media=Path("media"))),
        Sitemaps(),
        FeedsOutput(),
        CalendarOutput(),
        RedirectsOutput(),
    )


PAPER = Paper(
    name="The Harbour Lamp",
    address="https://lamp.example/",
    timezone="Europe/London",
    publisher="Harbour Lamp Collective",
    licence="CC BY-SA 4.0",
    languages=(
        LanguageVersion(code="en", name="English", tagline="Light for the quays"),
        LanguageVersion(code="ru", name="Русский", title="Портовый фонарь"),
        LanguageVersion(code="ar", name="العربية", title="مصباح الميناء"),
    ),
)

EVERY_BLOCK: tuple[blocks.Block, ...] = (
    blocks.Paragraph(
        text=Inline('Dockers <strong>voted</strong> to <a href="record:story-old">stop work</a> at noon.')
    ),
    blocks.Paragraph(text=Inline('As <a href="note:1">agreed</a>; see <a href="record:nobody">the minutes</a>.')),
    blocks.Crosshead(text=Inline("What they ask")),
    blocks.ListBlock(items=(blocks.ListItem(text=Inline("£40 a shift")),), ordered=True, start=3),
    blocks.Quote(paragraphs=(Inline("We load it, we stop it."),), source=Inline("A winch driver")),
    blocks.PullQuote(text=Inline("We stop it")),
    blocks.ImageBlock(image="picture", alt="A crane", caption=Inline("Pier four")),
    blocks.Gallery(images=(blocks.ImageBlock(image="picture", decorative=True),)),
    blocks.Facts(title="In figures", items=(Inline("400 on strike"),)),
    blocks.Table(rows=((blocks.TableCell(text=Inline("Pay")),), (blocks.TableCell(text=Inline("£12")),))),
    blocks.Questions(items=(blocks.QuestionAnswer(question=Inline("Why now?"), answer=(Inline("The rent."),)),)),
    blocks.Embed(url="https://films.example/1", title="The march", provider="Films"),
    blocks.DocumentBlock(document="leaflet", title="The leaflet"),
    blocks.Audio(document="leaflet", title="The speech", transcript=Inline("Friends!")),
    blocks.Footnote(label="1", text=Inline("At the March meeting.")),
    blocks.Call(purpose=blocks.Purpose.JOIN, label="Join us", target="standing"),
    blocks.Call(purpose=blocks.Purpose.EVENT, label="Come", target="meeting", ends=at(23)),
    blocks.Divider(),
    blocks.RawHtml(
        html='<p onclick="x()">Old <a href="/old/page">page</a> <a href="record:story-old">vote</a> '
        '<img src="../i.png"><script>1</script>'
    ),
    blocks.Box(title="The firm", blocks=(blocks.Paragraph(text=Inline("It owns the quay.")),)),
)


def sample_records() -> list[Record]:
    digest = "ab" * 32
    return [
        PAPER,
        Image(id="picture", file="p.png", digest=digest, width=1800, height=1200, credit="A. Painter"),
        Document(id="leaflet", file="l.pdf", digest=digest, size=1234, media_type="application/pdf", name="l.pdf"),
        Section(id="work", language="en", title="Work & pay", slug="work", old_addresses=("/category/work/",)),
        Section(id="empty", language="en", title="Nothing yet", slug="nothing"),
        Topic(id="docks", language="en", title="Docks", slug="docks", description=Inline("All <em>about</em> them")),
        Person(id="ida", language="en", title="Ida Quay", slug="ida-quay", role="reporter"),
        Branch(id="north", language="en", title="North branch", slug="north"),
        Branch(id="south", language="en", title="South branch", slug="south"),
        Article(
            id="story-old", language="en", title="Before the strike", slug="before", month="2026-10",
            published=datetime(2026, 10, 2, 8, tzinfo=UTC), section="work", persons=("ida",),
            old_addresses=("/2019/03/before/", "/?p=7"),
        ),
        Article(
            id="story-new", language="en", title="Dockers stop <work> & “walk”", slug="dockers-stop", month="2026-11",
            published=at(23), updated=at(24), standfirst="The quays are still.", section="work", topics=("docks",),
            branches=("north",), bylines=(Byline(person="ida", role="reporter"), Byline(name="Jo Rope")),
            picture=Picture(image="picture", alt="Ropes"), body=EVERY_BLOCK, work="strike",
            corrections=(
                Correction(when=at(24, 10), what=CorrectionKind.CORRECTION, text=Inline("It was Monday.")),
            ),
        ),
        Article(
            id="story-ru", language="ru", title="Докеры бастуют", slug="dokery", month="2026-11", published=at(23),
            work="strike", body=(blocks.Paragraph(text=Inline("Порт стоит.")),),
        ),
        Article(
            id="story-ar", language="ar", title="عمال الميناء يضربون", slug="عمال", month="2026-11", published=at(20),
            body=(blocks.Paragraph(text=Inline("توقف العمل.")),),
        ),
        Issue(
            id="issue", language="en", number=1, day=date(2026, 11, 23),
            sections=(IssueSection(title="Work", placements=(Placement(article="story-new"),)),),
        ),
        StandingPage(id="standing", language="en", title="About us", path="about", old_addresses=("/about-us",)),
        Event(
            id="meeting", language="en", title="Open meeting; all welcome, as ever", slug="meeting", month="2026-11",
            starts=at(28, 18), ends=at(28, 20), place="Seamen’s hall", address="1 Quay Road", branch="north",
            description=Inline("Bring <em>friends</em>"),
        ),
    ]  # fmt: skip


@dataclass(kw_only=True)
class Press:
    """An edition with a destination beside it."""

    folder: Path
    edition: Edition
    outputs: Sequence[Output]

    @property
    def site(self) -> Path:
        return self.folder / "site"

    def print(self, now: datetime = NOW, *, full: bool = False) -> RunReport:
        with Ledger.open(self.folder / "ledger.db") as ledger:
            run = PressRun(
                edition=self.edition, ledger=ledger, storage=Folder(self.site), outputs=self.outputs, now=now
            )
            return run.execute(full=full)

    def read(self, path: str) -> bytes:
        return (self.site / path).read_bytes()

    def tree(self) -> dict[str, bytes]:
        files = (path for path in self.site.rglob("*") if path.is_file() and not path.name.startswith("."))
        return {str(path.relative_to(self.site)): path.read_bytes() for path in files}


def press_of(folder: Path, records: Iterable[Record], outputs: Sequence[Output] | None = None) -> Press:
    folder.mkdir(parents=True, exist_ok=True)
    edition = Edition.open(folder / "edition.db")
    edition.write(records)
    press = Press(folder=folder, edition=edition, outputs=outputs or all_outputs())
    weakref.finalize(press, edition.close)
    return press
