"""The six digits of an authenticator app (RFC 6238), without Django: the demonstration prints them."""

import base64
import hmac
from typing import Final

PERIOD: Final = 30
"""Seconds a code is shown."""


def code_at(secret: str, moment: float) -> str:
    """What an app with this secret (base 32) shows at a moment (seconds since 1970)."""
    counter = (int(moment) // PERIOD).to_bytes(8, "big")
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    offset = digest[-1] & 15
    return f"{(int.from_bytes(digest[offset : offset + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"
