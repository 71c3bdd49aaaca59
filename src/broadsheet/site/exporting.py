"""`broadsheet export`: the whole paper as one folder or archive that anybody can read and `import` takes."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from broadsheet.importers.packing import parcel
from broadsheet.importers.report import Report
from broadsheet.site import open_newsroom
from broadsheet.site.database import wanting_room_in


def export_lines(folder: Path, target: Path, *, progress: Callable[[int, int], None]) -> Report:
    """
    Write the paper in `folder` to `target`, and say what was left behind.

    Raises NoRoomError when the disk is full; then `target` is as it was.
    """
    open_newsroom(folder)
    from broadsheet.newsroom.export import export_paper

    with wanting_room_in(target.resolve().parent), parcel(target) as written:
        export = export_paper()
        written.write_lines(_counted(export.lines(), progress))
        for path, file in export.files():
            written.write_file(path, file)
    return export.report()


def _counted(lines: Iterable[bytes], progress: Callable[[int, int], None]) -> Iterator[bytes]:
    for number, line in enumerate(lines, start=1):
        progress(number, 0)
        yield line
