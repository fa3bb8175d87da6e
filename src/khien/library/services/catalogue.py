"""Topics and the instruments that materials cite, kept by the standing office. Refuses to drop one that is used."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khien.base import audit
from khien.base.access import Actor
from khien.base.errors import KhienError
from khien.library.models import Instrument, Topic
from khien.library.rules.life import slug_of
from khien.library.services.upkeep import mark_what_needs_update


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicText:
    name: str
    name_en: str
    icon: str
    summary: str
    position: int
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentText:
    number: str
    title: str
    holds_from: dt.date | None
    ended_on: dt.date | None
    replaced_by: str  # its number, or ""
    address: str


def save_topic(actor: Actor, topic: Topic | None, text: TopicText, *, at: dt.datetime) -> Topic:
    """A new topic's code and address follow from its name and never change. Raises KhienError("topic-twice")."""
    with transaction.atomic():
        row = Topic.objects.select_for_update().get(pk=topic.pk) if topic else Topic()
        if topic is None:
            row.code = row.slug = slug_of(text.name)[:40]
            if Topic.objects.filter(code=row.code).exists() or Topic.objects.filter(slug=row.slug).exists():
                raise KhienError(_("There is a topic of that name already."), code="topic-twice")
        row.name, row.name_en, row.icon = text.name, text.name_en, text.icon
        row.summary, row.position, row.shown = text.summary, text.position, text.shown
        row.save()
        subject = audit.Subject("topic", row.code, row.name)
        audit.record(actor=actor, action="topic.changed", subject=subject, new={"shown": row.shown}, at=at)
    return row


def save_instrument(
    actor: Actor, instrument: Instrument | None, text: InstrumentText, *, at: dt.datetime
) -> tuple[Instrument, int]:
    """The row, and how many published materials need another look now.

    Raises KhienError("instrument-twice", "unknown-instrument", "ends-early").
    """
    if text.holds_from and text.ended_on and text.ended_on < text.holds_from:
        raise KhienError(_("The last day lies before the first."), code="ends-early")
    with transaction.atomic():
        row = Instrument.objects.select_for_update().get(pk=instrument.pk) if instrument else Instrument()
        if Instrument.objects.filter(number=text.number).exclude(pk=row.pk).exists():
            raise KhienError(_("This number is in the list already."), code="instrument-twice")
        row.replaced_by = _successor(row, text.replaced_by)
        row.number, row.title, row.address = text.number, text.title, text.address
        row.holds_from, row.ended_on = text.holds_from, text.ended_on
        row.save()
        new = {"ended_on": text.ended_on.isoformat() if text.ended_on else "", "by": text.replaced_by}
        subject = audit.Subject("instrument", row.number, row.title)
        audit.record(actor=actor, action="instrument.changed", subject=subject, new=new, at=at)
        marked = mark_what_needs_update(today=timezone.localtime(at).date())
    return row, marked


def _successor(row: Instrument, number: str) -> Instrument | None:
    if not number:
        return None
    found = Instrument.objects.filter(number=number).exclude(pk=row.pk).first()
    if found is None:
        raise KhienError(
            _("The instrument that replaces it is not in the list. Add it first."), code="unknown-instrument"
        )
    return found
