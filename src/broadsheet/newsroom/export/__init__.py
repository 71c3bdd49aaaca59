"""The whole paper as lines of the interchange format: the inverse of intake. Nothing is changed."""

from broadsheet.newsroom.export.run import Export, export_paper

__all__ = ["Export", "export_paper"]
