"""Issues of a site: from the lists of their contents, the fullest list of each."""

from collections.abc import Iterator
from datetime import UTC, date

from broadsheet.edition.records import IssueSection, Placement, Slot
from broadsheet.importers.fields import digest_of
from broadsheet.importers.pages.contents_lists import IssueContents
from broadsheet.importers.pages.site_index import SiteIndex
from broadsheet.importers.records import ImportedIssue
from broadsheet.importers.report import Loss, Severity


def issues_of(index: SiteIndex) -> tuple[ImportedIssue, ...]:
    """Every issue whose contents name stories that are carried; tells the index which story stands in which."""
    by_number: dict[tuple[int, int], list[tuple[str, IssueContents]]] = {}
    for where, contents in index.contents:
        by_number.setdefault((contents.issue.volume, contents.issue.number), []).append((where, contents))
    return tuple(filter(None, (_issue(index, lists) for _, lists in sorted(by_number.items()))))


def _issue(index: SiteIndex, lists: list[tuple[str, IssueContents]]) -> ImportedIssue | None:
    where, contents = max(lists, key=lambda each: len(list(_stories(index, each[1]))))
    name = contents.issue
    stories = [(section, story) for section, story in _stories(index, contents) if story not in index.placed]
    if len(stories) < 2:
        return None
    index.tally.found("issue")
    index.tally.carried("issue")
    source_id = f"issue/{index.context.language}/{name.volume}/{name.number}"
    index.placed.update({story: source_id for _, story in stories})
    days = [each.issue.day for _, each in lists if each.issue.day]
    day = name.day or (days[0] if days else _newest(index, {story for _, story in stories}, where, name.number))
    sections = _sections(stories)
    return ImportedIssue(
        source_id=source_id,
        language=index.context.language,
        number=name.number,
        volume=name.volume,
        day=day,
        where=where,
        digest=digest_of({"day": day.isoformat(), "stories": stories}),
        sections=sections,
    )


def _stories(index: SiteIndex, contents: IssueContents) -> Iterator[tuple[str, str]]:
    """Section and source id of every story of the list that is carried as one."""
    language = index.context.language
    stories = {head.source_id for head in index.heads.values() if not head.standing and head.language == language}
    seen = set()
    for listed in contents.stories:
        found = index.book.find(listed.address)
        if found and found in stories and found not in seen:
            seen.add(found)
            yield listed.section, found


def _sections(stories: list[tuple[str, str]]) -> tuple[IssueSection, ...]:
    groups: dict[str, list[Placement]] = {}
    for number, (section, story) in enumerate(stories):
        slot = Slot.LEAD if number == 0 else Slot.NORMAL
        groups.setdefault(section, []).append(Placement(article=story, slot=slot))
    return tuple(IssueSection(title=title, placements=tuple(each)) for title, each in groups.items())


def _newest(index: SiteIndex, stories: set[str], where: str, number: int) -> date:
    moments = [head.moment for head in index.heads.values() if head.source_id in stories and head.moment]
    if moments:
        return max(moments).date()
    why = "nothing says its day; it has today's"
    index.tally.lose(Loss(what="issue", where=where, which=str(number), why=why, severity=Severity.CHANGED))
    return index.context.now.astimezone(UTC).date()
