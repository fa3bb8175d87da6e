"""The units of one round as its table shows them: narrowed, ordered and cut by the database.

Refuses to load units nobody looks at, and to order by what a draft holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    DateField,
    DateTimeField,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce

from khien.orgs import api as orgs
from khien.reports.models import ExpectedUnit, ReminderSent, ReportRound, Submission
from khien.reports.rules import SubmissionState
from khien.reports.rules.rates import Standing
from khien.reports.selectors.rounds import UnitLine, unit_lines
from khien.reports.selectors.standings import standing_rows
from khien.web.tables import ByRank, Paged
from vanban import collation_key, fold

SHOWN = Q(
    handed__state__in=[s.value for s in SubmissionState if s is not SubmissionState.DRAFT]
)  # a draft is its unit's
ORDER = list(Standing)


class _Days(Func):
    """Days from the second date to the first."""

    output_field = IntegerField()
    arity = 2
    template = "(%(expressions)s)"
    arg_joiner = " - "

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        later, earlier = self.source_expressions
        days = [Func(one, function="JULIANDAY", output_field=IntegerField()) for one in (later, earlier)]
        said = Cast(_Plain(*days), IntegerField())
        sql: tuple[str, Any] = compiler.compile(said)
        return sql


class _Plain(Func):
    output_field = IntegerField()
    template = "(%(expressions)s)"
    arg_joiner = " - "


# ---- the table of one round -------------------------------------------------------------------------------------
def paged_units(found: ReportRound, *, on: dt.date, only: frozenset[int] | None) -> Paged[UnitLine]:
    """The round's expected units in the order of the official list: nothing is loaded but the page."""
    expected = ExpectedUnit.objects.filter(round=found)
    if only is not None:
        expected = expected.filter(unit_id__in=only)

    def lines(ids: Sequence[int]) -> list[UnitLine]:
        return unit_lines(found, on=on, ids=ids)

    return Paged(_sortable(standing_rows(expected, on=on), on), lines)


def _sortable(rows: QuerySet[ExpectedUnit], on: dt.date) -> QuerySet[ExpectedUnit]:
    """With what the table orders by; only what is asked for costs anything."""
    late = _Days(Coalesce("first_on", Value(on, output_field=DateField())), F("due_day"))
    reminded = ReminderSent.objects.filter(expected=OuterRef("pk")).order_by().values("expected")
    handed = Submission.objects.filter(round_id=OuterRef("round_id"), unit_id=OuterRef("unit_id")).order_by()
    said = {
        name: Case(
            When(SHOWN, then=Coalesce(Subquery(_sum_of(handed, name)), Value(0))),
            output_field=BigIntegerField(),
        )
        for name in ("activities", "people", "spent_vnd")
    }
    ranks = [When(stand=stand.value, then=Value(rank)) for rank, stand in enumerate(ORDER)]
    return (
        rows.annotate(
            days_late=Case(When(~Q(stand=Standing.EXCUSED.value), then=late), output_field=IntegerField()),
            handed_in=Case(When(SHOWN, then=F("handed__submitted_at")), output_field=DateTimeField()),
            reminded=Subquery(reminded.annotate(n=Count("pk")).values("n"), output_field=IntegerField()),
            rank=Case(*ranks, output_field=IntegerField()),
            **{f"said_{name}": case for name, case in said.items()},
        )
        .annotate(late=Case(When(days_late__gt=0, then=F("days_late")), output_field=IntegerField()))
        .annotate(rank_and_days=F("rank") * Value(100_000) - Coalesce("late", Value(0)))
    )


def _sum_of(handed: QuerySet[Submission], name: str) -> QuerySet[Submission, Any]:
    return handed.annotate(n=Cast(KT(f"figures__{name}"), BigIntegerField())).values("n")[:1]


def with_words(rows: QuerySet[ExpectedUnit], text: str) -> QuerySet[ExpectedUnit]:
    """Units whose names (old ones too) or code hold every word, marks or no marks."""
    for word in fold(text).split():
        rows = rows.filter(Q(unit__search_text__contains=word) | Q(unit__code__icontains=word))
    return rows


def units_by_name(unit_ids: Sequence[int]) -> list[int]:
    """By name in the Vietnamese alphabet."""
    names = orgs.unit_names(unit_ids)
    return sorted(unit_ids, key=lambda pk: _sort_key(names.get(pk, "")))


@lru_cache(maxsize=20_000)  # names change rarely, and their keys cost more than the sorting
def _sort_key(name: str) -> Any:
    return collation_key(name)


BY_UNIT = ByRank("unit_id", units_by_name)
