"""Which tasks of a plan stand in the body and again in the annex. Drops none: that is `services.twins`."""

from __future__ import annotations

from collections.abc import Iterable

from khien.plans.models import PlanDocument, PlanRow
from khien.plans.rules.kinds import Decision, RowKind
from khien.plans.rules.twins import Told, Twin, twins


def twins_of(plan: PlanDocument) -> tuple[Twin, ...]:
    """Pairs of row uuids (body, table) among the tasks that are not dropped. One query."""
    return twins_among(PlanRow.objects.filter(plan=plan, kind=RowKind.TASK, alive=True))


def twins_among(rows: Iterable[PlanRow]) -> tuple[Twin, ...]:
    """The same for living rows already loaded, of any kind."""
    return twins(
        Told(str(row.uuid), str(row.data.get("text", "")), str(row.data.get("source", "")))
        for row in rows
        if row.kind == RowKind.TASK and row.decision != Decision.DROPPED
    )
