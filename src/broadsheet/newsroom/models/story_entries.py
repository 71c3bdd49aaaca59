"""Every story's place in the list of stories, and under what it is found there."""

from django.db import models


class StoryEntry(models.Model):
    """
    One story in the list. `place` orders it, what was worked on last being highest.

    It is also the number of its row in the table of words that is searched (see `story_index`).
    """

    article = models.OneToOneField(
        "newsroom.ArticlePage", primary_key=True, on_delete=models.CASCADE, related_name="entry"
    )
    place = models.BigIntegerField(unique=True)

    def __str__(self) -> str:
        return str(self.place)
