"""A line of each kind as an export writes it, with every key it may have."""

from typing import Any, Final

_OLD: Final = ["/old/a?b=1"]
_CALL: Final = {
    "purpose": "fund",
    "label": "Give",
    "target": "page",
    "text": "<em>Now</em>",
    "ends": "2027-01-01T00:00:00Z",
}
_PIN: Final = {"slot": "brief", "story": "story", "until": "2027-01-01T00:00:00Z"}
_LINK: Final = {"label": "Diary", "target": "/diary/"}
FILE: Final = "one_of_each.py"

LINES: Final[list[dict[str, Any]]] = [
    {"kind": "paper", "name": "The Quay", "language": "en", "timezone": "UTC", "publisher": "Us", "licence": "free",
     "contact": "us@quay.example", "founded": "1911", "social": [{"label": "There", "url": "https://there.example/"}],
     "logo": FILE, "type_family": "serif", "colours": {"accent": "#a11d21", "ink": "#000000"}, "redirect_stubs": True,
     "print_line": 40, "four_eyes": False, "style_list": "a → b\nc → d", "forget_accounts_after": 30,
     "old_comments_shown": False,
     "languages": [{"code": "en", "name": "English", "title": "The Quay", "tagline": "Of the port",
                    "navigation": [_LINK], "footer": [_LINK], "calls": [_CALL], "pins": [_PIN],
                    "notice": {"text": "Closed", "link": "/diary/", "ends": "2027-01-01T00:00:00Z"}}]},
    {"kind": "picture", "id": "picture", "src": FILE, "title": "Crane", "description": "A crane", "credit": "Ada",
     "licence": "free", "source": "ours", "rights": "staff", "expires": "2030-01-01T00:00:00Z", "not_in_print": True,
     "focus": [1, 2, 3, 4], "shapes": [{"shape": "3:2", "left": 250, "top": 0}]},
    {"kind": "document", "id": "document", "src": FILE, "title": "Rota"},
    {"kind": "section", "id": "section", "title": "Port\xa0news", "slug": "port", "status": "draft", "language": "en",
     "translation_of": "x", "description": "What is <em>new</em>", "calls": [_CALL], "pins": [_PIN],
     "legacy_urls": _OLD},
    {"kind": "branch", "id": "branch", "title": "North", "slug": "north", "status": "draft", "language": "en",
     "translation_of": "x", "place": "Quay 1", "description": "A & B".replace("&", "&amp;"), "meets": "Mondays",
     "contact": "n@quay.example", "legacy_urls": _OLD},
    {"kind": "topic", "id": "topic", "title": "Docks", "slug": "docks", "status": "draft", "language": "en",
     "translation_of": "x", "topic_kind": "place", "description": "Where", "legacy_urls": _OLD},
    {"kind": "person", "id": "person", "title": "Ada Berg", "slug": "ada-berg", "status": "draft", "language": "en",
     "translation_of": "x", "role": "reporter", "description": "Who", "contact": "a@quay.example", "portrait": FILE,
     "portrait_alt": "Ada", "legacy_urls": _OLD},
    {"kind": "page", "id": "page", "title": "About", "date": "2026-01-01T12:00:00Z", "body_html": "<p>Us</p>",
     "path": "about", "updated": "2026-01-02T12:00:00Z", "language": "en", "translation_of": "x", "standfirst": "Who",
     "legacy_urls": _OLD, "mood": ["good"]},
    {"kind": "article", "id": "story", "title": "Ferry", "date": "2026-01-01T12:00:00Z",
     "body_html": "<p>A <em>b</em></p>\n<h2>C</h2>", "slug": "ferry", "month": "2025-12",
     "updated": "2026-01-02T12:00:00Z", "status": "draft", "stage": "with-editor", "language": "en",
     "translation_of": "x", "genre": "feature", "kicker": "Sea",
     "standfirst": "So it is", "dateline": "Quay", "section": "section", "topics": ["topic"],
     "people": ["person", {"name": "person", "printed": "A. B.", "role": "words"}, {"name": "Guest", "page": False}],
     "persons": ["person"], "branches": ["branch"],
     "images": [{"src": FILE, "alt": "Crane", "caption": "It <em>stands</em>", "lead": True}], "related": ["page"],
     "corrections": [{"date": "2026-01-03T00:00:00Z", "kind": "update", "text": "Four"}],
     "review": {"of": "A book", "by": "Them", "where": "There"}, "share_headline": "Look", "share_text": "Here",
     "licence": "free", "embargo": "2026-01-05T00:00:00Z",
     "withdrawn": {"date": "2026-01-04T00:00:00Z", "reason": "Not so"}, "legacy_urls": _OLD, "mood": ["good"]},
    {"kind": "event", "id": "event", "title": "Meeting", "starts": "2026-02-01T19:00:00Z",
     "ends": "2026-02-01T21:00:00Z", "slug": "meeting", "month": "2026-01", "status": "draft", "language": "en",
     "translation_of": "x", "place": "Hall",
     "address": "Quay 1", "online": "https://m.example/", "branch": "branch", "branches": ["branch"], "cost": "free",
     "cancelled": True, "report": "story", "description": "Bring <em>soup</em>", "picture": FILE, "picture_alt": "Hall",
     "picture_caption": "The hall", "body_html": "<p>Come</p>", "legacy_urls": _OLD},
    {"kind": "issue", "id": "issue", "number": 7, "volume": 2, "date": "2026-01-01", "title": "Special",
     "status": "draft", "language": "en", "translation_of": "x", "cover": FILE, "cover_alt": "Cover",
     "editorial": "<p>Dear readers</p>", "sections": [{"title": "Front", "stories": [
         {"story": "story", "slot": "lead", "page": 3, "medium": "print", "print_headline": "FERRY"}]}],
     "legacy_urls": _OLD},
    {"kind": "comment", "id": "7-2", "story": "story", "parent": "7", "author": "A\xa0reader",
     "date": "2026-01-06T08:00:00Z", "text": ["It <em>is</em> so &amp; so.", "Is it?"], "comment_kind": "pingback",
     "status": "unapproved"},
]  # fmt: skip
