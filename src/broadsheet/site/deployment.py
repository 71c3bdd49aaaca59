"""`broadsheet check --deploy`: whether a paper may be shown to the world."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from broadsheet.site import open_newsroom
from broadsheet.site.finding import Finding
from broadsheet.site.paper_file import FILE_NAME, PaperFile

_OWN_NAMES: Final = frozenset({"localhost", "127.0.0.1", "::1"})


def deployment(paper: PaperFile) -> tuple[Finding, ...]:
    """Everything that is wrong with it, and one finding that says so when nothing is."""
    found = (*_addresses(paper), *_django(paper), *_accounts(paper))
    return found or (Finding(what="Ready to be shown to the world"),)


def _addresses(paper: PaperFile) -> Iterator[Finding]:
    public, newsroom = urlsplit(paper.public_address), urlsplit(paper.newsroom_address)
    for key, parts in (("address", public), ("newsroom_address", newsroom)):
        if parts.hostname in _OWN_NAMES:
            yield Finding(
                what=f"`{key}` is this machine's own",
                wrong=True,
                remedy=f"Write the real one in {FILE_NAME}, such as https://example.org/.",
            )
        # An onion service encrypts by itself.
        if parts.scheme != "https" and not (parts.hostname or "").endswith(".onion"):
            yield Finding(
                what=f"`{key}` is {parts.scheme}://, which anybody on the way can read and change",
                wrong=True,
                remedy=f"Write https:// in {FILE_NAME}, and give the server in front a certificate.",
            )
    if public.hostname == newsroom.hostname:
        yield Finding(
            what="The newsroom has no host name of its own, so that a fault of a page would be the newsroom's too",
            wrong=True,
            remedy=f"Write `newsroom_address` in {FILE_NAME}, such as https://desk.{public.hostname}/.",
        )


def _django(paper: PaperFile) -> Iterator[Finding]:
    open_newsroom(paper.folder)
    from django.conf import settings
    from django.core.checks import WARNING, Tags, run_checks

    if settings.DEBUG:
        yield Finding(
            what="BROADSHEET_DEBUG is set, so that every fault shows the newsroom's insides",
            wrong=True,
            remedy="Start it without that variable.",
        )
    for message in run_checks(tags=[Tags.security], include_deployment_checks=True):
        about_addresses = message.id in {"security.W012", "security.W016", "security.W018"}  # told above, in our words
        if message.level >= WARNING and not message.is_silenced() and not about_addresses:
            yield Finding(what=message.msg, wrong=True, remedy=message.hint or "")


def _accounts(paper: PaperFile) -> Iterator[Finding]:
    open_newsroom(paper.folder)
    from broadsheet.newsroom.models import DemonstrationAccount

    for row in DemonstrationAccount.objects.select_related("account").filter(account__is_active=True):
        yield Finding(
            what=f"“{row.account}” is a demonstration's account: its password and codes were printed for all to see",
            wrong=True,
            remedy="Make a paper with `broadsheet init`; a demonstration stays on the machine it was made on.",
        )
