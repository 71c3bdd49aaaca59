"""What the code promises that the documentation tells: each kind of name, and the page that must have them all."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from broadsheet.cli.importing import KINDS as IMPORTED_KINDS
from broadsheet.edition.addresses import RESERVED_SEGMENTS
from broadsheet.edition.old_addresses import NO_STUBS_UNDER
from broadsheet.press.outputs import FACTORIES
from tests.house import documentation as docs
from tests.house import promised_commands as commands
from tests.house import promised_files as files
from tests.house import promised_records as records

type Names = set[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """Names that the code has, and how a page names them; both must be the same set."""

    what: str
    page: Path
    in_code: Callable[[], Names]
    in_text: Callable[[str], Names]

    def broken(self, text: str) -> dict[str, Names]:
        """What a text does not tell, and what it tells of that is no more; empty when all is well."""
        code, told = self.in_code(), self.in_text(text)
        found = {"not documented": code - told, "documented, but no more there": told - code}
        return {how: names for how, names in found.items() if names}


_ALL = (
    ("options", "reference/command-line", commands.options_in_code, commands.options_in_text),
    ("exit codes", "reference/command-line", commands.exit_codes_in_code, commands.exit_codes_in_text),
    ("kinds of import", "reference/command-line", lambda: set(IMPORTED_KINDS), commands.imported_kinds_in_text),
    ("settings", "reference/settings", commands.settings_in_code, commands.settings_in_text),
    ("variables", "reference/settings", commands.variables_of_ours, commands.variables_in_text),
    ("variables of tests", "how-to/test-and-contribute", commands.variables_of_tests, commands.variables_in_text),
    ("errors", "reference/errors", files.errors_in_code, files.errors_in_text),
    ("outputs", "reference/outputs", lambda: set(FACTORIES), lambda text: {n for n, _ in docs.named(text, "output")}),
    ("makers", "reference/outputs", files.makers_in_code, lambda text: set(files.patterns(text))),
    ("headers", "reference/outputs", files.headers_in_code, files.headers_in_text),
    ("kinds and fields", "reference/edition-format", records.fields_in_code, records.fields_in_text),
    ("vocabularies", "reference/edition-format", records.words_in_code, records.words_in_text),
    ("inline markup", "reference/edition-format", records.markup_in_code, records.markup_in_text),
    ("reserved words", "reference/addresses", lambda: set(RESERVED_SEGMENTS), records.reserved_in_text),
    ("no stubs under", "reference/addresses", lambda: set(NO_STUBS_UNDER), records.without_stubs_in_text),
    ("keys", "reference/interchange-format", records.keys_in_code, records.keys_in_text),
    ("files of the theme", "reference/templates", files.theme_files_in_code, files.theme_files_in_text),
    ("names in templates", "reference/templates", files.names_in_code, files.names_in_text),
    ("blocks of the frame", "reference/templates", files.base_blocks_in_code, files.base_blocks_in_text),
    ("look", "reference/theme-settings", files.look_in_code, files.look_in_text),
    ("make targets", "how-to/test-and-contribute", commands.targets_in_code, commands.targets_in_text),
)

PROMISES = tuple(
    Promise(what=what, page=docs.DOCS / f"{page}.md", in_code=cache(code), in_text=text)
    for what, page, code, text in _ALL
)
