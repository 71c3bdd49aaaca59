"""Pictures and documents: originals, with the rights under which the paper uses them."""

import hashlib
from typing import Any, ClassVar, cast

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import models, transaction
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, get_upload_to
from wagtail.utils.file import hash_filelike

from broadsheet.errors import PictureRefusedError
from broadsheet.newsroom.models import outbox
from broadsheet.newsroom.models.addressed import new_permanent_id
from broadsheet.newsroom.models.present import PresentDocuments, PresentImages
from broadsheet.newsroom.pictures import SettledPicture, settled_picture
from broadsheet.newsroom.pictures.field import PictureFileField
from broadsheet.newsroom.vocabularies import RIGHTS


class Original(models.Model):
    """A file kept under the media folder, known by its permanent id and the SHA-256 of its bytes."""

    record_kind: ClassVar[str]

    permanent_id = models.CharField(max_length=64, unique=True, editable=False, default=new_permanent_id)
    digest = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    in_bin = models.BooleanField(default=False, editable=False)
    """Deleted, and kept for a while as it was: nobody meets it but in the bin."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the digest of the file as it is now, and note the change, in one transaction."""
        with transaction.atomic():
            file = cast("Any", self).file
            if file and (not self.digest or is_new(file)):
                self.digest = digest_of(file)
                self.file_size = file.size
                self.file_hash = hash_filelike(file)
                file.seek(0)
            super().save(*args, **kwargs)
            outbox.note(self.record_kind, self.permanent_id)


class BroadImage(Original, AbstractImage):  # type: ignore[django-manager-missing]  # Wagtail ships no types
    """A picture with credit, licence and rights. What it shows is said anew at each use."""

    record_kind = "image-file"

    file: Any = PictureFileField(
        verbose_name="file", upload_to=get_upload_to, width_field="width", height_field="height"
    )
    credit = models.CharField(max_length=255, blank=True, help_text="Who made it, as printed.")
    licence = models.CharField(max_length=255, blank=True)
    source = models.CharField(max_length=500, blank=True, help_text="Where it came from.")
    rights = models.CharField(max_length=16, choices=RIGHTS, default="unknown")
    expires = models.DateTimeField("may be used until", null=True, blank=True)
    not_in_print = models.BooleanField("not in print", default=False)
    shape_focus = models.JSONField(default=dict, blank=True, editable=False)
    """By shape (`3:2`), its own point to cut around instead of the focal point: thousandths from left and top."""

    objects = PresentImages()

    # In the order in which somebody with a photograph thinks of them; where it is cut is asked on its own screen.
    admin_form_fields = (
        "file",
        "title",
        "description",
        "credit",
        "rights",
        "licence",
        "source",
        "expires",
        "not_in_print",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = "picture"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["credit", "id"], name="picture_credit"),
            models.Index(fields=["rights", "id"], name="picture_rights"),
            models.Index(fields=["not_in_print", "id"], name="picture_not_in_print"),
            models.Index(fields=["expires"], name="picture_expires"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a new file is turned upright and loses its metadata first, or PictureRefusedError says why not."""
        self.settle_file()
        replaced = bool(self.pk) and is_new(self.file)
        super().save(*args, **kwargs)
        if replaced:
            self.renditions.all().delete()

    @property
    def default_alt_text(self) -> str:
        """Nothing: a file's name describes no picture."""
        return ""

    def clean(self) -> None:
        """Refuse a file that cannot be used, beside its field."""
        super().clean()
        try:
            self.settle_file()
        except PictureRefusedError as error:
            raise ValidationError({"file": str(error)}) from error

    def settle_file(self) -> None:
        """Have a new file be as it is kept; one that is so already stays."""
        if self.file and is_new(self.file) and not isinstance(self.file.file, SettledPicture):
            self.file = settled_picture(self.file.file, self.file.name)


class BroadRendition(AbstractRendition):
    """A small copy for the newsroom's own screens; readers get the press's."""

    image = models.ForeignKey(BroadImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class BroadDocument(Original, AbstractDocument):
    """A file for readers to download."""

    record_kind = "document-file"

    objects = PresentDocuments()

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = "document"


def is_new(file: Any) -> bool:
    """Whether the file of a row is one that was handed in and is not in the media folder yet."""
    return not getattr(file, "_committed", True)


def digest_of(file: "File[bytes]") -> str:
    """SHA-256 of the file's bytes, in hexadecimal; the file is left at its start."""
    file.open("rb")
    file.seek(0)
    found = hashlib.sha256()
    for chunk in file.chunks():
        found.update(chunk)
    file.seek(0)
    return found.hexdigest()
