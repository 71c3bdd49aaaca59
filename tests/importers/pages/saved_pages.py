"""
Pages as sites of many kinds wrote them over twenty years (in `saved/`), with what is their story and what is not.

Every site, person and event in them is invented.
"""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "saved"
PROSE = (
    "The cooperative bakery in Nettleford reopened on Saturday",
    "a debt that its members say they can carry.",
    "Volunteers had carried the ovens up to the first floor by hand, tray by tray",
    "The council offered a loan of £12,000 at three per cent; the members' meeting refused it by 41 votes to 9",
    "a seat on the board.",
    "Instead they sold shares of €50 and $60 to neighbours",
    "which bought a hundred.",
)


@dataclass(frozen=True, kw_only=True)
class SavedPage:
    """`kept` are words, `marks` pieces of markup that must be in the story; `gone` is in neither."""

    name: str
    kept: tuple[str, ...] = PROSE
    marks: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    title: str = "Bakery opens again"
    byline: str = ""
    date: str = ""
    language: str = ""
    encoding: str = "utf-8"
    address: str = "http://tide.example/2003/11/bakery.html"

    @property
    def content(self) -> bytes:
        return (FOLDER / f"{self.name}.html").read_text(encoding="utf-8").encode(self.encoding)


PAGES = (
    SavedPage(
        name="tables-of-2003",
        marks=(
            'src="http://tide.example/2003/11/img/oven.jpg"',
            'href="http://tide.example/2003/11/shares.html"',
            'href="http://tide.example/2003/10/flood.html#night"',
        ),
        gone=("Sections", "Ferry late again", "All rights reserved", "Letters", "By Ada Quill"),
        byline="Ada Quill",
    ),
    SavedPage(
        name="a-soup-of-divs",
        marks=('src="http://tide.example/oven.jpg"',),
        gone=("Ferry late again", "Imprint", "Letters"),
    ),
    SavedPage(
        name="a-theme-of-a-blog",
        kept=(
            *PROSE,
            "Tray by tray: photo Ben Loft",
            "We would do it again tomorrow",
        ),
        marks=("<figcaption>", "<blockquote>", 'src="http://tide.example/2003/11/oven-big.jpg"'),
        gone=(
            "cookies",
            "Share this",
            "Ferry late",
            "cinnamon",
            "Choir sings",
            "Posted on",
            "Filed under",
            "powered by",
        ),
        byline="Ada Quill",
        date="2014-03-09T08:30:00Z",
        language="en-GB",
    ),
    SavedPage(
        name="boxes",
        kept=(
            *PROSE,
            "What you need to know",
            "212 members",
            "Shares: £50",
            "rye",
            "Doors closed",
            "One for each member",
            "Takings",
            "1,377",
            "oven 2 220 C",
        ),
        marks=("<dl>", "<dd>", "<caption>", "<th>", "<pre>", "<ol>", "<aside>"),
        gone=("Letters", "Quay 4"),
    ),
    SavedPage(
        name="the-contents-of-the-issue-beside-the-story",
        kept=(
            *PROSE,
            "Ben Loft keeps the books",
        ),
        marks=('href="mailto:ben@tide.example"',),
        gone=("Ferry late again", "The harbour wall", "In this issue"),
    ),
    SavedPage(
        name="a-story-from-right-to-left",
        kept=(
            "أعيد افتتاح المخبز التعاوني",
            "ولم يصب أحد بأذى",
            "Bread for everyone.",
        ),
        marks=('dir="ltr"', 'lang="en"'),
        gone=("الرئيسية",),
        title="المخبز يفتح من جديد",
        language="ar",
    ),
    SavedPage(
        name="text-without-any-paragraph",
        marks=("<p>", "<b>"),
    ),
    SavedPage(
        name="windows-1251",
        encoding="windows-1251",
        kept=(
            "Кооперативная пекарня открылась в субботу",
            "никто не пострадал",
        ),
        title="Пекарня открылась снова",
    ),
    SavedPage(
        name="iso-8859-1-that-nothing-declares",
        encoding="iso-8859-1",
        kept=(
            "Bäckerei hat am Samstag wieder geöffnet",
            "während der Fluss im Hof über die Mauer stieg",
        ),
        title="Die Bäckerei öffnet wieder",
    ),
    SavedPage(
        name="shift-jis",
        encoding="shift_jis",
        kept=(
            "協同組合のパン屋が再び開店し",
            "けが人はいなかった",
        ),
        title="パン屋が再び開店",
        language="ja",
    ),
    SavedPage(
        name="footnotes-that-lead-there-and-back",
        kept=(
            *PROSE,
            "The flood of 9 October",
            "page 4",
        ),
        marks=('href="#fn1"', 'id="fn1"', 'id="ref2"', 'href="#ref2"', 'href="http://tide.example/docs/minutes.html"'),
    ),
    SavedPage(
        name="a-table-of-data-in-a-cell-of-a-table-of-layout",
        kept=(
            *PROSE,
            "Cato Lind",
            "295",
            "Loaves",
        ),
        marks=('href="http://tide.example/p/2"', "<th>"),
        gone=("Letters",),
    ),
    SavedPage(
        name="columns-of-a-list-and-a-film",
        kept=(
            *PROSE,
            "Who bought shares",
            "A cat named Bun",
        ),
        marks=(
            'src="http://films.example/embed/42"',
            'src="http://tide.example/2003/11/oven.mp4"',
            'src="http://tide.example/2003/11/lazy/one.png"',
            'src="http://tide.example/2003/11/l.jpg"',
        ),
        gone=("newsletter", "placeholder.gif", "R0lGODlh"),
    ),
    SavedPage(
        name="paywall-and-teasers",
        gone=("Buy boots", "Ferry late", "Hidden words", "three stories", "Choir sings"),
        byline="Ada Quill, Ben Loft",
        date="2019-05-02",
        language="en",
    ),
    SavedPage(
        name="a-script-behind-a-link",
        kept=(
            *PROSE,
            "the minutes",
            "run",
        ),
        marks=('href="http://harbour.example/"', 'src="http://tide.example/2003/11/x.png"'),
        gone=("popup", "alert", "onerror"),
    ),
)
