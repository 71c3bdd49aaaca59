"""The composition root: makes one Django project out of the rooms and a paper's folder."""

import os
from pathlib import Path

PAPER_VARIABLE = "BROADSHEET_PAPER"


def configure(paper_folder: Path) -> None:
    """Set Django up for the paper in `paper_folder`. One process serves one paper: the first call decides."""
    from broadsheet.site.paper_file import read_paper_file

    read_paper_file(paper_folder)
    os.environ[PAPER_VARIABLE] = str(paper_folder.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = "broadsheet.site.settings"

    import django

    django.setup()


def open_newsroom(paper_folder: Path) -> None:
    """Set Django up for a paper, and see that its database answers; DatabaseUnreachableError if not."""
    configure(paper_folder)
    from broadsheet.site.database import reach_database

    reach_database()
