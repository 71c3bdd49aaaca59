"""What serving a paper's folder takes: its tree, its newsroom, its worker."""

import sys
from functools import partial
from pathlib import Path
from typing import cast

from broadsheet.site.paper_file import read_paper_file
from broadsheet.site.server.children import Child
from broadsheet.site.server.messages import Application
from broadsheet.site.server.serving import Served
from broadsheet.site.server.static_application import StaticApplication
from broadsheet.site.server.whole_application import NewsroomApplications
from broadsheet.tree.compression import RECORD


def served_paper(folder: Path, *, host: str, port: int) -> Served:
    """How the paper in a folder is served; PaperNotFoundError when there is none."""
    paper = read_paper_file(folder.resolve())
    worker = Child(
        name="The worker",
        # `--child`: it leaves when its standard input ends, that is, when the server does.
        command=(sys.executable, "-m", "broadsheet.site.worker", str(paper.folder), "--child"),
    )
    return Served(
        tree=paper.destination,
        record=paper.folder / RECORD,
        host=host,
        port=port,
        newsroom=partial(load_newsroom, paper.folder),
        children=(worker,),
    )


def load_newsroom(folder: Path) -> NewsroomApplications:
    """Django, set up for the paper in a folder, and the files its pages need."""
    from broadsheet.site import configure

    configure(folder)
    from django.contrib.staticfiles import finders

    from broadsheet.site.asgi import application
    from broadsheet.site.database import hold_open

    def find(name: str) -> str | None:
        found = finders.find(name)
        return found if isinstance(found, str) else None

    hold_open()
    # Django's own types say the same in other words.
    return NewsroomApplications(pages=cast("Application", application), files=StaticApplication(find))
