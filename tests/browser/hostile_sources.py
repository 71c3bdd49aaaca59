"""
An old paper in each form that is imported, with hostile markup in every field that the form has.

Story by story each field takes the next payload, each field beginning elsewhere: the stories of a form have all of
them in their bodies and half of them in every other field, which all forms share.
"""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from PIL import Image

from tests.browser.hostile_markup import ADDRESSES, FILE_NAMES, PAYLOADS
from tests.importers.test_wordpress_exports import HEAD

STORIES: Final = 26
"""In each source; each body has ten payloads, so that all of them are in some."""

OLD_SITE: Final = "http://old.example"
PROSE: Final = (
    "The ferry runs at night again, after a winter in which nobody crossed but by the long way round. "
    "Its crew of nine had asked for a second boat, and the harbour gave them one, painted green."
)


@dataclass(kw_only=True)
class Deck:
    """The payloads of one story of one source: `of` a field is another for each name of a field."""

    source: int
    story: int

    def of(self, field: str) -> str:
        """What to put into a field."""
        return f"{PAYLOADS[(self._number + _offset(field)) % len(PAYLOADS)]} {field} {self._number}"

    def address(self, field: str) -> str:
        """What to put into a field that holds an address."""
        return ADDRESSES[(self._number + _offset(field)) % len(ADDRESSES)]

    @property
    def file_name(self) -> str:
        """A name for a file, without ending."""
        return f"{FILE_NAMES[self.story % len(FILE_NAMES)]}{self.story if self.story >= len(FILE_NAMES) else ''}"

    @property
    def body(self) -> str:
        """HTML with ten payloads: between words, in other elements and in attributes."""
        ten = [PAYLOADS[(self.story * 10 + number) % len(PAYLOADS)] for number in range(10)]
        return "".join(
            f'<p>{PROSE}</p><p>{one} after</p><ul><li>{two}</li></ul><p title="{escaped(two)}">{PROSE}</p>'
            f"<h2>{three}</h2><p>{PROSE}</p><blockquote><p>{four}</p></blockquote><p>{PROSE}</p>{five}<p>{PROSE}</p>"
            for one, two, three, four, five in (ten[:5], ten[5:])
        )

    @property
    def day(self) -> str:
        """When the story appeared."""
        return f"2004-{1 + self.story % 12:02}-{1 + self.story % 28:02}"

    @property
    def _number(self) -> int:
        return self.source * STORIES + self.story


def _offset(field: str) -> int:
    return sum(map(ord, field)) * 7


def decks(source: int) -> Iterator[Deck]:
    """The stories of one source."""
    return (Deck(source=source, story=story) for story in range(STORIES))


