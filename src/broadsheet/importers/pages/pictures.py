"""Pictures that a page loads late: their real address put where a reader without scripts looks for it."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from broadsheet.importers.markup import Element, drop
from broadsheet.importers.pages.tree import unwrap

_LATE: Final = ("data-src", "data-lazy-src", "data-original", "data-orig-file", "data-full-src", "data-hi-res-src",
                "data-image", "data-url", "data-echo", "data-lazy", "data-img-src", "data-actualsrc")  # fmt: skip
_LATE_SETS: Final = ("srcset", "data-srcset", "data-lazy-srcset", "data-original-set")
_PICTURE: Final = re.compile(r"\S{1,2000}\.(?:jpe?g|png|webp|gif|avif)(?:[?#]\S*)?", re.IGNORECASE)
_STAND_IN: Final = re.compile(
    r"(?:^|[/_.-])(?:blank|spacer|placeholder|pixel|transparent|lazy|loading|loader|grey|gray|1x1|empty|dummy)"
    r"(?:[_.-][^/]*)?$",
    re.IGNORECASE,
)
_NOTHING: Final = re.compile(r"(?:^|/)(?:blank|spacer|pixel|transparent|1x1|clear|dot_clear|shim)\.gif$", re.IGNORECASE)
_IN_SIZE: Final = re.compile(r"[-_]\d{2,4}(?:x\d{2,4}|w|px)?(?=\.\w{3,4}$)")
_BACKGROUNDS: Final = ("data-bg", "data-background", "data-background-image", "data-bg-src")
_SMALL_DATA: Final = 400
"""Characters of a picture inside its own address below which it is a stand-in for another."""
_NEVER_ADDRESS: Final = frozenset({"alt", "title", "class", "id", "style", "src", "data-src-fallback", "onerror"})
_CANDIDATE: Final = re.compile(r"\s*(\S+?)(?:\s+([\d.]+)([wx]))?\s*(?:,\s+|,(?=\s*(?:https?:|//|/))|,?\s*$)")


def repair_pictures(root: Element) -> None:
    """Give every picture below the best address the page names for it; what stood in for scripts is put in place."""
    for each in list(root.iter("noscript")):
        _use_without_scripts(each)
    for picture in list(root.iter("img", "amp-img")):
        picture.tag = "img"
        _repair(picture)
    for figure in list(root.iter("figure", "div", "span")):
        _make_picture_of(figure)
    for frame in root.iter("iframe", "video", "audio"):
        late = next(filter(None, (frame.get("data-src"), frame.get("data-lazy-src"))), "")
        if late and not (frame.get("src") or "").startswith(("http", "//")):
            frame.set("src", late)


def largest_of(candidates: str) -> str:
    """The address of the largest picture that a `srcset` offers; "" when it offers none."""
    best, size = "", -1.0
    for found in _CANDIDATE.finditer(candidates[:20_000]):
        width = float(found[2]) * (1 if found[3] == "w" else 1_000) if found[2] and found[2].count(".") < 2 else 0.0
        if width > size and not found[1].startswith("data:"):
            best, size = found[1], width
    return best.rstrip(",")


def is_stand_in(picture: Element) -> bool:
    """Whether a picture only holds the place of one that a script would load."""
    source = (picture.get("src") or "").strip()
    if source.startswith("data:"):
        return len(source) < _SMALL_DATA and not source.lower().startswith("data:image/jp")
    return not source or source.startswith("about:") or bool(_STAND_IN.search(source.partition("?")[0].rstrip("/")))


def drop_unseen(root: Element) -> int:
    """Take out pictures that show nothing: without an address, or counting readers. How many there were."""
    dropped = 0
    for picture in list(root.iter("img")):
        small = picture.get("width") in ("0", "1") and picture.get("height") in ("0", "1", None)
        only_space = _NOTHING.search((picture.get("src") or "").partition("?")[0]) is not None
        if small or only_space or not (picture.get("src") or "").strip():
            drop(picture)
            dropped += 1
    return dropped


def _repair(picture: Element) -> None:
    late = next(_late_addresses(picture), "")
    if late:
        picture.set("src", late)
    elif is_stand_in(picture):
        offered = next(filter(None, (largest_of(each) for each in _sets_around(picture))), "")
        if offered:
            picture.set("src", offered)


def _late_addresses(picture: Element) -> Iterator[str]:
    for name in _LATE:
        value = (picture.get(name) or "").strip()
        if value and " " not in value and not value.startswith(("data:", "{", "[")):
            yield value
    if is_stand_in(picture):
        yield from _addresses_anywhere(picture)


def _addresses_anywhere(element: Element) -> Iterator[str]:
    for name, value in element.attrib.items():
        if name.startswith("data-") and name not in _NEVER_ADDRESS and _PICTURE.fullmatch(value.strip()):
            yield value.strip()


def _sets_around(picture: Element) -> Iterator[str]:
    yield from _sets(picture)
    holder = picture.getparent()
    if holder is not None and holder.tag == "picture":
        for source in holder.iter("source"):
            yield from _sets(source)


def _sets(element: Element) -> Iterable[str]:
    return filter(None, (element.get(name) for name in _LATE_SETS))


def _use_without_scripts(noscript: Element) -> None:
    """What a reader without scripts would see: its picture takes the place of the one before that waits for one."""
    pictures = list(noscript.iter("img"))
    if not pictures and not any(True for _ in noscript.iter("iframe", "video", "audio", "p")):
        drop(noscript)
        return
    if len(pictures) == 1 and not "".join(noscript.itertext()).strip():
        waiting = _picture_beside(noscript)
        if waiting is not None:
            _take_over(waiting, pictures[0])
            drop(noscript)
            return
    unwrap(noscript)


def _picture_beside(noscript: Element) -> Element | None:
    for beside in (noscript.getprevious(), noscript.getnext()):
        if beside is not None and isinstance(beside.tag, str):
            found = [beside] if beside.tag == "img" else list(beside.iter("img"))
            if len(found) == 1 and (_waits_for_any(found[0]) or _same_picture(found[0], noscript)):
                return found[0]
    return None


def _same_picture(waiting: Element, noscript: Element) -> bool:
    """Whether both name one file, or the one waiting names none; of two in a row each is its own."""
    real = (next(noscript.iter("img")).get("src") or "").strip()
    addresses = {each.strip() for each in (waiting.get("src"), *(waiting.get(name) for name in _LATE)) if each}
    return real in addresses or _file_of(real) in map(_file_of, addresses)


def _file_of(address: str) -> str:
    """What the addresses of one picture in several sizes have in common."""
    return _IN_SIZE.sub("", address.partition("?")[0].rpartition("/")[2]).lower()


def _waits_for_any(picture: Element) -> bool:
    """Whether a picture holds a place and does not say itself for which one."""
    return is_stand_in(picture) and next(_late_addresses(picture), None) is None and not any(_sets(picture))


def _take_over(waiting: Element, real: Element) -> None:
    for name in ("src", "srcset", "alt", "width", "height"):
        if real.get(name) and (name in ("src", "srcset") or not waiting.get(name)):
            waiting.set(name, real.get(name))
    for name in _LATE:
        waiting.attrib.pop(name, None)


def _make_picture_of(holder: Element) -> None:
    """A figure that a script fills: empty, but naming a picture."""
    if len(holder) and holder.tag != "figure":
        return
    if any(True for _ in holder.iter("img", "picture", "video", "iframe", "table", "pre", "blockquote")):
        return
    background = any(name in holder.attrib for name in _BACKGROUNDS)
    named = "lazy" in (holder.get("class") or "").lower() or holder.tag == "figure" or background
    address = next(_addresses_anywhere(holder), "") if named else ""
    if address and (holder.tag == "figure" or not (holder.text or "").strip()):
        picture = holder.makeelement("img", {"src": address, "alt": holder.get("data-alt") or ""})
        holder.insert(0, picture)
