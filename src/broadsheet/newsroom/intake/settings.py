"""Taking in the paper's own line: masthead, navigation, calls, notice, publisher."""

from typing import Any

from django.db import transaction

from broadsheet.edition.paper import LanguageVersion, Notice
from broadsheet.importers.records import ImportedPaperSettings
from broadsheet.newsroom.blocks.front import ADDRESSES
from broadsheet.newsroom.intake.bulk import as_stored
from broadsheet.newsroom.intake.desk import Desk
from broadsheet.newsroom.intake.lines import Step, remember
from broadsheet.newsroom.intake.stored_body import BodyWriter
from broadsheet.newsroom.models import HomePage, PaperSettings

SOURCE_ID = "the paper itself"


def take_in_settings(settings: ImportedPaperSettings, desk: Desk) -> None:
    """Have the fronts and the paper's settings say what the line says."""
    step = desk.lines.step(SOURCE_ID, settings.digest, overwrite=desk.overwrite)
    if step is Step.LEAVE:
        return
    if step is Step.LEAVE_EDITED:
        desk.tell_edited("paper", settings.where, settings.name)
        return
    with transaction.atomic():
        for version in settings.languages:
            if desk.speaks(version.code, "language", settings.where, version.code):
                _front(desk.home(version.code), version, settings, desk)
        _settings(settings, desk)
        main = desk.home(settings.language or settings.languages[0].code) if settings.languages else None
        main = main or HomePage.objects.order_by("path").first()
        if main is not None:
            remember(SOURCE_ID, settings.digest, main.pk, unknown=settings.unknown)


def _front(front: HomePage, version: LanguageVersion, settings: ImportedPaperSettings, desk: Desk) -> None:
    writer = BodyWriter(f"front {version.code}", desk.targets)
    front = HomePage.objects.get(pk=front.pk)
    values: dict[str, Any] = {
        "title": (version.title or settings.name)[:255],
        "draft_title": (version.title or settings.name)[:255],
        "tagline": version.tagline[:255],
        "navigation": writer.links(version.navigation),
        "footer": writer.links(version.footer),
        "calls": writer.calls(version.calls),
        "pins": writer.pins(version.pins),
        **_notice(version.notice, settings.where, desk),
    }
    for name, value in values.items():
        setattr(front, name, as_stored(HomePage, name, value))
    front.save(clean=False)
    if front.latest_revision_id is not None:
        front.save_revision(clean=False, changed=False).publish()


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
    row.social = as_stored(PaperSettings, "social", writer.links(settings.social))
    row.save()
