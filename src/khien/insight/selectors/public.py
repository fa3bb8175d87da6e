"""What the public page may show of a programme: only what is switched on, only sums. Refuses the rest by leaving it
out of the value, so that no template and no file can show it by mistake."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from khien.insight.models import Scorecard
from khien.insight.rules.figures import Figures, TargetFigure


@dataclass(frozen=True, slots=True)
class Shown:
    """None or empty = not shown."""

    label: str
    title: str
    intro: str
    on: str
    targets: tuple[TargetFigure, ...] | None
    tasks_percent: float | None
    reports_percent: float | None
    activities: int | None
    units_with_plan: int | None
    units_expected: int | None
    money_spent: int | None
    late: tuple[tuple[str, int], ...]

    @property
    def targets_met(self) -> int:
        return sum(target.met for target in self.targets or ())


def shown_of(card: Scorecard, figures: Figures, *, label: str, title: str) -> Shown:
    return Shown(
        label=label,
        title=card.title or title,
        intro=card.intro,
        on=figures.on,
        targets=figures.targets if card.show_targets else None,
        tasks_percent=figures.tasks_percent if card.show_tasks else None,
        reports_percent=figures.reports_percent if card.show_reports else None,
        activities=figures.activities if card.show_activities else None,
        units_with_plan=figures.units_with_plan if card.show_plans and figures.units_expected else None,
        units_expected=figures.units_expected if card.show_plans and figures.units_expected else None,
        money_spent=figures.money_spent if card.show_money else None,
        late=tuple((line.unit, line.days) for line in figures.late) if card.name_late else (),
    )


def open_data(shown: Shown) -> dict[str, Any]:
    """The same as data. Names are stable; what is not shown is not there."""
    figures = {
        "tasks_on_time_percent": shown.tasks_percent,
        "reports_on_time_percent": shown.reports_percent,
        "activities": shown.activities,
        "units_with_plan": shown.units_with_plan,
        "units_expected": shown.units_expected,
        "money_spent_vnd": shown.money_spent,
    }
    data: dict[str, Any] = {
        "programme": shown.label,
        "title": shown.title,
        "as_of": shown.on,
        **{name: round(v, 2) if isinstance(v, float) else v for name, v in figures.items() if v is not None},
    }
    if shown.targets is not None:
        data["targets"] = [
            {
                "clause": target.path,
                "text": target.text,
                "asked": target.asked,
                "value": target.shown,
                "state": target.light,
                "met": target.met,
            }
            for target in shown.targets
        ]
    if shown.late:
        data["late_units"] = [{"unit": unit, "days": days} for unit, days in shown.late]
    return data


def open_rows(shown: Shown) -> list[tuple[str, str, str, str]]:
    """For a table file: (figure, clause, text, value)."""
    data = open_data(shown)
    plain = [
        (name, "", "", str(value)) for name, value in data.items() if name not in ("targets", "late_units")
    ]
    targets = [
        ("target", t["clause"], t["text"], f"{t['value']} / {t['asked']}") for t in data.get("targets", ())
    ]
    late = [("late_unit", "", unit["unit"], str(unit["days"])) for unit in data.get("late_units", ())]
    return [*plain, *targets, *late]
