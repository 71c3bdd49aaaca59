"""
Removing a name from the paper, wherever it stands.

It goes from every story, caption, picture, page, event, old version and history, and from what readers can reach.
Nothing of it stays behind: no old address leads on, the record of earlier states is dropped, and the next press run
prints the whole paper anew.

Reading a whole archive takes longer than a screen may. So an editor asks for it, the worker reads some rows at each
look and keeps its place, and what it found is shown before anything is done. `RemoveName` does all of it at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby, islice
from typing import Any, Final

from django.db import transaction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from broadsheet.newsroom.actions.cleaning_names import Cleaning, note_everything_touched
from broadsheet.newsroom.actions.finding_names import Find, finds_in
from broadsheet.newsroom.actions.withdrawing import take_back
from broadsheet.newsroom.models import ArticlePage, NameRemoval
from broadsheet.newsroom.names import Name
from broadsheet.newsroom.obstacles import Obstacle, refuse_if
from broadsheet.newsroom.paper import current_paper
from broadsheet.newsroom.roles import Deed, require
from broadsheet.newsroom.texts import Kept, all_texts, count_rows, texts_again, texts_of
from broadsheet.newsroom.vocabularies import Removal
from broadsheet.newsroom.worker_sign import call_worker

WITHHELD: Final = "name withheld"
REASON: Final = "Withdrawn at the wish of somebody named in it."
"""What readers are told of a story taken back, unless other words are given."""

SHOWN: Final = 500
"""Finds kept to be shown; the name goes from all."""

ROWS_A_LOOK: Final = 10_000
"""Rows the worker reads at each look, so that whatever else is due waits no longer than a second or two."""

MOST_PASSES: Final = 6
KEPT: Final = timedelta(days=1)
"""How long a name that was looked for stays written down when nobody goes on."""

type Place = tuple[str, Any]
"""A row: its table and its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveName:
    """
    Put `replacement` in the place of a name, in all its `spellings`, everywhere; take the pages in `withdraw` down.

    A story taken down is withdrawn: its address stays, with the headline and `reason`.

    What readers have on their own machines, copies made of the paper and backups are out of its reach.
    """

    spellings: tuple[str, ...]
    replacement: str = WITHHELD
    withdraw: frozenset[int] = frozenset()
    reason: str = REASON

    def check(self) -> tuple[Obstacle, ...]:
        """There must be a name, and what replaces it must not hold it."""
        try:
            name = Name.of(self.spellings)
        except ValueError as error:
            return (Obstacle(what=str(error)),)
        if not self.replacement.strip():
            return (Obstacle(what="Nothing would stand in the name's place.", remedy=f"Write “{WITHHELD}”."),)
        if name.stands_in(self.replacement):
            return (Obstacle(what="What is to replace the name holds it.", remedy="Choose other words."),)
        return self._obstacles_of_reason(name) if self.withdraw else ()

    def _obstacles_of_reason(self, name: Name) -> tuple[Obstacle, ...]:
        if not self.reason.strip():
            return (Obstacle(what="The reason has no words.", remedy="Write what readers are to be told."),)
        if name.stands_in(self.reason):
            return (Obstacle(what="The reason holds the name.", remedy="Choose other words."),)
        return ()

    def finds(self) -> tuple[Find, ...]:
        """Every place where the name stands; ActionRefusedError for no name."""
        refuse_if(self.check())
        name = Name.of(self.spellings)
        return tuple(find for kept in all_texts() for find in finds_in(kept, name))

    def execute(self, user: Any) -> int:
        """Do it, until a whole reading finds nothing; in how many places the name stood."""
        require(user, Deed.REMOVE_NAME)
        refuse_if(self.check())
        name, removed = Name.of(self.spellings), 0
        for _ in range(MOST_PASSES):
            places = [place_of(kept) for kept in all_texts() if _stands_in(name, kept)]
            if not places and removed:
                break
            removed += self.clean(places, user)
        return removed

    def clean(self, places: Iterable[Place], user: Any) -> int:
        """Take the name out of these rows, in one transaction; how many there were."""
        name = Name.of(self.spellings)
        with transaction.atomic():
            cleaning = Cleaning(name=name, replacement=self.replacement.strip())
            found = [kept for kept in _again(places) if _stands_in(name, kept)]
            for kept in found:
                cleaning.clean(kept)
            cleaning.settle_addresses()
            for page in Page.objects.filter(pk__in=self.withdraw, live=True):
                self._take_down(page.specific, user)
            note_everything_touched(found)
        return len(found)

    def _take_down(self, page: Any, user: Any) -> None:
        if not isinstance(page, ArticlePage):
            UnpublishPageAction(page, user=user).execute(skip_permission_checks=True)
        elif page.withdrawn_at is None:
            take_back(page, self.reason, user)


@dataclass(frozen=True, slots=True, kw_only=True)
class LookForName:
    """Have the worker find every place where a name stands. Only one is looked for at a time."""

    spellings: tuple[str, ...]
    replacement: str = WITHHELD

    def check(self) -> tuple[Obstacle, ...]:
        """As for removing it; and nobody else's removal is under way."""
        found = RemoveName(spellings=self.spellings, replacement=self.replacement).check()
        if NameRemoval.objects.filter(stage=Removal.REMOVING.value).exists():
            remedy = "Wait until it is done; this screen tells."
            return (*found, Obstacle(what="Another name is being removed just now.", remedy=remedy))
        return found

    def execute(self, user: Any) -> NameRemoval:
        """Write it down for the worker; whatever was looked for before is forgotten."""
        require(user, Deed.REMOVE_NAME)
        refuse_if(self.check())
        with transaction.atomic():
            NameRemoval.objects.all().delete()
            asked = NameRemoval.objects.create(
                asked_by_id=user.pk, spellings=list(self.spellings), replacement=self.replacement.strip()
            )
            transaction.on_commit(lambda: call_worker(current_paper().folder))
        return asked


