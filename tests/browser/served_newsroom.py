"""A newsroom with a paper of its own, served on a free port, and a browser that is signed in."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.site.serving import free_port

PASSWORD = "a long pass phrase"
"""Everybody's."""

_ENVIRONMENT = {**os.environ, "PYTHONPATH": ":".join(sys.path)}

_MAKE = """
import json, sys, time
from pathlib import Path
from broadsheet.site.setup import Administrator, make_paper
folder, asked = Path(sys.argv[1]), json.loads(sys.argv[2])
make_paper(folder, name="The Harbour Lamp", administrator=Administrator(name="editor", password="a long pass phrase"))
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.auth.models import Group
from django.contrib.sessions.backends.db import SessionStore
from broadsheet.newsroom.accounts.factor import set_up_app
from broadsheet.newsroom.actions.new_story import NewStory

def signed_in(user):
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    shown = {"at": time.time()}
    session["account_authentication_methods"] = [
        {"method": "password"} | shown,
        {"method": "mfa", "type": "totp", "reauthenticated": True} | shown,
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.create()
    return session.session_key

accounts = get_user_model().objects
editor = accounts.get(username="editor")
sessions, secrets = {"editor": signed_in(editor)}, {}
for name, role in asked["people"].items():
    person = accounts.create_user(username=name, password=asked["password"])
    person.groups.add(Group.objects.get(name=role))
    sessions[name] = signed_in(person)
    secrets[name] = set_up_app(person)
stories = [NewStory(headline=headline, language="en").execute(editor).pk for headline in asked["headlines"]]
print(json.dumps({"sessions": sessions, "secrets": secrets, "stories": stories}))
"""

_SERVE = """
import sys
from pathlib import Path
from broadsheet.site.server import serve
sys.exit(serve(Path(sys.argv[1]), port=int(sys.argv[2]), ready=lambda: print("ready", flush=True)))
"""


@dataclass(frozen=True)
class Newsroom:
    """A served newsroom: its root, a session and an app's secret for each account, the numbers of its first stories."""

    folder: Path
    root: str
    sessions: dict[str, str]
    secrets: dict[str, str]
    stories: list[int]

    def page(self, browser: Any, person: str = "editor", **options: Any) -> Any:
        """A new page on which somebody is signed in; without a name, the administrator."""
        context = browser.new_context(**options)
        where = {"domain": "127.0.0.1", "path": "/newsroom/"}
        context.add_cookies([{"name": "broadsheet_session", "value": self.sessions[person], **where}])
        return context.new_page()

    def edit(self, story: int) -> str:
        """The address of a story's screen."""
        return f"{self.root}newsroom/pages/{story}/edit/"


@contextmanager
def served_newsroom(folder: Path, *headlines: str, **people: str) -> Iterator[Newsroom]:
    """A newsroom with a draft for each headline and an account for each name, by its role; it ends with the block."""
    asked = json.dumps({"headlines": headlines, "people": people, "password": PASSWORD})
    made = subprocess.run(
        [sys.executable, "-c", _MAKE, folder, asked], env=_ENVIRONMENT, check=True, capture_output=True, text=True
    )
    said = json.loads(made.stdout.splitlines()[-1])
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVE, folder, str(port)], env=_ENVIRONMENT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout.readline() == "ready\n"
        yield Newsroom(folder, f"http://127.0.0.1:{port}/", said["sessions"], said["secrets"], said["stories"])
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
