"""`python -m … FOLDER write|remove`: a whole paper on the disk with a name everywhere, printed; then without it."""

import sys
from datetime import UTC, datetime
from pathlib import Path


def main(folder: Path, step: str) -> None:
    """Write the paper and print it, or remove the name and print again."""
    from broadsheet.site import configure
    from broadsheet.site.setup import Administrator, make_administrator, make_paper

    if step == "write":
        make_paper(folder, name="The Quay", languages=(("en", "English"), ("ru", "Русский")))
        make_administrator(Administrator(name="editor", password="a long enough password"))
    else:
        configure(folder)
    from django.contrib.auth import get_user_model
    from django.db import connections

    from broadsheet.newsroom.actions.removing_names import RemoveName
    from broadsheet.newsroom.compose import compose, note_everything
    from broadsheet.site.pressing import press_job
    from tests.newsroom.test_removing_a_name import SPELLINGS, a_paper_with_the_name_everywhere

    if step == "write":
        a_paper_with_the_name_everywhere()
        note_everything()
    else:
        RemoveName(spellings=SPELLINGS).execute(get_user_model().objects.get(username="editor"))
    refusals = compose().refusals
    if refusals:
        raise SystemExit(str(refusals))
    connections.close_all()
    report = press_job(folder, now=datetime(2026, 11, 24, tzinfo=UTC)).run()
    if report.failures:
        raise SystemExit(str(report.failures))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
