"""A paper made by `make_paper` can be worked on."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from broadsheet.newsroom.models import ArticlePage
from broadsheet.newsroom.shelves import home_of, month_shelf

pytestmark = pytest.mark.django_db
HOST = {"HTTP_HOST": "quay.example"}


@pytest.fixture
def editor(client: Any) -> Any:
    """A browser signed in as the administrator."""
    from django.contrib.auth import get_user_model

    client.defaults.update(HOST)
    client.force_login(get_user_model().objects.get(username="editor"))
    return client


def test_a_stranger_is_asked_to_sign_in(client: Any) -> None:
    answer = client.get("/newsroom/", **HOST)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/newsroom/login/")


def test_a_stranger_cannot_see_originals(client: Any, media_folder: Path) -> None:
    media_folder.mkdir()
    (media_folder / "draft.txt").write_text("not out yet")
    assert client.get("/newsroom/media/draft.txt", **HOST).status_code == 302


@pytest.mark.parametrize("page_type", ["articlepage"])
def test_an_editor_opens_the_form_of_a_new_story(editor: Any, page_type: str) -> None:
    shelf = month_shelf(home_of("en"), "2026-11")
    answer = editor.get(reverse("wagtailadmin_pages:add", args=["newsroom", page_type, shelf.pk]), secure=True)
    assert answer.status_code == 200
    assert "Web address" in answer.content.decode()


def test_an_editor_makes_a_story_through_the_form(editor: Any) -> None:
    shelf = month_shelf(home_of("en"), "2026-11")
    form = {"title": "Dredger sinks", "slug": "dredger-sinks", "genre": "report", "body-count": "0"}
    for rows in ("bylines", "corrections", "topics", "persons", "branches", "related", "comments"):
        form |= {f"{rows}-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
    form |= {"action-publish": "yes", "picture_caption": "null"}
    answer = editor.post(
        reverse("wagtailadmin_pages:add", args=["newsroom", "articlepage", shelf.pk]), form, secure=True
    )
    assert answer.status_code == 302, answer.context["form"].errors
    assert ArticlePage.objects.get(title="Dredger sinks").live


def test_an_editor_opens_the_papers_settings(editor: Any) -> None:
    assert editor.get("/newsroom/settings/newsroom/papersettings/", secure=True, follow=True).status_code == 200


def test_the_tables_stand_as_the_migrations_say() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
