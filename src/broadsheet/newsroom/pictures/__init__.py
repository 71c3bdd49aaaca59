"""What becomes of a picture's file when it comes in: checked, turned upright, freed of whatever is not the picture."""

from broadsheet.newsroom.pictures.incoming import SettledPicture, check_picture, settled_picture

__all__ = ["SettledPicture", "check_picture", "settled_picture"]
