"""
One line of a log: what was asked for, on which day, from which site, by a person or a program.

Two spellings are read, those that `deploy/nginx.conf` and `deploy/Caddyfile` have written. Whatever a line says of
addresses, cookies or queries is not even looked at. Lines are written by strangers: nothing in them is believed to be
short, printable or of the right type.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Final
from urllib.parse import unquote, urlsplit

LONGEST: Final = 16_384
"""Bytes of the longest line that is read; nothing a browser sends makes a longer one."""

PROGRAMS: Final = (
    "archiv", "bot", "crawl", "curl", "facebookexternalhit", "feed", "fetch", "go-http", "headless", "http", "java/",
    "libwww", "lighthouse", "monitor", "perl", "phantom", "preview", "python", "rss", "ruby", "scrap", "slurp",
    "spider", "uptime", "validator", "wget", "whatsapp",
)  # fmt: skip
"""Words in how programs call themselves; browsers have none of them."""

_HOST: Final = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
_DIGITS: Final = 253


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A page that was asked for and given. `site` is where the reader came from, "" when nobody knows."""

    day: date
    path: str
    site: str
    is_program: bool


class NotCounted:
    """A line in order that tells of no page given: a picture, an error, a form."""


def read_line(line: bytes) -> Asked | NotCounted | None:
    """What a line tells; None when it is not one of our logs'."""
    if len(line) > LONGEST:
        return None
    try:
        entry = json.loads(line)
        return _asked(entry) if isinstance(entry, dict) else None
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError, OSError):
        return None


def _asked(entry: Mapping[str, Any]) -> Asked | NotCounted:
    said = _of_caddy(entry) if "request" in entry else entry
    day, method, status, path = said["day"], said["method"], int(said["status"]), said["path"]
    if not (isinstance(method, str) and isinstance(path, str) and isinstance(day, str | int | float)):
        raise TypeError
    asked_on = _day(day)
    # "Not changed" is a page read again.
    if method != "GET" or status not in (200, 304):
        return NotCounted()
    path = _plain(path)
    if not path.endswith("/"):
        return NotCounted()
    agent = said.get("agent") or ""
    return Asked(day=asked_on, path=path, site=site_of(str(said.get("from") or "")), is_program=is_program(str(agent)))


def _of_caddy(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    request = entry["request"]
    headers = request.get("headers") or {}
    return {
        "day": entry["ts"],
        "method": request["method"],
        "status": entry["status"],
        "path": request["uri"],
        "from": _first(headers.get("Referer")),
        "agent": _first(headers.get("User-Agent")),
    }


def _first(values: Any) -> str:
    return str(values[0]) if isinstance(values, list) and values else ""


@lru_cache(maxsize=1000)
def _day(written: str | float) -> date:
    """The day of a moment as a log has it: a day, a moment with one at its start, or seconds since 1970."""
    if isinstance(written, str):
        return date.fromisoformat(written[:10].replace("/", "-"))
    return datetime.fromtimestamp(written, UTC).date()


def _plain(path: str) -> str:
    """The address of a page without its query and its file."""
    return unquote(path.partition("?")[0].partition("#")[0]).removesuffix("index.html")


@lru_cache(maxsize=5000)
def site_of(referrer: str) -> str:
    """The name of the site a reader came from; "" for none, and for what no site is called."""
    try:
        host = (urlsplit(referrer).hostname if "/" in referrer else referrer) or ""
        host = host.encode("idna").decode() if not host.isascii() else host
    except ValueError:
        return ""
    host = host.lower().removeprefix("www.")
    return host if len(host) <= _DIGITS and _HOST.fullmatch(host) else ""


@lru_cache(maxsize=5000)
def is_program(agent: str) -> bool:
    """Whether a program asked, by its own word; whoever gives no name is none of our readers."""
    named = agent.lower().replace("cubot", "")  # which makes telephones
    return len(named) < 10 or any(word in named for word in PROGRAMS)
