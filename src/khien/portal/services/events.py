"""Events: written as drafts, shown by a second person, cancelled with a reason. Refuses to delete what people may have
noted down: a cancelled event stays in the calendar and says so."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from khien.base import audit
from khien.base.access import Actor
from khien.portal.desk_errors import EntryMoved, WrongEntry
from khien.portal.models import Event
from khien.portal.rules.states import EventState
from khien.web.kept_pages import forget_pages


@dataclass(frozen=True, slots=True, kw_only=True)
class EventData:
    """What is typed. Times aware; `audience_codes` ",elderly,"."""

    unit_id: int
    title: str
    summary: str
    starts_at: dt.datetime
    ends_at: dt.datetime | None
    all_day: bool
    place: str
    audience_codes: str
    material_id: int | None


def write_event(actor: Actor, data: EventData, *, key: str, at: dt.datetime) -> Event:
    """A draft. The same key comes back as the same event. Raises WrongEntry."""
    _sound(data)
    with transaction.atomic():
        row, made = Event.objects.get_or_create(
            form_key=f"{actor.id}:{key}"[:120],
            defaults={**asdict(data), "written_by_id": actor.id, "written_by": actor.label, "changed_at": at},
        )
        if made:
            _record(actor, "portal.event_written", row, at)
    return row


def change_event(actor: Actor, row: Event, data: EventData, *, revision: int, at: dt.datetime) -> Event:
    """Other words or times. A shown one changes at once: who may change it is asked before. Raises WrongEntry,
    EntryMoved."""
    _sound(data)
    with transaction.atomic():
        held = _held(row, revision)
        for name, value in asdict(data).items():
            setattr(held, name, value)
        if held.state == EventState.DRAFT:
            held.written_by_id, held.written_by = actor.id, actor.label
        _keep(held, at)
        _record(actor, "portal.event_changed", held, at)
    return held


def show_event(actor: Actor, row: Event, *, revision: int, at: dt.datetime) -> Event:
    """On the public calendar. Raises KhienError for her own words, EntryMoved."""
    with transaction.atomic():
        held = _held(row, revision)
        if held.state == EventState.SHOWN:
            return held
        if held.written_by_id == actor.id:
            raise WrongEntry("", _("You wrote this yourself. Somebody else in your unit shows it."))
        held.state, held.shown_by, held.shown_at = EventState.SHOWN.value, actor.label, at
        held.cancelled_reason = ""
        _keep(held, at)
        _record(actor, "portal.event_shown", held, at)
    return held


def cancel_event(actor: Actor, row: Event, *, reason: str, revision: int, at: dt.datetime) -> Event:
    """It does not take place; the calendar says so. Raises WrongEntry, EntryMoved."""
    reason = " ".join(reason.split())[:300]
    if not reason:
        raise WrongEntry("reason", _("Write why it is cancelled: people read it in the calendar."))
    with transaction.atomic():
        held = _held(row, revision)
        if held.state == EventState.CANCELLED:
            return held
        held.state, held.cancelled_reason = EventState.CANCELLED.value, reason
        _keep(held, at)
        _record(actor, "portal.event_cancelled", held, at)
    return held


def _sound(data: EventData) -> None:
    if data.ends_at is not None and data.ends_at < data.starts_at:
        raise WrongEntry("ends_on", _("It ends before it begins. Check both days and hours."))


def _held(row: Event, revision: int) -> Event:
    held = Event.objects.select_for_update().get(pk=row.pk)
    if held.revision != revision:
        raise EntryMoved
    return held


def _keep(row: Event, at: dt.datetime) -> None:
    row.revision += 1
    row.changed_at = at
    row.save()
    forget_pages()


def _record(actor: Actor, action: str, row: Event, at: dt.datetime) -> None:
    new = {"title": row.title, "starts_at": row.starts_at, "state": row.state, "reason": row.cancelled_reason}
    subject = audit.Subject("event", str(row.uuid), row.title)
    audit.record(actor=actor, action=action, subject=subject, new=new, at=at)
