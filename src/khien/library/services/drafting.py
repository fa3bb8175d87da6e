"""A new material, and the bin. Refuses to bin what the public reads: it is taken down first, with a reason."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth import get_user_model
from django.db import transaction

from khien.base.access import Actor
from khien.base.errors import KhienError
from khien.library.models import Material, Shelf
from khien.library.rules.kinds import Act, MaterialKind
from khien.library.services.acts import write_down
from khien.library.services.naming import under_free_slug
from khien.library.services.shelves import shelf_of
from khien.library.wording import USE_FAULTS

KEPT_IN_BIN = dt.timedelta(days=30)
LONGEST_TITLE = 120


def begin(
    actor: Actor, unit_id: int, *, kind: MaterialKind, title: str, task_id: int | None = None
) -> Material:
    """An empty draft with its address. Raises KhienError("no-title")."""
    plain = " ".join(title.split())
    if not plain or len(plain) > LONGEST_TITLE:
        raise KhienError(USE_FAULTS["no-title"], code="no-title")
    shelf_id = shelf_of(unit_id).pk
    owner = get_user_model().objects.filter(uuid=actor.id).first()

    def draft(slug: str) -> Material:
        shelf = Shelf.objects.select_for_update().get(pk=shelf_id)  # its next child has one place
        material = Material(
            title=plain, kind=kind, unit_id=unit_id, web_slug=slug, slug=slug, owner=owner, live=False
        )
        material.task_id = task_id
        shelf.add_child(instance=material)
        material.save_revision(user=owner, log_action=False)
        return material

    return under_free_slug(plain, draft)


def to_bin(actor: Actor, material: Material, *, at: dt.datetime) -> None:
    """Out of every list for 30 days, then gone if it was never public. Raises KhienError("still-public")."""
    with transaction.atomic():
        held = Material.objects.select_for_update().get(pk=material.pk)
        if held.live:
            raise KhienError(USE_FAULTS["still-public"], code="still-public")
        if held.deleted_at is None:
            flow = held.current_workflow_state
            if flow is not None:
                flow.cancel()
            Material.objects.filter(pk=held.pk).update(deleted_at=at)
            write_down(actor, held, Act.DELETED, at=at)


def out_of_bin(actor: Actor, material: Material, *, at: dt.datetime) -> None:
    with transaction.atomic():
        held = Material.objects.select_for_update().get(pk=material.pk)
        if held.deleted_at is not None:
            Material.objects.filter(pk=held.pk).update(deleted_at=None)
            write_down(actor, held, Act.RESTORED, at=at)


def empty_bin(*, at: dt.datetime) -> int:
    """Drafts that were never public and have lain for 30 days go for good; what was public once stays for the record."""
    gone = 0
    for material in Material.objects.filter(deleted_at__lt=at - KEPT_IN_BIN, version=0):
        with transaction.atomic():
            material.acts.all().delete()
            material.delete()
            gone += 1
    return gone
