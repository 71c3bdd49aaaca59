"""What a person sees while long work goes on."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(title: str, *, quiet: bool = False) -> Iterator[Callable[[int, int], None]]:
    """
    Show how far work is: a bar on a terminal, nothing elsewhere.

    The block gets a function to call with how much is done of how much.
    """
    if quiet or not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    # Imported only on a terminal: it costs more than a small press run.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def say(text: str) -> None:
    """Tell the person at the terminal what is going on; never into the output a script reads."""
    print(text, file=sys.stderr, flush=True)
