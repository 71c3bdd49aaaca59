"""Ids made of names, as `uuid.uuid5` makes them, without an object for each: a story has a dozen."""

import hashlib
from functools import cache
from uuid import UUID


def named_id(namespace: UUID, name: str) -> str:
    """The UUID of version 5 of a name, as 32 hexadecimal digits."""
    begun = _begun(namespace).copy()
    begun.update(name.encode())
    digest = bytearray(begun.digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    return digest.hex()


@cache
def _begun(namespace: UUID) -> "hashlib._Hash":
    return hashlib.sha1(namespace.bytes, usedforsecurity=False)
