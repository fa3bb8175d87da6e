"""A segment's rule as one set-based question. A million people are never looped over.

`chosen` gives SQL for other questions to stand on (`INSERT … SELECT`, `count(*)`), with columns `address_id`, `key`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from khien.audiences.models import Address, ContactDeed, ContactInterest, NeverContact
from khien.audiences.rules.segment import SegmentRule
from khien.audiences.rules.standing import REACHED, Standing
from khien.orgs import api as orgs


@dataclass(frozen=True, slots=True)
class Chosen:
    """A question ready to be asked: its rows are (address id, keyed hash)."""

    sql: str
    params: tuple[Any, ...]


def rows_for(
    rules: Iterable[SegmentRule], channel: str, *, on: dt.date, warning: bool = False
) -> QuerySet[Address]:
    """Addresses of a channel that any of the rules chooses. `warning`: those reached by law as well."""
    standings = REACHED if warning else (Standing.AGREED,)
    wanted = Q(pk__in=[])
    for rule in rules:
        wanted |= _condition(rule, on)
    never = NeverContact.objects.filter(channel=OuterRef("channel"), key=OuterRef("key"))
    return Address.objects.filter(wanted, ~Exists(never), channel=channel, standing__in=standings)


def chosen(rules: Iterable[SegmentRule], channel: str, *, on: dt.date, warning: bool = False) -> Chosen:
    query = rows_for(rules, channel, on=on, warning=warning).order_by().values_list("id", "key").query
    sql, params = query.sql_with_params()
    return Chosen(sql, tuple(params))


def count(rules: Iterable[SegmentRule], channel: str, *, on: dt.date, warning: bool = False) -> int:
    return rows_for(rules, channel, on=on, warning=warning).count()


def _condition(rule: SegmentRule, on: dt.date) -> Q:
    found = Q()
    if rule.unit_ids:
        ids = frozenset().union(*(orgs.units_under(unit_id, on=on) for unit_id in rule.unit_ids))
        found &= Q(unit_id__in=ids | frozenset(rule.unit_ids))
    if rule.audiences:
        found &= Q(audience__in=rule.audiences)
    if rule.languages:
        found &= Q(language__in=rule.languages)
    if rule.topics:
        found &= Q(Exists(_of_contact(ContactInterest.objects.filter(topic__in=rule.topics))))
    if rule.deeds:
        found &= Q(Exists(_of_contact(ContactDeed.objects.filter(deed__in=rule.deeds))))
    if rule.without_deeds:
        found &= ~Q(Exists(_of_contact(ContactDeed.objects.filter(deed__in=rule.without_deeds))))
    return found


def _of_contact(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(contact_id=OuterRef("contact_id"))
