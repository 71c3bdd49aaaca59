"""Taking in the paper's own line: masthead, navigation, calls, notice, publisher."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from broadsheet.edition.blocks import Call
from broadsheet.edition.paper import LanguageVersion, Link, Notice
from broadsheet.importers.records import ImportedPaperSettings
from broadsheet.newsroom.blocks.front import ADDRESSES
from broadsheet.newsroom.intake.bulk import as_stored
from broadsheet.newsroom.intake.desk import Desk
from broadsheet.newsroom.intake.lines import Step, remember
from broadsheet.newsroom.intake.pictures import take_in_pictures
from broadsheet.newsroom.intake.stored_body import BodyWriter
from broadsheet.newsroom.models import HomePage, PaperSettings

SOURCE_ID = "the paper itself"
AS_WRITTEN = "the paper itself, as it was written"
"""The line whose digest is that of the fronts and settings after the last import."""

FRONT_COLUMNS = (
    *("title", "tagline", "navigation", "footer", "calls", "pins"),
    *("notice_text", "notice_page_id", "notice_link", "notice_ends"),
)
SETTINGS_COLUMNS = (
    *("name", "publisher", "licence", "contact", "founded", "social", "logo_id", "type_family"),
    *("accent", "accent_dark", "paper_colour", "ink", "redirect_stubs"),
    *("print_line", "four_eyes", "style_list", "forget_accounts_after", "old_comments_shown"),
)


def take_in_settings(settings: ImportedPaperSettings, desk: Desk) -> None:
    """Have the fronts and the paper's settings say what the line says."""
    step = desk.lines.step(SOURCE_ID, settings.digest, overwrite=desk.overwrite)
    if step is Step.LEAVE:
        return
    if not desk.overwrite and (step is Step.LEAVE_EDITED or _edited(desk)):
        desk.tell_edited("paper", settings.where, settings.name)
        return
    take_in_pictures(settings.images, settings.where, desk.targets, desk.tally)
    with transaction.atomic():
        for version in settings.languages:
            if desk.speaks(version.code, "language", settings.where, version.code):
                _front(desk.home(version.code), version, settings, desk)
        _settings(settings, desk)
        main = desk.home(settings.language or settings.languages[0].code) if settings.languages else None
        main = main or HomePage.objects.order_by("path").first()
        if main is not None:
            remember(SOURCE_ID, settings.digest, main.pk, unknown=settings.unknown)
            remember(AS_WRITTEN, _state(), main.pk)


def _edited(desk: Desk) -> bool:
    """Whether somebody changed the fronts or the paper's settings since an import, or the making of the paper, did."""
    written = desk.lines.known.get(AS_WRITTEN)
    if written is not None:
        return written.digest != _state()
    fronts = HomePage.objects.filter(latest_revision__isnull=False)
    return fronts.exists() or _settings_state(PaperSettings.load()) != _settings_state(PaperSettings())


def _state() -> str:
    """The digest of everything that the paper's line can say, as it stands in the newsroom."""
    fronts = HomePage.objects.order_by("pk")
    said = [[_plain(front, name) for name in FRONT_COLUMNS] for front in fronts]
    return hashlib.sha256(json.dumps([said, _settings_state(PaperSettings.load())], default=str).encode()).hexdigest()


def _settings_state(row: PaperSettings) -> list[Any]:
    return [_plain(row, name) for name in SETTINGS_COLUMNS]


def _plain(row: Any, name: str) -> Any:
    value = getattr(row, name)
    return list(value.raw_data) if hasattr(value, "raw_data") else value


def _front(front: HomePage, version: LanguageVersion, settings: ImportedPaperSettings, desk: Desk) -> None:
    writer = BodyWriter(f"front {version.code}", desk.targets)
    front = HomePage.objects.get(pk=front.pk)
    values: dict[str, Any] = {
        "title": (version.title or settings.name)[:255],
        "draft_title": (version.title or settings.name)[:255],
        "tagline": version.tagline[:255],
        "navigation": writer.links(_leading(version.navigation, settings.where, desk)),
        "footer": writer.links(_leading(version.footer, settings.where, desk)),
        "calls": writer.calls(_leading(version.calls, settings.where, desk)),
        "pins": writer.pins(version.pins),
        **_notice(version.notice, settings.where, desk),
    }
    for name, value in values.items():
        setattr(front, name, as_stored(HomePage, name, value))
    front.save(clean=False)
    if front.latest_revision_id is not None:
        front.save_revision(clean=False, changed=False).publish()


def _leading[T: (Link, Call)](links: Iterable[T], where: str, desk: Desk) -> list[T]:
    """Those that lead to a page of the paper or to an address; the others are told."""
    kept: list[T] = []
    for link in links:
        if link.target.startswith(ADDRESSES) or desk.targets.known(link.target) is not None:
            kept.append(link)
        else:
            desk.lose(
                "link", where, link.target, f"what “{link.label}” leads to is not in this source nor in the paper."
            )
    return kept


def _notice(notice: Notice | None, where: str, desk: Desk) -> dict[str, Any]:
    """The columns of a notice; a target that is neither here nor an address is told, and the words stay."""
    link = notice.link if notice else ""
    page = desk.targets.known(link) if link else None
    if link and page is None and not link.startswith(ADDRESSES):
        desk.lose("link", where, link, "the page the notice leads to is not in this source nor in the paper.")
        link = ""
    return {
        "notice_text": notice.text[:255] if notice else "",
        "notice_page_id": page,
        "notice_link": "" if page else link[:500],
        "notice_ends": notice.ends if notice else None,
    }


def _settings(settings: ImportedPaperSettings, desk: Desk) -> None:
    row = PaperSettings.load()
    writer = BodyWriter("paper", desk.targets)
    row.name = settings.name[:255]
    row.publisher = settings.publisher[:255]
    row.licence = settings.licence[:255]
    row.contact = settings.contact[:255]
    row.founded = settings.founded[:255]
    row.social = as_stored(PaperSettings, "social", writer.links(_leading(settings.social, settings.where, desk)))
    for name, value in _said(settings, desk).items():
        if value is not None:
            setattr(row, name, value)
    row.save()


def _said(settings: ImportedPaperSettings, desk: Desk) -> dict[str, Any]:
    """The columns of what the line may leave unsaid: None is not said."""
    colours = settings.colours
    return {
        "logo_id": desk.targets.images.get(settings.logo) if settings.logo else None,
        "type_family": None if settings.type_family is None else settings.type_family[:255],
        "accent": colours and colours.accent,
        "accent_dark": colours and colours.accent_dark,
        "paper_colour": colours and colours.paper,
        "ink": colours and colours.ink,
        "redirect_stubs": settings.redirect_stubs,
        "print_line": None if settings.print_line is None else min(settings.print_line, 32767),
        "four_eyes": settings.four_eyes,
        "style_list": settings.style_list,
        "forget_accounts_after": settings.forget_accounts_after,
        "old_comments_shown": settings.old_comments_shown,
    }
