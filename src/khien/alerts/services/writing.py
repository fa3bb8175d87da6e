"""Drafts: begun empty, from a scam pattern, or as an update or cancel; saved as one types; dropped.

Refuses to touch what waits for approval (take it back first) or was sent.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

from django.db import transaction

from khien.alerts.errors import ChangedMeanwhile, Frozen, NotNow
from khien.alerts.models import Alert, AlertArea, AlertReference, AlertWords
from khien.alerts.rules.draft import Draft
from khien.alerts.rules.life import CANCEL_LIFE, Act, may_follow
from khien.alerts.rules.vocabulary import Kind, Response, State, Urgency
from khien.alerts.selectors.drafts import draft_of
from khien.alerts.selectors.issued import with_followers
from khien.alerts.services.acts import write_down
from khien.base.access import Actor

FIRST_LIFE = dt.timedelta(days=3)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def begin(
    actor: Actor,
    unit_id: int,
    draft: Draft | None = None,
    *,
    kind: Kind = Kind.ALERT,
    earlier: Alert | None = None,
    at: dt.datetime,
) -> Alert:
    """A new draft. It holds for three days until somebody says otherwise."""
    draft = draft or Draft()
    if draft.expires_at is None:
        draft = replace(draft, expires_at=_whole_hour(at + FIRST_LIFE))
    with transaction.atomic():
        alert = Alert(unit_id=unit_id, kind=kind, made_by=actor.label, made_at=at, changed_at=at)
        alert.writer_ids = [actor.id]
        _put(alert, draft)
        alert.save()
        _put_parts(alert, draft)
        if earlier is not None:
            AlertReference.objects.create(alert=alert, earlier=earlier)
        write_down(actor, alert, Act.WROTE, at=at)
    return alert


def follow(actor: Actor, earlier: Alert, kind: Kind, *, at: dt.datetime) -> Alert:
    """The draft of an update or cancel, with everything the earlier one said. A second press finds the first draft.

    Raises NotNow when it was replaced already, is a cancel, or was never sent.
    """
    with transaction.atomic():
        held = with_followers(Alert.objects.filter(pk=earlier.pk)).get()
        Alert.objects.select_for_update().get(pk=earlier.pk)
        drill = held.drill
        if not may_follow(
            earlier_state=held.state,
            earlier_kind=held.kind,
            earlier_drill=held.drill,
            replaced=bool(getattr(held, "replaced", False)),
            drill=drill,
        ):
            raise NotNow
        begun = Alert.objects.filter(
            references__earlier=held, kind=kind, state__in=(State.DRAFT, State.WAITING)
        ).first()
        if begun is not None:
            return begun
        draft = draft_of(held)
        if kind == Kind.CANCEL:
            draft = replace(
                draft,
                urgency=Urgency.PAST,
                response=Response.ALL_CLEAR,
                onset=None,
                expires_at=_whole_hour(at + CANCEL_LIFE),
            )
        elif draft.expires_at is None or draft.expires_at <= at:
            draft = replace(draft, expires_at=_whole_hour(at + FIRST_LIFE))
        return begin(actor, held.unit_id, replace(draft, note=""), kind=kind, earlier=held, at=at)


def save(
    actor: Actor, alert: Alert, draft: Draft, *, revision: int, page: str = "", at: dt.datetime
) -> Alert:
    """The draft as it now reads. `revision`: the one the page began with; `page`: a name the page gave itself, so that
    it may save again and again. A drill stays a drill in a chain.

    Raises Frozen, NotNow (it waits for approval), ChangedMeanwhile.
    """
    with transaction.atomic():
        held = Alert.objects.select_for_update().get(pk=alert.pk)
        if held.frozen:
            raise Frozen
        if held.state != State.DRAFT:
            raise NotNow
        if held.revision != revision and not (page and page == held.page_key):
            raise ChangedMeanwhile
        if held.references.exists():
            draft = replace(draft, drill=held.drill)
        if draft == draft_of(held):
            return held
        _put(held, draft)
        held.revision += 1
        held.changed_at = at
        held.page_key = page[:40]
        first = actor.id not in held.writer_ids
        if first:
            held.writer_ids = [*held.writer_ids, actor.id]
        held.save()
        _put_parts(held, draft)
        if first:
            write_down(actor, held, Act.WROTE, at=at)
    return held


def drop(actor: Actor, alert: Alert, *, at: dt.datetime) -> None:
    """Throws a draft away. Raises Frozen, NotNow."""
    with transaction.atomic():
        held = Alert.objects.select_for_update().get(pk=alert.pk)
        if held.frozen:
            raise Frozen
        if held.state != State.DRAFT:
            raise NotNow
        held.state = State.DROPPED
        held.changed_at = at
        held.save(update_fields=["state", "changed_at"])
        write_down(actor, held, Act.DROPPED, at=at)


def _put(alert: Alert, draft: Draft) -> None:
    for name in (
        "drill", "event", "category", "severity", "certainty", "urgency", "response", "scope", "restriction",
        "area_words", "contact", "note", "pattern_slug", "onset", "expires_at",
    ):  # fmt: skip
        setattr(alert, name, getattr(draft, name))
    alert.audiences = list(draft.audiences)


def _put_parts(alert: Alert, draft: Draft) -> None:
    for language, text in draft.texts.items():
        AlertWords.objects.update_or_create(
            alert=alert,
            language=language,
            defaults={
                "headline": text.headline,
                "short": text.short,
                "long": text.long,
                "instruction": text.instruction,
                "radio": text.radio,
            },
        )
    wanted = list(dict.fromkeys(draft.unit_ids))
    there = list(alert.areas.values_list("unit_id", flat=True))
    if there != wanted:
        alert.areas.all().delete()
        AlertArea.objects.bulk_create([AlertArea(alert=alert, unit_id=unit_id) for unit_id in wanted])


def _whole_hour(at: dt.datetime) -> dt.datetime:
    local = at.astimezone(ZONE)
    return local.replace(minute=0, second=0, microsecond=0)
