"""Histories forget who did it: what was done and when stays, the account goes."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Revision, TaskState, WorkflowState

from broadsheet.newsroom.models import BroadDocument, BroadImage, LoginLimit, PaperSettings


def forget_accounts(now: datetime) -> int:
    """
    Take the account from every trace older than the paper's setting; how many rows that were.

    A page out for that long no longer belongs to whoever began it: a story with a pseudonym above it then leads to no
    account. Whoever still waits in a workflow is not forgotten.
    """
    oldest = now - timedelta(days=PaperSettings.load().forget_accounts_after)
    with transaction.atomic():
        return sum(
            (
                PageLogEntry.objects.filter(timestamp__lt=oldest, user_id__isnull=False).update(user_id=None),
                ModelLogEntry.objects.filter(timestamp__lt=oldest, user_id__isnull=False).update(user_id=None),
                ModelLogEntry.objects.filter(timestamp__lt=oldest, content_type__app_label="auth").delete()[0],
                Revision.objects.filter(created_at__lt=oldest, user_id__isnull=False).update(user_id=None),
                TaskState.objects.filter(finished_at__lt=oldest, finished_by_id__isnull=False).update(
                    finished_by_id=None
                ),
                WorkflowState.objects.filter(
                    ~Q(status=WorkflowState.STATUS_IN_PROGRESS), created_at__lt=oldest, requested_by_id__isnull=False
                ).update(requested_by_id=None),
                Page.objects.filter(first_published_at__lt=oldest, owner_id__isnull=False).update(owner_id=None),
                BroadImage.objects.filter(created_at__lt=oldest, uploaded_by_user_id__isnull=False).update(
                    uploaded_by_user_id=None
                ),
                BroadDocument.objects.filter(created_at__lt=oldest, uploaded_by_user_id__isnull=False).update(
                    uploaded_by_user_id=None
                ),
            )
        )


def forget_limits(now: datetime) -> None:
    """Drop what no limit on logging in counts any more."""
    over = LoginLimit.objects.filter(expires__lt=now)
    if over.exists():  # so that looking in vain takes no lock
        over.delete()
