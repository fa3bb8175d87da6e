"""A unit's logo and a material's own files: looked at by content, counted against the unit's room.

Refuses what is not what its name says, and to alter an original.
"""

from __future__ import annotations

import datetime as dt
from typing import BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image

from khien.base import audit, quota
from khien.base.access import Actor
from khien.base.errors import KhienError
from khien.base.files import keep
from khien.base.media import PPTX
from khien.base.media.checks import CAPTIONS, checked
from khien.base.models import StoredFile
from khien.library.models import Material, MaterialFile, UnitBrand
from khien.library.renditions.palette import LEAST, WHITE, contrast
from khien.library.services.acts import SUBJECT

MOST_FILES = 20
LOGO_MB, FILE_MB = 5, 200
LEAST_LOGO = 200  # pixels of the longer side
LOGOS = frozenset({"image/png", "image/jpeg"})
FILES = CAPTIONS | {"video/mp4", "video/webm", "application/pdf", PPTX}


def room_of(unit_id: int) -> str:
    return f"unit:{unit_id}"


def change_brand(
    actor: Actor,
    unit_id: int,
    *,
    shown_name: str,
    colour: str,
    contact: str,
    logo: UploadedFile[bytes] | None,
    drop_logo: bool = False,
    at: dt.datetime,
) -> UnitBrand:
    """Raises KhienError("pale-colour", "small-logo"), WrongContent, NoRoom."""
    if contrast(colour, WHITE) < LEAST:
        raise KhienError(
            _("White letters cannot be read on this colour. Choose a darker one."), code="pale-colour"
        )
    stored = _logo(actor, logo, at=at) if logo is not None else None
    with transaction.atomic():
        brand, _made = UnitBrand.objects.select_for_update().get_or_create(
            unit_id=unit_id, defaults={"changed_at": at}
        )
        old = brand.logo
        if stored is not None or drop_logo:
            if old is not None:
                quota.release(room_of(unit_id), old)
            if stored is not None:
                quota.hold(room_of(unit_id), stored, at=at)
            brand.logo = stored
        brand.shown_name, brand.colour, brand.contact, brand.changed_at = shown_name, colour, contact, at
        brand.save()
        audit.record(
            actor=actor,
            action="brand.changed",
            subject=audit.Subject("unit_brand", str(unit_id), shown_name),
            new={"colour": colour, "contact": contact, "logo": stored.sha256 if stored else None},
            at=at,
        )
    return brand


def add_file(
    actor: Actor, material: Material, upload: UploadedFile[bytes], *, title: str, at: dt.datetime
) -> MaterialFile:
    """Raises KhienError("too-many-files"), WrongContent, NoRoom, TooMuch."""
    quota.check_room(room_of(material.unit_id), upload.size or 0)
    found = checked(upload.file, name=upload.name or "", accepted=FILES)  # type: ignore[arg-type]
    upload.seek(0)
    stored = keep(upload, name=found.name, limit_bytes=FILE_MB << 20, at=at, actor=actor)
    with transaction.atomic():
        held = Material.objects.select_for_update().get(pk=material.pk)
        if MaterialFile.objects.filter(material=held).count() >= MOST_FILES:
            raise KhienError(
                _("A material holds at most %(most)s files. Delete one first.") % {"most": MOST_FILES},
                code="too-many-files",
            )
        quota.hold(room_of(held.unit_id), stored, at=at)
        made = MaterialFile.objects.create(
            material=held,
            title=title.strip()[:200] or found.name[:200],
            stored=stored,
            file_name=found.name[:255],
            sort_order=MaterialFile.objects.filter(material=held).count(),
        )
        _note(actor, held, {"file": made.file_name}, at=at)
    return made


def drop_file(actor: Actor, file: MaterialFile, *, at: dt.datetime) -> None:
    """Raises KhienError("file-in-use") while the published text shows it."""
    material = file.material
    with transaction.atomic():
        latest = material.get_latest_revision()
        texts = [str(material.body.raw_data)] if material.live else []
        texts += [str(latest.content.get("body", ""))] if latest else []
        if any(str(file.uuid) in text for text in texts):
            raise KhienError(
                _("The text still shows this file. Take it out of the text first."), code="file-in-use"
            )
        quota.release(room_of(material.unit_id), file.stored)
        name = file.file_name
        file.delete()
        _note(actor, material, {"file_dropped": name}, at=at)


def _logo(actor: Actor, logo: UploadedFile[bytes], *, at: dt.datetime) -> StoredFile:
    found = checked(logo.file, name=logo.name or "", accepted=LOGOS)  # type: ignore[arg-type]
    content = cast(BinaryIO, logo.file)
    with Image.open(content, formats=("PNG", "JPEG")) as opened:
        from_size = max(opened.size)
    if from_size < LEAST_LOGO:
        raise KhienError(
            _("The logo is only %(size)s pixels wide. Choose one of at least %(least)s pixels.")
            % {"size": from_size, "least": LEAST_LOGO},
            code="small-logo",
        )
    logo.seek(0)
    return keep(logo, name=found.name, limit_bytes=LOGO_MB << 20, at=at, actor=actor)


def _note(actor: Actor, material: Material, new: dict[str, object], *, at: dt.datetime) -> None:
    audit.record(
        actor=actor,
        action="material.files",
        subject=audit.Subject(SUBJECT, str(material.uuid), material.title),
        new=new,
        at=at,
    )
