"""The folders of a web host: each made once, whoever needs it first, and taken away when it is empty."""

import asyncio
from collections.abc import Iterable

import asyncssh


class HostFolders:
    """The folders below `root` that are known to be there."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._made: dict[str, asyncio.Task[None]] = {}

    async def make(self, sftp: asyncssh.SFTPClient, path: str) -> None:
        """Make the folders that a file needs, unless they are there."""
        await self._made_here(sftp, f"{self._root}/{path}".rpartition("/")[0])

    def forget(self) -> None:
        """Know of none any more."""
        self._made.clear()

    async def prune(self, sftp: asyncssh.SFTPClient, paths: Iterable[str]) -> None:
        """Take away the folders that these files left empty, the deepest first."""
        folders = {folder for path in paths for folder in _above(path)}
        for folder in sorted(folders, key=lambda each: each.count("/"), reverse=True):
            try:
                await sftp.rmdir(f"{self._root}/{folder}")
            except (asyncssh.SFTPConnectionLost, asyncssh.SFTPNoConnection):
                raise
            except asyncssh.SFTPError:
                continue
            self._made.pop(f"{self._root}/{folder}", None)

    async def _made_here(self, sftp: asyncssh.SFTPClient, folder: str) -> None:
        task = self._made.get(folder)
        if task is None:
            task = self._made[folder] = asyncio.create_task(self._make(sftp, folder))
        try:
            await asyncio.shield(task)
        except Exception:
            if self._made.get(folder) is task:
                del self._made[folder]
            raise

    async def _make(self, sftp: asyncssh.SFTPClient, folder: str) -> None:
        if await sftp.isdir(folder):
            return
        above = folder.rpartition("/")[0]
        if above:
            await self._made_here(sftp, above)
        await sftp.mkdir(folder, asyncssh.SFTPAttrs(permissions=0o755))


def _above(path: str) -> Iterable[str]:
    while path := path.rpartition("/")[0]:
        yield path
