"""Writing the ledger: record, correct, withdraw; lock days and lift the lock.

Refuses to change or remove an entry: a correction replaces it whole and says why. The same `source` and `key` come
back as the same entry, so a form sent twice or a job run again records once. Who may record for a unit is decided
before (`access.ledger`, or the part of Khiên that calls).
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from khien.base import audit
from khien.base.access import Actor
from khien.base.typed import lines_of, one_line
from khien.programme import announcements
from khien.programme.errors import AlreadyReplaced, PeriodLocked, WrongActivity
from khien.programme.models import (
    Activity,
    ActivityProduct,
    ActivityReach,
    ActivityTarget,
    ActivityTask,
    LedgerBook,
    LedgerLock,
)
from khien.programme.rules.activity import Fault, NewActivity, faults
from khien.programme.rules.ledger import Entry
from khien.programme.services.tally import add_to_tally
from khien.programme.services.words import write_words


def record_activity(actor: Actor, new: NewActivity, *, source: str, key: str, at: dt.datetime) -> Activity:
    """Write one activity. `source` names the part of Khiên that records ("form", "import", "library" …), `key` the
    thing inside it. Raises WrongActivity, PeriodLocked."""
    _check(new, at)
    with transaction.atomic():
        _take_book(new.unit_id)
        known = Activity.objects.filter(source=source, source_key=key).first()
        if known is not None:
            return known
        _check_open([new.unit_id], new.last_day)
        activity = _write(
            actor, new, entry=Entry.RECORD, replaces=None, reason="", source=source, key=key, at=at
        )
        add_to_tally(activity)
        _audit(actor, "ledger.recorded", activity, at, {"tasks": len(new.task_ids)})
        announcements.ledger_changed([new.unit_id], new.task_ids, at=at)
    return activity


def correct_activity(
    actor: Actor, activity: Activity, new: NewActivity, *, reason: str, key: str, at: dt.datetime
) -> Activity:
    """Replace an entry by a new one. Raises WrongActivity, PeriodLocked (old or new days), AlreadyReplaced."""
    _check(new, at)
    return _replace(actor, activity, new, entry=Entry.CORRECTION, reason=reason, key=key, at=at)


def withdraw_activity(
    actor: Actor, activity: Activity, *, reason: str, key: str, at: dt.datetime
) -> Activity:
    """Take an entry out of force. Raises PeriodLocked, AlreadyReplaced."""
    return _replace(actor, activity, None, entry=Entry.WITHDRAWAL, reason=reason, key=key, at=at)


def lock_days(
    actor: Actor, unit_id: int, *, first: dt.date, last: dt.date, code: str, label: str, at: dt.datetime
) -> None:
    """Nothing is recorded, corrected or withdrawn for the unit in these days until lifted. Twice is once."""
    with transaction.atomic():
        _take_book(unit_id)
        _lock, made = LedgerLock.objects.get_or_create(
            unit_id=unit_id,
            code=code,
            lifted_at=None,
            defaults={
                "first": first,
                "last": last,
                "label": label,
                "locked_at": at,
                "locked_by": actor.label,
            },
        )
        if made:
            subject = audit.Subject("ledger", code, label)
            audit.record(actor=actor, action="ledger.locked", subject=subject, new={"unit": unit_id}, at=at)


def lift_lock(actor: Actor, unit_id: int, *, code: str, reason: str, at: dt.datetime) -> None:
    """Open the days again. Nothing to lift is no error."""
    with transaction.atomic():
        _take_book(unit_id)
        lock = LedgerLock.objects.filter(unit_id=unit_id, code=code, lifted_at=None).first()
        if lock is None:
            return
        lock.lifted_at, lock.lifted_by, lock.lift_reason = at, actor.label, reason
        lock.save(update_fields=["lifted_at", "lifted_by", "lift_reason"])
        subject = audit.Subject("ledger", code, lock.label)
        new = {"unit": unit_id, "reason": reason}
        audit.record(actor=actor, action="ledger.lock_lifted", subject=subject, new=new, at=at)


def new_of(activity: Activity) -> NewActivity:
    """The entry as a value that a correction starts from."""
    tasks = activity.task_links.order_by("-main", "id").values_list("task_id", flat=True)
    return NewActivity(
        unit_id=activity.unit_id,
        kind=activity.activity_kind,
        title=activity.title,
        starts_on=activity.starts_on,
        ends_on=activity.ends_on,
        place=activity.place,
        place_unit_id=activity.place_unit_id,
        task_ids=tuple(tasks),
        target_ids=tuple(activity.target_links.order_by("id").values_list("target_id", flat=True)),
        products=activity.product_values(),
        reach=activity.reach_values(),
        spent_vnd=activity.spent_vnd,
        money_source=activity.money_source,
        note=activity.note,
    )


def _replace(
    actor: Actor,
    activity: Activity,
    new: NewActivity | None,
    *,
    entry: Entry,
    reason: str,
    key: str,
    at: dt.datetime,
) -> Activity:
    if not reason.strip():
        raise WrongActivity({"reason": Fault.EMPTY})
    with transaction.atomic():
        units = sorted({activity.unit_id, new.unit_id if new else activity.unit_id})
        for unit_id in units:
            _take_book(unit_id)
        known = Activity.objects.filter(source="change", source_key=key).first()
        if known is not None and known.replaces_id == activity.pk:
            return known
        if known is not None:  # the key of another entry's form
            raise AlreadyReplaced
        if activity.entry == Entry.WITHDRAWAL or Activity.objects.filter(replaces=activity).exists():
            raise AlreadyReplaced
        _check_open([activity.unit_id], activity.ends_on)
        if new is not None:
            _check_open([new.unit_id], new.last_day)
        made = _write(
            actor,
            new or new_of(activity),
            entry=entry,
            replaces=activity,
            reason=reason,
            source="change",
            key=key,
            at=at,
        )
        add_to_tally(activity, sign=-1)
        if entry is Entry.CORRECTION:
            add_to_tally(made)
        action = "ledger.corrected" if entry is Entry.CORRECTION else "ledger.withdrawn"
        _audit(actor, action, made, at, {"reason": reason, "replaces": str(activity.uuid)})
        before = activity.task_links.values_list("task_id", flat=True)
        announcements.ledger_changed(units, {*before, *(new.task_ids if new else ())}, at=at)
    return made


def _check(new: NewActivity, at: dt.datetime) -> None:
    found = faults(new, today=timezone.localdate(at))
    if found:
        raise WrongActivity(found)


def _take_book(unit_id: int) -> None:
    LedgerBook.objects.get_or_create(unit_id=unit_id)
    LedgerBook.objects.select_for_update().get(unit_id=unit_id)


def _check_open(unit_ids: Iterable[int], day: dt.date) -> None:
    lock = LedgerLock.objects.filter(
        unit_id__in=unit_ids, first__lte=day, last__gte=day, lifted_at__isnull=True
    ).first()
    if lock is not None:
        raise PeriodLocked(lock.label)


def _write(
    actor: Actor,
    new: NewActivity,
    *,
    entry: Entry,
    replaces: Activity | None,
    reason: str,
    source: str,
    key: str,
    at: dt.datetime,
) -> Activity:
    made = uuid.uuid4()
    activity = Activity.objects.create(
        uuid=made,
        chain=replaces.chain if replaces else made,
        entry=entry,
        replaces=replaces,
        reason=reason,
        unit_id=new.unit_id,
        kind=new.kind,
        title=one_line(new.title),
        starts_on=new.starts_on,
        ends_on=new.last_day,
        place=one_line(new.place),
        place_unit_id=new.place_unit_id,
        spent_vnd=new.spent_vnd,
        money_source=one_line(new.money_source),
        note=lines_of(new.note),
        source=source,
        source_key=key,
        recorded_by_id=actor.id,
        recorded_by=actor.label,
        recorded_at=at,
    )
    _write_parts(activity, new)
    write_words(activity)
    return activity


def _write_parts(activity: Activity, new: NewActivity) -> None:
    ActivityTask.objects.bulk_create(
        ActivityTask(activity=activity, task_id=task_id, main=number == 0)
        for number, task_id in enumerate(dict.fromkeys(new.task_ids))
    )
    ActivityTarget.objects.bulk_create(
        ActivityTarget(activity=activity, target_id=target_id) for target_id in dict.fromkeys(new.target_ids)
    )
    ActivityProduct.objects.bulk_create(
        ActivityProduct(
            activity=activity, position=number, name=one_line(product.name), quantity=product.quantity
        )
        for number, product in enumerate(new.products, start=1)
    )
    ActivityReach.objects.bulk_create(
        ActivityReach(
            activity=activity,
            audience=line.audience,
            people=line.people,
            basis=line.basis,
            low=line.low,
            high=line.high,
        )
        for line in new.reach
    )


def _audit(actor: Actor, action: str, activity: Activity, at: dt.datetime, new: dict[str, object]) -> None:
    subject = audit.Subject("activity", str(activity.chain), activity.title)
    audit.record(actor=actor, action=action, subject=subject, new=new, at=at)


__all__ = [
    "correct_activity",
    "lift_lock",
    "lock_days",
    "new_of",
    "record_activity",
    "withdraw_activity",
]
