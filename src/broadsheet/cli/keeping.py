"""`broadsheet backup`, `restore` and `upgrade`: keep a paper safe."""

import argparse
import json
from pathlib import Path
from typing import Any

from broadsheet.cli.options import add_json, add_paper
from broadsheet.cli.terminal import say


def add_to(commands: Any) -> None:
    """Add the three commands."""
    _add_backup(commands)
    _add_restore(commands)
    _add_upgrade(commands)


def _add_backup(commands: Any) -> None:
    command = commands.add_parser(
        "backup",
        help="put everything of a paper into one file",
        description=(
            "Put the newsroom, what is published, pictures, settings, templates and the secret key into one file. "
            "Editors may work on meanwhile. Keep the file where only you can read it."
        ),
    )
    add_paper(command)
    add_json(command)
    command.add_argument("file", type=Path, metavar="FILE", help="the file to write, such as paper.tar.gz")
    command.add_argument("--verify", action="store_true", help="write nothing: read FILE and compare every checksum")
    command.set_defaults(run=_backup)


def _add_restore(commands: Any) -> None:
    command = commands.add_parser(
        "restore",
        help="bring a paper back from a backup",
        description="Check every byte of a backup, then make the paper again in a new folder.",
    )
    add_json(command)
    command.add_argument("file", type=Path, metavar="FILE", help="a file that `broadsheet backup` wrote")
    command.add_argument("folder", type=Path, metavar="DIR", help="a new or an empty folder")
    command.add_argument("--database", metavar="URL", help="an empty database: postgresql://user@host/name")
    command.set_defaults(run=_restore)


def _add_upgrade(commands: Any) -> None:
    command = commands.add_parser(
        "upgrade",
        help="bring a paper up to this version of Broadsheet",
        description=(
            "Back the paper up, bring a copy of its newsroom up to date, then the newsroom itself, and print. "
            "If anything goes wrong, everything is put back. Stop `broadsheet serve` first."
        ),
    )
    add_paper(command)
    add_json(command)
    command.add_argument("--backup", type=Path, metavar="FILE", help="where the backup goes; else the folder backups/")
    command.set_defaults(run=_upgrade)


def _backup(options: argparse.Namespace) -> int:
    if options.verify:
        return _verify(options)
    from broadsheet.site.operations.backup import back_up

    report = back_up(options.paper, options.file)
    if options.json:
        print(json.dumps({"file": str(report.file), "files": report.files, "size": report.size}))
    else:
        print(report.sentence())
        print("It holds the accounts and the secret key: keep it where only you can read it, and not only here.")
    return 0


def _verify(options: argparse.Namespace) -> int:
    from broadsheet.site.operations.archive import verified

    manifest = verified(options.file)
    if options.json:
        print(json.dumps({"made_at": manifest.made_at, "files": len(manifest.files), "size": manifest.size}))
    else:
        print(f"Whole: {len(manifest.files):,} files of {manifest.made_at}, every checksum right.")
    return 0


def _restore(options: argparse.Namespace) -> int:
    from broadsheet.site.operations.restore import restore

    say("Checking the backup, then bringing the paper back …")
    restored = restore(options.file, options.folder, database=options.database)
    if options.json:
        print(json.dumps({"folder": str(restored.folder), "made_at": restored.manifest.made_at}))
        return 0
    print(f"The paper of {restored.manifest.made_at} is back in {restored.folder}.")
    for key, value in restored.moved.items():
        print(f"  `{key}` was {value}; it lies in the folder now. Change broadsheet.toml if you want it elsewhere.")
    print("Next:")
    for line in (
        f"broadsheet upgrade --paper {restored.folder}    brings it up to this version and prints it",
        f"broadsheet check --paper {restored.folder}      says whether all is well",
        f"broadsheet serve --paper {restored.folder}      shows it",
    ):
        print(f"  {line}")
    return 0


def _upgrade(options: argparse.Namespace) -> int:
    from broadsheet.site.operations.upgrade import upgrade

    report = upgrade(options.paper, backup=options.backup, say=say)
    print(json.dumps(report.as_json()) if options.json else report.sentence())
    return 0
