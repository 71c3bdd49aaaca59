"""
What no `save` of ours sees.

Deletions, moves and privacy are written to the outbox, each in its own transaction; pictures that wait on the disk
until their form is filled in are settled.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail.models import Page, PageViewRestriction, Revision, UploadedFile
from wagtail.signals import page_published, page_unpublished, post_page_move

from broadsheet.newsroom import subject_index
from broadsheet.newsroom.models import (
    PAGE_TYPES,
    ArticlePage,
    BroadDocument,
    BroadImage,
    Byline,
    HomePage,
    PersonPage,
    SectionPage,
    StandingPage,
    StoryEntry,
    VersionSource,
    outbox,
)
from broadsheet.newsroom.models.answers import draft_kept
from broadsheet.newsroom.models.files import is_new
from broadsheet.newsroom.pictures import settled_picture
from broadsheet.newsroom.referring import note_pages, note_referrers, note_tree
from broadsheet.newsroom.story_index import enter, forget, mark
from broadsheet.newsroom.vocabularies import Stage


def connect() -> None:
    """Connect every receiver; called once, when Django is ready."""
    for page_type in PAGE_TYPES:
        pre_delete.connect(_before_deletion, sender=page_type)
        post_delete.connect(_after_deletion, sender=page_type)
    for file_type in (BroadImage, BroadDocument):
        pre_delete.connect(_before_deletion, sender=file_type)
        post_delete.connect(_after_deletion, sender=file_type)
    draft_kept.connect(_after_a_draft)
    pre_save.connect(_before_waiting, sender=UploadedFile)
    post_page_move.connect(_after_move)
    page_published.connect(_after_publishing, sender=ArticlePage)
    page_unpublished.connect(_after_unpublishing, sender=ArticlePage)
    post_delete.connect(_after_leaving_the_list, sender=StoryEntry)
    for indexed in subject_index.INDEXED:
        post_save.connect(_after_naming, sender=indexed)
    for page_type in PAGE_TYPES:
        page_published.connect(_after_source_published, sender=page_type)
    for front_type in (HomePage, SectionPage):
        page_published.connect(_after_arranging, sender=front_type)
    post_save.connect(_after_privacy, sender=PageViewRestriction)
    post_delete.connect(_after_privacy, sender=PageViewRestriction)


def _after_a_draft(story: ArticlePage, **_: object) -> None:
    """To the top of the list of stories."""
    enter(story)


def _after_naming(instance: Any, **_: object) -> None:
    """Found by the name it has now."""
    subject_index.enter(instance)


def _before_waiting(instance: Any, **_: object) -> None:
    """A picture whose form is not filled in yet lies in the media folder too: as it would be kept."""
    of_pictures = instance.for_content_type == ContentType.objects.get_for_model(BroadImage)
    if of_pictures and is_new(instance.file):
        instance.file = settled_picture(instance.file.file, instance.file.name)


def _before_deletion(instance: Any, **_: object) -> None:
    if isinstance(instance, PersonPage):
        Byline.objects.filter(person=instance, printed_name="").update(printed_name=instance.title[:255])
    note_referrers(instance)


def _after_deletion(instance: Any, **_: object) -> None:
    outbox.note(instance.record_kind, instance.permanent_id)


def _after_publishing(instance: ArticlePage, **_: object) -> None:
    """What is written from now on begins as a draft again."""
    ArticlePage.objects.filter(pk=instance.pk).exclude(stage=Stage.DRAFT).update(stage=Stage.DRAFT.value)
    mark(ArticlePage.objects.select_related("locale").get(pk=instance.pk))


def _after_unpublishing(instance: ArticlePage, **_: object) -> None:
    mark(instance)


def _after_leaving_the_list(instance: StoryEntry, **_: object) -> None:
    forget(instance.place)


def _after_source_published(instance: Any, revision: Revision, **_: object) -> None:
    """Versions made from it may not say any more what it says."""
    VersionSource.objects.filter(source_id=instance.pk, behind=False).exclude(seen=revision).update(behind=True)


def _after_arranging(instance: Any, revision: Revision, **_: object) -> None:
    """Keep which arrangement was out before this one, so that one click brings it back."""
    if instance.shown_version_id != revision.pk:
        type(instance).objects.filter(pk=instance.pk).update(
            shown_version=revision, version_before=instance.shown_version_id
        )


def _after_move(instance: Page, parent_page_before: Page, parent_page_after: Page, **_: object) -> None:
    """Order and privacy come from the tree: what lies under the page, and beside it, is composed again."""
    note_tree(instance)
    for page_type in (SectionPage, StandingPage):
        if isinstance(instance, page_type):
            for parent in {parent_page_before, parent_page_after}:
                note_pages(page_type.objects.child_of(parent).live().values_list("permanent_id", flat=True), page_type)


def _after_privacy(instance: PageViewRestriction, **_: object) -> None:
    page = Page.objects.filter(pk=instance.page_id).first()
    if page is not None:
        note_tree(page)
