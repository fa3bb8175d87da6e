"""What changed between two days, as three facts to be said in three sentences. Refuses to judge them."""

from __future__ import annotations

from dataclasses import dataclass

from khien.insight.rules.figures import Figures


@dataclass(frozen=True, slots=True)
class Changes:
    """`since` the day compared with ("" = nothing to compare with). `newly_met`, `no_longer_met`: texts of targets.
    The rest are differences, below zero when it became less."""

    since: str
    newly_met: tuple[str, ...] = ()
    no_longer_met: tuple[str, ...] = ()
    activities: int = 0
    overdue: int = 0
    submitted: int = 0
    missing: int = 0
    spent: int = 0


def changes(before: Figures | None, now: Figures) -> Changes:
    if before is None:
        return Changes("")
    was = {target.uuid: target.met for target in before.targets}
    return Changes(
        since=before.on,
        newly_met=tuple(t.text for t in now.targets if t.met and was.get(t.uuid) is False),
        no_longer_met=tuple(t.text for t in now.targets if not t.met and was.get(t.uuid)),
        activities=now.activities - before.activities,
        overdue=now.tasks_overdue - before.tasks_overdue,
        submitted=now.reports_submitted - before.reports_submitted,
        missing=now.reports_missing - before.reports_missing,
        spent=now.money_spent - before.money_spent,
    )
