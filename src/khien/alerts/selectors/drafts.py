"""A draft as the value that forms show and rules judge; what it lacks; the pattern it begins from."""

from __future__ import annotations

import datetime as dt

from khien.alerts.models import Alert, AlertAct
from khien.alerts.rules.draft import Draft
from khien.alerts.rules.drill import mark
from khien.alerts.rules.issued import AlertText
from khien.alerts.rules.life import Deed
from khien.alerts.rules.readiness import Fault, faults_of
from khien.library.api import sms_count


def draft_of(alert: Alert) -> Draft:
    """Three queries."""
    rows = alert.words.values_list("language", "headline", "short", "long", "instruction", "radio")
    return Draft(
        texts={language: AlertText(*parts) for language, *parts in rows},
        drill=alert.drill,
        event=alert.event,
        category=alert.category,
        severity=alert.severity,
        certainty=alert.certainty,
        urgency=alert.urgency,
        response=alert.response,
        scope=alert.scope,
        restriction=alert.restriction,
        audiences=tuple(alert.audiences),
        unit_ids=tuple(alert.areas.values_list("unit_id", flat=True)),
        area_words=alert.area_words,
        contact=alert.contact,
        note=alert.note,
        pattern_slug=alert.pattern_slug,
        onset=alert.onset,
        expires_at=alert.expires_at,
    )


def faults(alert: Alert, *, at: dt.datetime) -> tuple[Fault, ...]:
    draft = draft_of(alert)
    return faults_of(draft, kind=alert.kind, parts=parts_of(draft), at=at)


def parts_of(draft: Draft) -> dict[str, int]:
    """Language → messages that the short text takes as it will be sent, mark of a drill included."""
    return {code: sms_count(_as_sent(draft, text.short)).parts for code, text in draft.texts.items()}


def _as_sent(draft: Draft, short: str) -> str:
    return mark(short) if draft.drill else short


def deeds_of(alert: Alert) -> list[Deed]:
    rows = AlertAct.objects.filter(alert=alert).order_by("id")
    return [Deed(*row) for row in rows.values_list("act", "actor_id", "revision", "emergency")]
