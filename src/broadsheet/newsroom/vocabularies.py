"""The edition's vocabularies as choices of a form, in the words editors use."""

from enum import StrEnum

from broadsheet.edition.paper import FrontSlot
from broadsheet.edition.records import ArticleKind, CorrectionKind, Medium, Rights, Slot, TopicKind
from broadsheet.edition.stages import Stage as Stage

type Choices = list[tuple[str, str]]


class Removal(StrEnum):
    """How far the removal of a name is; in between, an editor looks at what was found."""

    LOOKING = "looking"
    FOUND = "found"
    REMOVING = "removing"
    DONE = "done"
    STUCK = "stuck"


def choices(vocabulary: type[StrEnum]) -> Choices:
    """Pairs of stored value and label for a form."""
    return [(each.value, each.value.capitalize()) for each in vocabulary]


ARTICLE_KINDS = choices(ArticleKind)
CORRECTION_KINDS = choices(CorrectionKind)
PIN_SLOTS = [
    (FrontSlot.LEAD.value, "Lead"),
    (FrontSlot.SECOND.value, "Second"),
    (FrontSlot.BRIEF.value, "Brief"),
    (FrontSlot.URGENT.value, "Most urgent"),
    (FrontSlot.BRANCHES.value, "From the branches"),
]
SLOTS = choices(Slot)
TOPIC_KINDS = choices(TopicKind)
MEDIA = [
    (Medium.BOTH.value, "On the web and in print"),
    (Medium.WEB.value, "On the web only"),
    (Medium.PRINT.value, "In print only"),
]
STAGES = [
    (Stage.DRAFT.value, "Draft"),
    (Stage.WITH_EDITOR.value, "With an editor"),
    (Stage.READY.value, "Ready for the issue"),
]
RIGHTS = [
    (Rights.STAFF.value, "Our own people made it"),
    (Rights.COMMISSIONED.value, "Made for us"),
    (Rights.AGENCY.value, "From an agency"),
    (Rights.HANDOUT.value, "Handed out for use"),
    (Rights.FREE_LICENCE.value, "Under a free licence"),
    (Rights.UNKNOWN.value, "Not known yet"),
]
REMOVALS = choices(Removal)
