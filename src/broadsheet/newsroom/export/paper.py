"""The paper itself for an export: its settings and fronts. What stands at its default is not said."""

from dataclasses import replace

from broadsheet.edition.paper import Colours
from broadsheet.importers.originals import OriginalKind
from broadsheet.importers.records import ImportedPaperSettings
from broadsheet.newsroom.compose.paper import paper_record
from broadsheet.newsroom.export.originals import OriginalPaths
from broadsheet.newsroom.models import ImportedLine, PaperSettings
from broadsheet.newsroom.paper import current_paper

PAPER_LINE = "the paper itself"
"""The source id under which an import keeps the paper's own line."""


def paper_settings(paths: OriginalPaths) -> ImportedPaperSettings:
    """Everything that the line of a paper can say."""
    paper, row, unsaid = paper_record(), PaperSettings.load(), PaperSettings()
    logo = paths.of_rows(OriginalKind.PICTURE, [row.logo_id]) if row.logo_id else {}
    line = ImportedLine.objects.filter(source_id=PAPER_LINE).first()
    return ImportedPaperSettings(
        digest="",
        where="",
        name=paper.name,
        language=current_paper().languages[0][0],
        timezone=paper.timezone,
        languages=tuple(replace(version, name="") for version in paper.languages),
        publisher=paper.publisher,
        licence=paper.licence,
        contact=paper.contact,
        founded=paper.founded,
        social=paper.social,
        logo=logo.get(row.logo_id or 0),
        type_family=row.type_family or None,
        colours=None if paper.colours == Colours() else paper.colours,
        redirect_stubs=row.redirect_stubs or None,
        print_line=_said(row.print_line, unsaid.print_line),
        four_eyes=_said(row.four_eyes, unsaid.four_eyes),
        style_list=row.style_list or None,
        forget_accounts_after=_said(row.forget_accounts_after, unsaid.forget_accounts_after),
        old_comments_shown=_said(row.old_comments_shown, unsaid.old_comments_shown),
        unknown=line.unknown_keys if line else {},
    )


def _said[T](value: T, default: T) -> T | None:
    return None if value == default else value
