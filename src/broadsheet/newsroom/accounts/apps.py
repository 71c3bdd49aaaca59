"""The rights of accounts as a Django application of their own, ready after Wagtail's, whose answers it replaces."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Puts our answers to “who may?” in the place of Wagtail's. It has no tables; those are the newsroom's."""

    name = "broadsheet.newsroom.accounts"
    label = "newsroom_accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        """Answer for pages, pictures and documents."""
        from broadsheet.newsroom.accounts import file_rights, page_rights
        from broadsheet.newsroom.models.answers import answers

        answers.rights = page_rights.DeskPageTester
        page_rights.register()
        file_rights.register()
