"""
Reading a document in a process of its own, which ends when the document costs more than any honest one.

Office files can be made so that reading them takes minutes or all of the machine's memory, in ways no look at them
beforehand tells. The process that answers screens must not be the one that finds out.
"""

import copyreg
import logging
import os
import pickle
import resource
import signal
import subprocess
import sys
import traceback
from types import MappingProxyType
from typing import Final

from broadsheet.errors import SourceUnreadableError
from broadsheet.importers.documents import read_story
from broadsheet.importers.documents.document import too_much
from broadsheet.importers.documents.package import broken
from broadsheet.importers.records import ImportContext, ImportedArticle
from broadsheet.importers.report import Tally

SECONDS: Final = 10
"""CPU seconds a document may take. Two hundred pages take one."""

MEMORY: Final = 1_500_000_000
"""Bytes of memory it may take. Two hundred pages with photographs take a fifth of it."""

PATIENCE: Final = 25
"""Seconds waited for it on a busy machine; web servers give up on an answer after thirty."""

_NO_MEMORY: Final = 3
_OVER_LIMIT: Final = frozenset({_NO_MEMORY, -signal.SIGXCPU, -signal.SIGKILL, -signal.SIGSEGV, -signal.SIGABRT})

log = logging.getLogger("broadsheet.documents")


def _fixed(mapping: dict[str, object]) -> MappingProxyType[str, object]:
    return MappingProxyType(mapping)


# Records without unknown keys share one mapping that cannot be changed, and pickle does not know such mappings.
copyreg.pickle(MappingProxyType, lambda mapping: (_fixed, (dict(mapping),)))

_COMMAND: Final = f"import sys; from {__name__} import main; sys.exit(main())"


def read_story_apart(name: str, data: bytes, context: ImportContext) -> tuple[ImportedArticle, Tally]:
    """
    The draft that a file makes, as `read_story` has it, and what became of its parts.

    Raises SourceUnreadableError, also for a file whose reading passes a limit.
    """
    command = [sys.executable, "-P", "-c", _COMMAND]
    asked = pickle.dumps((name, data, context))
    try:
        ended = subprocess.run(command, input=asked, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise too_much(name) from None
    if ended.returncode in _OVER_LIMIT:
        raise too_much(name)
    if ended.returncode:
        log.error("A document could not be read.\n%s", ended.stderr.decode("utf-8", "replace"))
        raise broken(name)
    answer = pickle.loads(ended.stdout)  # noqa: S301 -- our own process wrote it
    if isinstance(answer, str):
        raise SourceUnreadableError(answer)
    story, tally = answer
    return story, tally


def main() -> int:
    """Read what stands on standard input, within limits, and write what became of it."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a document's words are not left lying about
    name, data, context = pickle.load(sys.stdin.buffer)  # noqa: S301 -- our own process wrote it
    tally = Tally()
    try:
        answer: object = (read_story(name, data, context, tally), tally)
    except SourceUnreadableError as error:
        answer = str(error)
    except MemoryError:
        os._exit(_NO_MEMORY)
    except Exception as error:  # noqa: BLE001 -- told without the document's words, which the error may hold
        sys.stderr.write("".join(traceback.format_tb(error.__traceback__)) + type(error).__name__)
        return 1
    pickle.dump(answer, sys.stdout.buffer)
    return 0
