"""Named groups: made, changed, dropped and taken back. A rule is kept, never a list of people."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from khien.audiences.errors import SegmentChanged
from khien.audiences.models import Segment
from khien.audiences.rules.segment import SegmentRule
from khien.base import audit
from khien.base.access import Actor


def make_segment(
    actor: Actor, *, title: str, rule: SegmentRule, unit_id: int | None, at: dt.datetime
) -> Segment:
    """`unit_id` None: the standing office's. The caller has checked that the places are hers."""
    with transaction.atomic():
        row = Segment.objects.create(
            title=title[:120], rule=rule.data(), unit_id=unit_id, made_by=actor.label[:200], changed_at=at
        )
        _audited(actor, "audiences.segment_made", row, at, new=rule)
    return row


def change_segment(
    actor: Actor, segment: Segment, *, title: str, rule: SegmentRule, revision: int, at: dt.datetime
) -> Segment:
    """Raises SegmentChanged when another tab was first."""
    with transaction.atomic():
        row = Segment.objects.select_for_update().get(pk=segment.pk)
        if row.revision != revision:
            raise SegmentChanged(row.made_by)
        if (row.title, row.rule) == (title[:120], rule.data()):
            return row
        old = row.rule
        row.title, row.rule, row.changed_at = title[:120], rule.data(), at
        row.made_by, row.revision = actor.label[:200], row.revision + 1
        row.save()
        _audited(actor, "audiences.segment_changed", row, at, old=old, new=rule)
    return row


def drop_segment(actor: Actor, segment: Segment, *, at: dt.datetime) -> None:
    _switch(actor, segment, "audiences.segment_dropped", at, dropped_at=at)


def undrop_segment(actor: Actor, segment: Segment, *, at: dt.datetime) -> None:
    _switch(actor, segment, "audiences.segment_back", at, dropped_at=None)


def _switch(
    actor: Actor, segment: Segment, action: str, at: dt.datetime, *, dropped_at: dt.datetime | None
) -> None:
    with transaction.atomic():
        row = Segment.objects.select_for_update().get(pk=segment.pk)
        if (row.dropped_at is None) == (dropped_at is None):
            return
        row.dropped_at = dropped_at
        row.save(update_fields=["dropped_at"])
        _audited(actor, action, row, at)


def _audited(
    actor: Actor,
    action: str,
    row: Segment,
    at: dt.datetime,
    *,
    old: dict[str, object] | None = None,
    new: SegmentRule | None = None,
) -> None:
    subject = audit.Subject("segment", str(row.uuid), row.title)
    audit.record(
        actor=actor,
        action=action,
        subject=subject,
        old=old,
        new=new.data() if new is not None else None,
        at=at,
    )
