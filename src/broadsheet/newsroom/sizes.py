"""How much a volunteer may send at once. The servers in front and the script in the pages keep to the same sizes."""

from typing import Final

LARGEST_TEXT: Final = 10_000_000
"""Bytes of all that is typed into one form: a story of several hundred pages."""

LARGEST_FILES: Final = 40_000_000
"""Bytes of all files chosen in one form."""
