"""Whose saved filters a person sees (her own, and those of her units) and which she may change (her own).

Refuses to give rights with a filter: what it shows is decided anew for whoever opens it.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from khien.base.access import Actor
from khien.base.errors import Missing
from khien.base.typed import uuid_of
from khien.work.access.items import ACTING
from khien.work.models import SavedFilter

PAGE = "work"


def filters_for(actor: Actor) -> QuerySet[SavedFilter]:
    seen = Q(owner_id=actor.id) | Q(unit_id__in=actor.unit_ids)
    return SavedFilter.objects.filter(seen, page=PAGE, deleted_at__isnull=True).select_related("unit")


def own_filter_for(actor: Actor, uuid: UUID | str, *, deleted: bool = False) -> SavedFilter:
    """Raises Missing for somebody else's."""
    own = SavedFilter.objects.filter(owner_id=actor.id, page=PAGE, deleted_at__isnull=not deleted)
    found = own.filter(uuid=uuid_of(uuid)).first()
    if found is None:
        raise Missing
    return found


def deleted_filter(actor: Actor, uuid: str) -> SavedFilter | None:
    """One of hers that can still be brought back."""
    try:
        return own_filter_for(actor, uuid, deleted=True)
    except Missing:
        return None


def units_to_share_with(actor: Actor) -> frozenset[int]:
    """Units for all of whose people she may save a filter."""
    return actor.units_as(ACTING)
