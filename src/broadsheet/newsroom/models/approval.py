"""The four eyes: a story handed in waits for somebody who may publish it."""

from typing import Any

from django.db.models import QuerySet
from wagtail.models import Task, TaskState


class Approval(Task):
    """Waits for whoever may publish that very page; a writer's own eyes do not count."""

    class Meta:
        verbose_name = "approval by an editor"
        verbose_name_plural = "approvals by an editor"

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        """Whether the account may open the page while it waits."""
        return bool(obj.permissions_for_user(user).can_publish())

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """What waits is not changed under the editor's eyes."""
        return not self.user_can_access_editor(obj, user)

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        """Whoever may publish it may keep others out meanwhile."""
        return self.user_can_access_editor(obj, user)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        """Send back, publish, publish with a word to the writer."""
        if not self.user_can_access_editor(obj, user):
            return []
        return [
            ("reject", "Ask for changes", True),
            ("approve", "Approve and publish", False),
            ("approve", "Approve with a comment", True),
        ]

    def get_task_states_user_can_moderate(self, user: Any, **_keywords: Any) -> "QuerySet[TaskState]":
        """What waits for this account."""
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS).select_related("revision")
        theirs = [state.pk for state in waiting if self.user_can_access_editor(state.revision.content_object, user)]
        return TaskState.objects.filter(pk__in=theirs)

    @classmethod
    def get_description(cls) -> str:
        """What it is, for whoever arranges the ways of a story."""
        return "Whoever may publish the story approves it"
