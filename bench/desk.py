"""
How fast the desks are, and that none of them gets slower as the archive grows.

    .venv/bin/python bench/desk.py              1,000 and 100,000 stories
    .venv/bin/python bench/desk.py 1000

Each size is a new paper in a process of its own, its stories made in bulk (300 to 600 words, 12 sections, 8 owners,
one in a hundred a draft), with an issue for every 30 of them and 200 people. Shown is the median CPU time of the
process (user and system) and the number of queries of a whole request or deed, after one to warm up.
BROADSHEET_BENCH_DATABASE names a PostgreSQL database to use instead.
"""

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from itertools import batched
from pathlib import Path
from statistics import median
from typing import Any

WORDS = "harbour council strike wages ferry school meeting winter rent crane said the of a in they were".split()
ROUNDS = 7
AT_ONCE = 2000
A_WEEK = timedelta(weeks=1)
REPEATED = 40
"""Different texts; more would only take longer to make."""


def cpu() -> float:
    """CPU milliseconds of this process so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return (used.ru_utime + used.ru_stime) * 1000


def fill(stories: int) -> None:
    """So many stories, taken in as an import would."""

    from django.contrib.auth import get_user_model
    from django.db import transaction
    from django.utils import timezone

    from broadsheet.newsroom.intake.bulk import NewPage, Shelves, add_pages
    from broadsheet.newsroom.intake.values import PageValues
    from broadsheet.newsroom.models import ArticlePage, ContainerKind, SectionPage
    from broadsheet.newsroom.shelves import home_of, month_shelf, shelf

    chance, home, shelves, now = random.Random(stories), home_of("en"), Shelves(), timezone.now()
    owners = [get_user_model().objects.create_user(f"writer {number}").pk for number in range(8)]
    sections = []
    for number in range(12):
        section = SectionPage(title=f"Section {number}", locale=home.locale)
        shelf(home, ContainerKind.SECTIONS).add_child(instance=section)
        sections.append(section.pk)
    texts = [" ".join(chance.choices(WORDS, k=chance.randint(300, 600))) for _ in range(REPEATED)]
    add_pages([*issues(home, stories // 30), *people(home)], shelves)
    for batch in batched(range(stories), AT_ONCE):
        month = f"{2000 + batch[0] // 5000}-{1 + batch[0] // 420 % 12:02}"
        parent = month_shelf(home, month)
        with transaction.atomic():
            add_pages(
                [
                    NewPage(
                        parent=parent,
                        permanent_id=uuid.uuid4().hex,
                        title=f"Headline {number} about word{number % 1000}",
                        slug=f"story-{number}",
                        locale_id=home.locale_id,
                        translation_key=uuid.uuid4(),
                        values=PageValues(
                            page_type=ArticlePage,
                            columns={
                                "standfirst": "What happened.",
                                "section_id": sections[number % 12],
                                "owner_id": owners[number % 8],
                                "body": [
                                    {
                                        "type": "text",
                                        "id": uuid.uuid4().hex,
                                        "value": f"<p>{texts[number % REPEATED]}</p>",
                                    }
                                ],
                            },
                        ),
                        live=number % 100 != 0,
                        published=now - timedelta(minutes=stories - number),
                        month=month,
                    )
                    for number in batch
                ],
                shelves,
            )


def issues(home: Any, count: int) -> list[Any]:
    """So many closed issues, a week apart."""
    from broadsheet.newsroom.models import ContainerKind, IssuePage

    first = date(2000, 1, 6)
    return [
        page_of(home, ContainerKind.ISSUES, IssuePage, str(number), {"number": number, "day": first + number * A_WEEK})
        for number in range(10, 10 + count)
    ]


def people(home: Any) -> list[Any]:
    """Those who write, and those written about."""
    from broadsheet.newsroom.models import ContainerKind, PersonPage

    return [page_of(home, ContainerKind.PEOPLE, PersonPage, f"person-{number}", {}) for number in range(200)]


def page_of(home: Any, kind: Any, page_type: Any, slug: str, columns: dict[str, Any]) -> Any:
    """A published page on its shelf, for the bulk import."""
    from django.utils import timezone

    from broadsheet.newsroom.intake.bulk import NewPage
    from broadsheet.newsroom.intake.values import PageValues
    from broadsheet.newsroom.shelves import shelf

    return NewPage(
        parent=shelf(home, kind), permanent_id=uuid.uuid4().hex, title=slug, slug=slug, locale_id=home.locale_id,
        translation_key=uuid.uuid4(), values=PageValues(page_type=page_type, columns=columns), live=True,
        published=timezone.now(),
    )  # fmt: skip


def deeds(owner: Any, desk: Any) -> dict[str, Callable[[], object]]:
    """What is measured, by name."""
    from django.urls import reverse

    from broadsheet.newsroom.actions.holding import NewIssue
    from broadsheet.newsroom.actions.planning import AddHeading, PlaceStory, newest_plan
    from broadsheet.newsroom.actions.publishing import Change, Publish
    from broadsheet.newsroom.models import ArticlePage, IssuePage
    from broadsheet.newsroom.shelves import home_of

    issue = NewIssue(number=9, day=date(2126, 12, 3), language="en").execute(owner)
    AddHeading(issue=issue.pk, title="News").execute(owner)
    heading = newest_plan(IssuePage.objects.get(pk=issue.pk))[1].sections[0].id
    pages = list(ArticlePage.objects.filter(live=True).order_by("-pk")[:30])
    for page in pages:
        PlaceStory(issue=issue.pk, article=page.pk, section=heading).execute(owner)
    page = pages[0]
    stories = reverse("stories")

    def get(address: str, **asked: str) -> Callable[[], object]:
        def ask() -> object:
            answer = desk.get(address, asked)
            if answer.status_code != 200:
                raise RuntimeError(f"{address} answers {answer.status_code}")
            return answer.content

        return ask

    def save() -> None:
        newest = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
        newest.kicker = f"Kept {cpu()}"
        newest.save_revision(user=owner)

    return {
        "board of 30 stories": get(reverse("board", args=[issue.pk])),
        "today": get(reverse("wagtailadmin_home")),
        "all issues": get(reverse("issues")),
        "front": get(reverse("arrange_front", args=[home_of("en").pk])),
        "pictures": get(reverse("pictures")),
        "diary": get(reverse("diary")),
        "people": get(reverse("subjects")),
        "state": get(reverse("state")),
        "list": get(stories),
        "list, drafts of one section": get(stories, state="draft", section=str(page.section_id)),
        "search, a word in every story": get(stories, q="harbour"),
        "search, a rare word": get(stories, q="word77"),
        "search, no story": get(stories, q="harbour zeppelin"),
        "a story's screen": get(reverse("wagtailadmin_pages:edit", args=[page.pk])),
        "save a draft": save,
        "publish": lambda: Publish(article=page.pk, change=Change.SMALL_FIX).execute(owner),
    }


def signed_in(owner: Any) -> Any:
    """A browser that has shown the second factor."""
    from django.test import Client

    desk = Client(headers={"host": "localhost"})
    desk.force_login(owner)
    session, shown = desk.session, {"at": time.time()}
    session["account_authentication_methods"] = [
        {"method": "password"} | shown,
        {"method": "mfa", "type": "totp", "reauthenticated": True} | shown,
    ]
    session["account_authentication_methods_user"] = str(owner.pk)
    session.save()
    return desk


def measure(folder: Path, stories: int) -> None:
    """Make the paper and print a line for each deed."""
    from broadsheet.site import configure
    from broadsheet.site.setup import Administrator, lay_out, make_administrator, prepare_newsroom

    lay_out(
        folder / "paper", name="The Quay", address="http://localhost/", languages=(("en", "English"),), timezone="UTC",
        database=os.environ.get("BROADSHEET_BENCH_DATABASE", "newsroom.db"),
    )  # fmt: skip
    configure(folder / "paper")
    prepare_newsroom()
    make_administrator(Administrator(name="editor", password=uuid.uuid4().hex))

    from django.contrib.auth import get_user_model
    from django.db import connection

    from broadsheet.newsroom.compose import compose, note_everything

    fill(stories)
    note_everything()
    compose()
    connection.cursor().execute("ANALYZE")
    owner = get_user_model().objects.get(username="editor")
    desk = signed_in(owner)
    print(f"{stories:,} stories, {connection.vendor}", flush=True)
    for name, deed in deeds(owner, desk).items():
        queries: list[str] = []

        def count(execute: Any, sql: str, *rest: Any, asked: list[str] = queries) -> Any:
            asked.append(sql)
            return execute(sql, *rest)

        deed()
        with connection.execute_wrapper(count):
            deed()
        spent = []
        for _ in range(ROUNDS):
            before = cpu()
            deed()
            spent.append(cpu() - before)
        print(f"  {name:32} {median(spent):7.0f} ms CPU {len(queries):4} queries", flush=True)


def main() -> None:
    """Each size in a process of its own."""
    match sys.argv[1:]:
        case ["--one", size]:
            with tempfile.TemporaryDirectory() as folder:
                measure(Path(folder), int(size))
        case sizes:
            for size in sizes or ["1000", "100000"]:
                subprocess.run([sys.executable, __file__, "--one", size], check=True)  # noqa: S603 -- ourselves


if __name__ == "__main__":
    main()
