"""Which sections, topics, people and branches the lines name, and by what source id each is known."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from broadsheet.importers.names import folded, slug_from, untaken, usable_slug


class Named(StrEnum):
    """The kinds of records that stories name."""

    SECTION = "section"
    TOPIC = "topic"
    PERSON = "person"
    BRANCH = "branch"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRecord:
    """A record known by a name alone."""

    source_id: str
    language: str
    title: str
    slug: str


@dataclass(slots=True, kw_only=True)
class NameTable:
    """The names of one kind. People and branches are found in any language, sections and topics in their own."""

    kind: Named
    _by_name: dict[tuple[str, str], str] = field(default_factory=dict)
    _anywhere: dict[str, str] = field(default_factory=dict)
    _ids: set[str] = field(default_factory=set)
    _slugs: dict[str, set[str]] = field(default_factory=dict)
    _by_name_only: dict[str, NamedRecord] = field(default_factory=dict)

    def add_line(self, source_id: str, language: str, title: str, slug: str) -> str:
        """A line describes it; the slug it has, which no other of its language has."""
        self._ids.add(source_id)
        self._by_name.setdefault((language, folded(title)), source_id)
        self._anywhere.setdefault(folded(title), source_id)
        return self._slug(language, usable_slug(slug, self.kind.value) if slug else slug_from(title, self.kind.value))

    def id_for(self, name: str, language: str) -> str:
        """The source id of what this name (or source id) means in a story of this language; made when absent."""
        if name in self._ids:
            return name
        key = (language, folded(name))
        found = self._by_name.get(key)
        if found is None and self.kind in (Named.PERSON, Named.BRANCH):
            found = self._anywhere.get(key[1])
        if found:
            return found
        source_id = f"{self.kind.value}:{language}:{key[1]}"
        slug = self._slug(language, slug_from(name, self.kind.value))
        self._by_name[key] = source_id
        self._anywhere.setdefault(key[1], source_id)
        self._by_name_only[source_id] = NamedRecord(source_id=source_id, language=language, title=key[1], slug=slug)
        return source_id

    def _slug(self, language: str, wanted: str) -> str:
        return untaken(wanted, self._slugs.setdefault(language, set()))

    def by_name_only(self) -> Iterable[NamedRecord]:
        """Those that no line describes, in the order they were named."""
        return self._by_name_only.values()