def drawing(number: int) -> bytes:
    """A picture unlike that of any other number."""
    data = io.BytesIO()
    Image.new("RGB", (240, 160), (number * 5 % 256, number // 5 % 256, 99)).save(data, "PNG")
    return data.getvalue()


def escaped(text: str) -> str:
    """As an attribute in double quotes holds it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


# ---- WordPress


def wordpress(folder: Path) -> Path:
    """An export with authors, categories, tags, attachments, comments, custom fields and a menu."""
    path = folder / "export.xml"
    all_decks = list(decks(0))
    head = HEAD + "".join(map(_wordpress_head, all_decks))
    path.write_text(head + "".join(map(_wordpress_items, all_decks)) + "</channel></rss>", encoding="utf-8")
    return path


def _wordpress_head(deck: Deck) -> str:
    number = deck.story
    return f"""<wp:author><wp:author_login>w{number}</wp:author_login>
    <wp:author_display_name>{_cdata(deck.of("author"))}</wp:author_display_name></wp:author>
    <wp:category><wp:category_nicename>c{number}</wp:category_nicename>
    <wp:cat_name>{_cdata(deck.of("section"))}</wp:cat_name>
    <wp:category_description>{_cdata(deck.of("description"))}</wp:category_description></wp:category>"""


def _wordpress_items(deck: Deck) -> str:
    number = deck.story + 1
    picture = f"""<item><title>{_cdata(deck.of("picture"))}</title><guid>{OLD_SITE}/?a={number}</guid>
    <wp:post_id>{1000 + number}</wp:post_id><wp:post_type>attachment</wp:post_type><wp:status>inherit</wp:status>
    <wp:attachment_url>{OLD_SITE}/{number}.jpg</wp:attachment_url>
    <excerpt:encoded>{_cdata(deck.of("caption"))}</excerpt:encoded>
    {_meta("_wp_attachment_image_alt", deck.of("alt"))}</item>"""
    entry = f"""<item><title>{_cdata(deck.of("label"))}</title><wp:post_id>{2000 + number}</wp:post_id>
    <wp:post_type>nav_menu_item</wp:post_type><wp:status>publish</wp:status>
    <category domain="nav_menu" nicename="main">{_cdata(deck.of("menu"))}</category>
    {_meta("_menu_item_type", "custom")}{_meta("_menu_item_url", deck.address("menu"))}</item>"""
    terms = "".join(
        f'<category domain="{domain}" nicename="{escaped(name)}">{_cdata(deck.of(field))}</category>'
        for domain, name, field in (
            ("category", f"c{deck.story}", "section"),
            ("post_tag", deck.of("tag"), "topic"),
            ("post_format", deck.of("format"), "format"),
        )
    )
    body = (
        f'{deck.body}\n\n[gallery ids="{1000 + number}"]\n\n'
        f'[caption caption="{escaped(deck.of("shortcode"))}" width="9"]'
        f'<img src="{OLD_SITE}/{number}.jpg" alt="{escaped(deck.of("inner alt"))}">[/caption]\n\n{deck.address("line")}'
    )
    return f"""{picture}{entry}<item><title>{_cdata(deck.of("title"))}</title><dc:creator>w{deck.story}</dc:creator>
    <link>{OLD_SITE}/{deck.day}/{escaped(deck.of("address"))}</link><guid>{OLD_SITE}/?p={number}</guid>
    <content:encoded>{_cdata(body)}</content:encoded><excerpt:encoded>{_cdata(deck.of("standfirst"))}</excerpt:encoded>
    <wp:post_id>{number}</wp:post_id><wp:post_date_gmt>{deck.day} 10:00:00</wp:post_date_gmt>
    <wp:post_name>{_cdata(deck.of("slug"))}</wp:post_name><wp:status>publish</wp:status>
    <wp:post_type>{"page" if number % 10 == 0 else "post"}</wp:post_type>{terms}
    {_meta("_thumbnail_id", str(1000 + number))}{_meta(deck.of("key"), deck.of("value"))}{_comments(deck)}</item>"""


def _meta(key: str, value: str) -> str:
    return f"""<wp:postmeta><wp:meta_key>{_cdata(key)}</wp:meta_key>
    <wp:meta_value>{_cdata(value)}</wp:meta_value></wp:postmeta>"""


def _comments(deck: Deck) -> str:
    return "".join(
        f"""<wp:comment><wp:comment_id>{number}</wp:comment_id>
        <wp:comment_author>{_cdata(deck.of(f"{sort} author"))}</wp:comment_author>
        <wp:comment_author_url>{_cdata(deck.address(f"{sort} website"))}</wp:comment_author_url>
        <wp:comment_date_gmt>2005-06-01 10:00:00</wp:comment_date_gmt><wp:comment_approved>1</wp:comment_approved>
        <wp:comment_content>{_cdata(deck.of(f"{sort} text"))}</wp:comment_content>
        <wp:comment_type>{sort}</wp:comment_type><wp:comment_parent>{number - 1}</wp:comment_parent></wp:comment>"""
        for number, sort in enumerate(("comment", "pingback"), start=1)
    )


# ---- Ghost


def ghost(folder: Path) -> Path:
    """An export with tags, authors, pictures and a card of each kind, and the pictures beside it."""
    tables: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("posts", "tags", "users", "posts_tags", "posts_authors", "posts_meta")
    }
    (folder / "content").mkdir(parents=True)
    for deck in decks(1):
        number = f"g{deck.story}"
        name = f"{deck.file_name}.png".replace("/", "∕")
        (folder / "content" / name).write_bytes(drawing(deck.story))
        tables["posts"].append(_ghost_post(deck, number, f"__GHOST_URL__/content/{name}"))
        subject = {"name": deck.of("section"), "slug": deck.of("slug"), "description": deck.of("description")}
        tables["tags"] += [
            {"id": number, **subject},
            {"id": f"t{number}", "name": deck.of("topic"), "slug": f"t{number}"},
        ]
        tables["users"].append(
            {"id": number, "name": deck.of("author"), "slug": deck.of("user"), "bio": deck.of("bio")}
        )
        tables["posts_tags"] += [
            {"post_id": number, "tag_id": tag, "sort_order": order} for order, tag in enumerate((number, f"t{number}"))
        ]
        tables["posts_authors"].append({"post_id": number, "author_id": number})
        told = {"feature_image_alt": deck.of("alt"), "feature_image_caption": deck.of("caption")}
        tables["posts_meta"].append({"post_id": number, **told})
    path = folder / "ghost.json"
    path.write_text(json.dumps({"db": [{"meta": {"version": "5.1"}, "data": tables}]}), encoding="utf-8")
    return path


def _ghost_post(deck: Deck, number: str, picture: str) -> dict[str, Any]:
    form = ("html", "lexical", "mobiledoc")[deck.story % 3]
    cards = _cards(deck, picture)
    texts = {
        "html": deck.body,
        "lexical": json.dumps({"root": {"children": [{"type": kind, **card} for kind, card in cards.items()]}}),
        "mobiledoc": json.dumps(
            {
                "version": "0.3.1",
                "markups": [["a", ["href", deck.address("markup")]]],
                "atoms": [[deck.of("atom"), deck.of("atom value"), {}]],
                "cards": [[kind, card] for kind, card in cards.items()],
                "sections": [
                    [1, "p", [[0, [0], 1, deck.of("marked")], [1, [], 0, 0]]],
                    *([10, index] for index in range(len(cards))),
                ],
            }
        ),
    }
    return {
        "id": number,
        "uuid": number,
        "title": deck.of("title"),
        "slug": deck.of("slug"),
        "status": "published",
        "visibility": "public",
        "type": "page" if deck.story % 10 == 9 else "post",
        "published_at": f"{deck.day}T10:00:00.000Z",
        "custom_excerpt": deck.of("standfirst"),
        "feature_image": picture,
        "codeinjection_head": deck.of("head"),
        "codeinjection_foot": deck.of("foot"),
        form: texts[form],
    }


def _cards(deck: Deck, picture: str) -> dict[str, dict[str, Any]]:
    text, address = deck.of, deck.address
    return {
        "image": {"src": picture, "alt": text("inner alt"), "caption": text("inner caption"), "href": address("image")},
        "gallery": {"images": [{"src": picture, "alt": text("gallery"), "title": text("gallery title")}]},
        "markdown": {"markdown": f"{PROSE}\n\n{text('markdown')}"},
        "html": {"html": deck.body},
        "code": {"code": text("code"), "language": text("language"), "caption": text("code caption")},
        "embed": {"url": address("embed"), "html": text("embed"), "caption": text("embed caption")},
        "bookmark": {
            "url": address("bookmark"),
            "metadata": {"title": text("bookmark"), "description": text("about"), "thumbnail": address("thumbnail")},
        },
        "callout": {"calloutEmoji": text("sign"), "calloutText": text("callout"), "backgroundColor": text("colour")},
        "toggle": {"heading": text("toggle"), "content": text("toggled")},
        "button": {"buttonText": text("button"), "buttonUrl": address("button")},
        "audio": {"src": address("audio"), "title": text("audio")},
        "video": {"src": address("video"), "caption": text("video")},
        "file": {"src": address("file"), "fileTitle": text("file"), "fileName": text("name of file")},
        "product": {"productTitle": text("product"), "productUrl": address("product"), "productButton": text("buy")},
        "header": {"header": text("header"), "subheader": text("subheader"), "buttonUrl": address("header")},
        "call-to-action": {"textValue": text("act"), "buttonText": text("act now"), "buttonUrl": address("act")},
    }


# ---- JSON Lines


def lines(folder: Path) -> Path:
    """A file with a line of each kind, and the pictures it names beside it."""
    found: list[dict[str, Any]] = [_paper_line(Deck(source=2, story=0))]
    for deck in decks(2):
        name = f"{deck.file_name}.png".replace("/", "∕")
        (folder / name).write_bytes(drawing(100 + deck.story))
        found += [_article_line(deck, name), *_subject_lines(deck, name)]
    path = folder / "lines.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in found), encoding="utf-8")
    return path


def _paper_line(deck: Deck) -> dict[str, Any]:
    text = deck.of
    return {
        "kind": "paper",
        "name": f"Lantern {text('paper')}"[:100],
        **{name: text(name)[:100] for name in ("tagline", "publisher", "licence", "contact")},
        "navigation": [{"label": text("navigation")[:60], "target": "/diary/"}],
        "footer": [{"label": text("footer")[:60], "target": "https://else.example/"}],
        "notice": {"text": text("notice")[:100], "link": "https://else.example/"},
        "calls": [{"label": text("call")[:60], "target": "https://else.example/", "text": "Join"}],
    }


def _article_line(deck: Deck, name: str) -> dict[str, Any]:
    text = deck.of
    return {
        "id": f"story {deck.story}",
        "date": deck.day,
        "body_html": deck.body + f'<figure><img src="{escaped(name)}" alt="{escaped(text("inner alt"))}">'
        f"<figcaption>{text('inner caption')}</figcaption></figure>",
        **{field: text(field) for field in ("title", "kicker", "standfirst", "dateline", "section", "licence")},
        **{field: text(field) for field in ("share_headline", "share_text")},
        "topics": [text("topic")],
        "people": [
            {"name": text("author"), "printed": text("printed"), "role": text("role"), "description": text("who")}
        ],
        "persons": [text("person")],
        "branches": [text("branch")],
        "issue": {"number": 1 + deck.story // 5, "date": deck.day},
        "images": [
            {
                "src": name,
                "alt": text("alt"),
                "caption": _words("caption"),
                "credit": text("credit"),
                "licence": text("rights"),
                "lead": True,
            }
        ],
        "review": {"of": text("reviewed"), "by": text("maker"), "where": text("where")},
        "corrections": [{"date": deck.day, "text": _words("correction")}],
        "legacy_urls": [f"{OLD_SITE}/{text('address')}", deck.address("legacy")],
        text("unknown key"): text("unknown value"),
    }


def _words(field: str) -> str:
    """For fields of JSON Lines that are running text, where a line with other tags is refused whole."""
    return f"A {field} with <em>words</em> &lt;script&gt;__ran(905)&lt;/script&gt;"


def _subject_lines(deck: Deck, name: str) -> Iterator[dict[str, Any]]:
    text, address = deck.of, deck.address
    for kind in ("section", "topic", "person", "branch"):
        yield {"kind": kind, "id": f"{kind} {deck.story}", "title": text(f"{kind} line"), "description": _words(kind)}
    yield {
        "kind": "section",
        "id": f"calling {deck.story}",
        "title": f"Calling {deck.story}",
        "calls": [{"label": text("call"), "target": address("call")}],
    }
    event = {
        "kind": "event",
        "title": text("event"),
        "starts": f"2026-12-{1 + deck.story % 28:02}T19:00",
        **{field: text(field) for field in ("place", "address", "cost")},
        "picture": name,
        "picture_alt": text("event alt"),
        "body_html": deck.body,
    }
    yield {**event, "id": f"event {deck.story}"}
    yield {**event, "id": f"online {deck.story}", "title": f"Online {deck.story}", "online": address("online")}
    yield {
        "kind": "page",
        "id": f"page {deck.story}",
        "path": f"standing-{deck.story}",
        "date": deck.day,
        "title": text("page"),
        "standfirst": text("page standfirst"),
        "body_html": deck.body,
    }
