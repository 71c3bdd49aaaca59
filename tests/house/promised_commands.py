"""Commands, options, exit codes, settings, variables, make targets: what the code has, what the pages tell."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from broadsheet.cli import INTERRUPTED, parser
from broadsheet.errors import BroadsheetError
from broadsheet.site.paper_file import paper_file_from
from broadsheet.site.paper_hosts import KEYS_OF_BUCKETS, KEYS_OF_WEB_HOSTS
from tests.house import documentation as docs
from tests.house.sources import PACKAGE, ROOT, text_files

# ---- command line


def _parsers() -> dict[str, argparse.ArgumentParser]:
    return dict(_with_those_below("broadsheet", parser()))


def _with_those_below(name: str, command: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    yield name, command
    for each in command._actions:
        if isinstance(each, argparse._SubParsersAction):
            for below, parser_below in each.choices.items():
                yield from _with_those_below(f"{name} {below}", parser_below)


def _name_of(action: argparse.Action) -> str:
    return action.option_strings[-1] if action.option_strings else str(action.metavar)


def options_in_code() -> set[str]:
    ignored = (argparse._HelpAction, argparse._SubParsersAction)
    return {
        f"{command}: {_name_of(action)}"
        for command, each in _parsers().items()
        for action in each._actions
        if not isinstance(action, ignored)
    }


def options_in_text(text: str) -> set[str]:
    return {
        f"{command}: {name.split()[0]}"
        for command, section in docs.sections(text, 2).items()
        for name, _ in docs.named(section, "option")
    }


def exit_codes_in_code() -> set[str]:
    def family(error: type[BroadsheetError]) -> Iterator[type[BroadsheetError]]:
        yield error
        for each in error.__subclasses__():
            yield from family(each)

    understood = {0, INTERRUPTED, *(error.exit_code for error in family(BroadsheetError))}
    return {str(code) for code in understood | {_code_of_nonsense()}}


def _code_of_nonsense() -> int:
    class Quiet(argparse.ArgumentParser):
        def _print_message(self, *_: object) -> None:
            pass

    try:
        Quiet().parse_args(["--nonsense"])
    except SystemExit as end:
        return int(str(end.code))
    raise AssertionError


def exit_codes_in_text(text: str) -> set[str]:
    return {row[0] for table in docs.tables(docs.sections(text, 2)["Exit codes"], "code") for row in table.rows}


def imported_kinds_in_text(text: str) -> set[str]:
    return {name for name, _ in docs.named(docs.sections(text, 2)["broadsheet import"], "kind")}


# ---- settings


class Asked(dict[str, object]):
    """A table of settings that remembers which keys were asked for, with their defaults."""

    def __init__(self, values: dict[str, object]) -> None:
        super().__init__(values)
        self.keys_asked: dict[str, object] = {}

    def get(self, key: str, default: object = None) -> object:
        self.keys_asked[key] = default
        return super().get(key, default)


def settings_in_code() -> set[str]:
    whole, language = Asked({}), Asked({"code": "en"})
    paper_file_from(whole, Path("paper"))
    paper_file_from({"languages": [language]}, Path("paper"))
    defaults = {f"{key} = {default}" for key, default in whole.keys_asked.items() if isinstance(default, str)}
    others = {key for key, default in whole.keys_asked.items() if not isinstance(default, str)}
    of_hosts = {f"hosts.{key}" for key in KEYS_OF_BUCKETS | KEYS_OF_WEB_HOSTS}
    return defaults | others | of_hosts | {f"languages.{key}" for key in language.keys_asked}


_TABLES = ("", "languages.", "hosts.")
"""What the tables of settings have the keys of: the file, one language, one host."""


def settings_in_text(text: str) -> set[str]:
    told = set()
    for number, table in enumerate(docs.tables(docs.sections(text, 2)["broadsheet.toml"], "key")):
        for row in table.rows:
            default = re.fullmatch(r"`([^`]+)`", row[1])
            for name in docs.code_in(row[0]):
                kind = _TABLES[number]
                told.add(f"{kind}{name}" if kind else name + (f" = {default[1]}" if default else ""))
    return told


_VARIABLE = re.compile(r"\bBROADSHEET_[A-Z_]+\b")


def variables_of_ours() -> set[str]:
    return _variables(ours=True)


def variables_of_tests() -> set[str]:
    return _variables(ours=False) - _variables(ours=True)


def _variables(*, ours: bool) -> set[str]:
    return {
        name
        for path, text in text_files()
        if path.suffix != ".md" and path.is_relative_to(PACKAGE) == ours
        for name in _VARIABLE.findall(text)
    }


def variables_in_text(text: str) -> set[str]:
    return {name for name, _ in docs.named(text, "variable")}


# ---- make


def targets_in_code() -> set[str]:
    return set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def targets_in_text(text: str) -> set[str]:
    return {name.removeprefix("make ") for name, _ in docs.named(text, "target")}
