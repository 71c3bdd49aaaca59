"""
The template of a site: where its pages have headline, byline, date, section, issue and body, and what stands on all.

It is learned from the pages, written as a small TOML file for an editor to correct, and read again from that.
"""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

from broadsheet.errors import SourceUnreadableError
from broadsheet.importers.names import clean

_HEAD: Final = """\
# Where the pages of this site have what. A place is named by its tag, .class and #id, as in "div#main h2.title";
# "" means that no place was found, and each page is searched by itself. Correct what is wrong, then import with
# --template and the name of this file.
"""
_MEANINGS: Final = {
    "headline": "the headline of a story",
    "byline": "who wrote it",
    "date": "when it was published",
    "section": "the section it stood in",
    "issue": "the issue it stood in, such as “Issue 112, March 2004”",
    "body": "the story itself",
    "remove": "places inside the body that are no part of the story",
    "furniture": "lines that stand on most pages, and are left out wherever they are",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """Selectors, "" where there is none; `remove` are selectors too, `furniture` are texts with spaces folded."""

    headline: str = ""
    byline: str = ""
    date: str = ""
    section: str = ""
    issue: str = ""
    body: str = ""
    remove: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()

    def as_toml(self) -> str:
        """The file an editor corrects."""
        lines = [_HEAD]
        for field in fields(self):
            lines.append(f"# {_MEANINGS[field.name]}")
            value = getattr(self, field.name)
            if isinstance(value, str):
                lines.append(f"{field.name} = {_quoted(value)}\n")
            else:
                lines.append(f"{field.name} = [" + "".join(f"\n    {_quoted(each)}," for each in value) + "\n]\n")
        return "\n".join(lines)


def _quoted(text: str) -> str:
    escaped = clean(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def read_template(path: Path) -> Template:
    """The template in a file. Raises SourceUnreadableError, naming what is wrong in it."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SourceUnreadableError(f"“{path}” cannot be read: {error}. Give the file that --learn wrote.") from error
    except tomllib.TOMLDecodeError as error:
        raise SourceUnreadableError(f"“{path.name}” is no TOML: {error}. Correct that line.") from error
    known = {field.name: field for field in fields(Template)}
    for name, value in values.items():
        if name not in known:
            raise SourceUnreadableError(f"“{path.name}” has “{name}”, which is none of {', '.join(known)}.")
        if name in ("remove", "furniture"):
            if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
                raise SourceUnreadableError(f"“{name}” in “{path.name}” must be a list of texts in brackets.")
            values[name] = tuple(value)
        elif not isinstance(value, str):
            raise SourceUnreadableError(f"“{name}” in “{path.name}” must be a text in quotation marks.")
    return Template(**values)
