"""Making a paper: its folder, its settings file, its newsroom with an empty tree, and the first administrator."""

from dataclasses import dataclass
from pathlib import Path

from broadsheet.errors import SettingRefusedError
from broadsheet.site import open_newsroom
from broadsheet.site.paper_file import FILE_NAME, read_paper_file, written_paper_file
from broadsheet.site.secret_key import make_secret_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Administrator:
    """
    The first account. The password is stored as a hash only; the second factor is set up at the first login.

    `is_demonstration`: its secrets are printed for all to see, so it works on this machine only.
    """

    name: str
    password: str
    is_demonstration: bool = False


def make_paper(
    folder: Path,
    *,
    name: str = "A new paper",
    address: str = "http://localhost:8000/",
    languages: tuple[tuple[str, str], ...] = (("en", "English"),),
    timezone: str = "UTC",
    database: str = "newsroom.db",
    administrator: Administrator | None = None,
) -> None:
    """
    Make an empty paper in `folder` and set Django up for it.

    A folder that holds a paper already keeps its settings and content; what is missing is added.
    Raises SettingRefusedError when a value cannot be used or the folder holds something else.
    """
    lay_out(folder, name=name, address=address, languages=languages, timezone=timezone, database=database)
    open_newsroom(folder)
    prepare_newsroom()
    if administrator is not None:
        make_administrator(administrator)


def lay_out(
    folder: Path, *, name: str, address: str, languages: tuple[tuple[str, str], ...], timezone: str, database: str
) -> None:
    """Write the files of a paper that are not its databases."""
    settings_file = folder / FILE_NAME
    if not settings_file.exists():
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise SettingRefusedError(f"{folder} is not empty and holds no paper; name a new or an empty folder.")
        folder.mkdir(parents=True, exist_ok=True)
        text = written_paper_file(name=name, address=address, languages=languages, timezone=timezone, database=database)
        settings_file.write_text(text, encoding="utf-8")
        try:
            read_paper_file(folder)
        except SettingRefusedError:
            settings_file.unlink()
            raise
    paper = read_paper_file(folder)
    make_secret_key(paper.secret_key_file)
    for path in (paper.media, paper.destination):
        path.mkdir(parents=True, exist_ok=True)


def prepare_newsroom() -> None:
    """Bring the newsroom's database up to this version and build what is missing of its tree of pages."""
    from django.core.management import call_command

    from broadsheet.newsroom.accounts.groups import build_groups
    from broadsheet.newsroom.shelves import build_tree
    from broadsheet.site.empty_newsroom import fill_empty_database

    fill_empty_database()
    call_command("migrate", verbosity=0, interactive=False)
    build_tree()
    build_groups()


def somebody_can_log_in() -> bool:
    """Whether the paper whose newsroom is prepared has an account with a password."""
    from django.contrib.auth import get_user_model
    from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

    accounts = get_user_model().objects.filter(is_active=True)
    return bool(accounts.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).exists())


def make_administrator(administrator: Administrator) -> None:
    """Make the account, or give an account of that name a new password and every right."""
    from django.contrib.auth import get_user_model

    from broadsheet.newsroom.models import DemonstrationAccount

    accounts = get_user_model()
    account, _ = accounts.objects.get_or_create(username=administrator.name)
    account.is_staff = account.is_superuser = account.is_active = True
    account.set_password(administrator.password)
    account.save()
    if administrator.is_demonstration:
        DemonstrationAccount.objects.get_or_create(account=account)
