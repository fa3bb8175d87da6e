"""Answers about names, remembered. Refuses to touch official names: those change by a dated event."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from khien.base import audit
from khien.base.access import Actor
from khien.base.audit import Subject
from khien.orgs.models import NameQuestion, UnitAlias
from khien.orgs.rules.sets import set_from_data
from khien.orgs.rules.text import tidy
from khien.orgs.selectors.names import alias_key


@transaction.atomic
def remember_alias(
    phrase: str,
    *,
    unit_id: int | None = None,
    set_rule: dict[str, Any] | None = None,
    within: int | None,
    origin: str = "",
    actor: Actor,
    at: dt.datetime,
) -> UnitAlias:
    """The phrase means this unit, this set, or (neither given) no unit at all. A later answer replaces an earlier one.

    Closes the question about it. Raises ValueError when both are given or the set is none.
    """
    if unit_id is not None and set_rule is not None:
        raise ValueError("a name means a unit or a set, not both")
    if set_rule is not None:
        set_rule = set_from_data(set_rule).as_data()
    key = alias_key(phrase)
    old = UnitAlias.objects.select_for_update().filter(_within(within), key=key).first()
    was = {"unit": old.unit_id, "set": old.set_rule} if old else None
    alias = old or UnitAlias(key=key, within_id=within)
    alias.phrase, alias.unit_id, alias.set_rule = tidy(phrase)[:300], unit_id, set_rule
    alias.origin, alias.decided_at = origin[:300], at
    alias.actor_id, alias.actor_label = actor.id, actor.label[:200]
    alias.save()
    NameQuestion.objects.filter(_within(within), key=key).delete()
    audit.record(
        actor=actor,
        action="orgs.alias.decided",
        subject=Subject("alias", str(alias.uuid), alias.phrase),
        old=was,
        new={"unit": unit_id, "set": set_rule, "within": within},
        at=at,
    )
    return alias


@transaction.atomic
def forget_alias(alias_id: int, *, actor: Actor, at: dt.datetime) -> None:
    """Take an answer back; the phrase will be resolved by rules or asked again."""
    alias = UnitAlias.objects.select_for_update().get(pk=alias_id)
    subject = Subject("alias", str(alias.uuid), alias.phrase)
    old = {"unit": alias.unit_id, "set": alias.set_rule, "within": alias.within_id}
    alias.delete()
    audit.record(actor=actor, action="orgs.alias.removed", subject=subject, old=old, at=at)


def ask_about(
    phrase: str, *, on: dt.date, within: int | None, origin: str = "", at: dt.datetime
) -> NameQuestion:
    """Put a phrase among the questions that wait; asked again it only counts up. Not an act of a person: no audit."""
    key = alias_key(phrase)
    with transaction.atomic():
        known = NameQuestion.objects.select_for_update().filter(_within(within), key=key).first()
        if known is not None:
            NameQuestion.objects.filter(pk=known.pk).update(times=F("times") + 1)
            return known
        return NameQuestion.objects.create(
            key=key, phrase=tidy(phrase)[:300], within_id=within, on=on, origin=origin[:300], asked_at=at
        )


def _within(within: int | None) -> Q:
    return Q(within__isnull=True) if within is None else Q(within_id=within)
