"""The door in a real browser: a code, a passkey, and screens on which the browser stops no script."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest

from broadsheet.newsroom.accounts.codes import code_at
from tests.site.serving import free_port

pytestmark = pytest.mark.browser
PASSWORD = "a long enough password"

MAKE = """
import sys
from pathlib import Path
from broadsheet.site.setup import Administrator, make_paper
make_paper(Path(sys.argv[1]), address=sys.argv[2], administrator=Administrator(name="keeper", password=sys.argv[3]))
from django.contrib.auth import get_user_model
from broadsheet.newsroom.accounts.factor import set_up_app
print(set_up_app(get_user_model().objects.get()))
"""

SERVE = """
import sys
from pathlib import Path
from broadsheet.site.server import serve
sys.exit(serve(Path(sys.argv[1]), port=int(sys.argv[2]), ready=lambda: print("ready", flush=True)))
"""


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The address of a newsroom, and the secret of its keeper's authenticator app."""
    folder, port = tmp_path_factory.mktemp("door") / "lamp", free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "BROADSHEET_"))}
    environment = kept | {"PYTHONPATH": ":".join(sys.path)}
    address = f"http://localhost:{port}/"
    make = [sys.executable, "-c", MAKE, str(folder), address, PASSWORD]
    secret = subprocess.run(make, env=environment, check=True, capture_output=True, text=True).stdout.strip()
    serve = [sys.executable, "-c", SERVE, str(folder), str(port)]
    process = subprocess.Popen(serve, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n"
    yield address + "newsroom/", secret
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)


def _give_name_and_password(page: Any, newsroom: str) -> None:
    page.goto(newsroom)
    page.fill("[name=login]", "keeper")
    page.fill("[name=password]", PASSWORD)
    page.click("button:has-text('Log in')")
    page.wait_for_url("**/authenticate/")


def test_a_code_and_then_a_passkey_open_the_newsroom(browser: Any, newsroom: tuple[str, str]) -> None:
    address, secret = newsroom
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    stopped: list[str] = []
    page.on("console", lambda message: stopped.append(message.text) if "Content Security" in message.text else None)
    _give_name_and_password(page, address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.fill("[name=code]", code_at(secret, time.time()))
    page.click("button:has-text('Log in') >> nth=0")
    page.wait_for_url(address)

    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    authenticator = {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "isUserVerified": True}
    options = authenticator | {"automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto(f"{address}account/factor/webauthn/add/")
    if page.locator("[name=password]").count():  # asked once more who it is
        page.fill("[name=password]", PASSWORD)
        page.click("button:has-text('Go on')")
    page.click("#passkey")
    page.wait_for_url("**/account/factor/")
    assert "Your passkey is set up" in page.inner_text("main")

    page.goto(f"{address}logout/")
    page.click("button:has-text('Log out')")
    _give_name_and_password(page, address)
    page.click("#passkey")
    page.wait_for_url(address)
    page.goto(f"{address}stories/new/")
    page.fill("[name=headline]", "Ferry to run at night")
    page.click("button:has-text('Begin writing')")
    page.wait_for_load_state("networkidle")
    assert page.locator("[data-draftail-editor-wrapper], [data-streamfield-stream-container]").count()
    assert stopped == []
    context.close()
