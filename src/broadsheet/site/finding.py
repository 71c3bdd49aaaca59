"""What a look at a paper finds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at: what was found, whether it is wrong, and the remedy."""

    what: str
    wrong: bool = False
    remedy: str = ""

    @property
    def mark(self) -> str:
        """What stands before it: in order, to be mended, or to be thought of."""
        if self.wrong:
            return "!"
        return "–" if self.remedy else "✓"
