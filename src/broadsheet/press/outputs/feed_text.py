"""A whole story as feeds carry it: HTML with public addresses, by the printer of pages."""

import html
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import nh3

from broadsheet.edition.blocks import Block, Box, PlainBlock, RawHtml
from broadsheet.edition.late import dataclass
from broadsheet.edition.records import Article, Correction
from broadsheet.press.outputs.html.blocks import BODY_SIZES, BodyPrinter, escape, picture
from broadsheet.press.outputs.html.figures import Figure, figure
from broadsheet.press.outputs.html.materials import Material, material
from broadsheet.press.outputs.html.place import Medium, Place
from broadsheet.press.outputs.html.words import Words, zone_named
from broadsheet.press.outputs.imprint import Imprint
from broadsheet.press.pictures import Shape
from broadsheet.press.reader import Reader

_SCHEMES: Final = {"http", "https", "mailto", "tel", "record"}
"""Where links of imported HTML may lead; those to records become public addresses when they are printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeStory:
    """What a story's text is printed from; `page` is the public address of its own page, `paper` the paper's root."""

    body: tuple[Block, ...]
    found: Material
    lead: Figure | None
    corrections: tuple[Correction, ...]
    page: str
    paper: str
    language: str
    timezone: str


def whole_story(article: Article, page: str, reader: Reader, imprint: Imprint) -> WholeStory:
    """Read what a story's text names."""
    return WholeStory(
        body=tuple(_travelling(block, page) for block in article.body),
        found=material(article, reader),
        lead=figure(reader, article.picture, Shape.FULL),
        corrections=article.corrections,
        page=page,
        paper=imprint.address,
        language=article.language,
        timezone=imprint.timezone,
    )


def _travelling(block: Block, page: str) -> Block:
    """An imported story's HTML without what must not travel; its relative addresses are those of the story's page."""
    if isinstance(block, Box):
        return replace(block, blocks=tuple(_plain_travelling(each, page) for each in block.blocks))
    return _plain_travelling(block, page)


def _plain_travelling(block: PlainBlock, page: str) -> PlainBlock:
    if isinstance(block, RawHtml):
        kept = nh3.clean(block.html, url_schemes=_SCHEMES, url_relative=("rewrite_with_base", page))
        return replace(block, html=kept)
    return block


def story_html(story: WholeStory, words: Words) -> str:
    """Lead picture, body, corrections."""
    zone = zone_named(story.timezone)
    place = Place(up="", address=story.paper, words=words, zone=zone, medium=Medium.FEED)
    printer = BodyPrinter(story.found, place)
    text = "".join((*_lead(story, printer, place), printer.body(story.body), *_corrections(story, printer, place)))
    # Notes and their marks lead to each other on the story's own page.
    text = text.replace('href="#', f'href="{html.escape(story.page)}#')
    return f'<div lang="{escape(story.language)}" dir="{words.direction}">{text}</div>'


def _lead(story: WholeStory, printer: BodyPrinter, place: Place) -> Iterator[str]:
    if story.lead is not None:
        yield f"<figure>{picture(story.lead, place, BODY_SIZES)}{printer.caption(story.lead)}</figure>"


def _corrections(story: WholeStory, printer: BodyPrinter, place: Place) -> Iterator[str]:
    for each in story.corrections:
        kind = escape(place.words(each.what.value))
        yield f"<p><b>{kind}</b>, {place.day(each.when)}: {printer.inline(each.text)}</p>"
