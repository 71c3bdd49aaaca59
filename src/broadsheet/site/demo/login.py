"""The demonstration's login, kept in a file beside it so that `make demo` can show it again."""

import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from broadsheet.errors import PaperError
from broadsheet.newsroom.accounts.codes import code_at

LOGIN: Final = "demonstration-login.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """
    Everything it takes to log in.

    `secret` is the second factor's, in base 32; `app_address` the same as an authenticator app understands it;
    `recovery_codes` those there were when the paper was made.
    """

    account: str
    password: str
    secret: str
    app_address: str
    recovery_codes: tuple[str, ...]

    def code(self) -> str:
        """The six digits an app would show now, for whoever has none at hand."""
        return code_at(self.secret, time.time())


def begin_login(folder: Path) -> None:
    """Mark the folder as a demonstration's from the first moment, so that one broken off can be made again."""
    (folder / LOGIN).touch(mode=0o600)


def write_login(folder: Path, account: str, password: str) -> None:
    """Set up the account's second factor and write down what it takes to log in."""
    from urllib.parse import quote, urlencode

    from django.conf import settings
    from django.contrib.auth import get_user_model

    from broadsheet.newsroom.accounts.factor import recovery_codes, set_up_app

    user = get_user_model().objects.get(username=account)
    secret = set_up_app(user)
    issuer = str(settings.WAGTAIL_SITE_NAME)
    label = quote(f"{issuer}:{account}")
    login = Login(
        account=account,
        password=password,
        secret=secret,
        app_address=f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': issuer}, quote_via=quote)}",
        recovery_codes=tuple(recovery_codes(user)),
    )
    (folder / LOGIN).write_text(json.dumps(asdict(login), indent=1) + "\n", encoding="utf-8")


def read_login(folder: Path) -> Login:
    """What was written down; PaperError when an earlier Broadsheet made this demonstration."""
    if not (folder / LOGIN).exists():
        raise PaperError(f"{folder} was made by an earlier Broadsheet. Delete it, and it is made anew.")
    content = json.loads((folder / LOGIN).read_text(encoding="utf-8"))
    return Login(**content | {"recovery_codes": tuple(content["recovery_codes"])})
