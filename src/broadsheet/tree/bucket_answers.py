"""What a bucket answers when it does not do what it was asked, in words for people."""

import re
from typing import Final, Literal, overload

from obstore.exceptions import PermissionDeniedError, UnauthenticatedError

from broadsheet.errors import DestinationFullError, DestinationRefusedError, DestinationUnreachableError, TreeError

_CODE: Final = re.compile(r"<Code>([\w.-]{1,80})</Code>")
_MESSAGE: Final = re.compile(r"<Message>([^<]{1,300})</Message>")
_STATUS: Final = re.compile(r"status code: (\d{3}[ \w]{0,40})")

_FULL: Final = re.compile(r"Quota|StorageFull|InsufficientStorage")
_REFUSED: Final = frozenset(
    "AccessDenied AllAccessDisabled InvalidAccessKeyId InvalidBucketName NoSuchBucket PermanentRedirect "
    "RequestTimeTooSkewed SignatureDoesNotMatch".split()
)
"""Answers that every other object would get, too."""


def is_no_such_object(error: Exception) -> bool:
    """Whether the bucket is there and the object is not."""
    return isinstance(error, FileNotFoundError) and _found(_CODE, error) != "NoSuchBucket"


def reason_of(error: Exception) -> str:
    """Why one object could not be written or taken away: what the bucket said, without the rest of its answer."""
    said = _found(_CODE, error) or _found(_STATUS, error)
    message = _found(_MESSAGE, error)
    if not said:
        said = str(error).partition("\n")[0][:200]
    return f"the bucket answered {said}{f' ({message})' if message else ''}; the next press run tries again"


@overload
def ended_by(error: Exception, name: str) -> TreeError: ...
@overload
def ended_by(error: Exception, name: str, *, else_none: Literal[True]) -> TreeError | None: ...
def ended_by(error: Exception, name: str, *, else_none: bool = False) -> TreeError | None:
    """Why the bucket called `name` can take nothing at all; with `else_none`, None when that is not certain."""
    code, message = _found(_CODE, error), _found(_MESSAGE, error)
    told = f"{code or _found(_STATUS, error)}{f' ({message})' if message else ''}"
    if _FULL.search(code) or "507" in _found(_STATUS, error):
        return DestinationFullError(
            f"No room left in {name}: it answered {told}. Have its quota raised, or free some space, and run the press "
            "again; what was printed before is whole."
        )
    if code in _REFUSED or isinstance(error, PermissionDeniedError | UnauthenticatedError):
        return DestinationRefusedError(
            f"{name} answered {told or 'no'}. Check the bucket's name, its endpoint and region, and that the keys may "
            "read, write, list and delete there."
        )
    if else_none:
        return None
    return DestinationUnreachableError(
        f"{name} does not answer as a bucket should ({told or _first_line(error)}). Check address and network, and run "
        "the press again: it goes on where this run ended; what was printed before is whole."
    )


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0][:200]


def _found(pattern: re.Pattern[str], error: Exception) -> str:
    found = pattern.search(str(error))
    return found[1].strip() if found else ""
