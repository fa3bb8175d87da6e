"""A segment's rule as one set-based question. A million people are never looped over.

`chosen` gives SQL for other questions to stand on (`INSERT … SELECT`, `count(*)`), with columns `address_id`, `key`.
Places go in as one array, however many communes a province has. The list of those not to contact is asked when people
are chosen and again when an address is opened; counts need not ask it, for who is on it has left (services).
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Count, Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from khien.audiences.models import Address, ContactDeed, ContactInterest, NeverContact
from khien.audiences.rules.segment import SegmentRule
from khien.audiences.rules.standing import REACHED, Channel, Standing
from khien.orgs import api as orgs

FEW = 50  # places that are written out


@dataclass(frozen=True, slots=True)
class Chosen:
    """A question ready to be asked: its rows are (address id, keyed hash)."""

    sql: str
    params: tuple[Any, ...]


def rows_for(
    rules: Iterable[SegmentRule], channel: str, *, on: dt.date, warning: bool = False
) -> QuerySet[Address]:
    """Addresses of a channel that any of the rules chooses. `warning`: those reached by law as well."""
    never = NeverContact.objects.filter(channel=OuterRef("channel"), key=OuterRef("key"))
    return _reached(rules, on=on, warning=warning).filter(~Exists(never), channel=channel)


def chosen(rules: Iterable[SegmentRule], channel: str, *, on: dt.date, warning: bool = False) -> Chosen:
    query = rows_for(rules, channel, on=on, warning=warning).order_by().values_list("id", "key").query
    sql, params = query.sql_with_params()
    return Chosen(sql, tuple(params))


def count(rules: Iterable[SegmentRule], channel: str, *, on: dt.date, warning: bool = False) -> int:
    return _reached(rules, on=on, warning=warning).filter(channel=channel).count()


def counts(rules: Iterable[SegmentRule], *, on: dt.date, warning: bool = False) -> dict[str, int]:
    """How many addresses of each channel the rules choose; every channel is there. One query."""
    rows = _reached(rules, on=on, warning=warning).order_by().values_list("channel").annotate(n=Count("*"))
    return {channel.value: 0 for channel in Channel} | dict(rows)


def places(rule: SegmentRule, *, on: dt.date) -> frozenset[int] | None:
    """Ids of all units a rule means: with those below, and those that merged into them. None = everywhere."""
    if not rule.unit_ids:
        return None
    found = frozenset(rule.unit_ids).union(*(orgs.units_under(unit_id, on=on) for unit_id in rule.unit_ids))
    return found | orgs.units_before(found)


def _reached(rules: Iterable[SegmentRule], *, on: dt.date, warning: bool) -> QuerySet[Address]:
    conditions = [_condition(rule, on) for rule in rules]
    wanted = Q(pk__in=[])
    for condition in conditions:
        wanted |= condition
    if not all(conditions):  # a rule without parts means everybody, and "or" with an empty Q forgets it
        wanted = Q()
    standings = REACHED if warning else (Standing.AGREED,)
    # Named channels, though it means all of them: databases then walk the index from its first column.
    channels = [channel.value for channel in Channel]
    return Address.objects.filter(wanted, channel__in=channels, standing__in=standings)


def _condition(rule: SegmentRule, on: dt.date) -> Q:
    found = Q()
    if (units := places(rule, on=on)) is not None:
        found &= _stands_in(units)
    if rule.audiences:
        found &= Q(audience__in=rule.audiences)
    if rule.languages:
        found &= Q(language__in=rule.languages)
    if rule.topics:
        found &= _whose_contact(ContactInterest.objects.filter(topic__in=rule.topics))
    if rule.deeds:
        found &= _whose_contact(ContactDeed.objects.filter(deed__in=rule.deeds))
    if rule.without_deeds:
        found &= ~_whose_contact(ContactDeed.objects.filter(deed__in=rule.without_deeds))
    return found


def _stands_in(ids: frozenset[int]) -> Q:
    """Many places as one parameter: a list of three thousand marks is slow to read for every database. PostgreSQL
    reads an array with several workers; a subquery of it only with one."""
    if len(ids) <= FEW:
        return Q(unit_id__in=sorted(ids))
    if connection.vendor == "postgresql":
        sql = '"audiences_address"."unit_id" = ANY(%s::bigint[])'
        return Q(RawSQL(sql, (sorted(ids),), output_field=BooleanField()))  # noqa: S611 - no text from outside
    return Q(unit_id__in=RawSQL("SELECT value FROM json_each(%s)", (json.dumps(sorted(ids)),)))


def _whose_contact(rows: QuerySet[Any]) -> Q:
    """Addresses whose contact is in `rows`. SQLite is twice as fast with a list made once; PostgreSQL joins EXISTS as
    it joins IN, and does not fall into a slow plan where the list is larger than its memory."""
    if connection.vendor == "sqlite":
        return Q(contact_id__in=rows.order_by().values("contact_id"))
    return Q(Exists(rows.filter(contact_id=OuterRef("contact_id"))))
