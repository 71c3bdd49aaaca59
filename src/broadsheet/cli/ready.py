"""
A press that has read itself in and waits for a word: `python -m broadsheet.cli.ready press …`.

Starting takes the press longer than printing a story. So the worker keeps one waiting: a line on its standard input
and it prints, once, as `broadsheet press` would with these options, and ends. At the end of its input it ends
without: nobody is left who could ask. Killing it loses nothing; the worker starts the press afresh.
"""

import gc
import sys
from datetime import UTC, datetime

from broadsheet.cli import parser, run


def main() -> None:
    """Read in, wait, print."""
    _read_in()
    # What was read in stays; it need not be looked through again and again.
    gc.freeze()
    if sys.stdin.buffer.readline():
        run()


def _read_in() -> None:
    from broadsheet.press.outputs.search import SearchIndexer  # noqa: F401 -- a run tells it what it printed
    from broadsheet.site.pressing import press_job

    options = parser().parse_args(sys.argv[1:])
    outputs = tuple(name for name in options.output.split(",") if name)
    press_job(options.paper, outputs=outputs, now=datetime.now(UTC)).rehearse()


if __name__ == "__main__":
    main()
