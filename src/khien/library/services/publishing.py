"""What happens when a text goes out, is taken down or passes its last day.

Refuses to publish what nobody approved: Wagtail's own "publish" permission is given to no one.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from khien.base.access import SYSTEM, Actor
from khien.base.errors import KhienError
from khien.library.announcements import edition_made, taken_down
from khien.library.models import Edition, Material
from khien.library.rules.content_data import content_to_data
from khien.library.rules.kinds import Act
from khien.library.selectors.content import content_of, newest_approval
from khien.library.services.acts import write_down


def make_edition(material: Material, *, at: dt.datetime) -> Edition:
    """Number the text that has just gone out and keep it whole. Called inside the publishing itself; the same text
    published twice is the same edition."""
    with transaction.atomic():
        held = Material.objects.select_for_update().get(pk=material.pk)
        approval = newest_approval(held)
        held.version += 1
        held.first_published_at = held.first_published_at or at
        data = content_to_data(content_of(held, approval=approval))
        last = Edition.objects.filter(material_id=held.pk).first()
        if last is not None and _same(last.content, data):
            Material.objects.filter(pk=held.pk).update(withdrawn_at=None, update_wanted="")
            edition_made(last, again=True)
            return last
        made = Edition.objects.create(
            material_id=held.pk,
            number=held.version,
            published_at=at,
            title=held.title,
            content=data,
            approved_by=approval.name if approval else "",
            approved_role=approval.role if approval else "",
            approved_on=approval.on if approval else None,
            basis=approval.basis if approval else "",
        )
        Material.objects.filter(pk=held.pk).update(version=held.version, withdrawn_at=None, update_wanted="")
        write_down(SYSTEM, held, Act.PUBLISHED, at=at, revision_id=held.live_revision_id)
        edition_made(made, again=False)
        return made


def take_down(actor: Actor, material: Material, *, reason: str, at: dt.datetime) -> None:
    """Off the public site at once. Copies and renditions already handed out are told of, not called back.

    Raises KhienError("no-reason").
    """
    if not reason.strip():
        raise KhienError(_("Write why it is taken down, so that units that use it know."), code="no-reason")
    with transaction.atomic():
        held = Material.objects.select_for_update().get(pk=material.pk)
        if held.live:
            held.unpublish()
        Material.objects.filter(pk=held.pk).update(withdrawn_at=at)
        write_down(actor, held, Act.WITHDRAWN, at=at, note=reason.strip())
        taken_down(held.pk)


def let_expire(material: Material, *, at: dt.datetime) -> None:
    """Wagtail has just unpublished it because its last day passed."""
    with transaction.atomic():
        write_down(SYSTEM, material, Act.EXPIRED, at=at)
        taken_down(material.pk)


def _same(old: dict[str, Any], new: dict[str, Any]) -> bool:
    """The same words for the public; version, dates and approval do not count."""
    aside = {"version", "approval", "published_on", "address"}
    return {k: v for k, v in old.items() if k not in aside} == {
        k: v for k, v in new.items() if k not in aside
    }
