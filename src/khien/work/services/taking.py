"""How an item is taken for a change: its row locked, seen as it is now, and not behind somebody's back."""

from __future__ import annotations

from khien.base import audit
from khien.work.errors import ChangedMeanwhile, NoLongerOpen
from khien.work.models import WorkItem


def taken(item_id: int, *, seen: int | None = None, stopped_too: bool = False) -> WorkItem:
    """The item, locked. `seen`: the revision that was on the screen. Raises ChangedMeanwhile, NoLongerOpen."""
    item = (
        WorkItem.objects.select_for_update(of=("self",))
        .select_related("task", "unit", "parent")
        .get(pk=item_id)
    )
    if item.merged_into_id is not None or (item.stopped_at is not None and not stopped_too):
        raise NoLongerOpen
    if seen is not None and seen != item.revision:
        raise ChangedMeanwhile
    return item


def changed(item: WorkItem, *fields: str) -> None:
    """Save the fields with the next revision."""
    item.revision += 1
    item.save(update_fields=[*fields, "revision"])


def subject(item: WorkItem) -> audit.Subject:
    return audit.Subject("work", str(item.uuid), item.title or item.task.text)
