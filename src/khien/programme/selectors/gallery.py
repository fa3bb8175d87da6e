"""Evidence of many activities, to look through: by unit, task or programme. Only of entries that stand today."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from khien.programme.models import Activity, ActivityTask, Evidence
from khien.programme.rules.ledger import Entry, EvidenceKind


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The pieces before and after one, for who turns pages."""

    before: str
    after: str


def standing(
    entries: QuerySet[Activity],
    *,
    unit_id: int | None = None,
    task_id: int | None = None,
    programme_id: int | None = None,
) -> QuerySet[Activity]:
    """Those of `entries` in force, narrowed."""
    found = entries.filter(replaced_by__isnull=True).exclude(entry=Entry.WITHDRAWAL)
    if unit_id is not None:
        found = found.filter(unit_id=unit_id)
    if task_id is not None:
        links = ActivityTask.objects.filter(task_id=task_id)
        found = found.filter(pk__in=links.values("activity_id"))
    if programme_id is not None:
        links = ActivityTask.objects.filter(task__programme_id=programme_id)
        found = found.filter(pk__in=links.values("activity_id"))
    return found


def shown_pieces(entries: QuerySet[Activity], *, photos: bool) -> QuerySet[Evidence]:
    """Photos, or files and links, of these entries' chains, the newest first. What is hidden is left out."""
    # Asked of each piece, not of the ledger: entries are many more than pieces.
    shown = Exists(entries.order_by().filter(chain=OuterRef("activity__chain")))
    pieces = Evidence.objects.filter(shown, hidden_at__isnull=True)
    photo = Q(kind=EvidenceKind.PHOTO)
    pieces = pieces.filter(photo if photos else ~photo)
    return pieces.select_related("activity", "activity__unit", "stored").order_by("-added_at", "-id")


def neighbours(piece: Evidence) -> Neighbours:
    """Among the photos of the same activity."""
    same = Evidence.objects.filter(
        activity__chain=piece.activity.chain, kind=EvidenceKind.PHOTO, hidden_at__isnull=True
    )
    uuids = [str(uuid) for uuid in same.order_by("id").values_list("uuid", flat=True)]
    if str(piece.uuid) not in uuids:
        return Neighbours("", "")
    at = uuids.index(str(piece.uuid))
    return Neighbours(uuids[at - 1] if at else "", uuids[at + 1] if at + 1 < len(uuids) else "")
