"""Issued alerts as frozen values, for other storeys, pages and feeds. Refuses drafts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from khien.alerts.models import Alert, AlertReference
from khien.alerts.rules.drill import mark, marked
from khien.alerts.rules.issued import AlertText, IssuedAlert
from khien.alerts.rules.vocabulary import Kind, Scope, State
from khien.base.errors import Missing
from khien.base.typed import uuid_of

MOST_CURRENT = 100
NO_TEXT = AlertText("", "", "", "", "")


def address_of(uuid: object) -> str:
    """The path of an alert's page on the public site."""
    return f"/canh-bao/{uuid}/"


def with_followers(rows: QuerySet[Alert]) -> QuerySet[Alert]:
    """Each with `replaced`: whether a later issued message updates or cancels it."""
    later = AlertReference.objects.filter(earlier=OuterRef("pk"), alert__state=State.ISSUED)
    return rows.annotate(replaced=Exists(later))


def standing(at: dt.datetime) -> QuerySet[Alert]:
    """Public alerts that warn at that moment, drills left out, the newest first."""
    rows = Alert.objects.filter(
        state=State.ISSUED, drill=False, scope=Scope.PUBLIC, sent_at__lte=at, expires_at__gt=at
    ).exclude(kind=Kind.CANCEL)
    later = AlertReference.objects.filter(earlier=OuterRef("pk"), alert__state=State.ISSUED)
    return rows.exclude(Exists(later)).order_by("-sent_at", "-id")


def current_alerts(
    at: dt.datetime, unit_ids: Iterable[int] | None = None, *, limit: int = MOST_CURRENT
) -> list[IssuedAlert]:
    """What warns the public now, the newest first; with units: only alerts for one of them, or for nobody in
    particular. Three queries, whatever the number; at most 100."""
    rows = standing(at)
    if unit_ids is not None:
        rows = rows.filter(Q(areas__unit_id__in=set(unit_ids)) | Q(areas__isnull=True)).distinct()
    return issued_values(rows[: min(limit, MOST_CURRENT)])


def issued_alert(uuid: str) -> IssuedAlert:
    """Raises Missing for a draft and for what is not there."""
    found = Alert.objects.filter(uuid=uuid_of(uuid), state=State.ISSUED).first()
    if found is None:
        raise Missing
    return value_of(found)


def issued_values(rows: Iterable[Alert]) -> list[IssuedAlert]:
    """Four queries for any number of rows."""
    alerts: Sequence[Alert] = list(rows)
    from_words: dict[int, dict[str, AlertText]] = {alert.pk: {} for alert in alerts}
    areas: dict[int, list[int]] = {alert.pk: [] for alert in alerts}
    replaces: dict[int, list[str]] = {alert.pk: [] for alert in alerts}
    if alerts:
        _fill(list(from_words), from_words, areas, replaces)
    return [_value(alert, from_words[alert.pk], areas[alert.pk], replaces[alert.pk]) for alert in alerts]


def value_of(alert: Alert) -> IssuedAlert:
    """One alert as others will see it; a draft too, for its previews."""
    return issued_values([alert])[0]


def _fill(
    ids: list[int],
    words: dict[int, dict[str, AlertText]],
    areas: dict[int, list[int]],
    replaces: dict[int, list[str]],
) -> None:
    rows = Alert.objects.filter(pk__in=ids)
    texts = rows.values_list(
        "pk",
        "words__language",
        "words__headline",
        "words__short",
        "words__long",
        "words__instruction",
        "words__radio",
    ).exclude(words__language__isnull=True)
    for pk, language, *parts in texts.order_by("words__id"):
        words[pk][language] = AlertText(*parts)
    for pk, unit_id in rows.exclude(areas=None).values_list("pk", "areas__unit_id").order_by("areas__id"):
        areas[pk].append(unit_id)
    earlier = AlertReference.objects.filter(alert_id__in=ids).values_list("alert_id", "earlier__uuid")
    for pk, uuid in earlier.order_by("id"):
        replaces[pk].append(str(uuid))


def _value(alert: Alert, words: dict[str, AlertText], areas: list[int], replaces: list[str]) -> IssuedAlert:
    texts = {code: marked(text) if alert.drill else text for code, text in words.items() if text.headline}
    main = texts.get("vi", NO_TEXT)
    sent_at = alert.sent_at or alert.changed_at
    return IssuedAlert(
        uuid=str(alert.uuid),
        identifier=alert.identifier,
        kind=alert.kind,
        drill=alert.drill,
        severity=alert.severity,
        certainty=alert.certainty,
        urgency=alert.urgency,
        scope=alert.scope,
        event=alert.event,
        headline=main.headline,
        short=main.short,
        long=main.long,
        instruction=main.instruction,
        texts=texts,
        unit_ids=tuple(areas),
        area_words=alert.area_words,
        audiences=tuple(alert.audiences),
        sent_at=sent_at,
        expires_at=alert.expires_at or sent_at,
        replaces=tuple(replaces),
        pattern_slug=alert.pattern_slug,
        address=address_of(alert.uuid),
        unit_id=alert.unit_id,
    )


def headline_of(alert: Alert) -> str:
    """The Vietnamese headline, with the drill's mark; "…" while there is none."""
    found = alert.words.filter(language="vi").values_list("headline", flat=True).first() or "…"
    return mark(found) if alert.drill else found
