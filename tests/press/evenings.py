"""What an evening in a newsroom may do to the sample paper, for Hypothesis: edits, settings, hours, kills."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from broadsheet.edition import records as r
from broadsheet.edition.blocks import Block, ImageBlock, Inline, Purpose
from broadsheet.edition.canonical import Record
from broadsheet.edition.paper import Colours, LanguageVersion, Link, Notice, Paper, Pin
from broadsheet.edition.store import Edition
from broadsheet.errors import EditionError
from tests.press.sample_paper import DOCUMENTS, EVERY_BLOCK, NOW, PAPER, PICTURES, REST, STORIES, call, story, text
from tests.press.whole_paper import COLOURS, OUTPUTS, as_laid_out

FRESH = tuple(story(f"fresh-{number}", f"Fresh {number}") for number in range(3))
CROWD = tuple(
    story(
        f"crowd-{number}", f"One of many {number}", topics=("t-rota",), body=(), published=NOW - timedelta(days=number)
    )
    for number in range(61)
)
"""Enough for numbered pages of every list."""

BASES = {record.id: record for record in (*PICTURES, *DOCUMENTS, *STORIES, *FRESH, *REST)}


def _ids(kind: type) -> tuple[str, ...]:
    return tuple(name for name, record in BASES.items() if isinstance(record, kind))


# ---- values

_titles = st.sampled_from(("Another headline", "<Tides> & “ropes”", "مدّ", "12 cranes"))
_slugs = st.sampled_from(("ferry", "fresh-0", "moved", "crane"))
_months = st.sampled_from(("2026-11", "2026-09", "2025-03"))
_moments = st.sampled_from(
    tuple(
        NOW + timedelta(hours=hours)
        for hours in (-24 * 700, -24 * 60, -72, -71, -48, -47, -24, -6, -1, 0, 1, 24, 48, 51, 96, 24 * 9)
    )
)
_ends = st.one_of(st.none(), _moments)
_languages = st.sampled_from(("en", "ar", "ru"))
_works = st.sampled_from(("", "w-rota", "w-quay"))
_images = st.sampled_from(("i-quay", "i-cover", "i-expired", "i-gone"))
_pictures = st.one_of(st.none(), st.builds(lambda image: r.Picture(image=image, alt="A crane"), _images))
_texts = st.sampled_from(tuple(map(Inline, ("", "In <em>other</em> words.", 'See <a href="record:a-ferry">this</a>.'))))
_bodies: st.SearchStrategy[tuple[Block, ...]] = st.sampled_from(
    (
        (),
        EVERY_BLOCK,
        (text("Short."), ImageBlock(image="i-cover", alt="A door")),
        (
            text(
                'To <a href="record:a-crane">one</a>, <a href="record:t-rota">two</a>, <a href="record:a-fresh-0">3</a>'
            ),
        ),
    )
)
_old_addresses = st.lists(
    st.sampled_from(
        (
            "/old/1", "/old/1/", "/old/1.html", "/old/2", "/?p=1", "https://old.example/old/1", "/index.html", "/",
            "/2026/11/ferry/", "/2026/11/fresh-0", "/2026/11/moved/", "/about/", "/404.html", "/diary/",
            "/archive/2026/", "/archive/2026/index/index.html", "/topics/winter-rota/", "/topics/winter-rota/page/1/",
            "/diary/2026/11/", "/page/1/", "/ar/", "/ru/index.html", "/issues/1042", "/people/ines-corvo.html",
        )
    ),
    unique=True,
    max_size=3,
).map(tuple)  # fmt: skip


def _some(kind: type, number: int = 3) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(_ids(kind)), unique=True, max_size=number).map(tuple)


_bylines = st.lists(
    st.one_of(
        st.builds(lambda person: r.Byline(person=person), st.sampled_from(_ids(r.Person))),
        st.just(r.Byline(name="Tomas Welk", role="shop steward")),
    ),
    max_size=2,
).map(tuple)
_calls = st.sampled_from(((), (call("Come aboard", Purpose.JOIN, ends=NOW + timedelta(days=1)),)))
_placements = st.lists(
    st.builds(
        lambda article, slot, medium: r.Placement(article=article, slot=slot, medium=medium),
        st.sampled_from(_ids(r.Article)),
        st.sampled_from(r.Slot),
        st.sampled_from(r.Medium),
    ),
    max_size=4,
    unique_by=lambda placement: placement.article,
)
_issue_sections = st.lists(
    st.builds(lambda title, places: r.IssueSection(title=title, placements=tuple(places)), _titles, _placements),
    max_size=2,
).map(tuple)

# ---- records

_everybody: Mapping[str, st.SearchStrategy[Any]] = {
    "title": _titles, "language": _languages, "work": _works, "old_addresses": _old_addresses,
}  # fmt: skip
_FIELDS: Mapping[type, Mapping[str, st.SearchStrategy[Any]]] = {
    r.Article: {
        **_everybody, "slug": _slugs, "month": _months, "published": _moments, "updated": _ends, "kicker": _titles,
        "standfirst": _titles, "section": st.sampled_from(("", *_ids(r.Section))), "bylines": _bylines,
        "topics": _some(r.Topic), "persons": _some(r.Person), "branches": _some(r.Branch), "picture": _pictures,
        "body": _bodies, "related": _some(r.Article), "genre": st.sampled_from(r.ArticleKind), "licence": _titles,
    },
    r.Issue: {
        "language": _languages, "work": _works, "old_addresses": _old_addresses, "title": _titles,
        "number": st.integers(1040, 1043), "volume": st.integers(0, 1), "sections": _issue_sections, "cover": _pictures,
        "day": st.sampled_from((date(2026, 11, 24), date(2026, 11, 17), date(2025, 2, 1))), "editorial": _bodies,
    },
    r.Section: {
        **_everybody, "slug": _slugs, "description": _texts, "position": st.integers(0, 2), "calls": _calls,
    },
    r.Topic: {**_everybody, "slug": _slugs, "description": _texts, "sort": st.sampled_from(r.TopicKind)},
    r.Person: {**_everybody, "slug": _slugs, "description": _texts, "role": _titles, "portrait": _pictures},
    r.Branch: {**_everybody, "slug": _slugs, "description": _texts, "place": _titles, "meets": _titles},
    r.Event: {
        **_everybody, "slug": _slugs, "month": _months, "starts": _moments, "ends": _ends, "place": _titles,
        "branch": st.sampled_from(("", "b-north")), "description": _texts, "body": _bodies, "picture": _pictures,
    },
    r.StandingPage: {
        **_everybody, "path": st.sampled_from(("about", "join", "about/contact", "old/1", "ferry")),
        "description": _titles, "position": st.integers(0, 2), "body": _bodies,
    },
    r.Image: {
        "credit": _titles, "expires": _ends, "focus_left": st.sampled_from((0, 500, 1000)),
        "crops": st.sampled_from(((), (r.Crop(shape="3:2", left=0, top=0, width=12, height=8),))),
    },
    r.Document: {"name": st.sampled_from(("Rota.pdf", "Rota 2.pdf")), "title": _titles},
}  # fmt: skip


def _changed(name: str) -> st.SearchStrategy[Record]:
    """The record with a few of its fields another."""
    base = BASES[name]
    fields = st.fixed_dictionaries({}, optional=dict(_FIELDS[type(base)]))
    colours = st.sampled_from(COLOURS)
    return st.builds(lambda values, colour: as_laid_out(replace(base, **values), colour), fields, colours)


# ---- the paper's settings

_english, _arabic = PAPER.languages
_russian = LanguageVersion(code="ru", name="Русский")
_notices = st.builds(lambda ends: Notice(text="Ferries stop", link="a-ferry", ends=ends), _ends)
_pins = st.builds(
    lambda article, until: (Pin(slot="lead", article=article, until=until),), st.sampled_from(_ids(r.Article)), _ends
)
_main = st.builds(
    replace,
    st.just(_english),
    title=st.sampled_from(("", "The Lamp")),
    notice=st.one_of(st.none(), _notices),
    pins=st.one_of(st.just(()), _pins),
    calls=_calls,
    footer=st.sampled_from(((), (Link(label="Contact", target="page-contact"), Link(label="Diary", target="/diary/")))),
)
_language_sets = st.one_of(
    _main.map(lambda main: (main, _arabic)),
    _main.map(lambda main: (main,)),
    _main.map(lambda main: (main, _russian, _arabic)),
    _main.map(lambda main: (_arabic, main)),
)
_papers: st.SearchStrategy[Paper] = st.builds(
    replace,
    st.just(PAPER),
    languages=_language_sets,
    redirect_stubs=st.booleans(),
    name=st.sampled_from((PAPER.name, "The Lamp")),
    address=st.sampled_from((PAPER.address, "https://port.example/lamp/")),
    timezone=st.sampled_from((PAPER.timezone, "Pacific/Auckland")),
    licence=st.sampled_from(("", PAPER.licence)),
    logo=st.sampled_from(("", "i-quay", "i-expired")),
    colours=st.sampled_from((Colours(), Colours(accent="#005577"))),
)

# ---- edits and evenings


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Records written and ids taken out, in one transaction."""

    records: tuple[Record, ...] = ()
    removals: tuple[str, ...] = ()

    def apply(self, edition: Edition) -> None:
        """Compose it; an edition may refuse it, then nothing happened."""
        try:
            edition.write(self.records, self.removals)
        except EditionError:
            return


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Edits, some hours, a run of some outputs, killed at a write or not."""

    edits: tuple[Edit, ...]
    hours: int
    outputs: tuple[str, ...]
    killed_after: int | None
    full: bool


_names = st.one_of(
    *(st.sampled_from(_ids(kind)) for kind in (r.Article, r.Article, r.Article, r.Issue, r.Event)),
    st.sampled_from(tuple(BASES)),
)
_edits = st.one_of(
    _names.flatmap(_changed).map(lambda record: Edit(records=(record,))),
    st.lists(_names.flatmap(_changed), min_size=2, max_size=3, unique_by=lambda record: record.id).map(
        lambda records: Edit(records=tuple(records))
    ),
    _names.map(lambda name: Edit(removals=(name,))),
    _papers.map(lambda paper: Edit(records=(paper,))),
)
_crowds = st.sampled_from(
    (Edit(records=CROWD[:31]), Edit(records=CROWD), Edit(removals=tuple(each.id for each in CROWD[20:])))
)
_some_outputs = st.one_of(
    st.just(OUTPUTS),
    st.sampled_from([(name,) for name in OUTPUTS]),
    st.lists(st.sampled_from(OUTPUTS), min_size=2, unique=True).map(tuple),
)
_acts = st.builds(
    lambda edits, crowd, hours, outputs, killed_after, full: Act(
        edits=(*edits, *crowd), hours=hours, outputs=outputs, killed_after=killed_after, full=full
    ),
    st.lists(_edits, max_size=4),
    st.integers(0, 11).flatmap(lambda chance: _crowds.map(lambda crowd: (crowd,)) if chance == 11 else st.just(())),
    st.sampled_from((0, 0, 0, 1, 3, 24, 47, 48, 51, 24 * 9, 24 * 40, -1, -49, -24 * 40)),  # clocks are set back, too
    _some_outputs,
    st.one_of(st.none(), st.integers(0, 40), st.integers(0, 250)),
    st.integers(0, 15).map(lambda chance: chance == 15),
)
evenings: st.SearchStrategy[list[Act]] = st.lists(_acts, min_size=1, max_size=4)
"""An evening, act by act."""
