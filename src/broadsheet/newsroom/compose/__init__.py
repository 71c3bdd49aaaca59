"""Composing: from pages to the frozen records of the edition. Nothing else in the newsroom builds records."""

from broadsheet.newsroom.compose.run import Composed, Refusal, compose, note_everything, note_what_differs

__all__ = ["Composed", "Refusal", "compose", "note_everything", "note_what_differs"]
