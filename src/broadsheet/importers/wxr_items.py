"""Reads a WordPress export item by item, well-formed or not, without ever holding the whole file."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import lxml.etree

from broadsheet.errors import SourceUnreadableError
from broadsheet.importers.names import clean, one_line
from broadsheet.importers.xml_mending import WHY, MendedXml

_KEPT_TEXTS: Final = frozenset(
    {"title", "link", "pubDate", "creator", "guid", "encoded", "excerpt", "post_id", "post_date", "post_date_gmt",
     "post_modified_gmt", "post_name", "status", "post_parent", "menu_order", "post_type", "post_password", "is_sticky",
     "attachment_url"}
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A category, tag or format given to an item, or described for itself; `parent` is a nicename."""

    domain: str
    nicename: str
    name: str
    parent: str = ""
    description: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawComment:
    """A comment as the export has it, but for addresses of mail and machines and for accounts, which are not read."""

    number: str = ""
    author: str = ""
    address: str = ""
    date: str = ""
    date_gmt: str = ""
    content: str = ""
    approved: str = ""
    sort: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A login and the name shown for it. Addresses of mail are not read."""

    login: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item, as text. `number` counts items from 1; `texts` has the elements of `_KEPT_TEXTS` by local name."""

    number: int
    texts: dict[str, str]
    terms: tuple[Term, ...]
    fields: dict[str, str] = field(default_factory=dict)
    comments: tuple[RawComment, ...] = ()

    def text(self, name: str) -> str:
        """A text in one line, "" when absent."""
        return one_line(self.texts.get(name, ""))

    @property
    def where(self) -> str:
        """Its place in the file, for messages."""
        post = self.text("post_id")
        return f"item {self.number}" + (f" (post {post})" if post else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A text of the export as a whole: `pubDate`, `language`, `base_site_url`, `base_blog_url`, `link`."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A fault of the file itself, put right or read past: its kind, which it is, what came of it, how often."""

    what: str
    which: str
    why: str
    count: int = 1


type Part = Item | Term | Author | Channel | Fault


def read_all_parts(paths: Sequence[Path]) -> Iterator[Part]:
    """The parts of an export that WordPress divided into several files, its items counted through all of them."""
    number = 0
    for path in paths:
        for part in read_parts(path, number):
            if isinstance(part, Item):
                number = part.number
            yield part


def read_parts(path: Path, number: int = 0) -> Iterator[Part]:
    """
    The parts of one file in order; items are counted from `number`.

    Raises SourceUnreadableError when the file cannot be opened.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise SourceUnreadableError(
            f"“{path}” cannot be read: {error.strerror}. Check its name and permissions."
        ) from error
    with file:
        mended = MendedXml(file)
        parser = lxml.etree.iterparse(
            mended,
            events=("end",),
            recover=True,
            huge_tree=True,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
        )
        try:
            for _, element in parser:
                part = _part(element, number + 1)
                if part is not None:
                    yield part
                    number += isinstance(part, Item)
                    _forget(element)
        except lxml.etree.XMLSyntaxError as error:
            yield _no_xml(str(error))
            return
        for entry in list(parser.error_log)[:20]:
            yield _no_xml(f"line {entry.line}: {entry.message.strip()}")
        for what, count in mended.mended.items():
            if count:
                yield Fault(what=what, which=path.name, why=WHY[what], count=count)


def _no_xml(which: str) -> Fault:
    why = "what could be read there was; compare with the site if it still stands"
    return Fault(what="place where the file is no XML", which=which[:150], why=why)


def _forget(element: Any) -> None:
    element.clear(keep_tail=False)
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _part(element: Any, number: int) -> Part | None:
    name, parent = _local(element), element.getparent()
    if name == "item":
        return _item(element, number)
    if parent is None or _local(parent) != "channel":
        return None
    children = {_local(child): _text(child) for child in element}
    match name:
        case "author":
            return _author(children)
        case "category" if children:
            return Term(
                domain="category",
                nicename=one_line(children.get("category_nicename", "")),
                name=one_line(children.get("cat_name", "")),
                parent=one_line(children.get("category_parent", "")),
                description=one_line(children.get("category_description", "")),
                number=one_line(children.get("term_id", "")),
            )
        case "tag" if children:
            return Term(
                domain="post_tag",
                nicename=one_line(children.get("tag_slug", "")),
                name=one_line(children.get("tag_name", "")),
                description=one_line(children.get("tag_description", "")),
                number=one_line(children.get("term_id", "")),
            )
        case "term" if children:
            return Term(
                domain=one_line(children.get("term_taxonomy", "")),
                nicename=one_line(children.get("term_slug", "")),
                name=one_line(children.get("term_name", "")),
                parent=one_line(children.get("term_parent", "")),
                description=one_line(children.get("term_description", "")),
                number=one_line(children.get("term_id", "")),
            )
        case "pubDate" | "language" | "base_site_url" | "base_blog_url" | "link":
            return Channel(name=name, value=one_line(_text(element)))
        case _:
            return None


def _author(children: dict[str, str]) -> Author | None:
    login = one_line(children.get("author_login", "")).strip("<>")
    whole = f"{children.get('author_first_name', '')} {children.get('author_last_name', '')}"
    name = one_line(children.get("author_display_name", "")) or one_line(whole) or login
    return Author(login=login, name=name) if login else None


def _item(element: Any, number: int) -> Item:
    texts: dict[str, str] = {}
    terms: list[Term] = []
    fields: dict[str, str] = {}
    comments: list[RawComment] = []
    for child in element:
        name = _local(child)
        if name == "category":
            terms += _given_term(child)
        elif name == "postmeta":
            pair = {_local(part): _text(part) for part in child}
            fields[one_line(pair.get("meta_key", ""))] = clean(pair.get("meta_value", ""))
        elif name == "comment":
            comments.append(_comment(child))
        elif name in _KEPT_TEXTS:
            # A second element of the same name does not replace the first, unless that was empty.
            texts[name] = texts.get(name) or clean(_text(child))
    return Item(number=number, texts=texts, terms=tuple(terms), fields=fields, comments=tuple(comments))


_OF_COMMENTS: Final = {
    "comment_id": "number",
    "comment_author": "author",
    "comment_author_url": "address",
    "comment_date": "date",
    "comment_date_gmt": "date_gmt",
    "comment_approved": "approved",
    "comment_type": "sort",
    "comment_parent": "parent",
}


def _comment(element: Any) -> RawComment:
    values: dict[str, str] = {}
    for child in element:
        name = _local(child)
        if name == "comment_content":
            values["content"] = clean(_text(child))
        elif name in _OF_COMMENTS:
            values[_OF_COMMENTS[name]] = one_line(_text(child))
    return RawComment(**values)


def _given_term(element: Any) -> list[Term]:
    domain, nicename, name = element.get("domain", ""), element.get("nicename", ""), one_line(_text(element))
    # Version 1.0 gives each term twice, once without nicename.
    return [Term(domain=domain, nicename=one_line(nicename), name=name)] if domain and nicename and name else []


def _local(element: Any) -> str:
    """The name without its namespace, which differs by version; the two `encoded` are told apart."""
    if not isinstance(element.tag, str):
        return ""
    space, _, name = element.tag.rpartition("}")
    prefix, _, name = name.rpartition(":")
    return "excerpt" if name == "encoded" and ("excerpt" in space or prefix == "excerpt") else name


def _text(element: Any) -> str:
    return "".join(element.itertext())


def plain_title(markup: str) -> str:
    """The words of a title, which may carry tags and entities."""
    return " ".join(html.unescape(re.sub(r"</?[a-zA-Z][^<>]*>", "", markup)).split())
