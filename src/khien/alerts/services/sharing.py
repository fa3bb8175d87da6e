"""Indicators: typed, put on their shelf for response centres, withdrawn. Keys: made, known again, revoked.

Refuses to change what went out: a wrong one is withdrawn with a reason (STIX: revoked) and entered anew.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Max

from khien.alerts.errors import NoReason
from khien.alerts.models import Alert, Indicator, SharedObject, ShareKey
from khien.alerts.rules import stix
from khien.alerts.rules.indicators import Found, Tlp, least_mark
from khien.alerts.rules.vocabulary import Scope
from khien.alerts.selectors.messages import sender
from khien.base import audit
from khien.base.access import Actor

SHORTEST_REASON = 10
USED_EVERY = dt.timedelta(minutes=1)
TICK = dt.timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for every line entered together."""

    tlp: Tlp
    confidence: int
    valid_until: dt.datetime | None = None
    note: str = ""


def add(
    actor: Actor, found: Sequence[Found], terms: Terms, *, alert: Alert | None = None, at: dt.datetime
) -> list[Indicator]:
    """The new ones; what is shared already stays as it is. Telephones and accounts get AMBER at least."""
    with transaction.atomic():
        made = []
        for one in dict.fromkeys(found):
            rounds = Indicator.objects.filter(kind=one.kind, value=one.value).aggregate(
                most=Max("round"), all=Count("id"), gone=Count("withdrawn_at")
            )
            if rounds["all"] > rounds["gone"]:
                continue
            made.append(
                Indicator.objects.create(
                    kind=one.kind,
                    value=one.value,
                    round=(rounds["most"] or 0) + 1,
                    tlp=least_mark(one.kind, terms.tlp),
                    confidence=terms.confidence,
                    valid_from=at,
                    valid_until=terms.valid_until,
                    alert=alert,
                    note=terms.note,
                    made_by=actor.label,
                    made_at=at,
                )
            )
        if made:
            _tell(actor, "alert.indicators_shared", made, at=at)
            _put_out(made, at=at)
    return made


def withdraw(actor: Actor, indicator: Indicator, *, reason: str, at: dt.datetime) -> None:
    """Tells every centre that it is not so. A second press changes nothing. Raises NoReason."""
    reason = " ".join(reason.split())
    if len(reason) < SHORTEST_REASON:
        raise NoReason
    with transaction.atomic():
        held = Indicator.objects.select_for_update().get(pk=indicator.pk)
        if held.withdrawn_at is not None:
            return
        held.withdrawn_at, held.withdrawn_by, held.withdrawn_reason = at, actor.label, reason[:300]
        held.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
        _tell(actor, "alert.indicator_withdrawn", [held], at=at, reason=reason)
        _put_out([held], at=at)


def office() -> stix.Office:
    return stix.Office(sender(), settings.KHIEN_NAME, settings.WAGTAILADMIN_BASE_URL)


def shared(indicator: Indicator) -> stix.Shared:
    """As it goes out now. A version after the first is at least a millisecond younger: STIX orders by it."""
    gone = indicator.withdrawn_at
    changed = (
        indicator.made_at if gone is None else max(gone, indicator.made_at + dt.timedelta(milliseconds=1))
    )
    open_alert = indicator.alert if indicator.alert and indicator.alert.scope == Scope.PUBLIC else None
    address = f"{settings.WAGTAILADMIN_BASE_URL}/canh-bao/{open_alert.uuid}/" if open_alert else ""
    return stix.Shared(
        kind=indicator.kind,
        value=indicator.value,
        tlp=indicator.tlp,
        confidence=indicator.confidence,
        valid_from=indicator.valid_from,
        valid_until=indicator.valid_until,
        made_at=indicator.made_at,
        changed_at=changed,
        round=indicator.round,
        note=". ".join(part for part in (indicator.note, indicator.withdrawn_reason) if part),
        revoked=gone is not None,
        alert_address=address,
    )


def _put_out(indicators: Sequence[Indicator], *, at: dt.datetime) -> None:
    """Called after the audit was written, whose head holds other writers back until this transaction ends: so `added`
    only grows, and who asks for what came after a moment misses nothing."""
    last = SharedObject.objects.aggregate(last=Max("added"))["last"]
    added = max(at, last + TICK) if last else at
    said = office()
    for indicator in indicators:
        for body in stix.beside(indicator.kind, Tlp(indicator.tlp), said):
            added += TICK * _shelve(None, indicator.tlp, body, added)
        added += TICK * _shelve(indicator, indicator.tlp, stix.indicator(shared(indicator), said), added)


def _shelve(indicator: Indicator | None, tlp: str, body: stix.Stix, added: dt.datetime) -> int:
    version = dt.datetime.fromisoformat(str(body.get("modified") or body["created"]))
    _row, made = SharedObject.objects.get_or_create(
        tlp=tlp,
        stix_id=body["id"],
        version=version,
        defaults={"indicator": indicator, "stix_type": body["type"], "added": added, "body": body},
    )
    return int(made)


def _tell(actor: Actor, action: str, rows: Sequence[Indicator], *, at: dt.datetime, reason: str = "") -> None:
    new: dict[str, object] = {"number": len(rows), "ids": [str(row.uuid) for row in rows][:50]}
    label = rows[0].kind if len(rows) == 1 else ", ".join(sorted({row.kind for row in rows}))
    audit.record(
        actor=actor,
        action=action,
        subject=audit.Subject("indicator", str(rows[0].uuid), label),
        new=new | ({"reason": reason} if reason else {}),
        at=at,
    )


def make_key(actor: Actor, holder: str, ceiling: Tlp, *, at: dt.datetime) -> tuple[ShareKey, str]:
    """The key and its secret, which nobody can read again."""
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        made = ShareKey.objects.create(
            name=f"tt-{secrets.token_hex(4)}",
            secret_sha256=_hash(secret),
            holder=holder,
            ceiling=ceiling,
            made_by=actor.label,
            made_at=at,
        )
        _tell_key(actor, "alert.share_key_made", made, at=at)
    return made, secret


def revoke_key(actor: Actor, key: ShareKey, *, at: dt.datetime) -> None:
    """Holds at once. A second press changes nothing."""
    with transaction.atomic():
        held = ShareKey.objects.select_for_update().get(pk=key.pk)
        if held.revoked_at is not None:
            return
        held.revoked_at = at
        held.save(update_fields=["revoked_at"])
        _tell_key(actor, "alert.share_key_revoked", held, at=at)


def known_key(name: str, secret: str, *, at: dt.datetime) -> ShareKey | None:
    """The living key, noted as used; None for anything else, in about the same time."""
    key = ShareKey.objects.filter(name=name[:20], revoked_at__isnull=True).first()
    right = hmac.compare_digest(key.secret_sha256 if key else "-" * 64, _hash(secret))
    if key is None or not right:
        return None
    if key.used_at is None or key.used_at <= at - USED_EVERY:
        ShareKey.objects.filter(pk=key.pk).update(used_at=at)
    return key


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _tell_key(actor: Actor, action: str, key: ShareKey, *, at: dt.datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=audit.Subject("share_key", str(key.uuid), f"{key.name} · {key.holder}"[:300]),
        new={"ceiling": key.ceiling},
        at=at,
    )
