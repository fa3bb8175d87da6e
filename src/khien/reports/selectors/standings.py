"""How expected units stand, said and counted by the database.

Says the same as `rules.rates`, which stays the rule (a test holds both against each other). Refuses to load a row for
each unit where a number is enough.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    F,
    FilteredRelation,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce, TruncDate

from khien.reports.models import ExpectedUnit
from khien.reports.rules import SubmissionState
from khien.reports.rules.rates import Rates, Standing


def standing_rows(rows: QuerySet[ExpectedUnit], *, on: dt.date) -> QuerySet[ExpectedUnit]:
    """With `handed` (its submission), `due_day`, `stand` (of `Standing`) and `first_on` (the day it first handed in)."""
    states = (
        (SubmissionState.ACCEPTED, Standing.ACCEPTED),
        (SubmissionState.SUBMITTED, Standing.SUBMITTED),
    )
    decided = [When(handed__state=state.value, then=Value(stand.value)) for state, stand in states]
    stand = Case(
        *decided,
        When(~Q(excused=""), then=Value(Standing.EXCUSED.value)),
        When(handed__state=SubmissionState.RETURNED.value, then=Value(Standing.RETURNED.value)),
        When(due_day__lt=on, then=Value(Standing.LATE.value)),
        default=Value(Standing.DUE.value),
        output_field=CharField(),
    )
    given = [Standing.ACCEPTED.value, Standing.SUBMITTED.value, Standing.RETURNED.value]
    return (
        rows.annotate(
            handed=FilteredRelation(
                "round__submissions", condition=Q(round__submissions__unit_id=F("unit_id"))
            )
        )
        .annotate(due_day=Coalesce("due_on", "round__due_on"))
        .annotate(stand=stand)
        .annotate(
            first_on=Case(
                When(stand__in=given, then=TruncDate("handed__first_submitted_at")), output_field=DateField()
            )
        )
    )


def rates_of_rounds(
    round_ids: Iterable[int], *, on: dt.date, only: frozenset[int] | None = None
) -> dict[int, Rates]:
    """Round → its rates, of the units in `only` when given. One query, a handful of rows for each round."""
    expected = ExpectedUnit.objects.filter(round_id__in=list(round_ids))
    if only is not None:
        expected = expected.filter(unit_id__in=only)
    timely = Case(When(first_on__lte=F("due_day"), then=Value(1)), default=Value(0))
    counted = (
        standing_rows(expected, on=on)
        .order_by()
        .annotate(timely=timely)
        .values_list("round_id", "stand", "timely")
        .annotate(n=Count("pk"))
    )
    found: dict[int, dict[tuple[str, int], int]] = defaultdict(dict)
    for round_id, stand, in_time, n in counted:
        found[round_id][stand, in_time] = n
    return {round_id: _rates(counts) for round_id, counts in found.items()}


def _rates(counts: dict[tuple[str, int], int]) -> Rates:
    def of(*stands: Standing) -> int:
        return sum(n for (stand, _timely), n in counts.items() if stand in stands)

    given = of(Standing.RETURNED, Standing.SUBMITTED, Standing.ACCEPTED)
    in_time = (Standing.RETURNED, Standing.SUBMITTED, Standing.ACCEPTED)
    on_time = sum(n for (stand, timely), n in counts.items() if timely and stand in in_time)
    return Rates(
        expected=given + of(Standing.DUE, Standing.LATE),
        submitted=given,
        accepted=of(Standing.ACCEPTED),
        returned=of(Standing.RETURNED),
        on_time=on_time,
        late=given - on_time,
        missing=of(Standing.LATE),
        waiting=of(Standing.DUE),
        excused=of(Standing.EXCUSED),
    )
