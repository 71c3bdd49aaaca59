"""`broadsheet.toml`: where a paper is read, what it is called, and where its parts lie.

Every path is inside the paper's folder unless the file says otherwise; relative paths start from the folder.
"""

import tomllib
import zoneinfo
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from broadsheet.errors import PaperNotFoundError, SettingRefusedError
from broadsheet.site.paper_hosts import Host, hosts_from
from broadsheet.tree.destination import is_remote

FILE_NAME = "broadsheet.toml"
SECRET_KEY_FILE_NAME = "secret.key"  # noqa: S105 -- a name, not the key


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFile:
    """What `broadsheet.toml` says, with every default filled in and every path absolute.

    `public_address` ends with a slash, and so does `newsroom_address`, under which the newsroom lies at `newsroom/`:
    the public one unless the file names a host of its own for it. `languages` pairs codes (BCP 47) with names; the
    paper's own language is first. `database` is an address such as `postgresql://user@host/name`, or the path of an
    SQLite file.
    """

    folder: Path
    name: str
    public_address: str
    newsroom_address: str
    languages: tuple[tuple[str, str], ...]
    timezone: str
    database: str
    edition: Path
    media: Path
    destination: Path
    secret_key_file: Path
    hosts: tuple[Host, ...] = ()

    @property
    def language(self) -> str:
        """The paper's own language: the one whose pages have no language code in their address."""
        return self.languages[0][0]


def read_paper_file(folder: Path) -> PaperFile:
    """Read `broadsheet.toml` in `folder`; raise PaperNotFoundError or SettingRefusedError, naming the remedy."""
    path = folder / FILE_NAME
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise PaperNotFoundError(
            f"There is no paper in {folder}: {FILE_NAME} is missing. Make one with `broadsheet init {folder}`."
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingRefusedError(f"{path} is not valid TOML: {error}. Correct that line.") from error
    return paper_file_from(content, folder.resolve())


def paper_file_from(content: dict[str, Any], folder: Path) -> PaperFile:
    """The paper described by the parsed table `content`, lying in `folder`."""
    database = _text(content, "database", "newsroom.db")
    address = _text(content, "address", "http://localhost:8000/")
    media = folder / _text(content, "media", "media")
    destination = folder / (printed := _text(content, "destination", "site"))
    if is_remote(printed):
        raise SettingRefusedError(
            f"{FILE_NAME}: `destination` is the paper's own folder. Name a bucket or web host in a table [[hosts]]."
        )
    return PaperFile(
        folder=folder,
        name=_text(content, "name", "A new paper"),
        public_address=_whole_address("address", address),
        newsroom_address=_whole_address("newsroom_address", _text(content, "newsroom_address", address)),
        languages=_languages(content),
        timezone=_timezone(_text(content, "timezone", "UTC")),
        database=database if "://" in database or database == ":memory:" else str(folder / database),
        edition=folder / _text(content, "edition", "edition.db"),
        media=media,
        destination=destination,
        secret_key_file=folder / SECRET_KEY_FILE_NAME,
        hosts=hosts_from(content.get("hosts", []), folder, (media.resolve(), destination.resolve())),
    )


def written_paper_file(
    *, name: str, address: str, languages: tuple[tuple[str, str], ...], timezone: str, database: str = "newsroom.db"
) -> str:
    """The text of a `broadsheet.toml` that `read_paper_file` reads back as said."""
    lines = [
        "# The settings of this paper. How each is used: docs/reference/settings.",
        f"name = {quoted(name)}",
        f"address = {quoted(address)}",
        "# Where editors work, on a host of its own once readers come: https://desk.example.org/",
        f"# newsroom_address = {quoted(address)}",
        f"timezone = {quoted(timezone)}",
        f"database = {quoted(database)}",
        'edition = "edition.db"',
        'media = "media"',
        'destination = "site"',
        "",
        "# The first language is the paper's own; pages of the others lie under /code/.",
    ]
    for code, language_name in languages:
        lines += ["[[languages]]", f"code = {quoted(code)}", f"name = {quoted(language_name)}", ""]
    return "\n".join(lines)


def _text(content: dict[str, Any], key: str, default: str) -> str:
    value = content.get(key, default)
    if not isinstance(value, str) or not value.strip():
        raise SettingRefusedError(f'{FILE_NAME}: `{key}` must be text in quotes, such as "{default}".')
    return value.strip()


def _whole_address(key: str, address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment:
        raise SettingRefusedError(
            f"{FILE_NAME}: `{key}` is {address!r}; write the whole address, such as https://example.org/."
        )
    return address.rstrip("/") + "/"


def _timezone(name: str) -> str:
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        raise SettingRefusedError(
            f"{FILE_NAME}: there is no time zone {name!r}; write one such as Europe/London or UTC."
        ) from None
    return name


def _languages(content: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    listed = content.get("languages", [{"code": content.get("language", "en")}])
    languages = []
    for entry in listed if isinstance(listed, list) else [listed]:
        code = entry.get("code") if isinstance(entry, dict) else entry
        if not isinstance(code, str) or not code.strip():
            raise SettingRefusedError(f'{FILE_NAME}: each of `languages` needs a code, such as code = "en".')
        name = entry.get("name", code) if isinstance(entry, dict) else code
        languages.append((code.strip().lower(), str(name)))
    if not languages or len(dict(languages)) != len(languages):
        raise SettingRefusedError(f"{FILE_NAME}: `languages` must name at least one language, and each once.")
    return tuple(languages)


def quoted(text: str) -> str:
    """Text as TOML has it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'
