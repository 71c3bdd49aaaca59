"""Cutting what is longer than its column, with a word about it: a database may refuse it, or cut it silently."""

from typing import Any

from broadsheet.importers.report import Loss, Severity, Tally
from broadsheet.newsroom.intake.values import PageValues

LONGEST_TITLE = 255


def fit(values: PageValues, where: str, tally: Tally) -> PageValues:
    """The values with every text cut to its column."""
    columns = {name: _fitted(values.page_type, name, value, where, tally) for name, value in values.columns.items()}
    for rows in values.rows.values():
        for row in rows:
            for column in row._meta.concrete_fields:
                value = getattr(row, column.attname)
                setattr(row, column.attname, _fitted(type(row), column.attname, value, where, tally))
    return PageValues(page_type=values.page_type, columns=columns, rows=values.rows)


def fit_title(title: str, where: str, tally: Tally) -> str:
    """The title, cut at a word if it is longer than a title can be."""
    if len(title) <= LONGEST_TITLE:
        return title
    _tell("title", title, LONGEST_TITLE, where, tally)
    return title[:LONGEST_TITLE].rsplit(" ", 1)[0]


def _fitted(model: Any, name: str, value: Any, where: str, tally: Tally) -> Any:
    if not isinstance(value, str):
        return value
    limit = getattr(model._meta.get_field(name.removesuffix("_id")), "max_length", None)
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
