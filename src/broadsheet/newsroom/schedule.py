"""What editors scheduled: publishing and taking down at a moment, by the worker's own clock and no one else's."""

import logging
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db.models import Min
from django.utils import timezone
from wagtail.log_actions import log as log_deed
from wagtail.models import Page, Revision

from broadsheet.newsroom.actions.closing import close_due
from broadsheet.newsroom.actions.publishing import unschedule
from broadsheet.newsroom.models import ArticlePage, IssuePage
from broadsheet.newsroom.paper import written_moment

log = logging.getLogger("broadsheet.worker")


def next_due() -> datetime | None:
    """The next moment at which something is to appear or to go."""
    appears = Revision.objects.filter(approved_go_live_at__isnull=False).aggregate(at=Min("approved_go_live_at"))["at"]
    goes = Page.objects.filter(live=True, expire_at__isnull=False).aggregate(at=Min("expire_at"))["at"]
    closes = IssuePage.objects.filter(close_at__isnull=False, close_refusal="").aggregate(at=Min("close_at"))["at"]
    moments = [moment for moment in (appears, goes, closes) if moment is not None]
    return min(moments) if moments else None


def _drop_refused() -> None:
    """Forget the time of a story that may not appear yet; its history says so, and the others go out."""
    for revision in Revision.objects.filter(approved_go_live_at__lte=timezone.now()):
        page = revision.as_object()
        if isinstance(page, ArticlePage) and page.embargoed and page.embargo is not None:
            unschedule(revision)
            log_deed(page, "newsroom.not_yet", data={"note": f"not before {written_moment(page.embargo)}"})


def publish_due() -> None:
    """Publish, take down and close whatever is due; nothing is asked of the database's clock."""
    moment = next_due()
    if moment is None or moment > timezone.now():
        return
    close_due(timezone.now())
    _drop_refused()
    try:
        call_command("publish_scheduled", verbosity=0)
    except ValidationError as error:
        log.error("Something scheduled could not be published: %s", "; ".join(error.messages))  # noqa: TRY400
