"""How a file of the tree is handed out, by whatever server or bucket: its type, and how long it may be kept."""

from typing import Final

TYPES: Final = {
    "aac": "audio/aac",
    "atom": "application/atom+xml; charset=utf-8",
    "avif": "image/avif",
    "css": "text/css; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "epub": "application/epub+zip",
    "flac": "audio/flac",
    "gif": "image/gif",
    "html": "text/html; charset=utf-8",
    "ico": "image/x-icon",
    "ics": "text/calendar; charset=utf-8",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "m4a": "audio/mp4",
    "mjs": "text/javascript; charset=utf-8",
    "mp3": "audio/mpeg",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "pdf": "application/pdf",
    "png": "image/png",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "rtf": "application/rtf",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "ttf": "font/ttf",
    "wasm": "application/wasm",
    "wav": "audio/wav",
    "weba": "audio/webm",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/xml; charset=utf-8",
}
"""Media types by the ending of a file."""

TYPES_BY_NAME: Final = {"feed.json": "application/feed+json"}

ANY_TYPE: Final = "application/octet-stream"

FOR_EVER: Final = "public, max-age=31536000, immutable"
"""For files whose address changes with their bytes."""

ASK_AGAIN: Final = "no-cache"
"""A reader keeps the page, and asks each time whether there is a newer one."""


def media_type(path: str) -> str:
    """The type of a file of the tree."""
    name = path.rpartition("/")[2]
    return TYPES_BY_NAME.get(name) or TYPES.get(name.rpartition(".")[2].lower(), ANY_TYPE)


def is_immutable(path: str) -> bool:
    """Whether the address of a file names its bytes: in `_a/`, but for the search index, which grows in place."""
    return path.startswith("_a/") and not path.startswith("_a/search/")


def caching(path: str) -> str:
    """How long a file may be kept."""
    return FOR_EVER if is_immutable(path) else ASK_AGAIN
