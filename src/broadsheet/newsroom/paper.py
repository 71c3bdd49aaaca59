"""What the newsroom must know of the paper it belongs to: its folders, time zone and languages.

The composition root puts the paper into Django's settings as `PAPER`; the newsroom sees only this much of it.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol, cast
from zoneinfo import ZoneInfo

from django.conf import settings

from broadsheet.tree.destination import BucketAddress, HostAddress


class PaperFolder(Protocol):
    """Where the paper lies and what its settings file says."""

    @property
    def folder(self) -> Path:
        """The paper's own folder."""

    @property
    def name(self) -> str:
        """The paper's name until an editor writes another."""

    @property
    def public_address(self) -> str:
        """The public root, with its final slash."""

    @property
    def languages(self) -> tuple[tuple[str, str], ...]:
        """Codes and names; the paper's own language first."""

    @property
    def timezone(self) -> str:
        """The name of the paper's time zone."""

    @property
    def edition(self) -> Path:
        """The file of the edition store."""

    @property
    def media(self) -> Path:
        """The folder of originals."""

    @property
    def destination(self) -> Path:
        """The folder of the printed tree."""

    @property
    def hosts(self) -> Sequence[BucketAddress | HostAddress]:
        """Buckets and web hosts that get what is printed into that folder."""


def current_paper() -> PaperFolder:
    """The paper this process serves."""
    return cast("PaperFolder", settings.PAPER)


def paper_month(moment: datetime) -> str:
    """YYYY-MM of a moment, in the paper's time zone."""
    local = moment.astimezone(ZoneInfo(current_paper().timezone))
    return f"{local.year:04}-{local.month:02}"


def written_moment(moment: datetime) -> str:
    """A moment as people write it, in the paper's time zone: `Thu 26 November 2026, 18:00`."""
    local = moment.astimezone(ZoneInfo(current_paper().timezone))
    return f"{local:%a} {local.day} {local:%B %Y, %H:%M}"
