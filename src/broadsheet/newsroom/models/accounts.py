"""Rows about accounts: what is given to them, and which of them is only a demonstration."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from wagtail.models import Page


class Reach(models.Model):
    """A section given to a section editor, or a branch to its organiser: as far as their deeds reach."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reaches")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "page"], name="reach_once")
        ]

    def __str__(self) -> str:
        return f"{self.account} in {self.page}"


class DemonstrationAccount(models.Model):
    """Marks an account whose password and codes were printed for all to see: it is let in from this machine only."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="demonstration")

    def __str__(self) -> str:
        return str(self.account)


class LoginLimit(models.Model):
    """
    How often something was tried, for the limits on logging in; every process of the paper counts here.

    It is the table of a cache of Django's, whose columns these are. Keys are keyed hashes, so that a copy of the table
    names neither account nor address; values are moments.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "newsroom_login_limit"

    def __str__(self) -> str:
        return self.cache_key
