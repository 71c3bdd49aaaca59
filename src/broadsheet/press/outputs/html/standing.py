"""Standing pages: what is not news, with the pages below them."""

from broadsheet.edition.blocks import Block
from broadsheet.edition.late import dataclass
from broadsheet.edition.records import StandingPage
from broadsheet.edition.summaries import Line
from broadsheet.press.outputs.html.materials import Material, material
from broadsheet.press.outputs.html.pages import Page, WordsOf, share_image, versions
from broadsheet.press.outputs.html.shared import Way, frame, home, parent_of
from broadsheet.press.outputs.html.threads import Spoken, thread
from broadsheet.press.reader import Reader
from broadsheet.tree.artifact import Spec


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a standing page shows; `below` are the pages under its address."""

    title: str
    description: str
    body: tuple[Block, ...]
    found: Material
    below: tuple[Line, ...]
    comments: tuple[Spoken, ...]


def gather_standing(spec: Spec, reader: Reader, words_of: WordsOf) -> Page | None:  # noqa: ARG001  # says none of its own
    """Read what a standing page shows."""
    record, line = reader.record(spec.subject), reader.line(spec.subject)
    if not isinstance(record, StandingPage) or line is None:
        return None
    around = frame(reader, record.language)
    pages = reader.lines(reader.all(f"pages/{record.language}"))
    above = tuple(Way(label=page.title, path=page.path) for page in pages if page.path == parent_of(line.path))
    return Page(
        frame=around,
        language=record.language,
        path=line.path,
        title=record.title,
        description=record.description,
        content=Standing(
            title=record.title,
            description=record.description,
            body=record.body,
            found=material(record, reader),
            below=tuple(page for page in pages if parent_of(page.path) == line.path),
            comments=thread(record.comments),
        ),
        trail=(*home(around), *above),
        versions=versions(reader, record.work, record.id),
        image=share_image(reader, None, line),
    )
