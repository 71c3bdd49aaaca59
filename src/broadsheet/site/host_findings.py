"""What `broadsheet check` says of the buckets and web hosts of a paper, without asking them."""

from collections.abc import Iterator

from broadsheet.press.job import ledger_path
from broadsheet.press.last_run import LastRun, last_runs
from broadsheet.site.finding import Finding
from broadsheet.site.paper_file import PaperFile
from broadsheet.site.paper_hosts import Host

_AGAIN = "Try again with: broadsheet press --hosts"


def hosts(paper: PaperFile) -> Iterator[Finding]:
    """How the last run to each ended."""
    for host in paper.hosts:
        if host.key_file is not None and not host.key_file.is_file():
            yield Finding(what=f"The key file {host.key_file} is missing", wrong=True, remedy="Put it there again.")
        runs = last_runs(ledger_path(paper.folder / "ledgers", host))
        if not runs:
            yield Finding(what=f"Nothing has been printed to {host.name} yet", remedy="Print: broadsheet press --hosts")
        yield from (_of(host, run) for run in runs.values())


def _of(host: Host, run: LastRun) -> Finding:
    if run.broken:
        return Finding(what=f"The last run to a host broke off: {run.broken}", wrong=True, remedy=_AGAIN)
    if run.failed:
        return Finding(what=f"{run.failed:,} files could not be brought to {host.name}", wrong=True, remedy=_AGAIN)
    return Finding(what=f"Last printed to {host.name} on {run.ended_at}")
