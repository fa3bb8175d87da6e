"""The form by which a picture comes into the library: its content checked, scanned, within its unit's room.

Refuses what is not a picture, whatever it is called, and never changes the original afterwards: a mended picture is
a new one.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm

from khien.accounts.api import actor_named
from khien.base import clock, quota
from khien.base.access import SYSTEM, Actor
from khien.base.errors import KhienError
from khien.base.files_admission import admit
from khien.base.media.checks import PICTURES
from khien.library.services.pictures import room_of


class PictureForm(BaseImageForm):
    """Wagtail's form with our checks. WAGTAILIMAGES_IMAGE_FORM_BASE."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (("credit", _("Who made the picture")), ("consent", _("Who agreed to be shown"))):
            if name in self.fields:
                self.fields[name].label = label

    def clean_file(self) -> Any:
        file = self.cleaned_data.get("file")
        if isinstance(file, UploadedFile) and "file" in self.changed_data:
            actor = self._actor()
            try:
                admit(file, accepted=PICTURES, actor=actor, at=clock.now())
                quota.check_room(room_of(actor), file.size or 0)
            except KhienError as error:
                raise forms.ValidationError(str(error.message), code=error.code) from error
        return file

    def _actor(self) -> Actor:
        user = self.instance.uploaded_by_user
        return actor_named(user.get_username()) if user else SYSTEM
