"""Pictures that lie inside their own address (`data:image/…;base64,…`)."""

import base64
import binascii
import hashlib
import re
from typing import Final

from broadsheet.importers.records import ImportedImage

_DATA: Final = re.compile(r"data:image/(?P<type>[\w.+-]+)\s*;\s*base64\s*,(?P<data>[A-Za-z0-9+/=\s]*)", re.IGNORECASE)


def picture_inside(address: str, name: str) -> ImportedImage | None:
    """The picture an address holds, called after `name`; None when it holds none that can be read."""
    inside = data_inside(address)
    if inside is None:
        return None
    digest = hashlib.sha256(inside[1]).hexdigest()
    file_name = f"{name.rpartition('/')[2]}.{inside[0]}"
    return ImportedImage(source_id=f"picture/{digest}", data=inside[1], file_name=file_name, digest=digest)


def data_inside(address: str) -> tuple[str, bytes] | None:
    """The ending of the file that an address holds, and its bytes; None when it holds none that can be read."""
    inside = _DATA.fullmatch(address.strip())
    if not inside:
        return None
    try:
        data = base64.b64decode("".join(inside["data"].split()), validate=True)
    except binascii.Error:
        return None
    return (inside["type"].partition("+")[0].lower(), data) if data else None
