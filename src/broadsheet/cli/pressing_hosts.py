"""`broadsheet press --hosts`: print to every bucket and web host that `broadsheet.toml` names."""

import argparse
import json
import sys
from datetime import UTC, datetime
from functools import partial

from broadsheet.cli.terminal import progress, say
from broadsheet.errors import BroadsheetError, DestinationBusyError


def press_hosts(options: argparse.Namespace, outputs: tuple[str, ...]) -> int:
    """One host after the other: one that fails keeps nothing back from the next."""
    from broadsheet.cli.pressing import staffing_of, tell_failures
    from broadsheet.site.paper_file import read_paper_file
    from broadsheet.site.pressing import carry_search, press_job, run_press

    paper = read_paper_file(options.paper.resolve())
    if not paper.hosts and not options.json:
        print("broadsheet.toml names no hosts. Write a table [[hosts]] for each.", file=sys.stderr)
    worst = 0
    for host in paper.hosts:
        now = options.now or datetime.now(UTC)
        job = press_job(options.paper, outputs=outputs, to=host, now=now, staffing=staffing_of(options))
        try:
            with progress(f"Printing to {host.name}", quiet=options.json) as tell:
                report = run_press(job, full=options.full, progress=tell, then=partial(carry_search, paper, job))
        except DestinationBusyError as error:
            print(f"{host.name}: {error}", file=sys.stderr)
            continue
        except BroadsheetError as error:
            print(f"{host.name}: {error}", file=sys.stderr)
            worst = max(worst, error.exit_code)
            continue
        told = json.dumps({"host": host.name, **report.as_json()}) if options.json else report.sentence()
        print(told if options.json else f"{host.name}: {told}", flush=True)
        for remark in report.remarks:
            say(f"{host.name}: {remark}")
        tell_failures(report.failures)
        worst = max(worst, int(bool(report.failures)))
    return worst
