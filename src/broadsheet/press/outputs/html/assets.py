"""Style sheet, scripts and icons, the web manifest, and what crawlers are told."""

import json

from broadsheet.edition.late import dataclass
from broadsheet.press.output import Rank
from broadsheet.press.outputs.html.links import absolute
from broadsheet.press.outputs.html.shared import Frame, frame
from broadsheet.press.outputs.html.theme import Theme
from broadsheet.press.printing import recipe_of
from broadsheet.press.reader import Reader
from broadsheet.tree.artifact import Spec


class AssetMaker:
    """Makes the files under `_a/` that are the theme's own."""

    name = "html.asset"
    rank = Rank.ASSET

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def recipe(self) -> bytes:
        """The theme's sources."""
        return self._theme.recipe("base.html")

    def gather(self, spec: Spec, reader: Reader) -> bytes | None:
        """The file's bytes themselves: they follow from the paper's settings and the theme."""
        paper = reader.paper()
        return self._theme.asset_files(paper).get(spec.path)

    def print(self, view: bytes) -> bytes:
        """The bytes."""
        return view


class ManifestMaker:
    """Makes the web manifest of a language."""

    name = "html.manifest"
    rank = Rank.INDEX

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def recipe(self) -> bytes:
        """The theme's sources."""
        return self._theme.recipe("base.html")

    def gather(self, spec: Spec, reader: Reader) -> Frame:
        """The frame says it all."""
        return frame(reader, spec.language)

    def print(self, view: Frame) -> bytes:
        """The manifest as JSON; its links are relative to itself."""
        up = "../" * view.root.count("/")
        words = self._theme.catalogue.of(view.language)
        value = {
            "name": view.name,
            "short_name": view.name[:12],
            "description": view.tagline or view.name,
            "lang": view.language,
            "dir": words.direction,
            "id": "./",
            "start_url": "./index.html",
            "scope": "./",
            "display": "minimal-ui",
            "background_color": "#fffdf9",
            "theme_color": "#fffdf9",
            "icons": [
                {"src": up + path, "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any"}
                for size, path in (
                    (512, view.assets.large_icon),
                    (192, view.assets.home_icon),
                    (32, view.assets.icon),
                )
            ],
        }
        return json.dumps(value, ensure_ascii=False, indent=1).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """What robots.txt says: where the site is."""

    address: str


class RobotsMaker:
    """Makes robots.txt: everything may be read but the newsroom; the sitemap's address."""

    name = "html.robots"
    rank = Rank.INDEX

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def recipe(self) -> bytes:
        """The code alone."""
        return recipe_of((self._theme.recipe("base.html"),))

    def gather(self, spec: Spec, reader: Reader) -> Robots:  # there is one
        """The paper's address."""
        return Robots(address=reader.paper().address)

    def print(self, view: Robots) -> bytes:
        """The file's text."""
        lines = ("User-agent: *", "Disallow: /newsroom/", "", f"Sitemap: {absolute(view.address, 'sitemap.xml')}", "")
        return "\n".join(lines).encode()
