"""Stages of a text before readers see it: no record has one, but the newsroom and lines of drafts share the words."""

from enum import StrEnum


class Stage(StrEnum):
    """How far an unpublished text is on its way into the paper."""

    DRAFT = "draft"
    WITH_EDITOR = "with-editor"
    READY = "ready"
