"""
A tiny paper with one of everything: six stories, one issue, two languages, every kind of block.

Small enough to read its golden tree, rich enough that every template prints every part of itself.
"""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from broadsheet.edition import blocks as b
from broadsheet.edition import records as r
from broadsheet.edition.blocks import Inline
from broadsheet.edition.canonical import Record
from broadsheet.edition.paper import FrontSlot, LanguageVersion, Link, Notice, Paper, Pin
from broadsheet.edition.store import Edition

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""The moment at which the sample is printed."""

_EARLIER = NOW - timedelta(days=3)


def call(label: str, purpose: b.Purpose, **fields: object) -> b.Call:
    """A call to the membership page."""
    return b.Call(purpose=purpose, label=label, target=str(fields.pop("target", "page-join")), **fields)  # type: ignore[arg-type]  # a test's shorthand


PAPER = Paper(
    name="The Harbour Lamp",
    address="https://lamp.example/",
    timezone="Europe/Lisbon",
    publisher="Harbour Lamp Co-operative",
    licence="https://creativecommons.org/licenses/by-sa/4.0/",
    contact="desk@lamp.example",
    social=(
        Link(label="The Lamp on Fedi", target="https://fedi.example/@lamp"),
        Link(label="Fedi", target="https://share.example/?u={url}&t={title}"),
    ),
    languages=(
        LanguageVersion(
            code="en",
            name="English",
            tagline="A weekly of the port, for those who work in it",
            footer=(Link(label="About us", target="page-about"),),
            calls=(
                call("Join", b.Purpose.JOIN, text=Inline("The Lamp belongs to its readers. Become one of its owners.")),
                call("Subscribe", b.Purpose.SUBSCRIBE, text=Inline("On paper, every Tuesday.")),
                call("Donate", b.Purpose.DONATE, target="https://give.example/lamp"),
            ),
            pins=(Pin(slot=FrontSlot.SECOND, article="a-crane", until=NOW + timedelta(days=2)),),
            notice=Notice(
                text="The ferry strike begins on Friday at six", link="a-ferry", ends=NOW + timedelta(days=4)
            ),
        ),
        LanguageVersion(code="ar", name="العربية", title="مصباح المرفأ", tagline="أسبوعية أهل الميناء"),
    ),
)


def photograph(name: str, **fields: object) -> r.Image:
    """An original picture that is not really there."""
    return r.Image(
        id=f"i-{name}",
        file=f"originals/{name}.png",
        digest=(name.encode().hex() + "0" * 64)[:64],
        width=2400,
        height=1600,
        credit="Ines Corvo",
        licence="CC BY-SA 4.0",
        **fields,  # type: ignore[arg-type]  # a test's shorthand
    )


PICTURES = (
    photograph("quay"),
    photograph("cover"),
    photograph("ines"),
    photograph("expired", expires=NOW - timedelta(days=1)),
)

DOCUMENTS = (
    r.Document(
        id="d-rota",
        file="rota.pdf",
        digest="1" * 64,
        size=184_000,
        media_type="application/pdf",
        name="Winter rota.pdf",
    ),
    r.Document(
        id="d-interview", file="talk.ogg", digest="2" * 64, size=2_400_000, media_type="audio/ogg", name="talk.ogg"
    ),
)


def row(*texts: str) -> tuple[b.TableCell, ...]:
    """A row of a table."""
    return tuple(b.TableCell(text=Inline(text)) for text in texts)


def text(words: str) -> b.Paragraph:
    """A paragraph."""
    return b.Paragraph(text=Inline(words))


LONG = (
    "The night shift at the north quay learned of the new rota from a sheet of paper taped to the canteen door. "
    "It was dated the following Monday and signed by nobody. By the time the kettle had boiled, forty people stood "
    "around it, and the crane at berth four, for the first time since the flood, was not moving."
)

EVERY_BLOCK: tuple[b.Block, ...] = (
    text(LONG),
    text(
        "“We were not asked,” says Amal Reza, who has driven a straddle carrier for <em>nineteen</em> years. "
        'The <a href="record:a-crane">crane inspection of last spring</a> had promised the opposite, and the '
        '<a href="https://port.example/rota?year=2026&amp;kind=winter">port’s own page</a> still does'
        '<a href="note:1">1</a>. A <a href="record:a-gone">story since withdrawn</a> said so too.'
    ),
    b.Crosshead(text=Inline("What the sheet says")),
    text("Shifts of twelve hours, four days in seven, with <strong>£2.40 an hour</strong> less after midnight."),
    b.ListBlock(
        items=(
            b.ListItem(text=Inline("Start at five instead of six")),
            b.ListItem(
                text=Inline("Breaks counted from the gate"),
                sublist=b.ListBlock(items=(b.ListItem(text=Inline("not from the cabin")),)),
            ),
        )
    ),
    b.ListBlock(ordered=True, start=3, items=(b.ListItem(text=Inline("No bus before seven")),)),
    b.PullQuote(text=Inline("The sheet was signed by nobody"), source=Inline("Amal Reza, carrier driver")),
    b.Crosshead(text=Inline("What the sheet says"), level=3),
    b.Quote(
        paragraphs=(Inline("A rota is a promise between two people who both get up early."),),
        source=Inline("Rule book of the quay, 1931"),
    ),
    b.ImageBlock(image="i-quay", alt="Two cranes over an empty quay", caption=Inline("Berth four on Monday night.")),
    b.ImageBlock(image="i-expired", alt="Never shown", caption=Inline("Rights have run out.")),
    b.Table(
        caption=Inline("Hours and pay, before and after"),
        header_columns=1,
        rows=(row("", "Until now", "From Monday"), row("Hours a week", "38", "48"), row("Night pay", "£16.90")),
    ),
    b.Facts(title="The dispute in figures", items=(Inline("410 dockers"), Inline("3 berths, 9 cranes"))),
    b.Box(
        title="State of the cranes",
        article="a-box",
        blocks=(text("Three of nine carry a red label."), b.Crosshead(text=Inline("Which ones"), level=3)),
    ),
    b.Questions(
        items=(
            b.QuestionAnswer(question=Inline("Who drew up the rota?"), answer=(Inline("A firm from the capital."),)),
            b.QuestionAnswer(question=Inline("Will you work it?"), answer=(Inline("No."), Inline("Ask me on Monday."))),
        )
    ),
    b.Gallery(
        images=(
            b.ImageBlock(image="i-quay", alt="The quay by day"),
            b.ImageBlock(image="i-cover", decorative=True, caption=Inline("The canteen door.")),
        ),
        caption=Inline("Monday in pictures"),
    ),
    b.Embed(url="https://video.example/w/42", title="The meeting in full", provider="video.example", image="i-quay"),
    b.DocumentBlock(document="d-rota", title="The winter rota", description=Inline("As taped to the door.")),
    b.Audio(
        document="d-interview",
        title="Amal Reza, in her own words",
        seconds=372,
        transcript=Inline("We were not asked."),
    ),
    call("Write to the harbour master", b.Purpose.LETTER, text=Inline("Ask for the old rota."), target="page-join"),
    call("Sign the petition", b.Purpose.PETITION, target="https://sign.example/rota", ends=NOW - timedelta(days=1)),
    call("Give to the hardship fund", b.Purpose.FUND, target="https://fund.example/", ends=NOW + timedelta(days=9)),
    b.Divider(),
    b.RawHtml(
        html="<p>Kept as it came from <b>the old site</b>, with "
        '<a title="a > b" href="record:a-crane#facts">its link</a> and <a href="record:a-gone">a dead one</a>.</p>'
    ),
    b.Footnote(label="1", text=Inline("Read on 20 November; <em>changed since</em>.")),
)


def story(name: str, title: str, **fields: object) -> r.Article:
    """A story of the sample's month."""
    values = {
        "language": "en",
        "slug": name,
        "month": "2026-11",
        "published": _EARLIER,
        "section": "s-work",
        "standfirst": "What happened, and why it matters to those who load and unload the ships.",
        "body": (text(LONG), text(LONG)),
        "bylines": (r.Byline(person="p-ines", role="reporter"),),
    }
    return r.Article(id=f"a-{name}", title=title, **(values | fields))  # type: ignore[arg-type]  # a test's shorthand


