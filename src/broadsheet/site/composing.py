"""Composing by hand: what the worker does by itself when it starts, and all there is after a lost edition."""

from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.site import open_newsroom
from broadsheet.site.database import wanting_room_in

if TYPE_CHECKING:
    from broadsheet.newsroom.compose import Composed


def compose_paper(folder: Path, *, everything: bool) -> "Composed":
    """Bring what is published in the newsroom into the edition: what changed, or `everything` there is."""
    open_newsroom(folder)
    from broadsheet.newsroom.compose import compose, note_everything, note_what_differs

    with wanting_room_in(folder):
        if everything:
            note_everything()
        else:
            note_what_differs()
        return compose()
