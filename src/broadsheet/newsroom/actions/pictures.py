"""Taking pictures in, and saying what may be done with them."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from broadsheet.edition.records import Rights
from broadsheet.errors import ActionRefusedError, PictureRefusedError
from broadsheet.newsroom.models import BroadImage
from broadsheet.newsroom.obstacles import Obstacle
from broadsheet.newsroom.picture_uses import remembered
from broadsheet.newsroom.pictures import check_picture, settled_picture
from broadsheet.newsroom.roles import Deed, may, require


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A picture of the paper's, and whether it was there already (perhaps in the bin)."""

    picture: Any
    was_there: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeInPicture:
    """
    Take in one picture, a file as a form or a disk hands it over.

    What is left empty of its licence, rights and source is as it was with the same photographer's newest picture.
    """

    file: Any
    name: str
    credit: str = ""
    licence: str = ""
    rights: str = ""
    source: str = ""

    def check(self) -> tuple[Obstacle, ...]:
        """It must be a picture that can be used."""
        try:
            check_picture(self.file, self.name)
        except PictureRefusedError as error:
            return (Obstacle(what=str(error)),)
        return ()

    def execute(self, user: Any) -> Taken:
        """Keep it, unless the very same picture is here already: then that one."""
        require(user, Deed.ADD_PICTURES)
        try:
            settled = settled_picture(self.file, self.name)
        except PictureRefusedError as error:
            raise ActionRefusedError([Obstacle(what=str(error))]) from error
        digest = hashlib.sha256(settled.read()).hexdigest()
        settled.seek(0)
        with transaction.atomic():
            same = BroadImage._base_manager.filter(digest=digest).order_by("in_bin", "pk").first()
            if same is not None:
                return Taken(picture=same, was_there=True)
            known = remembered(self.credit)
            rights = self.rights or (known.rights if known else "") or Rights.UNKNOWN.value
            picture = BroadImage(
                title=title_of(self.name),
                file=settled,
                credit=self.credit.strip()[:255],
                licence=(self.licence.strip() or (known.licence if known else ""))[:255],
                source=(self.source.strip() or (known.source if known else ""))[:500],
                rights=rights if rights in set(Rights) else Rights.UNKNOWN.value,
                uploaded_by_user=user if user.pk else None,
            )
            picture.save()
        return Taken(picture=picture)


def title_of(name: str) -> str:
    """What a picture is called until somebody says otherwise: the name of its file in words."""
    stem = name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or name
    return " ".join(stem.replace("_", " ").replace("-", " ").split())[:255] or "Picture"


def may_edit_picture(user: Any, picture: BroadImage) -> bool:
    """Whether the account may change this picture: whoever edits pictures, and whoever brought it."""
    own = picture.uploaded_by_user_id is not None and picture.uploaded_by_user_id == user.pk
    return may(user, Deed.EDIT_PICTURES) or (own and may(user, Deed.ADD_PICTURES))


def require_editing(user: Any, picture: BroadImage) -> None:
    """PermissionDenied, in words, unless the account may change this picture."""
    if not may_edit_picture(user, picture):
        require(user, Deed.EDIT_PICTURES)
        raise PermissionDenied("You may not change this picture.")
