"""What a press run did, for people and for scripts."""

from broadsheet.edition.late import dataclass
from broadsheet.press.printing import Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """
    `printed`, `kept` and `withdrawn` count artifacts; `serial` is the edition's; times in seconds.

    `remarks` say what went otherwise than asked for though nothing is missing.
    """

    serial: int
    printed: tuple[str, ...]
    kept: int
    withdrawn: tuple[str, ...]
    failures: tuple[Failure, ...]
    seconds: float
    whole: bool
    next_due: int | None
    remarks: tuple[str, ...] = ()

    def sentence(self) -> str:
        """One line for the terminal."""
        parts = [f"{len(self.printed):,} printed", f"{self.kept:,} unchanged", f"{len(self.withdrawn):,} withdrawn"]
        if self.failures:
            parts.append(f"{len(self.failures):,} FAILED")
        return f"Press run {self.serial}: {', '.join(parts)} in {self.seconds:.1f} s"

    def as_json(self) -> dict[str, object]:
        """The same for scripts."""
        return {
            "serial": self.serial,
            "printed": list(self.printed),
            "kept": self.kept,
            "withdrawn": list(self.withdrawn),
            "failures": [{"path": failure.path, "reason": failure.reason} for failure in self.failures],
            "seconds": round(self.seconds, 3),
            "whole": self.whole,
            "next_due": self.next_due,
            "remarks": list(self.remarks),
        }
