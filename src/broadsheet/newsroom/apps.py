"""The newsroom as a Django application."""

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """Connects the outbox to what editors do, and Wagtail's questions about rights to our answers."""

    name = "broadsheet.newsroom"
    label = "newsroom"
    verbose_name = "Newsroom"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to deletions, moves and privacy, which no model's own `save` sees, and to second factors set up."""
        from wagtail.models import Page
        from wagtail.permissions import register_permission_policy

        from broadsheet.newsroom import signals
        from broadsheet.newsroom.accounts import factor
        from broadsheet.newsroom.accounts.page_rights import DeskPagePolicy

        signals.connect()
        factor.connect()
        register_permission_policy(Page, DeskPagePolicy(Page))
