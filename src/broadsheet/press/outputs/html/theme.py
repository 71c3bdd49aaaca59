"""
The theme at work: templates, style sheet and script, each from the paper's own folder over ours.

The folder may hold any of our templates under its name, `words/CODE.toml`, `style.css` in place of our
style sheet, and `own.css`, which is added at the end of whichever is used.
"""

import hashlib
import re
import traceback
from collections.abc import Hashable, Iterable, MutableMapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.ext import Extension
from markupsafe import Markup

from broadsheet.edition.paper import Paper
from broadsheet.errors import TemplateUnreadableError
from broadsheet.press.output import PressSettings
from broadsheet.press.outputs.html.icon import icon
from broadsheet.press.outputs.html.shared import Assets
from broadsheet.press.outputs.html.template_code import PlainCode, written
from broadsheet.press.outputs.html.template_sources import TemplateSources
from broadsheet.press.outputs.html.words import Catalogue
from broadsheet.press.pictures import ACCENT
from broadsheet.press.printing import recipe_of

_HERE: Final = Path(__file__).parent
_WRITES_FOR_TEMPLATES: Final = _HERE / "template_code.py"
"""What a template calls to write a value: when that fails, the template named what is not there."""

OURS: Final = _HERE.parents[1] / "theme"
"""Our own theme."""

SEARCH_SCRIPT: Final = _HERE.parent / "search_page.js"
"""The search page's script; belongs to the search output."""

_FRAGMENTS_KEPT: Final = 40_000
"""Parts kept for other pages: of a list's stories half a kilobyte each, of an issue's contents some four."""


class Trimming(Extension):
    """Takes indentation out of templates, so that it is not sent to every reader; lines keep their numbers."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # Jinja's
        """The source without indentation."""
        return re.sub(r"^[ \t]+", "", source, flags=re.MULTILINE)


class ThemeEnvironment(Environment):
    """Jinja with templates compiled to plain code."""

    code_generator_class = PlainCode
    written = staticmethod(written)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:  # Jinja's
        """What is global for a template: without names of its own the very same, which costs no walk through them."""
        return super().make_globals(d) if d else self.globals


class Theme:
    """One paper's theme."""

    def __init__(self, settings: PressSettings) -> None:
        own = settings.templates
        self._folders = (*((own,) if own else ()), OURS)
        self.catalogue = Catalogue(self._folders)
        self._loader = ChoiceLoader([*([FileSystemLoader(own)] if own else []), FileSystemLoader(OURS / "templates")])
        self._environment = self._make_environment(settings)
        self._sources = TemplateSources(self._environment, self._loader, settings.cache)
        self._fragments: dict[Hashable, tuple[object, Markup]] = {}
        self._recipes: dict[str, bytes] = {}
        self._common = recipe_of((code_digest(), self.catalogue.sources(), self._style_source(), self.script()))

    def _make_environment(self, settings: PressSettings) -> Environment:
        compiled = None
        if settings.cache:
            settings.cache.mkdir(parents=True, exist_ok=True)
            compiled = FileSystemBytecodeCache(str(settings.cache), f"{code_digest().hex()[:12]}-%s.jinja")
        return ThemeEnvironment(
            loader=self._loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
            bytecode_cache=compiled,
            extensions=[Trimming],
        )

    # ---- templates

    def render(self, template: str, **context: object) -> str:
        """
        A template filled in.

        Raises TemplateUnreadableError, naming file and line, when it is broken or names what is not there.
        """
        try:
            return self._filled(self._environment.get_template(template), context)
        except TemplateSyntaxError as error:
            raise _unreadable(str(error.filename or error.name), error.lineno, error) from error
        except TemplateNotFound as error:
            raise TemplateUnreadableError(f"The template {error.name} is not there; put it back.") from error
        except UnicodeDecodeError as error:
            raise _not_text(template, error) from error
        except Exception as error:
            place = self._place_of(error)
            if place is None:
                raise
            raise _unreadable(place[0], place[1], error) from error

    def _filled(self, template: Template, context: dict[str, object]) -> str:
        """What Jinja's own `render` gives, without its walk through all that is global for each part of each page."""
        try:
            shown = template.new_context({**self._environment.globals, **context}, shared=True)
            return "".join(template.root_render_func(shown))
        except Exception:  # noqa: BLE001  # handle_exception raises it again
            self._environment.handle_exception()  # names the template's lines

    def _place_of(self, error: Exception) -> tuple[str, int] | None:
        """File and line of the template an error comes from, None when it comes from code below."""
        frames = traceback.extract_tb(error.__traceback__)
        for frame in reversed(frames):
            if Path(frame.filename).is_relative_to(_HERE) and Path(frame.filename) != _WRITES_FOR_TEMPLATES:
                return None
            if any(Path(frame.filename).is_relative_to(folder) for folder in self._folders):
                return frame.filename, frame.lineno or 0
        return None

    def fragment(self, template: str, value: object, key: Hashable, **context: object) -> Markup:
        """
        A part of a page, kept for all pages that show this very value and for which `key` is the same.

        A value is known by its identity, which is why it is kept, too: comparing an issue's contents for each of its
        stories would cost more than the part.
        """
        place = (template, id(value), key)
        known = self._fragments.get(place)
        if known is None:
            part = Markup(self.render(template, **context).strip())  # noqa: S704  # a template escapes what it shows
            if len(self._fragments) >= _FRAGMENTS_KEPT:
                # The latest goes: list after list goes through the same stories, and would always have lost the next.
                self._fragments.popitem()
            known = self._fragments[place] = (value, part)
        return known[1]

    def recipe(self, template: str) -> bytes:
        """A digest of all that pages of this template are made with besides their view."""
        known = self._recipes.get(template)
        if known is None:
            sources = sorted(self._closure(template).items())
            parts = (f"{name}\0{source}".encode() for name, source in sources)
            known = self._recipes[template] = recipe_of((self._common, *parts))
            self._sources.keep()
        return known

    def _closure(self, template: str) -> dict[str, str]:
        """The sources of a template and of every template it is put together from."""
        found: dict[str, str] = {}
        waiting = [template]
        while waiting:
            name = waiting.pop()
            if name in found:
                continue
            try:
                found[name], names = self._sources.get(name)
            except TemplateSyntaxError as error:
                raise _unreadable(str(self._file(name)), error.lineno, error) from error
            except TemplateNotFound as error:
                raise TemplateUnreadableError(f"The template {error.name} is not there; put it back.") from error
            except UnicodeDecodeError as error:
                raise _not_text(str(self._file(name)), error) from error
            except OSError as error:
                raise TemplateUnreadableError(
                    f"The template {self._file(name)} cannot be read: {error.strerror}. Give the press the right to "
                    "read it, or delete it to use the theme's own."
                ) from error
            waiting += names
        return found

    def _file(self, name: str) -> Path:
        paths = (folder / name for folder in (*self._folders, OURS / "templates"))
        return next((path for path in paths if path.is_file()), Path(name))

    # ---- assets

    def style(self, paper: Paper) -> bytes:
        """The style sheet with the paper's colours and type."""
        return minified(f"{_settings_css(paper)}\n{self._style_source().decode()}").encode()

    def _style_source(self) -> bytes:
        own = [folder / "own.css" for folder in self._folders[:-1]]
        return b"\n".join(path.read_bytes() for path in (self._first("style.css"), *own) if path.is_file())

    def _first(self, name: str) -> Path:
        return next((folder / name for folder in self._folders if (folder / name).is_file()), OURS / name)

    def script(self) -> bytes:
        """The one script of all pages, without comments."""
        return re.sub(rb"^[ \t]*//.*\n|^[ \t]+", b"", self._first("now.js").read_bytes(), flags=re.MULTILINE)

    def search_script(self) -> bytes:
        """The search page's own script."""
        return SEARCH_SCRIPT.read_bytes() if SEARCH_SCRIPT.is_file() else b""

    def asset_files(self, paper: Paper) -> dict[str, bytes]:
        """Every file of the theme by its path."""
        accent = paper.colours.accent or ACCENT
        return {
            asset_path(data, ending): data
            for data, ending in (
                (self.style(paper), "css"),
                (self.script(), "js"),
                (self.search_script(), "js"),
                (icon(accent, 32), "png"),
                (icon(accent, 192), "png"),
                (icon(accent, 512), "png"),
            )
        }

    def assets(self, paper: Paper) -> Assets:
        """Where everything lies for this paper."""
        accent = paper.colours.accent or ACCENT
        return Assets(
            style=asset_path(self.style(paper), "css"),
            script=asset_path(self.script(), "js"),
            search_script=asset_path(self.search_script(), "js"),
            icon=asset_path(icon(accent, 32), "png"),
            home_icon=asset_path(icon(accent, 192), "png"),
            large_icon=asset_path(icon(accent, 512), "png"),
        )


