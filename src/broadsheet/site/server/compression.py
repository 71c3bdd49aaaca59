"""Lays compressed copies beside the files of a tree, after a press run, when nobody waits."""

import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from broadsheet.errors import BroadsheetError, DestinationBusyError
from broadsheet.site.paper_file import read_paper_file
from broadsheet.tree.compression import RECORD, CompressionReport, caught_up, refreshed
from broadsheet.tree.encoders import ENCODERS
from broadsheet.tree.lock import only_run

NICENESS: Final = 15

LOCK: Final = "compressed.lock"

UNCLAIMED: Final = ("search",)
"""Where files lie that no ledger claims: the search index."""


def compress_paper(folder: Path, ledger: Path | None = None) -> CompressionReport:
    """
    Bring the compressed copies of a paper's tree up to date; with a ledger only of what it says has changed.

    Raises DestinationBusyError when another process does so already, DestinationFullError or
    DestinationRefusedError; the pages are whole whatever happens.
    """
    paper = read_paper_file(folder)
    record, today = paper.folder / RECORD, datetime.now(UTC).toordinal()
    with only_run(paper.folder / LOCK):
        if ledger is None or not ledger.exists():
            return refreshed(paper.destination, record, ENCODERS, today=today)
        return caught_up(paper.destination, record, ENCODERS, ledger=ledger, beside=UNCLAIMED, today=today)


def main(arguments: Sequence[str]) -> int:
    """`python -m broadsheet.site.server.compression FOLDER`: in a process of its own, so that it can be slow."""
    os.nice(NICENESS)
    try:
        compress_paper(Path(arguments[0]))
    except DestinationBusyError:
        return 0  # whoever does it does it all
    except BroadsheetError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
