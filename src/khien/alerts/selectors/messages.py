"""An alert as a CAP message: the rows' words put where the standard wants them. Refuses to write XML."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation

from khien.alerts.models import Alert, AlertReference
from khien.alerts.rules.drill import WORDS
from khien.alerts.rules.issued import AlertText, IssuedAlert
from khien.alerts.rules.message import GEOCODE, RADIO, SHORT, TERRITORY, Area, Info, Message
from khien.alerts.rules.vocabulary import Kind, Scope, Status
from khien.alerts.selectors.issued import value_of
from khien.alerts.wording import EVENT_WORDS
from khien.orgs import api as orgs
from khien.programme.api import AUDIENCE_WORDS
from khien.web.languages import address_in

LANGUAGE_TAGS = {"vi": "vi-VN", "en": "en-GB"}


def sender() -> str:
    """Who alerts come from, in CAP's sense: a name that belongs to one installation only."""
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"
    return settings.KHIEN_ALERT_SENDER or f"canh-bao@{host}"


def message_of(alert: Alert, *, sent_at: dt.datetime) -> Message:
    """The message as it is sent at that moment. About six queries."""
    value = value_of(alert)
    units = orgs.units({*value.unit_ids, alert.unit_id})
    areas = tuple(_area(units[unit_id]) for unit_id in value.unit_ids if unit_id in units)
    if value.area_words:
        areas = (*areas, Area(value.area_words))
    name = units[alert.unit_id].name if alert.unit_id in units else settings.KHIEN_NAME
    restricted = alert.scope == Scope.RESTRICTED
    return Message(
        identifier=alert.identifier or f"urn:uuid:{alert.uuid}",
        sender=sender(),
        sent=sent_at,
        status=Status.EXERCISE if alert.drill else Status.ACTUAL,
        kind=Kind(alert.kind).cap,
        scope=alert.scope,
        restriction=alert.restriction if restricted else "",
        note=". ".join(filter(None, [WORDS if alert.drill else "", alert.note])),
        references=_references(alert),
        infos=tuple(
            _info(alert, value, language, text, name=name, areas=areas, sent_at=sent_at)
            for language, text in value.texts.items()
        ),
    )


def _info(
    alert: Alert,
    value: IssuedAlert,
    language: str,
    text: AlertText,
    *,
    name: str,
    areas: tuple[Area, ...],
    sent_at: dt.datetime,
) -> Info:
    with translation.override(language):
        people = [str(AUDIENCE_WORDS[code]) for code in value.audiences if code in AUDIENCE_WORDS]
    return Info(
        language=LANGUAGE_TAGS[language],
        category=alert.category,
        event=EVENT_WORDS[language][alert.event],
        response=alert.response,
        urgency=alert.urgency,
        severity=alert.severity,
        certainty=alert.certainty,
        audience="; ".join(people),
        event_code=alert.event,
        effective=sent_at,
        onset=alert.onset,
        expires=value.expires_at,
        sender_name=name,
        headline=text.headline,
        description=text.long,
        instruction=text.instruction,
        web=f"{settings.WAGTAILADMIN_BASE_URL}{address_in(language, value.address)}",
        contact=alert.contact,
        parameters=((SHORT, text.short), (RADIO, text.radio)),
        areas=areas,
    )


def _area(unit: orgs.UnitCard) -> Area:
    codes = [(GEOCODE, unit.code)] if unit.code else []
    if unit.territory_code:
        codes.append((TERRITORY, unit.territory_code))
    return Area(unit.name, tuple(codes))


def _references(alert: Alert) -> tuple[tuple[str, str, dt.datetime], ...]:
    """Every earlier message of the chain, as section 3.2.1 wants: a receiver may have missed some."""
    found: list[tuple[str, str, dt.datetime]] = []
    ids, seen = [alert.pk], {alert.pk}
    while ids:
        rows = AlertReference.objects.filter(alert_id__in=ids).select_related("earlier").order_by("id")
        ids = []
        for row in rows:
            if row.earlier_id not in seen and row.earlier.sent_at is not None:
                seen.add(row.earlier_id)
                ids.append(row.earlier_id)
                found.append((sender(), row.earlier.identifier, row.earlier.sent_at))
    return tuple(found)
