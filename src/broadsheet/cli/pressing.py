"""`broadsheet press`: print what changed."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from broadsheet.cli.options import add_json, add_paper, dask_address, moment, whole_number
from broadsheet.cli.pressing_hosts import press_hosts
from broadsheet.cli.terminal import progress, say

if TYPE_CHECKING:
    from broadsheet.press.outputs.search import SearchReport
    from broadsheet.press.printing import Failure
    from broadsheet.press.report import RunReport
    from broadsheet.press.staff import Staffing


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "press",
        help="print what changed since the last run",
        description="Print the published paper. Only what changed, or is due, is printed again.",
    )
    add_paper(command)
    add_json(command)
    command.add_argument("--full", action="store_true", help="print everything again")
    command.add_argument("--output", metavar="LIST", default="", help="only these outputs: html,feeds")
    command.add_argument(
        "--to",
        "--destination",
        dest="destination",
        metavar="PLACE",
        help="print there: a folder, s3://BUCKET/PREFIX, sftp://USER@HOST/FOLDER",
    )
    command.add_argument("--hosts", action="store_true", help="print to every host that broadsheet.toml names")
    command.add_argument("--now", type=moment, metavar="TIME", help="print as if it were this time")
    command.add_argument(
        "--workers",
        type=whole_number,
        default=0,
        metavar="N",
        help="print with so many processes; unless said, one for each processor when there is much to print, else one",
    )
    command.add_argument(
        "--executor", type=dask_address, metavar="dask:ADDRESS", help="print on a running Dask cluster"
    )
    command.add_argument("--explain", metavar="PATH", help="say from what a printed file was made; print nothing")
    command.add_argument("--verify", action="store_true", help="compare every printed byte with what it should be")
    command.add_argument("--no-copies", action="store_true", help="leave compressed copies and search for later")
    command.add_argument("--copies", action="store_true", help="print nothing: only compressed copies and search")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print, explain or verify."""
    from broadsheet.press.outputs import SEARCH
    from broadsheet.site.paper_file import read_paper_file
    from broadsheet.site.paper_hosts import destination_from
    from broadsheet.site.pressing import make_copies, press_job, run_press, settings_not_composed

    outputs = tuple(name.strip() for name in options.output.split(",") if name.strip())
    if options.hosts:
        return press_hosts(options, outputs)
    paper = read_paper_file(options.paper.resolve())
    to = destination_from(options.destination, paper.hosts) if options.destination else None
    job = press_job(
        options.paper, outputs=outputs, to=to, now=options.now or datetime.now(UTC), staffing=staffing_of(options)
    )
    if options.explain is not None:
        print("\n".join(job.explain(options.explain)))
        return 0
    if options.copies or outputs == (SEARCH,):
        _tell_search(make_copies(options.paper, job), outputs)
        return 0
    if options.verify:
        return _verify(job, as_json=options.json)
    for setting in settings_not_composed(paper):
        say(f"broadsheet.toml says another {setting} than what is printed. Bring it in with: broadsheet compose")
    with progress("Printing", quiet=options.json) as tell:
        report = run_press(job, full=options.full, progress=tell)
    print(json.dumps(report.as_json()) if options.json else report.sentence(), flush=True)
    tell_amiss(report)
    if not options.no_copies:
        _tell_search(make_copies(options.paper, job), outputs)
    return 1 if report.failures else 0


def staffing_of(options: argparse.Namespace) -> "Staffing":
    """Who is asked to print."""
    from broadsheet.press.staff import Staffing

    return Staffing(workers=options.workers, cluster=options.executor or "")


def tell_amiss(report: "RunReport") -> None:
    """What went otherwise than asked for, and what failed."""
    for remark in report.remarks:
        say(remark)
    tell_failures(report.failures)


def tell_failures(failures: "Sequence[Failure]") -> None:
    """Each reason once, with the first file it kept back: one broken template may keep back thousands."""
    by_reason: dict[str, list[str]] = {}
    for failure in failures:
        by_reason.setdefault(failure.reason, []).append(failure.path)
    for reason, paths in by_reason.items():
        others = f" and {len(paths) - 1:,} more" if len(paths) > 1 else ""
        print(f"  {paths[0]}{others}: {reason}", file=sys.stderr)


def _tell_search(report: "SearchReport | None", outputs: Sequence[str]) -> None:
    """What was done for search, to whoever asked for it by name."""
    if report is not None and outputs:
        say(report.sentence())


def _verify(job: Any, *, as_json: bool) -> int:
    differences = job.verify()
    if as_json:
        print(json.dumps([{"path": each.path, "reason": each.reason} for each in differences]))
    elif differences:
        print("\n".join(f"{each.path}: {each.reason}" for each in differences))
        print(f"{len(differences):,} files are not as they should be. Mend them with: broadsheet press --full")
    else:
        print("Every printed file is as it should be.")
    return 1 if differences else 0
