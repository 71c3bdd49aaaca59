"""The one safe fetcher: whatever the network names is asked for here or not at all."""

from broadsheet.fetching.fetcher import Body, Fetcher, Limits
from broadsheet.fetching.keeping import FetchedFile, FetchedFiles
from broadsheet.fetching.pacing import Pace

__all__ = ["Body", "FetchedFile", "FetchedFiles", "Fetcher", "Limits", "Pace"]
