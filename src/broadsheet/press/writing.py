"""Gives artifacts to a destination in an order in which no page links to one that is not there yet."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from broadsheet.press.output import Rank
from broadsheet.tree.storage import Storage


def write_in_order(
    storage: Storage, fresh: Sequence[tuple[str, bytes]], ranks: Mapping[str, Rank], *, durable: bool
) -> Mapping[str, str]:
    """
    Write what is sorted by rank, a rank at a time: a bucket writes at once all that it gets at once.

    `ranks` has that of each path. Returns what could not be written, with the reason, as `Storage.put` does.
    """
    refused: dict[str, str] = {}
    for _, together in groupby(fresh, key=lambda each: ranks[each[0]]):
        refused.update(storage.put(together, durable=durable))
    return refused
