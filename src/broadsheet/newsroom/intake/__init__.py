"""Intake: from imported records to pages. Nothing else in the newsroom builds pages from records."""

from broadsheet.newsroom.intake.run import take_in

__all__ = ["take_in"]
