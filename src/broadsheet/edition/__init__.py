"""The edition: the frozen state of the whole paper, as typed records with canonical bytes."""

from broadsheet.edition.canonical import Record, canonical_bytes, digest, read_record
from broadsheet.edition.store import Change, Edition
from broadsheet.edition.summaries import Card, Line

__all__ = ["Card", "Change", "Edition", "Line", "Record", "canonical_bytes", "digest", "read_record"]
