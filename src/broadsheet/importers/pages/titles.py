"""The headline of a page: without the name of its site, as its reader saw it above the story."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from broadsheet.importers.markup import Element
from broadsheet.importers.names import one_line
from broadsheet.importers.pages.tree import PageTree, words_of

_SEPARATOR: Final = re.compile(r"\s+[|\-–—»«/\\·•>:]+\s+|\s*[|»«]\s*|(?<=\w):\s+")
_STRONG: Final = re.compile(r"\s+[|–—»«·•\-]+\s+|\s*[|»«]\s*")
_LARGE: Final = re.compile(r"[5-7]|\+[2-4]")
_WORD: Final = re.compile(r"\w+")
_TOLD: Final = (
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "citation_title",
    "parsely-title",
    "sailthru.title",
    "headline",
)


def same_words(one: str, other: str) -> bool:
    """Whether two lines say the same, whatever their signs and case."""
    return bool(one and other) and _WORD.findall(one.casefold()) == _WORD.findall(other.casefold())


def headline_of(tree: PageTree, from_data: str, said: Mapping[str, str]) -> str:
    """The headline; "" when the page has none."""
    written = next((words_of(each) for each in tree.root.iter("title") if words_of(each)), "")
    site = said.get("og:site_name", "")
    headings = [words_of(each) for each in _headings(tree)]
    told = [*([from_data] if from_data else []), *(said[name] for name in _TOLD if said.get(name))]
    for heading in headings:
        if _is_part(heading, written) and not same_words(heading, site):
            return heading
    for heading in headings:
        if any(same_words(heading, each) for each in told):
            return heading
    bold = [words_of(each) for each in tree.body.iter("b", "strong", "font", "big") if len(each) < 3]
    for line in bold:
        if _is_part(line, written) and not same_words(line, site):
            return line
    if told:
        return _without_site(told[0], site)
    largest = _largest(tree) if not headings else ""
    if largest and not same_words(largest, site):
        return largest
    cleaned = _without_site(written, site)
    first = [words_of(each) for each in tree.body.iter("h1")]
    if not cleaned or (_says_little(cleaned) and len(first) == 1 and first[0]):
        return first[0] if first and first[0] else (cleaned or next(_marked(tree), ""))
    return cleaned


def _largest(tree: PageTree) -> str:
    """The first line set in large letters, on a page of the time before headings."""
    for element in tree.body.iter("font"):
        words = words_of(element)
        if _LARGE.fullmatch((element.get("size") or "").strip()) and 3 <= len(_WORD.findall(words)) <= 30:
            return words
    return ""


def _headings(tree: PageTree) -> Iterator[Element]:
    """Headings of the page, but not a site's name that leads to its front."""
    for element in tree.body.iter("h1", "h2", "h3"):
        home = next((link for link in element.iter("a") if (link.get("href") or "") in ("/", "./", "#")), None)
        if home is None and len(words_of(element)) < 300:
            yield element


def _marked(tree: PageTree) -> Iterator[str]:
    """Headings of any rank, for a page without a title."""
    for element in tree.body.iter("h2", "h3"):
        words = words_of(element)
        if words:
            yield words


def _is_part(heading: str, written: str) -> bool:
    """Whether a heading is the title, or what remains of it without the site: enough of it to be no section's name."""
    words, all_words = _WORD.findall(heading.casefold()), _WORD.findall(written.casefold())
    if not words or len(words) > len(all_words):
        return False
    if words == all_words:
        return True
    found = any(all_words[at : at + len(words)] == words for at in range(len(all_words) - len(words) + 1))
    parts = [one_line(part) for part in _SEPARATOR.split(written) if part.strip()]
    longest = max(parts, key=len, default="")
    alone = any(same_words(heading, part) for part in parts)
    enough = len(words) >= max(3, 0.5 * len(all_words))
    return found and (enough or (alone and (len(words) > 1 or same_words(heading, longest))))


def _says_little(title: str) -> bool:
    return len(_WORD.findall(title)) <= 1 or title.casefold() in ("untitled document", "new page", "home page")


def _without_site(title: str, site: str) -> str:
    """The title without what names its site at its end or beginning."""
    title = one_line(title)
    if site:
        for part in (_STRONG.split(title)[-1], _STRONG.split(title)[0]):
            if same_words(part, site) and not same_words(title, site):
                return _cut(title, part)
    parts = list(_STRONG.finditer(title))
    if parts:
        head, tail = title[: parts[-1].start()], title[parts[-1].end() :]
        if len(_WORD.findall(head)) >= max(3, len(_WORD.findall(tail))):
            return head.strip()
        head, tail = title[: parts[0].start()], title[parts[0].end() :]
        if len(_WORD.findall(tail)) >= max(3, 2 * len(_WORD.findall(head))):
            return tail.strip()
    return title


def _cut(title: str, part: str) -> str:
    rest = title.removesuffix(part) if title.endswith(part) else title.removeprefix(part)
    return rest.strip(" |-–—»«·•:/\\>")
