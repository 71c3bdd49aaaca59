"""Lists of HTML to list blocks, nested as they are."""

from typing import Final

from broadsheet.edition.blocks import ImageBlock, Inline, ListBlock, ListItem
from broadsheet.importers.inline_markup import InlineRun
from broadsheet.importers.inline_reading import InlineReader, read_inline
from broadsheet.importers.markup import Element, holds, pieces, tag_of
from broadsheet.importers.surroundings import Surroundings

_TOO_MUCH: Final = frozenset(
    {"table", "blockquote", "aside", "pre", "dl", "hr", "form", "details", "iframe", "video", "audio",
     "object", "embed",
     "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "fieldset", "textarea", "select", "math", "menu"}
)  # fmt: skip


def is_simple(element: Element) -> bool:
    """Whether the list holds only running text, pictures and lists."""
    return not holds(element, _TOO_MUCH) and next(element.iterdescendants(), None) is not None and not _carries(element)


def _carries(element: Element) -> bool:
    return any(each.get("data-broadsheet") is not None for each in element.iter())


def read_list(element: Element, around: Surroundings) -> tuple[ListBlock | None, tuple[ImageBlock, ...]]:
    """The list, None when it is empty, and the pictures that stood in it."""
    images: list[ImageBlock] = []
    return _read(element, around, images), tuple(images)


def _read(element: Element, around: Surroundings, images: list[ImageBlock]) -> ListBlock | None:
    items: list[ListItem] = []
    for piece in pieces(element):
        if isinstance(piece, str):
            item = _Item(around, images)
            item.run.text(piece)
        elif tag_of(piece) in ("ul", "ol"):
            _attach(items, _read(piece, around, images), around)
            continue
        else:
            item = _Item(around, images)
            item.read(piece)
        items += item.finish()
    if not items:
        return None
    return ListBlock(items=tuple(items), ordered=tag_of(element) == "ol", start=_start(element))


def _start(element: Element) -> int:
    try:
        return int(element.get("start", "1")) if tag_of(element) == "ol" else 1
    except ValueError:
        return 1


def _attach(items: list[ListItem], sublist: ListBlock | None, around: Surroundings) -> None:
    """A list that stands directly in a list belongs to the item before it."""
    if sublist is None:
        return
    if items and items[-1].sublist is None:
        items[-1] = ListItem(text=items[-1].text, sublist=sublist)
    else:
        items.append(ListItem(text=Inline(""), sublist=sublist))
        around.changed("list", "", "a list directly inside a list stands under an empty item")


class _Item:
    def __init__(self, around: Surroundings, images: list[ImageBlock]) -> None:
        self.run = InlineReader(InlineRun())
        self._around = around
        self._images = images
        self._sublists: list[ListBlock] = []
        self._done: list[ListItem] = []

    def read(self, element: Element) -> None:
        for piece in pieces(element) if tag_of(element) == "li" else (element,):
            self._read_piece(piece)

    def _read_piece(self, piece: str | Element) -> None:
        if isinstance(piece, str):
            self._words_after_list(piece.strip())
            self.run.text(piece)
        elif tag_of(piece) in ("ul", "ol"):
            sublist = _read(piece, self._around, self._images)
            self._sublists += [sublist] if sublist else []
        elif holds(piece, frozenset({"ul", "ol"})):
            self.run.soft_break()
            for each in pieces(piece):
                self._read_piece(each)
            self.run.soft_break()
        else:
            self._words_after_list("".join(piece.itertext()).strip())
            read_inline(piece, self.run, self._around)

    def _words_after_list(self, words: str) -> None:
        if self._sublists and words:
            self._around.changed("list", words[:60], "words after a nested list are an item of their own now")
            self._end()

    def _end(self) -> None:
        text = Inline("<br>".join(self.run.finish()))
        self._images += self.run.take_images()
        first, more = (self._sublists[0] if self._sublists else None), self._sublists[1:]
        if text or first is not None:
            self._done.append(ListItem(text=text, sublist=first))
        self._done += [ListItem(text=Inline(""), sublist=each) for each in more]
        self._sublists = []

    def finish(self) -> list[ListItem]:
        self._end()
        return self._done
