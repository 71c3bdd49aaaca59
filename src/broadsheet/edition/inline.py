"""
Inline markup: the few tags running text may carry, checked and read without a parser's guesses.

Only these tags exist, always well nested, attributes in double quotes, in this order:
`<strong> <em> <a href> <sub> <sup> <s> <code> <br> <span lang dir>`. Links go to `https:`, `http:`,
`mailto:`, `tel:`, `record:ID` (another page of the paper) or `note:LABEL` (a footnote).
Text is escaped: `&amp;`, `&lt;`, `&gt;` (and `&quot;` inside attributes).
"""

import html
import re
from collections.abc import Iterator
from typing import Final

from broadsheet.edition.blocks import Inline
from broadsheet.errors import MalformedRecordError

PAIRED_TAGS: Final = frozenset({"strong", "em", "a", "sub", "sup", "s", "code", "span"})
LINK_SCHEMES: Final = ("https:", "http:", "mailto:", "tel:", "record:", "note:")

_TOKEN = re.compile(
    r"[^<>&\x00-\x08\x0b-\x1f\x7f]+"
    r"|&(?:amp|lt|gt|quot);"
    r"|<(?P<close>/)?(?P<tag>[a-z]+)(?P<attributes>(?: [a-z]+=\"[^\"<>\x00-\x1f]*\")*)>"
)
_WORDS = r"(?:[^<>&\x00-\x08\x0b-\x1f\x7f]++|&(?:amp|lt|gt|quot);)*+"
_SIMPLE_TAGS = "|".join(f"<{tag}>{_WORDS}</{tag}>" for tag in ("strong", "em", "sub", "sup", "s", "code"))
_SIMPLE = re.compile(
    rf"(?:{_WORDS}(?:<br>|{_SIMPLE_TAGS}"
    rf'|<a href="(?:https?|mailto|tel|record|note):[^"<>\x00-\x1f]*+">{_WORDS}</a>))*+{_WORDS}'
)
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
_HREF = re.compile(r'<a href="([^"]*)">')
_TAG = re.compile(r"<[^>]*>")
_NOT_ANCHOR = re.compile(r"[\W_]+")
HTML_LINK: Final = re.compile(
    r'(?P<before><a(?: [a-z-]+="[^"]*")*?) href="record:(?P<record>[^"#]*)(?P<anchor>#[^"]*)?"'
)
"""A link of sanitised HTML to a record: its tag up to the target, and the target."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def escape(text: str) -> Inline:
    """Plain text as inline markup."""
    return Inline(html.escape(text, quote=False))


def plain_text(markup: str) -> str:
    """The words of inline markup; a line break becomes a space."""
    return html.unescape(_TAG.sub("", markup.replace("<br>", " "))) if "<" in markup or "&" in markup else markup


def anchor_of(words: str) -> str:
    """What a place on a page is called in its address, from the words that stand there; "" when they have no letter."""
    return _NOT_ANCHOR.sub("-", words.casefold()).strip("-")[:60]


def links(markup: str) -> Iterator[str]:
    """The targets of the links, unescaped, in order."""
    if "<a" in markup:
        for match in _HREF.finditer(markup):
            yield html.unescape(match[1])


def check(markup: str) -> None:
    """Raise MalformedRecordError unless this is inline markup as described at the top."""
    if not _SIMPLE.fullmatch(markup):  # as most is: words, and here and there a tag with nothing but words in it
        check_each_sign(markup)


def check_each_sign(markup: str) -> None:
    """What `check` does where one look does not tell, and what that look must agree with."""
    position = 0
    open_tags: list[str] = []
    while position < len(markup):
        match = _TOKEN.match(markup, position)
        if match is None:
            near = _near(markup, position)
            raise MalformedRecordError(f"Text has a sign that must be escaped or left out: “{near}”.")
        if match["tag"]:
            _check_tag(match, open_tags)
        position = match.end()
    if open_tags:
        raise MalformedRecordError(f"Text leaves <{open_tags[-1]}> open: “{markup[:60]}”.")


def _near(markup: str, position: int) -> str:
    return markup[max(0, position - 20) : position + 20]


def _check_tag(match: re.Match[str], open_tags: list[str]) -> None:
    tag = match["tag"]
    if match["close"]:
        if not open_tags or open_tags.pop() != tag or match["attributes"]:
            raise MalformedRecordError(f"Text closes <{tag}> where it is not open.")
        return
    attributes = dict(_ATTRIBUTE.findall(match["attributes"]))
    if tag == "br" and not attributes:
        return
    if tag not in PAIRED_TAGS:
        raise MalformedRecordError(f"Text cannot carry the tag <{tag}>.")
    if tag == "a" and "a" in open_tags:
        raise MalformedRecordError("Text has a link inside a link.")
    _check_attributes(tag, attributes)
    open_tags.append(tag)


def _check_attributes(tag: str, attributes: dict[str, str]) -> None:
    allowed = {"a": {"href"}, "span": {"lang", "dir"}}.get(tag, set())
    if not attributes.keys() <= allowed or (tag in ("a", "span") and not attributes):
        carried = ", ".join(attributes) or "none"
        raise MalformedRecordError(f"The tag <{tag}> has attributes it cannot carry: {carried}.")
    if "href" in attributes and not attributes["href"].lower().startswith(LINK_SCHEMES):
        raise MalformedRecordError(f"A link must start with {', '.join(LINK_SCHEMES)}: “{attributes['href']}”.")
    if attributes.get("dir", "ltr") not in ("ltr", "rtl", "auto"):
        raise MalformedRecordError(f"A direction is ltr, rtl or auto, not “{attributes['dir']}”.")
    if "lang" in attributes and not _LANGUAGE.fullmatch(attributes["lang"]):
        raise MalformedRecordError(f"“{attributes['lang']}” is not a language tag.")
