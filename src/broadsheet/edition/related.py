"""Related stories: what shares most topics, worked out from the lists of the topics, each read once."""

from bisect import bisect_left
from collections.abc import Sequence

from broadsheet.edition.late import dataclass
from broadsheet.edition.reading import EditionReader


@dataclass(frozen=True, slots=True, kw_only=True)
class _Topic:
    """The members of a topic's list in its order: their keys, and their numbers."""

    keys: list[str]
    numbers: list[int]

    def before(self, key: str, number: int) -> list[int]:
        """The numbers of the members that come before this place."""
        at = bisect_left(self.keys, key)
        while at < len(self.keys) and self.keys[at] == key and self.numbers[at] < number:
            at += 1
        return self.numbers[:at]


class RelatedStories:
    """
    Which earlier stories share most topics with a story, in one state of an edition.

    It keeps every list it has read, so that printing a whole paper reads each topic once: some 150 bytes a story.
    """

    def __init__(self, edition: EditionReader) -> None:
        self._edition = edition
        self._topics: dict[int, _Topic] = {}
        self._keys: dict[int, str] = {}
        self._ids: dict[int, str] = {}
        self._places: dict[str, list[tuple[int, str, int]]] = {}

    def expect(self, records: Sequence[str]) -> None:
        """These will be asked for next, some hundred of very many: what takes a query for each takes one for all."""
        self._places = self._edition.topic_places_of(records)
        self._ids = self._ids or self._edition.ids_of_all()

    def of(self, record: str, limit: int) -> tuple[str, ...]:
        """At most `limit` ids: those with most topics in common, among equals the newest."""
        expected = self._places.get(record)
        places = self._edition.topic_places(record) if expected is None else expected
        earlier = [self._topic(topic).before(key, number) for topic, key, number in places]
        shared = _shared(earlier)
        found = sorted(shared, key=lambda number: (shared[number], self._keys[number], number), reverse=True)[:limit]
        if len(found) < limit:
            once = {number for numbers in earlier for number in _last_without(numbers, shared, limit)}
            newest = sorted(once, key=lambda number: (self._keys[number], number), reverse=True)
            found += newest[: limit - len(found)]
        unknown = [number for number in found if number not in self._ids]
        if unknown:
            self._ids |= self._edition.ids_of(unknown)
        return tuple(self._ids[number] for number in found)

    def _topic(self, number: int) -> _Topic:
        known = self._topics.get(number)
        if known is None:
            members = self._edition.members(number)
            # The same key is the same object in every list: a story stands in several.
            keys = [self._keys.setdefault(member, key) for key, member in members]
            known = self._topics[number] = _Topic(keys=keys, numbers=[member for _, member in members])
        return known


def _shared(earlier: Sequence[Sequence[int]]) -> dict[int, int]:
    """In how many of these lists a number stands, for those that stand in more than one."""
    found: dict[int, int] = {}
    seen: set[int] = set()
    for numbers in earlier:
        here = set(numbers)
        for number in here & seen:
            found[number] = found.get(number, 1) + 1
        seen |= here
    return found


def _last_without(numbers: Sequence[int], left_out: dict[int, int], limit: int) -> list[int]:
    """The last numbers that are not left out, at most `limit`."""
    found: list[int] = []
    for number in reversed(numbers):
        if number not in left_out:
            found.append(number)
            if len(found) == limit:
                break
    return found
