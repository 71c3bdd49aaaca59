"""
Wagtail's index of references (where is this picture used, what links here), written from what is known already.

Wagtail itself finds references by loading every object they lead to. Here the stored JSON is walked once; the paths
are spelled as Wagtail spells them, which a test compares.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.models import Page, ReferenceIndex

from broadsheet.newsroom.models import AddressedPage, BroadDocument, BroadImage

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
_LINK: Final = re.compile(r'<a\b[^>]*\bid="(\d+)"[^>]*\blinktype="(page|document)"')


def write_references(pages: Sequence[AddressedPage], rows: Sequence[Mapping[str, list[Any]]]) -> None:
    """Write the index rows of new pages and their child rows, all numbered already."""
    add_references({page: _references(page, children) for page, children in zip(pages, rows, strict=True)})


def add_references(found: Mapping[AddressedPage, Iterable[Found]]) -> None:
    """Write index rows, each once, that the index has not."""
    types = {
        model: ContentType.objects.get_for_model(model).pk
        for model in (Page, BroadImage, BroadDocument, *map(type, found))
    }
    rows = [
        (types[type(page)], types[Page], str(page.pk), types[model], str(number), model_path, content_path)
        for page, references in found.items()
        for model, number, model_path, content_path in dict.fromkeys(references)
    ]
    hashed = ReferenceIndex._meta.get_field("content_path_hash").get_db_prep_value
    # A story has some ten rows: as objects of Django's they would take a quarter of an import's time.
    with connection.cursor() as cursor:
        cursor.executemany(
            _INSERT, [(*row, hashed(ReferenceIndex._get_content_path_hash(row[-1]), connection)) for row in rows]
        )


def _references(page: AddressedPage, children: Mapping[str, list[Any]]) -> Iterator[Found]:
    for column, model in _COLUMNS.items():
        number = getattr(page, column, None)
        if number:
            name = column.removesuffix("_id")
            yield model, number, name, name
    for name in _RICH_TEXTS:
        yield from _in_rich_text(getattr(page, name, None) or "", name, name)
    yield from _in_streams(page)
    for relation, rows in children.items():
        for row in rows:
            yield from row_references(row, relation)


def stream_references(page: AddressedPage) -> set[Found]:
    """What the page's streams refer to."""
    return set(_in_streams(page))


def _in_streams(page: AddressedPage) -> Iterator[Found]:
    for name in _STREAMS:
        stream = getattr(page, name, None)
        if stream:
            yield from _in_stream(list(stream.raw_data), name, name)


def row_references(row: Any, relation: str) -> Iterator[Found]:
    """What a child row refers to."""
    for column in _ROW_COLUMNS:
        number = getattr(row, column, None)
        if number:
            name = column.removesuffix("_id")
            yield Page, number, f"{relation}.item.{name}", f"{relation}.{row.pk}.{name}"
    text = getattr(row, "text", "")
    yield from _in_rich_text(text, f"{relation}.item.text", f"{relation}.{row.pk}.text")


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
