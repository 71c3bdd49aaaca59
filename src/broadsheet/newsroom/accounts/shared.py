"""
The cache in which django-allauth counts attempts to log in and remembers codes that were used.

It has no setting for a cache of its own, and asks the default one. What it asks goes to a table that all processes of
the paper see, under keyed hashes; everything else, which Wagtail looks up at every request, stays in memory.
"""

from typing import Any, Final

from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache

from broadsheet.newsroom.accounts import LIMITS

_COUNTED: Final = "allauth"
"""How the keys of everything begin that django-allauth keeps."""


class SharedLimits(LocMemCache):
    """Memory, but for what limits logging in."""

    def add(self, key: str, value: Any, *arguments: Any, **keywords: Any) -> bool:
        """Keep it if it is not kept already; whether it was not."""
        return bool(_place(key, super()).add(key, value, *arguments, **keywords))

    def get(self, key: str, *arguments: Any, **keywords: Any) -> Any:
        """What is kept."""
        return _place(key, super()).get(key, *arguments, **keywords)

    def set(self, key: str, value: Any, *arguments: Any, **keywords: Any) -> None:
        """Keep it."""
        _place(key, super()).set(key, value, *arguments, **keywords)

    def touch(self, key: str, *arguments: Any, **keywords: Any) -> bool:
        """Keep it longer."""
        return bool(_place(key, super()).touch(key, *arguments, **keywords))

    def has_key(self, key: str, *arguments: Any, **keywords: Any) -> bool:
        """Whether it is kept."""
        return bool(_place(key, super()).has_key(key, *arguments, **keywords))

    def delete(self, key: str, *arguments: Any, **keywords: Any) -> bool:
        """Let it go."""
        return bool(_place(key, super()).delete(key, *arguments, **keywords))

    def clear(self) -> None:
        """Let everything go."""
        caches[LIMITS].clear()
        super().clear()


def _place(key: str, memory: Any) -> Any:
    return caches[LIMITS] if str(key).startswith(_COUNTED) else memory
