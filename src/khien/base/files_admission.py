"""The door for what people upload: right content, fitting name, nothing harmful. One call for every form that takes a
file, whether it is kept here or goes to Django's storage. Keeps nothing itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile

from khien.base import scanning
from khien.base.access import Actor
from khien.base.media.checks import Checked, checked

__all__ = ["admit"]


def admit(
    upload: UploadedFile[bytes], *, accepted: Collection[str], actor: Actor, at: dt.datetime
) -> Checked:
    """What the upload is; its name and content type are put right, and it is left at its start.

    For a file that then goes to `files.keep`, which scans too, `checked` alone is enough. Raises KhienError("empty-file"),
    TooMuch, WrongContent, Infected, Unavailable: each message is a sentence for the form's field.
    """
    content = cast(BinaryIO, upload.file)
    found = checked(content, name=upload.name or "", accepted=accepted)
    scanning.check_now(content, name=found.name, actor=actor, at=at)
    upload.name, upload.content_type = found.name, found.media_type
    upload.seek(0)
    return found
