"""
Finds the story in a page: an extractor tells which words are the story, the part of the page that agrees best is it.

The extractor's own output is used for nothing else, for none keeps links, pictures, lists and captions.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from broadsheet.importers.markup import Element
from broadsheet.importers.pages.names_of_parts import NEVER_STORY, STORY
from broadsheet.importers.pages.tree import name_of

_WORD: Final = re.compile(r"\w+")
_RUN: Final = 3
"""Words in a row that must agree for a word to count as the extractor's."""

_NO_PARTS: Final = frozenset(
    {"p", "a", "span", "h1", "h2", "h3", "h4", "h5", "h6", "li", "em", "strong", "b", "i", "br", "img", "tr", "td",
     "figure", "figcaption", "blockquote", "pre", "code", "ul", "ol", "table", "tbody", "thead", "dl", "dt", "dd"}
)  # fmt: skip
_SENTENCE: Final = 40
"""Letters above which a text with a comma or full stop is taken for a sentence."""
_ALL_BUT: Final = 0.8
_HOLDERS: Final = frozenset(
    {"div", "td", "p", "ul", "ol", "li", "section", "nav", "header", "footer", "aside", "center"}
)
_EDGES: Final = frozenset({"body", "html", "tr", "tbody"})
_CELLS: Final = frozenset({"td", "table", "tbody", "tr"})


@dataclass(slots=True)
class Amounts:
    """Letters in an element: all, in links, those the extractor took, and those in sentences outside links."""

    letters: int = 0
    in_links: int = 0
    agreed: int = 0
    prose: int = 0

    @property
    def relevant(self) -> float:
        """Letters that speak for a story: those the extractor took, twice over where they stand in sentences."""
        return (self.agreed + min(self.prose, self.agreed)) / 2

    @property
    def linked(self) -> float:
        """The share of its letters that stand in links."""
        return self.in_links / self.letters if self.letters else 0.0

    @property
    def agreement(self) -> float:
        """The share of its letters that the extractor took for the story."""
        return self.agreed / self.letters if self.letters else 0.0


@dataclass(slots=True)
class Located:
    """`node` is the part of the page that is the story; `amounts` are those of every element."""

    node: Element
    amounts: dict[Element, Amounts] = field(repr=False)


def words_of_story(text: str) -> list[str]:
    """The words of a page that the extractor takes for its story, in order."""
    story = extract_plain_text(
        HTMLTree.parse(text), preserve_formatting=False, main_content=True, list_bullets=False, alt_texts=False,
        links=False, comments=False,
    )  # fmt: skip
    return _WORD.findall(story.lower())


def locate(body: Element, anchor: Sequence[str]) -> Located | None:
    """The part of the page whose words agree best with the extractor's; None when there are no words at all."""
    amounts = measured(body, anchor)
    whole = amounts[body]
    if not whole.letters:
        return None
    if not whole.agreed:
        return Located(body, amounts)
    best = max(_parts(body), key=lambda part: _score(part, amounts, whole.relevant))
    return Located(_with_its_top(best, amounts), amounts)


def _parts(body: Element) -> Iterator[Element]:
    yield body
    for element in body.iterdescendants():
        if isinstance(element.tag, str) and (element.tag not in _NO_PARTS or element.tag in _CELLS):
            yield element


def _score(part: Element, amounts: dict[Element, Amounts], all_relevant: float) -> float:
    found = amounts[part]
    agreed = 2 * found.relevant / (found.letters + all_relevant)
    if part.tag == "article" or STORY.search(name_of(part)):
        agreed *= 1.05
    return agreed


def _with_its_top(node: Element, amounts: dict[Element, Amounts]) -> Element:
    """The part around it as well, where that adds little but a headline, a picture or an introduction."""
    best = node
    around = node.getparent()
    while around is not None and around in amounts and around.tag not in _EDGES:
        more = amounts[around].letters - amounts[best].letters - (amounts[around].in_links - amounts[best].in_links)
        if more > 0.25 * amounts[node].letters + 80 or NEVER_STORY.search(name_of(around)):
            break
        if around.tag == "article" or amounts[around].agreed > amounts[best].agreed or more <= 0:
            best = around
        around = around.getparent()
    return best


def measured(body: Element, anchor: Sequence[str]) -> dict[Element, Amounts]:
    """The amounts of every element of the page."""
    runs = {tuple(anchor[at : at + _RUN]) for at in range(max(1, len(anchor) - _RUN + 1))}
    pieces = [(owner, _WORD.findall(text.lower()), _is_sentence(text), linked) for owner, text, linked in _pieces(body)]
    agreed = iter(_agreed([word for _, words, _, _ in pieces for word in words], runs))
    amounts: dict[Element, Amounts] = {element: Amounts() for element in body.iter()}
    for owner, words, sentence, linked in pieces:
        own = amounts[owner]
        letters = sum(map(len, words))
        own.letters += letters
        own.agreed += sum(len(word) for word in words if next(agreed))
        if linked:
            own.in_links += letters
        elif letters > _SENTENCE and sentence:
            own.prose += letters
    for element in reversed(list(body.iterdescendants())):
        own = amounts[element]
        if own.linked > _ALL_BUT and element.tag in _HOLDERS and not own.prose:
            own.agreed = 0  # whatever the extractor says, a block of links alone is no sign of a story
        _add(amounts[element.getparent()], own)
    return amounts


def _is_sentence(text: str) -> bool:
    return any(sign in text for sign in ",.。،、")


def _add(total: Amounts, part: Amounts) -> None:
    total.letters += part.letters
    total.in_links += part.in_links
    total.agreed += part.agreed
    total.prose += part.prose


def _pieces(body: Element) -> Iterator[tuple[Element, str, bool]]:
    """Every text with the element it lies in, and whether it stands in a link."""
    links = {each for link in body.iter("a") if _leads_away(link) for each in link.iter()}
    stack: list[tuple[Element, bool]] = [(body, False)]
    while stack:
        element, leaving = stack.pop()
        if leaving:
            if element.tail and element is not body:
                parent = element.getparent()
                yield parent, element.tail, parent in links
            continue
        stack.append((element, True))
        if element.text and isinstance(element.tag, str):
            yield element, element.text, element in links
        stack.extend((child, False) for child in reversed(element))


def _leads_away(link: Element) -> bool:
    """Contents and footnotes lead to places in the story itself; they are part of it."""
    href = link.get("href")
    return href is not None and not href.startswith("#")


def _agreed(words: Sequence[str], runs: set[tuple[str, ...]]) -> list[bool]:
    """For each word whether it stands in a run of words that the extractor took."""
    agreed = [False] * len(words)
    length = min((len(run) for run in runs), default=0)
    if not length:
        return agreed
    for at in range(len(words) - length + 1):
        if tuple(words[at : at + length]) in runs:
            agreed[at : at + length] = [True] * length
    return agreed
