"""Saved filters: keep, rename, delete and bring back. Refuses a second one of the same name, and too many."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from khien.base import audit
from khien.base.access import Actor
from khien.base.errors import TooMuch
from khien.work.access.saved import PAGE
from khien.work.errors import Invalid
from khien.work.models import SavedFilter

MOST = 40  # of one person
LONGEST_NAME, LONGEST_QUERY = 120, 2000
KEPT = dt.timedelta(days=1)  # a deleted one can be brought back so long


def save_filter(actor: Actor, *, name: str, query: str, unit_id: int | None, at: dt.datetime) -> SavedFilter:
    """Keep a filter; the same name again replaces its query. Raises Invalid, TooMuch."""
    name = _checked(name)
    if not query or len(query) > LONGEST_QUERY:
        raise Invalid({"name": _("Filter the work first, then save the filter.")})
    own = SavedFilter.objects.filter(owner_id=actor.id, page=PAGE, deleted_at__isnull=True)
    with transaction.atomic():
        known = own.select_for_update().filter(name=name).first()
        if known is None and own.count() >= MOST:
            raise TooMuch(_("You keep 40 filters already. Delete one, then save this one."))
        found = known or SavedFilter(owner_id=actor.id, page=PAGE, name=name)
        found.query, found.unit_id, found.saved_at = query, unit_id, at
        _write(found)
        new = {"query": query, "unit": unit_id}
        audit.record(actor=actor, action="work.filter_saved", subject=_subject(found), new=new, at=at)
    return found


def rename_filter(actor: Actor, found: SavedFilter, *, name: str, at: dt.datetime) -> None:
    """Raises Invalid for a name that is taken."""
    old, found.name = found.name, _checked(name)
    if old == found.name:
        return
    with transaction.atomic():
        _write(found)
        new = {"name": found.name}
        audit.record(
            actor=actor,
            action="work.filter_renamed",
            subject=_subject(found),
            old={"name": old},
            new=new,
            at=at,
        )


def delete_filter(actor: Actor, found: SavedFilter, *, at: dt.datetime) -> None:
    """Can be brought back for a day."""
    with transaction.atomic():
        found.deleted_at = at
        found.save(update_fields=["deleted_at"])
        audit.record(actor=actor, action="work.filter_deleted", subject=_subject(found), at=at)


def restore_filter(actor: Actor, found: SavedFilter, *, at: dt.datetime) -> None:
    """Raises Invalid when another one has taken the name."""
    with transaction.atomic():
        found.deleted_at = None
        _write(found)
        audit.record(actor=actor, action="work.filter_saved", subject=_subject(found), at=at)


def forget_deleted_filters(*, at: dt.datetime) -> int:
    return SavedFilter.objects.filter(deleted_at__lt=at - KEPT).delete()[0]


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise Invalid({"name": _("Give it a name of at most 120 letters.")})
    return name


def _write(found: SavedFilter) -> None:
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError as error:
        raise Invalid({"name": _("You have a filter of this name already.")}) from error


def _subject(found: SavedFilter) -> audit.Subject:
    return audit.Subject("filter", str(found.uuid), found.name)
