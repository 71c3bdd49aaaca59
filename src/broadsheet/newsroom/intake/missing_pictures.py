"""
Pictures that could not be had: they leave their words and their old address, and are filled in when they can be had.

What an earlier import left for a missing picture is a block with its old address: a page tells by itself what it lacks.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from broadsheet.edition.blocks import ImageBlock
from broadsheet.importers.records import ImportedImage, ImportedRecord
from broadsheet.newsroom.intake.targets import Targets
from broadsheet.newsroom.models import PAGE_TYPES


def with_missing_picture[Record: ImportedRecord](record: Record, targets: Targets) -> Record:
    """The record, the picture over its text moved to the head of its body when it is not here but its words are."""
    picture = record.picture
    if picture is None or picture.image in targets.images:
        return record
    shown = ImageBlock(image=picture.image, alt=picture.alt, caption=picture.caption)
    return replace(record, body=(shown, *record.body))


def addresses_of(images: Iterable[ImportedImage], targets: Targets) -> Iterator[str]:
    """Where the old site has the pictures that do not lie in the source and are not here yet."""
    return (image.url for image in images if image.url and image.source_id not in targets.images)


def has_what_was_missing(page: int, images: Iterable[ImportedImage], targets: Targets) -> bool:
    """Whether a page has words in the place of a picture that may be had now."""
    may_be_had = {image.url or image.address for image in images if image.file or image.data}
    if targets.media.fetches:
        may_be_had |= {image.url for image in images if image.url}
    may_be_had.discard("")
    if not may_be_had or targets.media.skips:
        return False
    body = _stored_body(page)
    return any(f'"url": {json.dumps(address)}' in body for address in may_be_had)


def _stored_body(page: int) -> str:
    """The body as it is stored, in JSON, "" for a page without one."""
    for page_type in PAGE_TYPES:
        if hasattr(page_type, "body"):
            for stored in page_type.objects.filter(pk=page).values_list("body", flat=True):
                return json.dumps(list(stored.raw_data), default=str)
    return ""