def asset_path(data: bytes, ending: str) -> str:
    """The path of a file that is named for its bytes."""
    return f"_a/{hashlib.sha256(data).hexdigest()[:12]}.{ending}"


def _not_text(file: str, error: UnicodeDecodeError) -> TemplateUnreadableError:
    return TemplateUnreadableError(
        f"The template {file} is not UTF-8 text: {error}. Save it as UTF-8, or delete it to use the theme's own."
    )


def _unreadable(file: str, line: int, error: Exception) -> TemplateUnreadableError:
    return TemplateUnreadableError(
        f"{file}, line {line}: {error}. Put it right, or delete the file to use the theme's own."
    )


def _settings_css(paper: Paper) -> str:
    colours = paper.colours
    light = _properties((("accent", colours.accent), ("paper", colours.paper), ("ink", colours.ink)))
    if paper.type_family:
        light += f"--head:{_family(paper.type_family)},var(--serif);--text:{_family(paper.type_family)},var(--serif);"
    dark = _properties((("accent", colours.accent_dark),))
    # Twice the weight of :root, so that these hold wherever they stand.
    sheet = f":root:root{{{light}}}" if light else ""
    if dark or light:
        kept = dark or "--accent:#ff8f87;"
        sheet += f"@media (prefers-color-scheme:dark){{:root:root{{--paper:#161411;--ink:#ece6db;{kept}}}}}"
    return sheet


def _properties(pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(f"--{name}:{value};" for name, value in pairs if value)


def _family(name: str) -> str:
    """Font names as CSS may hold them: letters, digits, spaces and commas; anything else is left out."""
    names = (re.sub(r"[^\w -]", "", each).strip() for each in name.split(","))
    return ",".join(f'"{each}"' for each in names if each)


def minified(css: str) -> str:
    """A style sheet without comments and needless spaces."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,]) ?", r"\1", css)
    css = re.sub(r"(?<=[{;])([\w-]+): ", r"\1:", css)
    return css.replace(";}", "}").strip()


@cache
def code_digest() -> bytes:
    """A digest of the code that makes pages: another version of it may give other bytes."""
    folders = (_HERE, _HERE.parents[2] / "edition")
    paths = sorted(path for folder in folders for path in folder.glob("*.py"))
    digest = hashlib.blake2b(digest_size=16)
    for path in (*paths, _HERE.parents[1] / "pictures.py"):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.digest()
