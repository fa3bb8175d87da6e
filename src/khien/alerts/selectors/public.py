"""What everybody may read: alerts in force and past ones, in the reader's language where there is one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from khien.alerts.models import Alert, AlertPoster, AlertReference, AlertWords
from khien.alerts.rules.issued import AlertText, IssuedAlert
from khien.alerts.rules.life import shown_state
from khien.alerts.rules.vocabulary import Kind, Scope, State
from khien.alerts.selectors.desk import ChainLink, chain_of
from khien.alerts.selectors.issued import (
    address_of,
    issued_values,
    standing,
    with_followers,
)
from khien.alerts.wording import EVENT_NAMES, SEVERITY_SHORT, SEVERITY_TONES
from khien.orgs import api as orgs
from khien.programme.api import AUDIENCE_WORDS

MOST_LINES = 3
MOST_PAST = 60
MOST_FED = 50


@dataclass(frozen=True, slots=True)
class BannerLine:
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class PublicAlert:
    """`text` in the reader's language or, `translated` False, in Vietnamese."""

    value: IssuedAlert
    text: AlertText
    language: str
    translated: bool
    state: State
    severity: object
    tone: str
    event: object
    unit: str
    places: tuple[str, ...]
    audiences: tuple[object, ...]
    steps: tuple[str, ...]
    note: str
    contact: str
    has_poster: bool = False
    chain: tuple[ChainLink, ...] = ()
    newer: str = ""  # address of what stands in its place


def banner_lines(language: str, *, at: dt.datetime) -> list[BannerLine]:
    """One query."""
    words = AlertWords.objects.filter(alert=OuterRef("pk")).exclude(headline="")
    own = words.filter(language=language).values("headline")[:1]
    vi = words.filter(language="vi").values("headline")[:1]
    rows = standing(at).annotate(head=Coalesce(Subquery(own), Subquery(vi)), key=F("uuid"))
    return [BannerLine(head, address_of(key)) for head, key in rows.values_list("head", "key")[:MOST_LINES]]


def current_list(language: str, *, at: dt.datetime) -> list[PublicAlert]:
    return _shown(list(standing(at)[:100]), language, at=at)


def past_list(language: str, *, at: dt.datetime) -> list[PublicAlert]:
    """What is over, replaced or called off, the newest first; drills left out."""
    rows = Alert.objects.filter(state=State.ISSUED, drill=False, scope=Scope.PUBLIC, sent_at__lte=at)
    ids = list(standing(at).values_list("pk", flat=True)[:100])
    return _shown(list(rows.exclude(pk__in=ids).order_by("-sent_at", "-id")[:MOST_PAST]), language, at=at)


def fed(*, at: dt.datetime) -> list[IssuedAlert]:
    """What feeds carry: in force, and cancels and updates that machines must hear of; the newest first."""
    rows = Alert.objects.filter(
        state=State.ISSUED, drill=False, scope=Scope.PUBLIC, sent_at__lte=at, expires_at__gt=at
    )
    return issued_values(rows.order_by("-sent_at", "-id")[:MOST_FED])


def public_page(alert: Alert, language: str, *, at: dt.datetime) -> PublicAlert:
    """One alert with its chain. About twelve queries, kept by the page."""
    [shown] = _shown([alert], language, at=at)
    chain = tuple(chain_of(alert, public=True))
    followed = AlertReference.objects.filter(earlier=alert, alert__state=State.ISSUED)
    newer = followed.order_by("-id").values_list("alert__uuid", flat=True).first()
    return PublicAlert(
        **{name: getattr(shown, name) for name in shown.__dataclass_fields__}
        | {
            "chain": chain if len(chain) > 1 else (),
            "newer": address_of(newer) if newer else "",
            "has_poster": AlertPoster.objects.filter(alert=alert).exists(),
        }
    )


def _shown(rows: list[Alert], language: str, *, at: dt.datetime) -> list[PublicAlert]:
    values = issued_values(rows)
    marked = with_followers(Alert.objects.filter(pk__in=[row.pk for row in rows]))
    replaced = {row.pk: bool(getattr(row, "replaced", False)) for row in marked}
    units = orgs.unit_names({pk for value in values for pk in (*value.unit_ids, value.unit_id)})
    return [
        _one(row, value, language, units, replaced=replaced.get(row.pk, False), at=at)
        for row, value in zip(rows, values, strict=True)
    ]


def _one(
    row: Alert, value: IssuedAlert, language: str, units: dict[int, str], *, replaced: bool, at: dt.datetime
) -> PublicAlert:
    text = value.texts.get(language) or value.texts["vi"]
    state = shown_state(row.state, kind=row.kind, expires_at=row.expires_at, replaced=replaced, at=at)
    return PublicAlert(
        value=value,
        text=text,
        language=language if language in value.texts else "vi",
        translated=language in value.texts,
        state=state,
        severity=SEVERITY_SHORT[row.severity],
        tone=SEVERITY_TONES[row.severity] if state == State.CURRENT and row.kind != Kind.CANCEL else "idle",
        event=EVENT_NAMES[row.event],
        unit=units.get(row.unit_id, ""),
        places=tuple(units[pk] for pk in value.unit_ids if pk in units),
        audiences=tuple(AUDIENCE_WORDS[code] for code in row.audiences if code in AUDIENCE_WORDS),
        steps=tuple(line.strip(" -•*") for line in text.instruction.splitlines() if line.strip(" -•*")),
        note=row.note,
        contact=row.contact,
    )
