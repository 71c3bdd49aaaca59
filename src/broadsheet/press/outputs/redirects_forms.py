"""
Redirects as other servers read them: Netlify's `_redirects`, a map for nginx, a snippet for Caddy.

An old address with a query is asked for before anything else, one without only where no file lies. Each form says at
its top how it is put to use.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote

from broadsheet.press.outputs.redirects_table import Move, RedirectTable

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")

_NGINX_USE: Final = """\
Include this file in the `http` block. Ask it for addresses with a query first, for others where no file lies:
    include redirects.nginx;
    server {
        if ($broadsheet_moved_query) { return 301 $broadsheet_moved_query; }
        location / { try_files $uri $uri/ @moved; }
        location @moved { if ($broadsheet_moved) { return 301 $broadsheet_moved; } return 404; }
    }
"""

_CADDY_USE: Final = """\
Import this file into the site's block, before `file_server`:
    import redirects.caddy
"""


def _heading(table: RedirectTable, use: str) -> Iterator[str]:
    """What stands at the top, as comments; an address is quoted so that it stays on its line."""
    yield from (f"# {line}" for line in use.splitlines())
    if table.named:
        yield "# Of these old addresses something is to be said:"
    for each in table.named:
        yield f"#   {quote(each.address, safe=_PLAIN)}  {each.why} (now /{quote(each.path)})"


_PLAIN: Final = "/:?=&%+,;@~!$'()*-._"


_IN_QUERY: Final = "=&+,;:@!'()-._~/?"


def _target(move: Move, table: RedirectTable) -> str:
    return quote(table.root + move.path)


def _with_and_without_slash(path: str) -> tuple[str, ...]:
    bare = path.rstrip("/")
    return (bare, f"{bare}/") if bare and "." not in bare.rpartition("/")[2] else (path,)


def _spellings(move: Move) -> tuple[str, ...]:
    # Servers decode a path before they compare it, but not a query.
    if move.old.query:
        return (f"{move.old.path}?{quote(move.old.query, safe=_IN_QUERY)}",)
    return _with_and_without_slash(move.old.path)


def _keys(moves: Iterable[Move]) -> Iterator[tuple[str, Move]]:
    """Every spelling under which servers are to know a move; what was noted goes before what is likely."""
    found: dict[str, Move] = {move.old.key: move for move in moves}
    for move in tuple(found.values()):
        for spelling in _spellings(move):
            found.setdefault(spelling, move)
    return ((key, move) for key, move in found.items() if not _CONTROL.search(key))


# ---- Netlify, Cloudflare Pages


def netlify(table: RedirectTable) -> str:
    """A `_redirects` file: old path, query parameters, new path, status."""
    lines = list(_heading(table, "Redirects for hosts that read a file named _redirects."))
    for move in table.moves:
        parameters = [quote(part, safe=_IN_QUERY) for part in move.old.query.split("&") if part]
        path = quote(move.old.path, safe="/-._~!'(),;=@&+")
        lines.append(" ".join((path, *parameters, _target(move, table), "301")))
    return "\n".join(lines) + "\n"


# ---- nginx


def nginx(table: RedirectTable) -> str:
    """Two maps: paths alone, and whole addresses with their query."""
    keys = list(_keys(table.moves))
    # nginx compares whole strings without regard to case, and refuses two that are alike so.
    alike = Counter(key.lower() for key, _ in keys)
    paths = [_nginx_line(key, move, table, exact=alike[key.lower()] > 1) for key, move in keys if not move.old.query]
    whole = [_nginx_line(key, move, table, exact=alike[key.lower()] > 1) for key, move in keys if move.old.query]
    longest = max((len(key.encode()) for key, _ in keys), default=0)
    return "\n".join(
        (
            *_heading(table, _NGINX_USE),
            f"map_hash_bucket_size {_power_of_two(longest + 64)};",
            f"map_hash_max_size {_power_of_two(2 * len(keys) + 1024)};",
            "map $uri $broadsheet_moved {",
            '    default "";',
            *paths,
            "}",
            "map $uri$is_args$args $broadsheet_moved_query {",
            '    default "";',
            *whole,
            "}\n",
        )
    )


def _nginx_line(key: str, move: Move, table: RedirectTable, *, exact: bool) -> str:
    pattern = f"~^{re.escape(key)}$" if exact else key
    escaped = pattern.replace("\\", "\\\\").replace('"', '\\"')
    return f'    "{escaped}" "{_target(move, table)}";'


def _power_of_two(least: int) -> int:
    return 1 << (max(least, 64) - 1).bit_length()


# ---- Caddy


def caddy(table: RedirectTable) -> str:
    """Two maps, as for nginx, and what uses them."""
    keys = list(_keys(table.moves))
    paths = [_caddy_line(key, move, table) for key, move in keys if not move.old.query]
    whole = [_caddy_line(key, move, table) for key, move in keys if move.old.query]
    return "\n".join(
        (
            *_heading(table, _CADDY_USE),
            "map {http.request.uri.path} {broadsheet_moved} {",
            *paths,
            '\tdefault ""',
            "}",
            "map {http.request.uri.path}?{http.request.uri.query} {broadsheet_moved_query} {",
            *whole,
            '\tdefault ""',
            "}",
            "@broadsheet_moved_query {",
            '\tnot vars {broadsheet_moved_query} ""',
            "}",
            "redir @broadsheet_moved_query {broadsheet_moved_query} 301",
            "@broadsheet_moved {",
            "\tnot file {path} {path}/index.html",
            '\tnot vars {broadsheet_moved} ""',
            "}",
            "redir @broadsheet_moved {broadsheet_moved} 301\n",
        )
    )


def _caddy_line(key: str, move: Move, table: RedirectTable) -> str:
    escaped = key.replace('"', '\\"').replace("{", "\\{")
    return f'\t"{escaped}" "{_target(move, table)}"'
