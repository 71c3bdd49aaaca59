"""Saved pages with hostile markup in every field: in a folder as a program that saves sites makes it, in an archive."""

import json
from pathlib import Path
from typing import Any

from tests.browser.hostile_sources import OLD_SITE, Deck, decks, drawing, escaped
from tests.importers.web_archives import Archive


def saved_pages(folder: Path) -> Path:
    """A folder as a program that saves sites makes it; names of files are of every script."""
    for deck in decks(3):
        name = deck.file_name
        (folder / f"{name}.png").write_bytes(drawing(200 + deck.story))
        (folder / f"{name}.html").write_text(_page(deck, f"{name}.png"), encoding="utf-8")
    return folder


def archive(folder: Path) -> Path:
    """The same in a web archive, with addresses as hostile as the words."""
    made = Archive()
    for deck in decks(4):
        picture = f"{OLD_SITE}/{deck.story}.png"
        made.answer(drawing(300 + deck.story), picture, fields={"Content-Type": "image/png"})
        made.answer(_page(deck, picture).encode(), f"{OLD_SITE}/{deck.story}/")
    path = folder / "crawl.warc.gz"
    path.write_bytes(made.data)
    return path


def _page(deck: Deck, picture: str) -> str:
    text = deck.of
    attributes = escaped(text("inner alt"))
    return f"""<!DOCTYPE html><html><head><title>{text("title").replace("</", "<\\/")}</title>
    <meta name="author" content="{escaped(text("meta author"))}">
    <meta name="description" content="{escaped(text("description"))}">
    <meta property="og:title" content="{escaped(text("og title"))}">
    <meta property="article:section" content="{escaped(text("section"))}">
    <meta property="article:tag" content="{escaped(text("topic"))}">
    <meta property="article:published_time" content="{deck.day}T10:00:00Z">
    <script type="application/ld+json">{json.dumps(_described(deck)).replace("</", "<\\/")}</script></head>
    <body><nav><a href="/">Front</a><a href="/port/">Port</a></nav><main><article>
    <h1>{escaped(text("headline"))}</h1><p class="byline">By {escaped(text("author"))}</p>
    <time datetime="{deck.day}">{deck.day}</time>
    <figure><img src="{escaped(picture)}" alt="{attributes}">
    <figcaption>{escaped(text("caption"))}</figcaption></figure>
    {deck.body}</article></main><footer>All rights reserved</footer></body></html>"""


def _described(deck: Deck) -> dict[str, Any]:
    text = deck.of
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": text("ld headline"),
        "author": {"@type": "Person", "name": text("ld author"), "url": deck.address("ld author")},
        "articleSection": text("ld section"),
        "keywords": [text("ld topic")],
        "image": deck.address("ld picture"),
        "datePublished": f"{deck.day}T10:00:00Z",
    }
