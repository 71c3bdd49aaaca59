"""The table of words in which stories are found, and what is known already: words, places, and last updates."""

import json
from typing import Any

from django.db import migrations
from django.db.models import F

from broadsheet.newsroom.story_words import texts_of

SQLITE = (
    "CREATE VIRTUAL TABLE newsroom_storywords USING fts5"
    "(headline, words, marks, tokenize = 'unicode61 remove_diacritics 2')",
)
POSTGRESQL = (
    "CREATE TABLE newsroom_storywords (place bigint PRIMARY KEY, words tsvector NOT NULL, marks tsvector NOT NULL)",
    "CREATE INDEX newsroom_storywords_words ON newsroom_storywords USING gin (words)",
    "CREATE INDEX newsroom_storywords_marks ON newsroom_storywords USING gin (marks)",
)
ARCHIVE = -(10**12)
BATCH = 500


def make_table(_apps: Any, editor: Any) -> None:
    for sql in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(sql)


def drop_table(_apps: Any, editor: Any) -> None:
    editor.execute("DROP TABLE newsroom_storywords")


def keep_updates(apps: Any, _editor: Any) -> None:
    """What readers saw as the last update until now."""
    for page in (
        apps.get_model("newsroom", "ArticlePage")
        .objects.filter(last_published_at__gt=F("first_published_at"))
        .only("pk", "last_published_at")
        .iterator(chunk_size=BATCH)
    ):
        apps.get_model("newsroom", "ArticlePage").objects.filter(pk=page.pk).update(revised_at=page.last_published_at)


def enter_stories(apps: Any, editor: Any) -> None:
    """Every story into the list, by when it was last worked on; found by the words of its newest draft."""
    articles = apps.get_model("newsroom", "ArticlePage")
    contents = apps.get_model("wagtailcore", "Revision")
    rows = (
        articles.objects.order_by("pk")
        .values_list(
            "pk", "worked_on", "latest_revision_id", "title", "kicker", "standfirst", "stage", "live",
            "has_unpublished_changes", "section_id", "locale__language_code", "owner_id",
        )
        .iterator(chunk_size=BATCH)
    )  # fmt: skip
    for row in rows:
        content = contents.objects.filter(pk=row[2]).values_list("content", flat=True).first() if row[2] else None
        _enter(apps, editor, row, content or {"title": row[3], "kicker": row[4], "standfirst": row[5]})


def _enter(apps: Any, editor: Any, row: Any, content: Any) -> None:
    pk, worked_on, _revision, _title, _kicker, _standfirst, stage, live, changed, section, language, owner = row
    # Places count microseconds; the number keeps two stories of the same moment apart.
    place = int(worked_on.timestamp() * 1_000_000) + pk % 1000 if worked_on else ARCHIVE + pk
    states = [stage] if not live else ["published", "changed"] if changed else ["published"]
    marks = [f"xstate{state.replace('-', '')}" for state in states]
    marks += [f"xsection{section}"] if section else []
    marks += [f"xlanguage{language.lower().replace('-', '')}"]
    marks += [f"xowner{owner}"] if owner else []
    body = content.get("body")
    if body is None:
        with editor.connection.cursor() as cursor:
            cursor.execute("SELECT body FROM newsroom_articlepage WHERE page_ptr_id = %s", (pk,))
            body = cursor.fetchone()[0]
    stored = json.loads(body) if isinstance(body, str) and body else body or []
    words = " ".join((content.get("kicker") or "", content.get("standfirst") or "", *texts_of(stored)))
    apps.get_model("newsroom", "StoryEntry").objects.create(article_id=pk, place=place)
    values = (place, content.get("title") or "", words, " ".join(marks))
    with editor.connection.cursor() as cursor:
        cursor.execute(_insert(editor.connection.vendor), values)


def _insert(vendor: str) -> str:
    if vendor == "postgresql":
        return (
            "INSERT INTO newsroom_storywords (place, words, marks) "
            "VALUES (%s, to_tsvector('simple', left(%s || ' ' || %s, 900000)), %s::tsvector)"
        )
    return "INSERT INTO newsroom_storywords (rowid, headline, words, marks) VALUES (%s, %s, %s, %s)"


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0008_story_desk")]

    operations = [
        migrations.RunPython(make_table, drop_table),
        migrations.RunPython(keep_updates, migrations.RunPython.noop),
        migrations.RunPython(enter_stories, migrations.RunPython.noop),
    ]
