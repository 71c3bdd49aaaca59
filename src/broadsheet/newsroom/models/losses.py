"""What a story lost on its way from a file or from the clipboard, kept beside the draft until somebody has read it."""

from django.db import models


class NotCarried(models.Model):
    """One thing that did not come through as it was; `changed` when it did come, in another form."""

    article = models.ForeignKey("newsroom.ArticlePage", on_delete=models.CASCADE, related_name="not_carried")
    what = models.CharField(max_length=255)
    source = models.CharField(max_length=255)
    which = models.TextField(blank=True)
    why = models.TextField(blank=True)
    changed = models.BooleanField(default=False)
    noted = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("changed", "pk")

    def __str__(self) -> str:
        return f"{self.what}: {self.which[:80]}"
