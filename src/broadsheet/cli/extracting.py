"""`broadsheet extract`: stories out of saved pages, without a paper."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any, Final

_KEYS: Final = ("url", "title", "byline", "date", "language", "html", "text")


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "extract",
        help="take the stories out of saved web pages",
        description="Print the story of each saved page as JSON, one line a file, in order. It needs no paper.",
    )
    command.add_argument("file", nargs="+", metavar="FILE", help="a saved page")
    command.add_argument("--url", default="", metavar="URL", help="where the page was public, for its links")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """A line a file; 1 when one could not be read."""
    unreadable = False
    for name in options.file:
        line, read = _line(name, options.url)
        unreadable = unreadable or not read
        print(json.dumps({"id": name, **line}, ensure_ascii=False), flush=True)
    return 1 if unreadable else 0


def _line(name: str, url: str) -> tuple[dict[str, str], bool]:
    """What is printed of a file, and whether it could be read."""
    from broadsheet.errors import SourceUnreadableError
    from broadsheet.importers.pages.extraction import extract_file

    try:
        page = extract_file(Path(name), url=url)
    except SourceUnreadableError as error:
        print(f"broadsheet: {error}", file=sys.stderr)
        return dict.fromkeys(_KEYS, "") | {"url": url, "error": str(error)}, False
    line: dict[str, str] = {key: getattr(page, key) for key in _KEYS}
    return line | ({"error": page.error} if page.error else {}), True
