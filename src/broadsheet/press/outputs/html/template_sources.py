"""
The sources of templates, and which templates each names: to extend, include or import, or as a part of a page.

Finding the names means parsing; a small run would spend most of its time on it. So they are kept in the
paper's cache folder under the digest of the source they were found in.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from jinja2 import BaseLoader, Environment, meta, nodes

NAMES_FILE: Final = "template-names.json"

_ANY: Final = ""
"""Stands for a name that is only known while printing: it may be that of any template."""

_FINDER: Final = Path(__file__).read_bytes()
"""What was found by another version of this module may be too little."""


class TemplateSources:
    """Looks templates up by name; Jinja's errors are the caller's."""

    def __init__(self, environment: Environment, loader: BaseLoader, cache: Path | None) -> None:
        self._environment = environment
        self._loader = loader
        self._file = cache / NAMES_FILE if cache else None
        self._known = _read(self._file)
        self._found: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._learned = False

    def get(self, name: str) -> tuple[str, tuple[str, ...]]:
        """The source of a template and the names of those it is put together from."""
        found = self._found.get(name)
        if found is None:
            source = self._loader.get_source(self._environment, name)[0]
            names = self._names_in(name, source)
            found = self._found[name] = (source, self._all() if _ANY in names else names)
        return found

    def _all(self) -> tuple[str, ...]:
        return tuple(name for name in self._loader.list_templates() if name.endswith(".html"))

    def _names_in(self, name: str, source: str) -> tuple[str, ...]:
        digest = hashlib.sha256(_FINDER + source.encode()).hexdigest()
        names = self._known.get(digest)
        if names is None:
            tree = self._environment.parse(source, name, name)
            named = (*(name or _ANY for name in meta.find_referenced_templates(tree)), *_parts_in(tree))
            names = self._known[digest] = list(dict.fromkeys(named))
            self._learned = True
        return tuple(names)

    def keep(self) -> None:
        """Write down what was learned; a cache that cannot be written only costs time."""
        if self._learned and self._file is not None:
            self._learned = False
            beside = self._file.with_suffix(".part")
            with suppress(OSError):
                beside.write_text(json.dumps(self._known), encoding="utf-8")
                beside.replace(self._file)


def _parts_in(tree: nodes.Template) -> Iterator[str]:
    """The templates named in `pen.part("name.html", …)`."""
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Getattr) and call.node.attr == "part" and call.args:
            name = call.args[0]
            yield str(name.value) if isinstance(name, nodes.Const) else _ANY


def _read(file: Path | None) -> dict[str, list[str]]:
    try:
        known = json.loads(file.read_text(encoding="utf-8")) if file else {}
    except (OSError, ValueError):
        return {}
    well_formed = isinstance(known, dict) and all(
        isinstance(names, list) and all(isinstance(each, str) for each in names) for names in known.values()
    )
    return known if well_formed else {}
