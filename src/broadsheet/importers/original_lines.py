"""The lines of pictures and documents: what the paper knows of a file, whoever shows it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from broadsheet.edition.records import Rights
from broadsheet.importers.fields import Fields, LineFaultError
from broadsheet.importers.files_beside import file_beside
from broadsheet.importers.line_index import THINGS, LineIndex
from broadsheet.importers.lines import NumberedLine
from broadsheet.importers.originals import ImportedOriginal, OriginalKind
from broadsheet.importers.pictures_beside import PicturesBeside
from broadsheet.importers.report import Loss

_MISSING = "no such file lies beside the source; put it there and import again"


def originals(lines: Iterable[NumberedLine], index: LineIndex, pictures: PicturesBeside) -> Iterator[ImportedOriginal]:
    """What the lines of pictures and documents say; read no further than the last of them."""
    left = index.originals
    for number, line in lines:
        if not left:
            return
        if number not in index.heads or isinstance(line, LineFaultError) or line.get("kind") not in list(OriginalKind):
            continue
        left -= 1
        kind = OriginalKind(line["kind"])
        try:
            original = read_original(Fields(line, index.zone), kind, f"line {number}", index.heads[number].source_id)
        except LineFaultError as fault:
            index.refuse(number, THINGS[kind], line, fault)
            continue
        found = file_beside(pictures.folder, original.path)
        if found is None:
            what = Loss(what=THINGS[kind], where=original.where, which=original.path[:200], why=_MISSING)
            index.tally.lose(what)
            continue
        index.tally.carried(THINGS[kind])
        yield replace(original, path=found[0], file=found[1])


def read_original(fields: Fields, kind: OriginalKind, where: str, source_id: str) -> ImportedOriginal:
    """One such line; raises LineFaultError naming the key."""
    fields.get("kind"), fields.get("id")
    path, title = fields.required("src"), fields.text("title")
    if kind is OriginalKind.DOCUMENT:
        return ImportedOriginal(
            source_id=source_id, kind=kind, where=where, path=path, title=title, unknown=fields.unknown
        )
    return ImportedOriginal(
        source_id=source_id,
        kind=kind,
        where=where,
        path=path,
        title=title,
        description=fields.text("description"),
        credit=fields.text("credit"),
        licence=fields.text("licence"),
        source=fields.text("source"),
        rights=fields.choice("rights", Rights.UNKNOWN),
        expires=fields.moment("expires"),
        not_in_print=fields.flag("not_in_print"),
        focus=_focus(fields),
        shapes=_shapes(fields),
        unknown=fields.unknown,
    )


def _focus(fields: Fields) -> tuple[int, ...]:
    focus = fields.numbers("focus")
    if len(focus) not in (0, 2, 4):
        raise LineFaultError("focus", "must be two numbers, left and top, or four, with width and height")
    return focus


def _shapes(fields: Fields) -> Mapping[str, tuple[int, int]]:
    shapes: dict[str, tuple[int, int]] = {}
    for each in fields.objects("shapes"):
        left, top = each.number("left"), each.number("top")
        if max(left, top) > 1000:
            raise LineFaultError("shapes", "holds thousandths of width and height, at most 1000")
        shapes[each.required("shape")] = (left, top)
    return shapes
