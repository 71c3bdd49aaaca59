"""
A process that imports or composes in children of its own, which may be killed.

`python -m tests.newsroom.mortal FOLDER`

It sets Django up once. Each line it reads, `import SOURCE` or `compose`, is done in a forked child: the child's
number is printed, and when it is over, how it ended. The tests restore the paper's files between the lines.
"""

import os
import sys
from pathlib import Path

from broadsheet.site import configure

BATCH = 25
"""Outbox rows composed at once: few, so that a kill has many moments to choose from."""


def deed(words: list[str]) -> None:
    """Import a source without composing it, import it whole, or compose."""
    from broadsheet.importers.jsonl import read_jsonl
    from broadsheet.newsroom.compose import compose
    from broadsheet.newsroom.intake import take_in
    from broadsheet.site.importing import import_context, import_source
    from broadsheet.site.paper_file import read_paper_file

    folder = Path(sys.argv[1])
    match words:
        case ["import", source]:
            import_source(folder, "jsonl", Path(source), progress=lambda _done, _all: None)
        case ["take-in", source]:
            take_in(read_jsonl(Path(source), import_context(read_paper_file(folder.resolve()))))
        case ["compose"]:
            compose(BATCH)


def _tell(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def main() -> None:
    """Set up, then fork for every line."""
    configure(Path(sys.argv[1]))
    import broadsheet.newsroom.compose
    import broadsheet.newsroom.intake
    import broadsheet.site.importing  # noqa: F401  # what children need is loaded once

    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            code = 1
            try:
                deed(line.split())
                code = 0
            finally:
                os._exit(code)
        _tell(child)
        _tell(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


if __name__ == "__main__":
    main()
