"""The same story saved twice: under one canonical address, or for printing. One is kept, with all addresses."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from broadsheet.importers.links import address_parts
from broadsheet.importers.pages.verdicts import is_print_version
from broadsheet.importers.report import Loss, Tally

_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """
    A page that is a story. The first of `addresses` is the best; `canonical`: the page itself says so.

    `words` is a digest of its text. `date` is ISO 8601 or "".
    """

    number: int
    where: str
    address: str
    addresses: tuple[str, ...]
    canonical: bool
    title: str
    byline: str
    section: str
    date: str
    first_words: str
    words: str
    language: str = ""


def words_digest(text: str) -> str:
    """The same for two texts with the same words, whatever their signs and spaces."""
    return hashlib.sha256(" ".join(_WORD.findall(text.casefold())).encode()).hexdigest()


def without_duplicates(candidates: Iterable[Candidate], tally: Tally) -> list[Candidate]:
    """Each story once, in the order of the source; what is dropped is noted, and its addresses go to the one kept."""
    by_key: dict[object, int] = {}
    kept: list[Candidate] = []
    addresses: list[dict[str, None]] = []
    for candidate in sorted(candidates, key=lambda each: (is_print_version(each.address), each.number)):
        keys = _keys(candidate)
        same = next((by_key[key] for key in keys if key in by_key), None)
        if same is None:
            by_key.update(dict.fromkeys(keys, len(kept)))
            kept.append(candidate)
            addresses.append(dict.fromkeys(candidate.addresses))
            continue
        addresses[same].update(dict.fromkeys(candidate.addresses))
        by_key.update({key: same for key in keys if key not in by_key})
        sort = "a version for printing of" if is_print_version(candidate.address) else "the same story as"
        why = f"it is {sort} “{kept[same].where}”, to which its address leads now"
        tally.lose(Loss(what="page", where=candidate.where, which=candidate.address or candidate.title, why=why))
    whole = (replace(each, addresses=tuple(all_of_it)) for each, all_of_it in zip(kept, addresses, strict=True))
    return sorted(whole, key=lambda each: each.number)


def _keys(candidate: Candidate) -> tuple[object, ...]:
    """What two pages of one story have in common: an address, or headline and words."""
    addresses = tuple(address_parts(each) for each in candidate.addresses)
    return (*(each for each in addresses if each), (candidate.title.casefold(), candidate.words))
