"""A unit's own copy of a material: knows its origin and is told when the origin has a newer text.

Refuses materials that may only be used unchanged, and a copy of a copy's origin: the origin is always the source.
"""

from __future__ import annotations

import datetime as dt

from django.contrib.auth import get_user_model
from django.db import transaction

from khien.base import audit
from khien.base.access import Actor
from khien.base.errors import KhienError
from khien.library.models import Edition, Material, MaterialSource
from khien.library.rules.kinds import Licence
from khien.library.services.acts import SUBJECT
from khien.library.services.naming import free_slug
from khien.library.services.shelves import shelf_of
from khien.library.services.uses import record_use
from khien.library.wording import USE_FAULTS

COPIED = (
    "title",
    "kind",
    "language",
    "summary",
    "body",
    "picture",
    "audience_codes",
    "keywords",
    "sms",
    "sms_plain",
    "bulletin",
    "poster_headline",
    "poster_points",
    "poster_call",
    "scam_signs",
    "scam_how",
    "scam_do_now",
    "scam_tell",
    "scam_variants",
    "scam_first_seen",
    "licence",
    "valid_until",
)


def adapt(actor: Actor, origin: Material, unit_id: int, *, today: dt.date, at: dt.datetime) -> Material:
    """A draft on the unit's shelf. Pressed twice, the same open draft comes back.

    Raises KhienError("not-published", "only-unchanged").
    """
    if not origin.live or origin.version == 0:
        raise KhienError(USE_FAULTS["not-published"], code="not-published")
    if origin.licence == Licence.UNCHANGED:
        raise KhienError(USE_FAULTS["only-unchanged"], code="only-unchanged")
    shelf = shelf_of(unit_id)
    with transaction.atomic():
        Material.objects.select_for_update().get(pk=origin.pk)
        begun = Material.objects.filter(
            adapted_from=origin, unit_id=unit_id, version=0, deleted_at__isnull=True
        ).first()
        if begun is not None:
            return begun
        owner = get_user_model().objects.filter(uuid=actor.id).first()
        slug = free_slug(origin.title)
        copy = Material(
            **{name: getattr(origin, name) for name in COPIED},
            web_slug=slug,
            slug=slug,
            unit_id=unit_id,
            owner=owner,
            live=False,
            adapted_from=origin,
            adapted_version=origin.version,
        )
        copy.sources = [
            MaterialSource(title=row.title, number=row.number, address=row.address, legal=row.legal)
            for row in origin.sources.all()
        ]
        copy.topics.set(list(origin.topics.all()))
        shelf.add_child(instance=copy)
        copy.save_revision(user=owner, log_action=False)
        record_use(actor, _newest(origin), unit_id, "adapt", on=today, today=today)
        audit.record(
            actor=actor,
            action="material.adapted",
            subject=audit.Subject(SUBJECT, str(copy.uuid), copy.title),
            new={"origin": str(origin.uuid), "version": origin.version},
            at=at,
        )
    return copy


def keep_own(actor: Actor, copy: Material, *, at: dt.datetime) -> None:
    """She has looked at the origin's newer text and keeps her own as it is."""
    with transaction.atomic():
        held = Material.objects.select_for_update().get(pk=copy.pk)
        origin = held.adapted_from
        if origin is None or held.adapted_version >= origin.version:
            return
        Material.objects.filter(pk=held.pk).update(adapted_version=origin.version)
        audit.record(
            actor=actor,
            action="material.adapted",
            subject=audit.Subject(SUBJECT, str(held.uuid), held.title),
            old={"version": held.adapted_version},
            new={"version": origin.version},
            at=at,
        )


def _newest(material: Material) -> Edition:
    return Edition.objects.filter(material=material)[0]
