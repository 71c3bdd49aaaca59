"""A page: what every page has (frame, title, way to it, neighbours in other languages), and its maker."""

import hashlib
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from broadsheet.edition.late import dataclass
from broadsheet.edition.records import Picture
from broadsheet.edition.summaries import Line
from broadsheet.press.output import Rank
from broadsheet.press.outputs.html.links import up_from
from broadsheet.press.outputs.html.pen import Pen
from broadsheet.press.outputs.html.place import Place
from broadsheet.press.outputs.html.shared import Frame, Way
from broadsheet.press.outputs.html.structured import as_script, breadcrumbs
from broadsheet.press.outputs.html.theme import Theme
from broadsheet.press.outputs.html.words import Words, zone_named
from broadsheet.press.pictures import CARD_SIZE, Shape, renditions, share_card_path, shown_image
from broadsheet.press.reader import Reader
from broadsheet.tree.artifact import Spec


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareImage:
    """The picture that stands for a page elsewhere; sizes in pixels."""

    path: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """
    The view of one page. `content` is what its template shows of its own; `section` marks the navigation.

    `feeds` are (title, path); `versions` the same page in other languages; `trail` leads from the front to it.
    """

    frame: Frame
    language: str
    path: str
    title: str
    content: object
    description: str = ""
    trail: tuple[Way, ...] = ()
    feeds: tuple[tuple[str, str], ...] = ()
    versions: tuple[Line, ...] = ()
    image: ShareImage | None = None
    section: str = ""
    is_listed: bool = True


type WordsOf = Callable[[str], Words]
"""The interface's words by language."""

type Gather = Callable[[Spec, Reader, WordsOf], Page | None]
type Structured = Callable[[Any, Page, Place], Sequence[object]]


def no_data(_content: object, _page: Page, _place: Place) -> Sequence[object]:
    """Nothing for machines but the way to the page."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMaker:
    """Makes one kind of page from its template; `structured` gives its JSON-LD."""

    name: str
    rank: Rank
    template: str
    theme: Theme
    gatherer: Gather
    structured: Structured = no_data

    def recipe(self) -> bytes:
        """Templates, words, style, code."""
        return self.theme.recipe(self.template)

    def gather(self, spec: Spec, reader: Reader) -> Page | None:
        """Read what the page shows."""
        return self.gatherer(spec, reader, self.theme.catalogue.of)

    def print(self, view: Page) -> bytes:
        """The page's bytes."""
        place = place_of(view, self.theme)
        way = breadcrumbs(view.trail, view.title, view.path, place)
        structured = as_script((*self.structured(view.content, view, place), *way))
        return self.theme.render(
            self.template,
            page=view,
            it=view.content,
            here=place,
            w=place.words,
            pen=Pen(self.theme, view.language, place),
            structured=structured,
            nonce=_nonce(view.path, structured),
        ).encode()


def _nonce(path: str, structured: str) -> str:
    """
    What marks the page's own style sheet and scripts in its security policy.

    It holds wherever the page is opened, from disk too, where 'self' means nothing to some browsers; no markup
    from elsewhere knows it. The server's header is stricter still.
    """
    return hashlib.sha256(f"{path}\0{structured}".encode()).hexdigest()[:16]


def place_of(page: Page, theme: Theme) -> Place:
    """The place of a page."""
    return _place(theme, up_from(page.path), page.frame.address, page.language, page.frame.timezone)


@lru_cache(1024)
def _place(theme: Theme, up: str, address: str, language: str, zone: str) -> Place:
    return Place(up=up, address=address, words=theme.catalogue.of(language), zone=zone_named(zone))


def versions(reader: Reader, work: str, record: str) -> tuple[Line, ...]:
    """The other language versions of a work."""
    return tuple(line for line in reader.lines(reader.all(f"work/{work}")) if line.id != record) if work else ()


def share_image(reader: Reader, picture: Picture | None, line: Line) -> ShareImage:
    """A page's picture in the shape that is shared, or the card beside the page."""
    image = shown_image(picture.image, reader) if picture else None
    if image is None:
        return ShareImage(path=share_card_path(line), width=CARD_SIZE[0], height=CARD_SIZE[1])
    widest = renditions(image, Shape.SHARE).widest
    return ShareImage(path=widest.jpeg, width=widest.width, height=widest.height)
