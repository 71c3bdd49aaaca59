"""What is said with every file besides its type and age: what a page may do in a browser."""

from typing import Final

from broadsheet.tree.serving import ANY_TYPE, media_type

_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'{wasm}; connect-src 'self'; "
    "media-src 'self'; manifest-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)

_ALWAYS: Final = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
)

_DOCUMENTS: Final = (
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "browsing-topics=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)

"""What only says something of a document that a window shows."""

_PARTS_OF_PAGES: Final = ("text/css", "text/javascript", "image/", "font/", "audio/")
"""Kinds that pages take in and that can do nothing in a window of their own, but for SVG, which is a document."""


def protection(path: str) -> tuple[tuple[str, str], ...]:
    """What a browser must not do with a file, or with what is in it."""
    kind = media_type(path)
    # A first view is to fit into the first packets of a connection, and four answers make it up.
    headers = [*_ALWAYS] if _is_part(kind) else [*_ALWAYS, *_DOCUMENTS]
    if kind.startswith("text/html"):
        headers.append(("Content-Security-Policy", _POLICY.format(wasm=_wasm(path))))
        headers.append(("Cross-Origin-Resource-Policy", "same-origin"))
    elif kind == "image/svg+xml":
        headers.append(("Content-Security-Policy", "default-src 'none'; sandbox"))
    if kind == ANY_TYPE:
        headers.append(("Content-Disposition", "attachment"))
    return tuple(headers)


def _is_part(kind: str) -> bool:
    return kind.startswith(_PARTS_OF_PAGES) and kind != "image/svg+xml"


def _wasm(path: str) -> str:
    """The search page alone runs a program of the compiled kind: the search itself."""
    return " 'wasm-unsafe-eval'" if path.endswith("search/index.html") and path.count("/") <= _DEPTH else ""


_DEPTH: Final = 2
"""`search/index.html`, or that of another language below its code."""
