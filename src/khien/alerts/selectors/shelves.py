"""What a response centre may read: the shelf of one mark, with the filters of TAXII 2.1. Refuses other shelves: who asks
names the mark, and the view asks her key first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery

from khien.alerts.models import SharedObject
from khien.alerts.rules.indicators import Tlp


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters as the standard names them; empty = everything. `versions`: first, last, all or moments."""

    added_after: dt.datetime | None = None
    after_id: int = 0
    ids: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    versions: tuple[str | dt.datetime, ...] = ("last",)
    spec_known: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    rows: tuple[SharedObject, ...]
    more: bool

    @property
    def next(self) -> str:
        return str(self.rows[-1].pk) if self.more else ""


def page(tlp: Tlp, wanted: Wanted, *, limit: int) -> Page:
    rows = list(_matching(tlp, wanted).order_by("id")[: limit + 1])
    return Page(tuple(rows[:limit]), len(rows) > limit)


def holds(tlp: Tlp, stix_id: str) -> bool:
    return SharedObject.objects.filter(tlp=tlp, stix_id=stix_id).exists()


def _matching(tlp: Tlp, wanted: Wanted) -> QuerySet[SharedObject]:
    rows = SharedObject.objects.filter(tlp=tlp, pk__gt=wanted.after_id)
    if not wanted.spec_known:
        return rows.none()
    if wanted.added_after is not None:
        rows = rows.filter(added__gt=wanted.added_after)
    if wanted.ids:
        rows = rows.filter(stix_id__in=wanted.ids)
    if wanted.types:
        rows = rows.filter(stix_type__in=wanted.types)
    if "all" in wanted.versions:
        return rows
    choice = Q(pk__in=[])
    for part in _version_parts(tlp, wanted):
        choice |= part
    return rows.filter(choice)


def _version_parts(tlp: Tlp, wanted: Wanted) -> Iterator[Q]:
    same = SharedObject.objects.filter(tlp=tlp, stix_id=OuterRef("stix_id"))
    for version in wanted.versions:
        if version == "first":
            yield Q(pk=Subquery(same.order_by("version").values("pk")[:1]))
        elif version == "last":
            yield Q(pk=Subquery(same.order_by("-version").values("pk")[:1]))
        elif isinstance(version, dt.datetime):
            yield Q(version=version)
