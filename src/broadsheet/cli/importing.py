"""`broadsheet import`: bring stories in from elsewhere."""

import argparse
from pathlib import Path
from typing import Any

from broadsheet.cli.options import add_json, add_paper
from broadsheet.cli.reporting import add_report, check_folder_of, tell, write
from broadsheet.cli.terminal import progress, say

KINDS = {
    "document": "stories written in Word, LibreOffice, mail, HTML, Markdown or plain text; each becomes a draft",
    "html": "a folder of saved web pages, as wget or HTTrack makes it, for a site whose software is gone",
    "ghost": "a Ghost export (JSON)",
    "jsonl": "the interchange format, one JSON object a line",
    "text": "the saved text of one page; becomes a draft",
    "warc": "a web archive (WARC, ARC, WACZ), or a folder of them",
    "wxr": "a WordPress export",
}


def add_to(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "import",
        help="bring stories in from a file",
        description="Bring stories in and say what could not be saved. Importing the same file again changes nothing.",
        epilog="Kinds: " + "; ".join(f"{kind}: {what}" for kind, what in KINDS.items()) + ".",
    )
    command.add_argument("kind", choices=tuple(KINDS), metavar="KIND", help=", ".join(KINDS))
    command.add_argument(
        "source",
        type=Path,
        nargs="+",
        metavar="SOURCE",
        help="the file; of kinds document and wxr there may be several; kind html has a folder, jsonl and warc may",
    )
    command.add_argument(
        "--learn", type=Path, metavar="FILE", help="of kinds html and warc: write the site's template and stop"
    )
    command.add_argument("--template", type=Path, metavar="FILE", help="of kinds html and warc: read by this template")
    add_paper(command)
    add_json(command)
    command.add_argument(
        "--media",
        choices=("keep", "fetch", "skip"),
        default="keep",
        help="keep (the default): take the pictures lying in the source; fetch: also ask the old site for the others; "
        "skip: take none",
    )
    command.add_argument("--dry-run", action="store_true", help="say what would be lost, and change nothing")
    command.add_argument("--overwrite", action="store_true", help="also replace stories edited here since")
    command.add_argument("--base-url", default="", metavar="URL", help="where the old site was public")
    add_report(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Import, compose, report."""
    from broadsheet.errors import SourceUnreadableError
    from broadsheet.site.importing import import_documents, import_source

    if options.kind not in ("html", "warc") and (options.learn or options.template):
        raise SourceUnreadableError("A template belongs to kinds html and warc. Leave --learn and --template out.")
    if options.kind not in ("document", "wxr") and len(options.source) > 1:
        raise SourceUnreadableError(f"Of kind {options.kind} one file is imported at a time. Name a single one.")
    if options.kind == "document" and options.dry_run:
        raise SourceUnreadableError("Documents become drafts, which can be deleted: --dry-run is for the other kinds.")
    check_folder_of(options.report)
    if options.learn:
        return _learn(options)
    say(f"Importing {', '.join(map(str, options.source))} …")
    with progress("Importing", quiet=options.json) as count:
        if options.kind == "document":
            report = import_documents(options.paper, options.source, media=options.media, progress=count)
        else:
            report = import_source(
                options.paper,
                options.kind,
                options.source[0],
                more=options.source[1:],
                overwrite=options.overwrite,
                base_url=options.base_url,
                media=options.media,
                template=options.template,
                dry_run=options.dry_run,
                progress=count,
            )
    tell(report, options)
    if options.dry_run:
        say("Nothing was changed. Without --dry-run it is done.")
        return 1 if report.refused else 0
    say("Published stories are printed at once where the paper is served, else by: broadsheet press")
    return 1 if report.refused else 0


def _learn(options: argparse.Namespace) -> int:
    """Write what the pages have in common, for the editor to correct; nothing is imported."""
    from broadsheet.importers.archives.source import WarcSource
    from broadsheet.importers.pages.folder import FolderSource
    from broadsheet.importers.pages.learning import learn_template

    check_folder_of(options.learn)
    path = options.source[0]
    source = WarcSource(path) if options.kind == "warc" else FolderSource.at(path, options.base_url)
    learned = learn_template(source.pages())
    write(options.learn, learned.as_toml())
    say(f"Written to {options.learn}. Correct it, then import with --template {options.learn}")
    return 0
