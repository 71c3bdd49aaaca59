"""Files of at most 400 lines, functions of at most 60. (Complexity at most 10: ruff.)"""

import ast

from tests.house.sources import ROOT, project_files, python_files

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
SOURCE_SUFFIXES = {".py", ".js", ".mjs", ".css", ".html", ".sh"}


def test_no_source_file_is_longer_than_400_lines() -> None:
    too_long = {
        str(path.relative_to(ROOT)): lines
        for path in project_files()
        if path.suffix in SOURCE_SUFFIXES and "migrations" not in path.parts and "golden" not in path.parts
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }
    assert too_long == {}


def test_no_function_is_longer_than_60_lines() -> None:
    too_long = {
        f"{path.relative_to(ROOT)}: {node.name}": lines
        for path in python_files()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert too_long == {}
