"""Where uploaded pictures and documents are kept: whole, or not at all."""

from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage


class WholeFiles(FileSystemStorage):
    """Django's storage in a folder, but that a file for which there was no room leaves nothing behind."""

    def _save(self, name: str, content: Any) -> str:
        try:
            return str(super()._save(name, content))  # type: ignore[misc]  # the stubs have no hooks
        except OSError:
            with suppress(OSError):
                Path(self.path(name)).unlink()
            raise
