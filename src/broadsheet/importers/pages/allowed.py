"""What a page's story may hold when it is handed on: the newspaper's allow-list, applied after everything else."""

import re
from typing import Final

import nh3

from broadsheet.importers.markup import RAW_TAGS

_TAGS: Final = (
    RAW_TAGS
    | {"h1", "img", "picture", "article", "section", "aside", "header", "footer", "main", "hgroup", "iframe", "video",
       "audio", "source", "embed", "object", "u", "dfn", "wbr", "data"}
)  # fmt: skip
_BLANK: Final = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]+")
_ADDRESSES: Final = frozenset({"src", "href", "cite", "poster", "data"})
_ATTRIBUTES: Final = {
    "*": {"lang", "dir", "id"},
    "a": {"href", "name", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "iframe": {"src", "title", "width", "height"},
    "video": {"src", "title", "poster", "width", "height"},
    "audio": {"src", "title"},
    "embed": {"src", "title", "width", "height"},
    "object": {"data", "title", "width", "height"},
    "source": {"src", "type"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "scope", "headers"},
    "col": {"span"},
    "colgroup": {"span"},
    "time": {"datetime"},
    "abbr": {"title"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "ins": {"datetime"},
    "del": {"datetime"},
    "data": {"value"},
}


def allowed(markup: str) -> str:
    """HTML with nothing in it that runs or restyles, and only such addresses as a reader may follow or see."""
    return nh3.clean(
        markup,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_filtered,
        url_schemes={"http", "https", "mailto", "tel", "ftp", "data"},
        link_rel=None,
        clean_content_tags={"script", "style", "template", "title"},
    )


def _filtered(tag: str, name: str, value: str) -> str | None:
    """An address that is data is a picture's, and no other's."""
    if name not in _ADDRESSES:
        return value
    plain = _BLANK.sub("", value).lower()
    if plain.startswith("data:"):
        return value if tag == "img" and plain.startswith("data:image/") else None
    loads = tag in ("iframe", "embed", "object")
    return None if loads and not plain.startswith(("http://", "https://", "/", ".")) else value
