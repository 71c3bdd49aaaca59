"""What is shown from elsewhere: frames, films, recordings. They become embeds, which load nothing."""

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from broadsheet.edition.blocks import Embed, ImageBlock, Inline
from broadsheet.importers.inline_markup import InlineRun
from broadsheet.importers.inline_reading import InlineReader, read_inline
from broadsheet.importers.markup import Element, drop, has_words, tag_of
from broadsheet.importers.names import one_line
from broadsheet.importers.surroundings import Surroundings

_FRAMES = ("iframe", "video", "audio", "embed", "object")


def read_embed(element: Element, around: Surroundings) -> Iterable[Embed]:
    """The embed that stands for a frame, film or recording; nothing when it leads nowhere, which is noted."""
    what = {"video": "film", "audio": "recording"}.get(tag_of(element), "frame")
    if what == "recording" and around.document(_source(element), element.get("title") or ""):
        around.links.tally.found(what)
        around.links.tally.carried(what)
        return ()
    address = _address(element, around)
    if address is None:
        around.dropped(what, element.get("src") or element.get("data") or "", "it has no address that can be reached")
        return ()
    around.links.tally.found(what)
    around.links.tally.carried(what)
    host = urlsplit(address).netloc
    title = one_line(element.get("title") or "") or host or address
    return (Embed(url=address, title=title, provider=host.removeprefix("www.")),)


def _address(element: Element, around: Surroundings) -> str | None:
    source = _source(element)
    try:
        base = urljoin(around.links.context.base_url, around.base)
        address = urljoin(base or "https:", "".join(one_line(source).split(" ")))
        parts = urlsplit(address)
    except ValueError:
        return None
    usable = source.strip() and parts.scheme in ("http", "https") and parts.netloc and not set('"<>') & set(address)
    return address if usable else None


def _source(element: Element) -> str:
    named = (element.get("src"), element.get("data-src"), element.get("data"))
    within = (each.get("src") for each in element.iter("source", "embed", "iframe"))
    return next(filter(None, (*named, *within)), "")


def take_out(element: Element, around: Surroundings) -> tuple[ImageBlock | Embed, ...]:
    """Remove pictures and embeds from an element that will be kept as HTML, where they could not stand."""
    kept: list[ImageBlock | Embed] = []
    for each in list(element.iter("img", *_FRAMES)):
        if tag_of(each) == "img":
            kept += _with_caption(_read(each, around).take_images(), each, element, around)
        else:
            kept += read_embed(each, around)
        if each is not element:
            drop(each)
    return tuple(kept)


def _read(element: Element, around: Surroundings) -> InlineReader:
    run = InlineReader(InlineRun())
    read_inline(element, run, around)
    return run


def _with_caption(
    images: tuple[ImageBlock, ...], picture: Element, kept: Element, around: Surroundings
) -> tuple[ImageBlock, ...]:
    """A picture taken out goes with the caption of its figure, where it is alone in it."""
    figure = next((each for each in picture.iterancestors("figure") if kept in each.iterancestors()), None)
    caption = next(figure.iter("figcaption"), None) if figure is not None else None
    if not images or figure is None or caption is None or len(list(figure.iter("img", *_FRAMES))) > 1:
        return images
    run = _read(caption, around)
    words = Inline("<br>".join(run.finish()))
    drop(caption)
    if not has_words(figure):
        drop(figure)
    return (*(replace(image, caption=words or image.caption) for image in images), *run.take_images())
