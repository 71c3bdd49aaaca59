"""
Wagtail's index of references (where is this picture used, what links here), written from what is known already.

Wagtail itself finds references by loading every object they lead to. Here the stored JSON is walked once; the paths
are spelled as Wagtail spells them, which a test compares.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.models import Page

from broadsheet.newsroom.models import AddressedPage, BroadDocument, BroadImage
from broadsheet.newsroom.named_ids import named_id

type Found = tuple[type[Any], int, str, str]
"""What is referred to: model and number; where: path in the model and path in the content."""

_CHOOSERS: Final = {"image": BroadImage, "document": BroadDocument, "page": Page, "article": Page}
_COLUMNS: Final = {
    "section_id": Page,
    "branch_id": Page,
    "report_id": Page,
    "picture_id": BroadImage,
    "portrait_id": BroadImage,
    "cover_id": BroadImage,
}
_STREAMS: Final = ("body", "editorial", "plan", "calls", "pins")
_RICH_TEXTS: Final = ("description", "picture_caption")
_ROW_COLUMNS: Final = ("person_id", "topic_id", "branch_id", "related_id")
_INSERT: Final = (
    "INSERT INTO wagtailcore_referenceindex (content_type_id, base_content_type_id, object_id, to_content_type_id, "
    "to_object_id, model_path, content_path, content_path_hash) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
)
_NAMESPACE: Final = UUID("bdc70d8b-e7a2-4c2a-bf43-2a3e3fcbbe86")  # in which Wagtail's index hashes its paths
_LINK: Final = re.compile(r'<a\b[^>]*\bid="(\d+)"[^>]*\blinktype="(page|document)"')


type NumberedRow = tuple[str, int, Mapping[str, Any]]
"""A row that belongs to a page: its relation, its number and its columns."""

type Writing = tuple[type[AddressedPage], int, Mapping[str, Any], Iterable[NumberedRow]]
"""A page as its columns say it, by type and number, with the rows that belong to it."""


def write_references(pages: Iterable[Writing]) -> None:
    """Write the index rows of new pages and the rows that belong to them, all numbered already."""
    add_references(
        (page_type, number, _references(columns, children)) for page_type, number, columns, children in pages
    )


def add_references(found: Iterable[tuple[type[AddressedPage], int, Iterable[Found]]]) -> None:
    """Write index rows of pages, given by type and number, each once, that the index has not."""
    types = _Types()
    rows = [
        (types[page_type], types[Page], str(page), types[model], str(number), model_path, content_path)
        for page_type, page, references in found
        for model, number, model_path, content_path in dict.fromkeys(references)
    ]
    # A story has some ten rows: as objects of Django's they would take a quarter of an import's time.
    with connection.cursor() as cursor:
        cursor.executemany(_INSERT, [(*row, named_id(_NAMESPACE, row[-1])) for row in rows])


class _Types(dict[Any, int]):
    """The numbers of models as the index names them."""

    def __missing__(self, model: Any) -> int:
        self[model] = number = ContentType.objects.get_for_model(model).pk
        return number


def _references(columns: Mapping[str, Any], children: Iterable[NumberedRow]) -> Iterator[Found]:
    for column, model in _COLUMNS.items():
        number = columns.get(column)
        if number:
            name = column.removesuffix("_id")
            yield model, number, name, name
    for name in _RICH_TEXTS:
        yield from _in_rich_text(columns.get(name) or "", name, name)
    yield from stream_references(columns)
    for relation, number, row in children:
        yield from row_references(relation, number, row)


def stream_references(streams: Mapping[str, Any]) -> Iterator[Found]:
    """What stored streams refer to, by the names of their columns."""
    for name in _STREAMS:
        if streams.get(name):
            yield from _in_stream(streams[name], name, name)


def row_references(relation: str, row: int, columns: Mapping[str, Any]) -> Iterator[Found]:
    """What the row of this number, which belongs to a page, refers to."""
    for column in _ROW_COLUMNS:
        number = columns.get(column)
        if number:
            name = column.removesuffix("_id")
            yield Page, number, f"{relation}.item.{name}", f"{relation}.{row}.{name}"
    yield from _in_rich_text(columns.get("text", ""), f"{relation}.item.text", f"{relation}.{row}.text")


def _in_stream(blocks: Iterable[Any], model_path: str, content_path: str) -> Iterator[Found]:
    for block in blocks:
        yield from _in_value(
            block["value"], f"{model_path}.{block['type']}", f"{content_path}.{block['id']}", block["type"]
        )


def _in_value(value: Any, model_path: str, content_path: str, name: str) -> Iterator[Found]:
    if isinstance(value, str):
        if name != "html":
            yield from _in_rich_text(value, model_path, content_path)
    elif isinstance(value, bool):
        return
    elif isinstance(value, int):
        if name in _CHOOSERS:
            yield _CHOOSERS[name], value, model_path, content_path
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _in_value(inner, f"{model_path}.{key}", f"{content_path}.{key}", key)
    elif isinstance(value, Sequence) and value and isinstance(value[0], Mapping) and "id" in value[0]:
        yield from _in_stream(value, model_path, content_path)


def _in_rich_text(rich: str, model_path: str, content_path: str) -> Iterator[Found]:
    if "linktype" in rich:
        for number, kind in _LINK.findall(rich):
            yield (Page if kind == "page" else BroadDocument), int(number), model_path, content_path
