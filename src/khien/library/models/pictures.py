"""Pictures of the library, kept by Wagtail: the original stays as it came, every size is made from it."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class Picture(AbstractImage):
    """A picture with who made it and what it shows. Not evidence of an activity (that is the ledger's), not a
    portrait store: pictures of children need their guardians' consent, which `consent` says.

    Personal data: faces that a picture shows, while a material shows it; who sent it (account).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    credit = models.CharField(max_length=160, blank=True)
    consent = models.CharField(max_length=200, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "credit", "consent")

    class Meta(AbstractImage.Meta):
        pass


class PictureRendition(AbstractRendition):
    """One size of a picture, made when first asked for and made again at will. Not an original. No personal data
    beyond the picture's own."""

    image = models.ForeignKey(Picture, models.CASCADE, related_name="renditions")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="library_picture_rendition_once"
            )
        ]
