"""
The order of an import: files and subjects first, stories as they come, then issues, links left open, the paper itself.

Every step is whole or not done; killed between steps, the next import of the same source does the rest, since each line
is remembered in the transaction that made its page.
"""

from datetime import datetime

from django.utils import timezone

from broadsheet.importers.records import ImportedPaper
from broadsheet.importers.report import Report
from broadsheet.newsroom.intake.closing import close_open_links
from broadsheet.newsroom.intake.comments import take_in_comments
from broadsheet.newsroom.intake.desk import Desk
from broadsheet.newsroom.intake.issues import take_in_issues
from broadsheet.newsroom.intake.media import Media
from broadsheet.newsroom.intake.menus import take_in_menus
from broadsheet.newsroom.intake.originals import take_in_originals
from broadsheet.newsroom.intake.settings import take_in_settings
from broadsheet.newsroom.intake.stories import take_in_stream
from broadsheet.newsroom.intake.subjects import take_in_subjects


def take_in(
    paper: ImportedPaper, *, overwrite: bool = False, now: datetime | None = None, media: Media | None = None
) -> Report:
    """
    Take a whole source into the newsroom and report what was lost.

    Published stories are in the outbox when it returns; `compose` brings them into the edition. A line that did not
    change since its last import does nothing; one edited in the newsroom since is left alone unless `overwrite`.
    `media` says which pictures are had; without it those that lie in the source.
    """
    moment = (now or timezone.now()).replace(microsecond=0)
    desk = Desk.lay(paper.tally, moment, overwrite=overwrite, media=media)
    take_in_originals(paper.originals, desk)
    take_in_subjects(paper, desk)
    wishes = take_in_stream(paper.records, desk)
    take_in_issues(paper.issues, wishes, desk)
    close_open_links(desk)
    take_in_comments(paper.comments, desk)
    take_in_menus(paper.menus, desk)
    if paper.settings is not None:
        take_in_settings(paper.settings, desk)
    desk.targets.media.settle()
    return paper.tally.report()
