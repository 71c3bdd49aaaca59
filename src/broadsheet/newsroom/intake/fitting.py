"""Cutting what is longer than its column, with a word about it: a database may refuse it, or cut it silently."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from broadsheet.importers.report import Loss, Severity, Tally
from broadsheet.newsroom.intake.values import ChildRow, PageValues

LONGEST_TITLE = 255


def fit(values: PageValues, where: str, tally: Tally) -> PageValues:
    """The values with every text cut to its column."""
    if not _is_too_long(values.page_type, values.columns) and not any(
        _is_too_long(row.model, row.columns) for rows in values.rows.values() for row in rows
    ):
        return values  # as nearly all do
    columns = _all_fitted(values.page_type, values.columns, where, tally)
    rows = {
        relation: [ChildRow(row.model, _all_fitted(row.model, row.columns, where, tally)) for row in rows]
        for relation, rows in values.rows.items()
    }
    return PageValues(page_type=values.page_type, columns=columns, rows=rows)


def _is_too_long(model: Any, columns: Mapping[str, Any]) -> bool:
    for name, value in columns.items():
        if isinstance(value, str) and (limit := _limit(model, name)) is not None and len(value) > limit:
            return True
    return False


def _all_fitted(model: Any, columns: Mapping[str, Any], where: str, tally: Tally) -> dict[str, Any]:
    return {
        name: _fitted(model, name, value, where, tally) if isinstance(value, str) else value
        for name, value in columns.items()
    }


def fit_title(title: str, where: str, tally: Tally) -> str:
    """The title, cut at a word if it is longer than a title can be."""
    if len(title) <= LONGEST_TITLE:
        return title
    _tell("title", title, LONGEST_TITLE, where, tally)
    return title[:LONGEST_TITLE].rsplit(" ", 1)[0]


@cache
def _limit(model: Any, name: str) -> int | None:
    limit: int | None = getattr(model._meta.get_field(name.removesuffix("_id")), "max_length", None)
    return limit


def _fitted(model: Any, name: str, value: str, where: str, tally: Tally) -> str:
    limit = _limit(model, name)
    if limit is None or len(value) <= limit:
        return value
    _tell(name.replace("_", " "), value, limit, where, tally)
    return value[:limit]


def _tell(what: str, value: str, limit: int, where: str, tally: Tally) -> None:
    tally.lose(
        Loss(
            what="text",
            where=where,
            which=f"{value[:60]}…",
            why=f"the {what} is longer than {limit} characters and was cut.",
            severity=Severity.CHANGED,
        )
    )
