"""What the reading of one body needs to know of the line it stands in, and where its losses go."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from broadsheet.importers.links import Links
from broadsheet.importers.names import one_line
from broadsheet.importers.records import ImportedImage
from broadsheet.importers.report import Loss, Severity

type FindImage = Callable[[str], ImportedImage | None]
"""From what a source says (`src`) to the picture; None when it is none."""


@dataclass(slots=True, kw_only=True)
class Surroundings:
    """
    One body's surroundings: `where` in the source, the `base` its relative links start from, its pictures.

    `images` collects every picture the body names, by source id; `described` holds what the line itself says of some.
    """

    where: str
    links: Links
    find_image: FindImage
    base: str = ""
    images: dict[str, ImportedImage] = field(default_factory=dict)
    described: Mapping[str, ImportedImage] = field(default_factory=dict)

    def link(self, href: str, words: str) -> str | None:
        """The target of a link as running text may carry it; None when it cannot, and that is noted."""
        return self.links.target(href, base=self.base, where=self.where, words=one_line(words))

    def absolute(self, href: str) -> str | None:
        """The whole address of a link seen from the page it stood on; None when it has none."""
        address = self.links.absolute(href, self.base)
        return address if address and address.startswith(("https://", "http://")) else None

    def image(self, source: str) -> ImportedImage | None:
        """The picture that `src` names, noted as used by this body; None, with the loss noted, when there is none."""
        tally = self.links.tally
        tally.found("image")
        found = self.find_image(source)
        if found is None:
            why = "it did not come with the text, or its address cannot be read; add the picture by hand"
            tally.lose(Loss(what="image", where=self.where, which=source[:100], why=why))
            return None
        tally.carried("image")
        described = self.described.get(found.source_id, found)
        self.images.setdefault(found.source_id, described)
        return described

    def changed(self, what: str, which: str, why: str) -> None:
        """Note that something came through in another form."""
        self.links.tally.found(f"{what} in a body")
        self.links.tally.carried(f"{what} in a body")
        self.links.tally.lose(
            Loss(what=f"{what} in a body", where=self.where, which=one_line(which), why=why, severity=Severity.CHANGED)
        )

    def dropped(self, what: str, which: str, why: str) -> None:
        """Note that something was found and left out."""
        self.links.tally.found(what)
        self.links.tally.lose(Loss(what=what, where=self.where, which=one_line(which)[:200], why=why))
