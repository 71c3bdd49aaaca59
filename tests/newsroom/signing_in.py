"""Browsers that are logged in, with the second factor: the one way for all tests of the newsroom."""

import time
from typing import Any

from django.test import Client

from broadsheet.newsroom.accounts.codes import code_at
from broadsheet.newsroom.roles import Role
from tests.newsroom.people import account

HOST = "quay.example"
PASSWORD = "a long enough password"


class NewsroomClient(Client):
    """A browser at the newsroom's address, over https. `force_login` also shows the second factor."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**({"headers": {"host": HOST}} | options))
        self.defaults["wsgi.url_scheme"] = "https"
        self.defaults["HTTP_HOST"] = HOST

    def _base_environ(self, **request: Any) -> Any:
        return super()._base_environ(**request) | {"wsgi.url_scheme": "https"}

    def force_login(self, user: Any, backend: str | None = None) -> None:
        super().force_login(user, backend)
        session = self.session
        session["account_authentication_methods"] = [
            {"method": "password", "at": time.time()},
            {"method": "mfa", "at": time.time(), "type": "totp", "reauthenticated": True},
        ]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()

    def password_only(self, user: Any) -> None:
        """A session that came to be without the second factor, by whatever way."""
        super().force_login(user)


def browser_of(role: Role) -> NewsroomClient:
    """A browser in which an account with this role is logged in."""
    client = NewsroomClient()
    client.force_login(account(role))
    return client


def log_in(client: Client, name: str, password: str, secret: str) -> Any:
    """Log in as a person does: name and password, then the code of the app; the last answer."""
    first = client.post("/newsroom/login/", {"login": name, "password": password})
    assert first.status_code == 302, first.content.decode()
    return client.post(first["Location"], {"code": code_at(secret, time.time())})
