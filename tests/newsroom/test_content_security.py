"""What a browser may load and run on the newsroom's screens."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from broadsheet.newsroom.compose import compose, note_everything
from tests.newsroom.making import draft_story
from tests.newsroom.signing_in import NewsroomClient

pytestmark = pytest.mark.django_db


class Scripts(HTMLParser):
    """The scripts of a page that would run: whether they lie in it, and the word each carries."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.handlers: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        found = dict(attrs)
        self.handlers += [name for name in found if name.startswith("on")]
        if tag == "script" and "src" not in found and found.get("type", "text/javascript") == "text/javascript":
            self.inline.append(found.get("nonce", ""))


def _policy(answer: Any) -> dict[str, list[str]]:
    parts = [part.split() for part in answer.headers["Content-Security-Policy"].split("; ")]
    return {name: values for name, *values in parts}


@pytest.fixture
def editor(client: NewsroomClient) -> NewsroomClient:
    client.force_login(get_user_model().objects.get(username="editor"))
    return client


@pytest.mark.parametrize(
    "path", ["", "login/", "stories/", "people/", "account/factor/", "choose-page/", "nothing/here/"]
)
def test_every_answer_of_the_newsroom_says_what_may_run(path: str, editor: NewsroomClient) -> None:
    policy = _policy(editor.get(f"/newsroom/{path}"))
    assert policy["default-src"] == ["'none'"]
    assert policy["frame-ancestors"] == ["'self'"]
    assert policy["script-src"][0] == "'self'"
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*"} & set(policy["script-src"])
    assert policy["style-src"] == ["'self'"]


def test_the_scripts_of_a_storys_form_run_and_no_others(editor: NewsroomClient) -> None:
    page = draft_story('<script>alert("a headline")</script>', standfirst="<script>alert(1)</script>")
    answer = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    allowed = [value for value in _policy(answer)["script-src"] if value.startswith("'nonce-")]
    scripts = Scripts(answer.content.decode())
    assert len(allowed) == 1
    assert len(scripts.inline) > 3
    assert {f"'nonce-{nonce}'" for nonce in scripts.inline} == set(allowed)
    assert scripts.handlers == []


def test_the_word_is_the_sessions_own(editor: NewsroomClient) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[draft_story().pk])
    words = [re.findall(r"'nonce-[^']+'", editor.get(address).headers["Content-Security-Policy"]) for _ in range(2)]
    other = NewsroomClient()
    other.force_login(get_user_model().objects.get(username="editor"))
    assert words[0] == words[1]
    assert re.findall(r"'nonce-[^']+'", other.get(address).headers["Content-Security-Policy"]) != words[0]


def test_in_a_preview_nothing_runs(editor: NewsroomClient, edition_file: Path) -> None:
    page = draft_story("Cranes stand still")
    page.save_revision()
    note_everything()
    compose()
    answer = editor.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert "Cranes stand still" in answer.content.decode()
    policy = _policy(answer)
    assert "allow-scripts" not in policy["sandbox"]
    assert policy["frame-ancestors"] == ["'self'"]
