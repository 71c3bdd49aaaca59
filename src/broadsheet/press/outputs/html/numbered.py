"""The numbered pages of a list, counted from the oldest, so that a full page never changes."""

from broadsheet.edition.late import dataclass
from broadsheet.edition.lists import head_of
from broadsheet.press.facts import PAGE_LENGTH
from broadsheet.press.outputs.html.listing import Item, items
from broadsheet.press.outputs.html.pages import Page, WordsOf
from broadsheet.press.outputs.html.shared import Way, frame, home
from broadsheet.press.reader import Reader
from broadsheet.tree.artifact import Spec


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedPage:
    """What a numbered page shows; `newer` and `older` are paths, "" at an end."""

    title: str
    number: int
    items: tuple[Item, ...]
    newer: str
    older: str
    whole: Way


def gather_numbered(spec: Spec, reader: Reader, words_of: WordsOf) -> Page | None:
    """Read one page of a list."""
    members = reader.page(spec.subject, spec.number)
    if not members:
        return None
    words = words_of(spec.language)
    around = frame(reader, spec.language)
    below = spec.path.removesuffix(f"page/{spec.number}/index.html")
    head = reader.line(head_of(spec.subject)) if head_of(spec.subject) else None
    family = spec.subject.partition("/")[0]
    label = head.title if head else words("issues" if family == "issues" else "latest_stories")
    if family == "about":
        label = words("stories_about", name=label)
    # The about pages of a person have no front of their own: the person's page is it.
    front = head.path if head else below
    # A numbered page exists when the one after it is full, too: the front keeps the newest 30 to 59.
    has_newer = len(reader.page(spec.subject, spec.number + 2)) == PAGE_LENGTH
    title = f"{label}: {words('page_number', page=words.digits(spec.number))}"
    trail = (*home(around), *((Way(label=label, path=front),) if front != around.root else ()))
    return Page(
        frame=around,
        language=spec.language,
        path=spec.path.removesuffix("index.html"),
        title=title,
        description=title,
        content=NumberedPage(
            title=label,
            number=spec.number,
            items=items(reader, members),
            newer=f"{below}page/{spec.number + 1}/" if has_newer else front,
            older=f"{below}page/{spec.number - 1}/" if spec.number > 1 else "",
            whole=Way(label=label, path=front),
        ),
        trail=trail,
        section=front,
    )