STORIES = (
    story(
        "rota",
        "Dockers refuse the rota that nobody signed",
        published=_EARLIER + timedelta(hours=5),
        updated=NOW - timedelta(hours=2),
        kicker="North quay",
        dateline="Berth four",
        genre=r.ArticleKind.FEATURE,
        bylines=(
            r.Byline(person="p-ines", role="reporter", description="has covered the port since 2019"),
            r.Byline(name="Tomas Welk", role="shop steward", description="writes here in his own name"),
        ),
        picture=r.Picture(
            image="i-quay", alt="Cranes standing still over the quay at night", caption=Inline("Nothing moved.")
        ),
        topics=("t-rota", "t-quay"),
        persons=("p-amal",),
        branches=("b-north",),
        body=EVERY_BLOCK,
        related=("a-crane",),
        corrections=(
            r.Correction(
                when=NOW - timedelta(hours=2),
                what=r.CorrectionKind.CORRECTION,
                text=Inline("An earlier version gave night pay as £19.60; it is <strong>£16.90</strong>."),
            ),
        ),
        work="w-rota",
    ),
    story("ferry", "Ferry crews vote to strike from Friday", section="s-sea", topics=("t-rota",), persons=("p-amal",)),
    story(
        "crane",
        "Inspectors found three cranes unsafe, and said so in March",
        picture=r.Picture(image="i-quay"),
        topics=("t-rota", "t-quay"),
        published=_EARLIER - timedelta(days=60),
        month="2026-09",
    ),
    story("box", "State of the cranes", genre=r.ArticleKind.BRIEF, standfirst="Three of nine carry a red label."),
    story(
        "book",
        "A rule book worth reading: <The Quay> & its hours",
        section="s-sea",
        genre=r.ArticleKind.REVIEW,
        review=r.Review(of="Rule Book of the Quay", by="The Dockers’ Guild", where="https://books.example/quay"),
        published=datetime(2025, 3, 2, 12, tzinfo=UTC),
        month="2025-03",
    ),
    story(
        "rota-ar",
        "عمّال الرصيف يرفضون جدولًا لم يوقّعه أحد",
        language="ar",
        section="s-work-ar",
        standfirst="ماذا جرى، ولماذا يهمّ من يحمّلون السفن ويفرغونها.",
        bylines=(r.Byline(name="إيناس كورفو", role="مراسلة"),),
        body=(
            text(
                "علمت وردية الليل في الرصيف الشمالي بالجدول الجديد "
                '(<span lang="en" dir="ltr">Rota 2.0</span>) من ورقة على باب المقصف.'
            ),
            b.Crosshead(text=Inline("ماذا في الورقة")),
            text("ورديات من اثنتي عشرة ساعة، أربعة أيام في الأسبوع."),
            b.PullQuote(text=Inline("لم يوقّع الورقة أحد")),
        ),
        work="w-rota",
    ),
)

