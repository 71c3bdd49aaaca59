"""
What is kept secret in the database, with keys from the paper's own secret file.

The secrets of authenticator apps are encrypted (AES-128-CBC with HMAC-SHA-256, as Fernet does it) under a key derived
from the file's by HKDF-SHA-256; addresses of people who log in are kept only as a keyed hash, and only as long as
a limit counts them. A copy of the database without the file tells neither.
"""

import base64
import hmac
from functools import cache
from ipaddress import ip_address, ip_network
from typing import Final

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from broadsheet.errors import SecretUnreadableError

_PREFIX_LENGTH: Final = {4: 24, 6: 56}
"""Bits of an address that limits look at: one household or office, as providers give them out."""


def encrypted(secret: str) -> str:
    """The secret as it is stored."""
    return _cipher(settings.SECRET_KEY).encrypt(secret.encode()).decode("ascii")


def decrypted(stored: str) -> str:
    """The secret again; SecretUnreadableError when it was stored under another key."""
    try:
        return _cipher(settings.SECRET_KEY).decrypt(stored.encode("ascii")).decode()
    except InvalidToken:
        raise SecretUnreadableError(
            "The second factor was stored under another secret key. Put the paper's own secret.key back from a backup, "
            "or make a new factor with: broadsheet users reset-factor NAME"
        ) from None


def hashed_address(address: str) -> str:
    """The first part of a network address, as 32 hexadecimal digits that only this paper's key can make."""
    try:
        parsed = ip_address(address.strip())
    except ValueError:
        prefix = "unknown"
    else:
        prefix = str(ip_network(f"{parsed}/{_PREFIX_LENGTH[parsed.version]}", strict=False))
    return _hashed(prefix)[:32]


def hashed_key(key: str, key_prefix: str, version: int) -> str:
    """What a limit is counted under, as Django's caches ask for it: nobody without the paper's key can make it."""
    return _hashed(f"{key_prefix}:{version}:{key}")


def _hashed(text: str) -> str:
    return hmac.digest(_key(settings.SECRET_KEY, b"broadsheet: limits on login"), text.encode(), "sha256").hex()


@cache
def _cipher(secret_key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key(secret_key, b"broadsheet: second factors")))


@cache
def _key(secret_key: str, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret_key.encode())
