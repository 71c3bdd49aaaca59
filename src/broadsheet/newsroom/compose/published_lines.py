"""What is published under an id now: its headline and where it lies."""

from collections.abc import Iterable, Mapping

from broadsheet.edition.store import Edition
from broadsheet.edition.summaries import Line
from broadsheet.newsroom.paper import current_paper


def published_lines(records: Iterable[str]) -> Mapping[str, Line]:
    """By id; what is not published, or no longer, is left out."""
    edition, wanted = current_paper().edition, tuple(records)
    if not wanted or not edition.exists():
        return {}
    with Edition.open(edition) as opened:
        found = {record: opened.line(record) for record in wanted}
    return {record: line for record, line in found.items() if line}
