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

_ENVIRONMENT = {**os.environ, "PYTHONPATH": ":".join(sys.path)}

_MAKE = """
import json, sys, time
from pathlib import Path
from broadsheet.site.setup import Administrator, make_paper
editor = Administrator(name="editor", password="a long pass phrase")
make_paper(Path(sys.argv[1]), name="The Harbour Lamp", administrator=editor)
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from broadsheet.newsroom.actions.new_story import NewStory
user = get_user_model().objects.get(username="editor")
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
stories = [NewStory(headline=headline, language="en").execute(user).pk for headline in sys.argv[2:]]
print(json.dumps({"session": session.session_key, "stories": stories}))
"""

_SERVE = """
import sys
from pathlib import Path
from broadsheet.site.server import serve
sys.exit(serve(Path(sys.argv[1]), port=int(sys.argv[2]), ready=lambda: print("ready", flush=True)))
"""


@dataclass(frozen=True)
class Newsroom:
    """A served newsroom: its root, the session of its administrator, the numbers of its first stories."""

    folder: Path
    root: str
    session: str
    stories: list[int]

    def page(self, browser: Any, **options: Any) -> Any:
        """A new page, signed in."""
        context = browser.new_context(**options)
        context.add_cookies(
            [{"name": "broadsheet_session", "value": self.session, "domain": "127.0.0.1", "path": "/newsroom/"}]
        )
        return context.new_page()

    def edit(self, story: int) -> str:
        """The address of a story's screen."""
        return f"{self.root}newsroom/pages/{story}/edit/"


@contextmanager
def served_newsroom(folder: Path, *headlines: str) -> Iterator[Newsroom]:
    """A newsroom with a draft for each headline; it ends with the block."""
    made = subprocess.run(
        [sys.executable, "-c", _MAKE, folder, *headlines], env=_ENVIRONMENT, check=True, capture_output=True, text=True
    )
    said = json.loads(made.stdout.splitlines()[-1])
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVE, folder, str(port)], env=_ENVIRONMENT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout.readline() == "ready\n"
        yield Newsroom(folder, f"http://127.0.0.1:{port}/", said["session"], said["stories"])
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