REST: tuple[Record, ...] = (
    r.Issue(
        id="issue-1042",
        language="en",
        number=1042,
        day=date(2026, 11, 24),
        cover=r.Picture(image="i-cover", alt="Front page of issue 1042: two cranes at rest"),
        editorial=(text("A rota is a promise. This one was not even signed."),),
        sections=(
            r.IssueSection(
                title="The quay",
                placements=(
                    r.Placement(article="a-rota", slot=r.Slot.LEAD, page=1),
                    r.Placement(article="a-box", slot=r.Slot.BRIEF, page=2),
                ),
            ),
            r.IssueSection(title="At sea", placements=(r.Placement(article="a-ferry", page=3),)),
        ),
    ),
    r.Issue(id="issue-1041", language="en", number=1041, day=date(2026, 11, 17)),
    r.Issue(
        id="issue-7",
        language="ar",
        number=7,
        day=date(2026, 11, 24),
        sections=(r.IssueSection(title="العمل", placements=(r.Placement(article="a-rota-ar", slot=r.Slot.LEAD),)),),
    ),
    r.Section(
        id="s-work",
        language="en",
        title="Work",
        slug="work",
        description=Inline("Pay, hours and <em>who decides</em>."),
        position=1,
    ),
    r.Section(
        id="s-sea",
        language="en",
        title="Sea",
        slug="sea",
        position=2,
        calls=(call("Crew the rescue boat", b.Purpose.JOIN),),
    ),
    r.Section(id="s-work-ar", language="ar", title="العمل", slug="work", position=1),
    r.Topic(id="t-rota", language="en", title="The winter rota", slug="winter-rota"),
    r.Topic(id="t-quay", language="en", title="North quay", slug="north-quay", sort=r.TopicKind.PLACE),
    r.Person(
        id="p-ines",
        language="en",
        title="Ines Corvo",
        slug="ines-corvo",
        role="Reporter",
        description=Inline("Covers the port."),
        contact="ines@lamp.example",
        portrait=r.Picture(image="i-ines", alt="Ines Corvo"),
    ),
    r.Person(id="p-amal", language="en", title="Amal Reza", slug="amal-reza", role="Carrier driver"),
    r.Branch(
        id="b-north",
        language="en",
        title="North quay branch",
        slug="north-quay",
        place="Canteen, berth four",
        meets="First Monday, 18:00",
        contact="north@lamp.example",
    ),
    r.Event(
        id="e-meeting",
        language="en",
        title="Meeting about the rota",
        slug="rota-meeting",
        month="2026-11",
        starts=NOW + timedelta(days=2),
        ends=NOW + timedelta(days=2, hours=3),
        place="Canteen, berth four",
        address="1 Quay Road",
        branch="b-north",
        cost="Free",
        description=Inline("Bring the sheet."),
        body=(text("Tea from half past."),),
    ),
    r.Event(
        id="e-past",
        language="en",
        title="Reading circle",
        slug="reading",
        month="2026-10",
        starts=NOW - timedelta(days=40),
        place="Library",
    ),
    r.StandingPage(
        id="page-about",
        language="en",
        title="About us",
        path="about",
        description="Who makes the Lamp.",
        body=(text("Nine people and a press."),),
    ),
    r.StandingPage(
        id="page-contact", language="en", title="Contact", path="about/contact", body=(text("Write to us."),)
    ),
    r.StandingPage(
        id="page-join", language="en", title="Join", path="join", body=(text("Fill in the form at the desk."),)
    ),
)


def records() -> tuple[Record, ...]:
    """Everything in the sample."""
    return (PAPER, *PICTURES, *DOCUMENTS, *STORIES, *REST)


def sample_edition(path: Path) -> Edition:
    """The sample as an edition at this path."""
    edition = Edition.open(path)
    edition.write(records())
    return edition
