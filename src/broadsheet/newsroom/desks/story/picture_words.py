"""Pictures in a story begin with the words that are known of them; whatever somebody typed stays."""

from collections.abc import Iterable
from typing import Any

from django.utils.html import strip_tags
from wagtail.rich_text import RichText

from broadsheet.newsroom.picture_uses import drafted_uses, last_words, pictures_in


def describe_lead(cleaned: dict[str, Any]) -> None:
    """Give the picture that leads the story its words and its caption, where the form has none."""
    picture = cleaned.get("picture")
    if picture is None or (cleaned.get("picture_alt") and cleaned.get("picture_caption")):
        return
    alt, caption = last_words(picture)
    cleaned["picture_alt"] = cleaned.get("picture_alt") or alt
    cleaned["picture_caption"] = cleaned.get("picture_caption") or caption


def describe_pictures(body: Iterable[Any], before: Iterable[Any]) -> None:
    """
    Give the pictures of a body, in galleries and boxes too, that have no words yet those known of them.

    A caption comes with a picture that was not there `before`, as the body is stored: one that somebody took away
    later stays away.
    """
    known = {value.get("image") for value in pictures_in(before)}
    bare = [use for use in pictures_in(body) if use.get("image") is not None and not use.get("decorative")]
    bare = [use for use in bare if not use.get("alt") or (_says_nothing(use) and use["image"].pk not in known)]
    drafted = drafted_uses() if bare else {}
    for use in bare:
        alt, caption = last_words(use["image"], drafted)
        use["alt"] = use.get("alt") or alt
        if _says_nothing(use) and use["image"].pk not in known:
            use["caption"] = RichText(caption)


def _says_nothing(use: Any) -> bool:
    """Whether its caption has no words; an empty paragraph has none."""
    return not strip_tags(str(getattr(use.get("caption"), "source", ""))).strip()