@dataclass(frozen=True, slots=True, kw_only=True)
class StartRemoval:
    """Remove the name that was looked for, now that everybody could see where it stands."""

    removal: int
    replacement: str = WITHHELD
    withdraw: frozenset[int] = frozenset()
    reason: str = REASON

    def check(self) -> tuple[Obstacle, ...]:
        """It was looked for, and the words that take its place are in order."""
        asked = self._asked()
        if asked is None:
            return (Obstacle(what="What was found is no longer there.", remedy="Look for the name again."),)
        return RemoveName(
            spellings=tuple(asked.spellings), replacement=self.replacement, withdraw=self.withdraw, reason=self.reason
        ).check()

    def execute(self, user: Any) -> None:
        """Have the worker do it."""
        require(user, Deed.REMOVE_NAME)
        with transaction.atomic():
            refuse_if(self.check())
            NameRemoval.objects.filter(pk=self.removal).update(
                stage=Removal.REMOVING.value, replacement=self.replacement.strip(), withdraw=sorted(self.withdraw),
                reason=self.reason.strip(),
                asked_by_id=user.pk, table="", number=None, rows_read=0, places=[], finds=[], found=0,
            )  # fmt: skip
            transaction.on_commit(lambda: call_worker(current_paper().folder))

    def _asked(self) -> NameRemoval | None:
        return NameRemoval.objects.filter(pk=self.removal, stage=Removal.FOUND.value).first()


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetSearch:
    """Let a name that was looked for be; it is written down nowhere any more."""

    removal: int

    def check(self) -> tuple[Obstacle, ...]:
        """What is being removed is removed to the end."""
        if NameRemoval.objects.filter(pk=self.removal, stage=Removal.REMOVING.value).exists():
            return (Obstacle(what="The name is being removed already; that goes on to its end."),)
        return ()

    def execute(self, user: Any) -> None:
        """Forget it."""
        require(user, Deed.REMOVE_NAME)
        refuse_if(self.check())
        NameRemoval.objects.filter(pk=self.removal).exclude(stage=Removal.REMOVING.value).delete()


def go_on(now: datetime) -> bool:
    """Read on for the name that is looked for or removed, as far as one look goes; whether there is more to do."""
    under_way = (Removal.LOOKING.value, Removal.REMOVING.value)
    NameRemoval.objects.exclude(stage__in=under_way).filter(asked_at__lt=now - KEPT).delete()
    removal = NameRemoval.objects.filter(stage__in=under_way).select_related("asked_by").first()
    if removal is None:
        return False
    if not removal.table:
        removal.rows = count_rows()
    after = (removal.table, removal.number) if removal.table else None
    rows = list(islice(all_texts(after), ROWS_A_LOOK))
    _note_what_stands_in(rows, removal)
    if len(rows) < ROWS_A_LOOK:
        _read_to_the_end(removal)
    # Forgotten meanwhile, it is not to come back.
    NameRemoval.objects.filter(pk=removal.pk).update(
        **{each.attname: getattr(removal, each.attname) for each in NameRemoval._meta.concrete_fields[1:]}
    )
    return removal.stage in under_way


def _note_what_stands_in(rows: list[Kept], removal: NameRemoval) -> None:
    name = Name.of(removal.spellings)
    removal.rows_read += len(rows)
    for kept in rows:
        removal.table, removal.number = place_of(kept)
        if not _stands_in(name, kept):
            continue
        finds = list(finds_in(kept, name))
        removal.found += len(finds)
        if removal.stage == Removal.REMOVING:
            removal.places.append(place_of(kept))
        else:
            shown = finds[: SHOWN - len(removal.finds)]
            removal.finds += [[find.page, find.thing, find.where, find.words] for find in shown]


def _read_to_the_end(removal: NameRemoval) -> None:
    if removal.stage == Removal.LOOKING:
        removal.stage = Removal.FOUND.value
        return
    removal.passes += 1
    if removal.places or removal.passes == 1:
        deed = RemoveName(
            spellings=tuple(removal.spellings),
            replacement=removal.replacement,
            withdraw=frozenset(removal.withdraw),
            reason=removal.reason or REASON,
        )
        deed.clean(removal.places, removal.asked_by)
        # What was written while the rows were read may hold it, too: only a reading that finds nothing is the end.
        removal.table, removal.number, removal.rows_read, removal.places, removal.withdraw = "", None, 0, [], []
        if removal.passes >= MOST_PASSES:
            removal.stage = Removal.STUCK.value
        return
    removal.stage, removal.spellings = Removal.DONE.value, []


def place_of(kept: Kept) -> Place:
    """Where the row stands."""
    return kept.model._meta.label, kept.number


def _stands_in(name: Name, kept: Kept) -> bool:
    return any(name.stands_in(text) for _, text in texts_of(kept))


def _again(places: Iterable[Place]) -> Iterable[Kept]:
    for label, group in groupby(places, key=lambda place: place[0]):
        yield from texts_again(label, [number for _, number in group])
