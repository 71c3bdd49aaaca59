"""Pictures in a story begin with the words that are known of them; whatever somebody typed stays."""

from collections.abc import Iterable
from typing import Any

from broadsheet.newsroom.picture_uses import last_words


def describe_lead(cleaned: dict[str, Any]) -> None:
    """Give the picture that leads the story its words and its caption, where the form has none."""
    picture = cleaned.get("picture")
    if picture is None or (cleaned.get("picture_alt") and cleaned.get("picture_caption")):
        return
    alt, caption = last_words(picture)
    cleaned["picture_alt"] = cleaned.get("picture_alt") or alt
    cleaned["picture_caption"] = cleaned.get("picture_caption") or caption


def describe_pictures(body: Iterable[Any]) -> None:
    """Give the pictures of a body that have no words yet those of their descriptions."""
    for block in body:
        if block.block_type == "image":
            _describe(block.value)
        elif block.block_type == "gallery":
            for each in block.value.get("images") or ():
                _describe(each)


def _describe(use: Any) -> None:
    picture = use.get("image")
    if picture is not None and not use.get("alt") and not use.get("decorative"):
        use["alt"] = str(picture.description)
