"""
Permanent addresses: where each record's page lies, relative to the paper's root.

Paths end with a slash and have no leading one; the front is "". The first of the paper's languages
has no prefix, the others lie under `<code>/`. A story's month was fixed at its first publication.
"""

import re
from typing import Final, assert_never

from broadsheet.edition.records import (
    Addressed,
    Article,
    Branch,
    Event,
    Issue,
    Person,
    Section,
    StandingPage,
    Topic,
)
from broadsheet.errors import MalformedRecordError

RESERVED_SEGMENTS: Final = frozenset(
    {
        "issues", "sections", "topics", "people", "branches", "archive", "diary", "search", "now",
        "newsroom", "campaigns", "act", "dossiers", "_a", "page", "index", "404.html", "feed.atom", "feed.json",
    }
)  # fmt: skip
"""First segments that belong to Broadsheet; standing pages cannot have them, nor years or language codes."""

SLUG: Final = re.compile(r"[^\W_]+(?:[-_][^\W_]+)*")
"""Letters and digits of any script, joined by single hyphens or underscores."""

SLUG_LENGTH: Final = 120
"""Characters at most; together with the rest an address stays below file systems' 255 bytes a name."""


def root_of(language: str, main_language: str) -> str:
    """The path of a language's front: "" for the paper's main language."""
    return "" if language == main_language else f"{language.lower()}/"


def issue_segment(issue: Issue) -> str:
    """`N`, or `V-N` where the paper counts volumes."""
    return f"{issue.volume}-{issue.number}" if issue.volume else str(issue.number)


def address_of(record: Addressed, main_language: str) -> str:
    """The path of a record's page."""
    return root_of(record.language, main_language) + _local(record)


def _local(record: Addressed) -> str:
    match record:
        case Article(month=month, slug=slug):
            return f"{month[:4]}/{month[5:7]}/{slug}/"
        case Issue():
            return f"issues/{issue_segment(record)}/"
        case Section(slug=slug):
            return f"sections/{slug}/"
        case Topic(slug=slug):
            return f"topics/{slug}/"
        case Person(slug=slug):
            return f"people/{slug}/"
        case Branch(slug=slug):
            return f"branches/{slug}/"
        case Event(month=month, slug=slug):
            return f"diary/{month[:4]}/{month[5:7]}/{slug}/"
        case StandingPage(path=path):
            return f"{path}/"
        case _:
            assert_never(record)


def check_slug(slug: str) -> None:
    """Raise MalformedRecordError unless this can stand in an address."""
    if not SLUG.fullmatch(slug) or len(slug) > SLUG_LENGTH or len(slug.encode()) > 240:
        raise MalformedRecordError(
            f"The web address part “{slug[:80]}” must be letters, digits and single hyphens, "
            f"at most {SLUG_LENGTH} characters; shorten or change it."
        )


def check_standing_path(path: str) -> None:
    """Raise MalformedRecordError unless a standing page may live at this path."""
    segments = path.split("/")
    for segment in segments:
        check_slug(segment)
    if is_reserved(segments[0]):
        raise MalformedRecordError(f"The web address “{segments[0]}” is kept for the paper itself; choose another.")
    if "page" in segments[1:]:
        raise MalformedRecordError("The web address part “page” is kept for numbered lists; choose another.")


def is_reserved(segment: str) -> bool:
    """Whether a first segment belongs to the paper: fixed names, years, things that look like language codes."""
    return segment in RESERVED_SEGMENTS or bool(re.fullmatch(r"\d{4}", segment)) or segment in _LANGUAGE_CODES


_LANGUAGE_CODES: Final = frozenset(
    # ISO 639-1; longer tags are refused by the newsroom when the paper uses them.
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo "
    "es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka "
    "kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng "
    "nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su "
    "sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu".split()
)
