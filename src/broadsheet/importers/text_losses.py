"""What a page left as bare text had lost already: lists, the targets of links, signs of currency."""

import re
from collections.abc import Iterable, Sequence

from broadsheet.importers.report import Loss, Tally
from broadsheet.importers.text_lines import Line, is_crosshead

_LOST_LINK = re.compile(
    r",\s*,"  # an address stood between two commas
    r"|(?:^|(?<=[.!?;] ))(?i:see|visit|go to|read more at|write to|e-?mail)(?=\s+(?:for|and|or|if)\b|\s*[,.;:)])"
    r"|(?i:\b(?:website at|online at|details at|available at|e-?mail us at))(?=\s+(?:for|and|or)\b|\s*[,.;:)])"
    r"|\(\s*\)"
)
_AMOUNT_WITHOUT_SIGN = re.compile(
    r"(?<![\w£$€₸¥₽₹.,%-])(?:\d{1,3}(?:[, ]\d{3})+|\d{3,}|\d+(?:\.\d+)?\s+(?:million|billion))"
    r"(?=\s+(?:was|were|is|has been|had been|in (?:donations|cash|wages|damages|fines))"
    r"(?:\s+(?:already|now))?(?:\s+(?:pledged|raised|donated|collected|paid|spent|owed|promised|lost|saved|given))?\b)"
)
_MONEY = re.compile(
    r"(?i)\b(?:pledged|raised|donated|collected|paid|spent|owed|promised|donations|cash|wages|damages|fines|appeal|fund)\b"
)


def note_losses(story: Sequence[Line], tally: Tally) -> None:
    """Note each thing that the story's own words show to be missing, with the words around it."""
    for loss in (*_lists(story), *_links(story), *_signs(story)):
        tally.found(loss.what)
        tally.lose(loss)


def _lists(story: Sequence[Line]) -> Iterable[Loss]:
    for position, line in enumerate(story):
        last = position + 1 == len(story)
        if line.text.endswith(":") and (last or is_crosshead(story, position + 1)):
            why = "its items are not in the saved page; look for them in the printed issue and put them in"
            yield _loss("list", line, line.text[-60:], why)


def _links(story: Sequence[Line]) -> Iterable[Loss]:
    for line in story:
        for match in _LOST_LINK.finditer(line.text):
            around = line.text[max(0, match.start() - 30) : match.end() + 40].strip()
            yield _loss("link target", line, around, "the address is not in the saved page; put it in if it is known")


def _signs(story: Sequence[Line]) -> Iterable[Loss]:
    for line in story:
        for match in _AMOUNT_WITHOUT_SIGN.finditer(line.text):
            sentence = re.split(r"(?<=[.!?])\s", line.text[match.start() :])[0]
            if _MONEY.search(sentence):
                around = line.text[max(0, match.start() - 20) : match.end() + 30].strip()
                yield _loss(
                    "currency sign", line, around, "an amount of money stands without its currency; put the sign in"
                )


def _loss(what: str, line: Line, which: str, why: str) -> Loss:
    return Loss(what=what, where=f"line {line.number}", which=which, why=why)
