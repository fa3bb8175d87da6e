"""A read document becomes rows: one draft per item, with its agencies' phrases, place, confidence and doubts."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace

from khien.plans.rules.kinds import AgencyRole, RowKind
from khien.plans.rules.rows import (
    AssignmentData,
    BudgetData,
    DutyData,
    ReferenceData,
    RowData,
    TargetData,
    TaskData,
    ThemeData,
)
from vanban import Assignment, BudgetLine, DutyToReport, LegalReference, Place, Plan, Target, Task, Theme


@dataclass(frozen=True, slots=True)
class Phrase:
    """An agency as the document writes it, and the part it plays in the row."""

    role: AgencyRole
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A row before anyone saw it. `key` is the same for the same item in another reading of the same file."""

    kind: RowKind
    path: str
    data: RowData
    agencies: tuple[Phrase, ...] = ()
    place: Place | None = None
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()
    key: str = ""


def drafts_of(plan: Plan) -> tuple[Draft, ...]:
    """All rows of a read plan, each kind in the document's order."""
    return _keyed(
        (
            *map(_task, plan.tasks),
            *map(_target, plan.targets),
            *map(_theme, plan.themes),
            *map(_assignment, plan.assignments),
            *map(_duty, plan.reporting),
            *map(_budget_line, plan.budget.lines),
            *map(_reference, plan.references),
        )
    )


def fold(text: str) -> str:
    """For comparing only: NFC, lower case, white space collapsed."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _keyed(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    seen: Counter[str] = Counter()
    keyed = []
    for draft in drafts:
        said = "\x1f".join((draft.kind, draft.path, fold(draft.data.text), _figure(draft.data)))
        seen[said] += 1
        digest = hashlib.sha256(f"{said}\x1f{seen[said]}".encode()).hexdigest()
        keyed.append(replace(draft, key=digest[:32]))
    return tuple(keyed)


def _figure(data: RowData) -> str:
    """Two figures in one sentence give two targets with the same text."""
    return f"{data.comparator}{data.value}{data.unit}" if isinstance(data, TargetData) else ""


def _phrases(**by_role: tuple[str, ...]) -> tuple[Phrase, ...]:
    return tuple(
        Phrase(AgencyRole(role), text) for role, texts in by_role.items() for text in texts if text.strip()
    )


def _task(task: Task) -> Draft:
    money = task.budget
    data = TaskData(
        text=task.text,
        group=task.group or "",
        source=task.source,
        products=task.products,
        schedule_text=task.schedule.text or "",
        recurrence=task.schedule.recurrence or "",
        start=task.schedule.start or "",
        end=task.schedule.end or "",
        amount_vnd=money.amount_vnd if money else None,
        money_source=(money.source or "") if money else "",
        note=task.note or "",
    )
    agencies = _phrases(lead=task.lead, coordinating=task.coordinating)
    return Draft(RowKind.TASK, task.path, data, agencies, task.place, task.confidence, task.doubts)


def _target(target: Target) -> Draft:
    data = TargetData(
        text=target.text,
        comparator=target.comparator,
        value=float(target.value),
        unit=target.unit,
        population=target.population or "",
        deadline=target.deadline or "",
    )
    return Draft(RowKind.TARGET, target.path, data, (), target.place, target.confidence, target.doubts)


def _theme(theme: Theme) -> Draft:
    return Draft(RowKind.THEME, theme.path, ThemeData(text=theme.text), (), theme.place)


def _assignment(item: Assignment) -> Draft:
    agencies = _phrases(agency=item.agencies)
    data = AssignmentData(duties=item.duties)
    return Draft(RowKind.ASSIGNMENT, item.path, data, agencies, item.place, item.confidence, item.doubts)


def _duty(duty: DutyToReport) -> Draft:
    agencies = _phrases(sender=(duty.sender or "",), recipient=(duty.recipient or "",))
    data = DutyData(text=duty.text, frequency=duty.frequency or "", due=duty.due or "")
    return Draft(RowKind.DUTY, duty.path, data, agencies, duty.place, duty.confidence, duty.doubts)


def _budget_line(line: BudgetLine) -> Draft:
    data = BudgetData(year=line.year, source=line.source or "", amount_vnd=line.amount_vnd)
    return Draft(RowKind.BUDGET, line.path, data, (), line.place)


def _reference(reference: LegalReference) -> Draft:
    data = ReferenceData(
        kind=reference.kind,
        number=reference.number or "",
        date=reference.date or "",
        issuer=reference.issuer or "",
        title=reference.title or "",
        basis=reference.basis,
    )
    return Draft(RowKind.REFERENCE, "", data, (), reference.place)
