"""Two versions of a plan, compared clause by clause: what is new, changed, gone or moved, and for whom.

Pairs rows as a careful reader would: the same words first, then the same clause with like words, then like words
anywhere. Refuses to say which version is right.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from khien.plans.rules.content import Agency, BudgetRow, PlanHead, PlanRows, TargetRow, TaskRow
from khien.plans.rules.drafts import fold
from khien.plans.rules.likeness import Piece, Words, word_changes
from khien.plans.rules.twins import without_body_twins

SAME_CLAUSE, ANYWHERE = 0.35, 0.6  # how much of the words two versions of one row share at least


class How(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    DROPPED = "dropped"
    MOVED = "moved"  # the same in another clause
    SAME = "same"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs; `old` and `new` as the rows hold them, lists as lines."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row of the comparison. `words` is the word-level way from the old text to the new one."""

    how: How
    path: str
    old_path: str
    text: str
    words: tuple[Piece, ...] = ()
    fields: tuple[FieldChange, ...] = ()
    row_uuid: str = ""
    old_row_uuid: str = ""


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A unit (by its label or, unresolved, its phrase) and the tasks it gains and loses as lead or helper."""

    label: str
    gains: tuple[str, ...]
    loses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanDiff:
    """`same_tasks` counts what needs no look. Money in đồng; `old_money`/`new_money` sum the budget lines."""

    old: PlanHead
    new: PlanHead
    tasks: tuple[RowChange, ...]
    targets: tuple[RowChange, ...]
    budget: tuple[RowChange, ...]
    units: tuple[UnitChange, ...]
    same_tasks: int
    same_targets: int
    old_money: int
    new_money: int

    @property
    def nothing(self) -> bool:
        return not (self.tasks or self.targets or self.budget or self.units)


def diff_plans(old: PlanRows, new: PlanRows) -> PlanDiff:
    """Compare two versions; unchanged rows are only counted.

    A task told in the body and again in the annex counts once, as its annex row: one version may have been reviewed
    and the other not, and that is no difference between the plans.
    """
    old_tasks, new_tasks = without_body_twins(old.tasks), without_body_twins(new.tasks)
    tasks, task_pairs = _changes(old_tasks, new_tasks, _text, _task_fields)
    targets, _ = _changes(old.targets, new.targets, _text, _target_fields)
    budget, _ = _changes(old.budget_lines, new.budget_lines, _budget_text, _budget_fields)
    return PlanDiff(
        old=old.head,
        new=new.head,
        tasks=tuple(c for c in tasks if c.how != How.SAME),
        targets=tuple(c for c in targets if c.how != How.SAME),
        budget=tuple(c for c in budget if c.how != How.SAME),
        units=_unit_changes(old_tasks, new_tasks, task_pairs),
        same_tasks=sum(c.how == How.SAME for c in tasks),
        same_targets=sum(c.how == How.SAME for c in targets),
        old_money=sum(line.amount_vnd for line in old.budget_lines),
        new_money=sum(line.amount_vnd for line in new.budget_lines),
    )


AnyRow = TaskRow | TargetRow | BudgetRow
Texts = Callable[..., str]
Fields = Callable[..., dict[str, str]]


def _changes(
    old: Sequence[AnyRow], new: Sequence[AnyRow], text: Texts, named: Fields
) -> tuple[list[RowChange], dict[int, int]]:
    pairs = pair(
        [(row.path, fold(text(row)), named(row)) for row in old],
        [(row.path, fold(text(row)), named(row)) for row in new],
    )
    made = [
        _compare(old[pairs[i]], row, text, named) if i in pairs else _added(row, text)
        for i, row in enumerate(new)
    ]
    kept = set(pairs.values())
    made.extend(_dropped(row, text) for i, row in enumerate(old) if i not in kept)
    return made, pairs


def _text(row: TaskRow | TargetRow) -> str:
    return row.text


def _budget_text(row: BudgetRow) -> str:
    return f"{row.source} {row.year or ''}".strip()


Comparable = tuple[str, str, dict[str, str]]  # path, folded text, fields


def pair(old: Sequence[Comparable], new: Sequence[Comparable]) -> dict[int, int]:
    """Index in `new` -> index in `old`; each used once, the surest pairs first."""
    pairs: dict[int, int] = {}
    free = set(range(len(old)))
    for wanted in _SURE:
        for j, row in enumerate(new):
            if j in pairs:
                continue
            hit = next((i for i in sorted(free) if wanted(old[i], row)), None)
            if hit is not None:
                pairs[j] = hit
                free.discard(hit)
    left = {i: (old[i][0], Words.of(old[i][1])) for i in free}
    come = {j: (row[0], Words.of(row[1])) for j, row in enumerate(new) if j not in pairs}
    scored = sorted(
        (-score, j, i)
        for j, wanted_row in come.items()
        for i, held in left.items()
        if (score := _score(held, wanted_row)) > 0
    )
    for _, j, i in scored:
        if j not in pairs and i in free:
            pairs[j] = i
            free.discard(i)
    return pairs


def _all_the_same(old: Comparable, new: Comparable) -> bool:
    return old == new


def _same_clause_and_words(old: Comparable, new: Comparable) -> bool:
    return old[:2] == new[:2]


def _same_words(old: Comparable, new: Comparable) -> bool:
    return old[1] == new[1]


_SURE = (_all_the_same, _same_clause_and_words, _same_words)


def _score(old: tuple[str, Words], new: tuple[str, Words]) -> float:
    same_clause = old[0] == new[0]
    needed = SAME_CLAUSE if same_clause else ANYWHERE
    like = old[1].likeness(new[1], at_least=needed)
    return like + same_clause if like >= needed else 0.0


def _compare(old: AnyRow, new: AnyRow, text: Texts, named: Fields) -> RowChange:
    before, after = named(old), named(new)
    fields = tuple(
        FieldChange(name, before[name], after[name])
        for name in after
        if fold(before[name]) != fold(after[name])
    )
    differs = fold(text(old)) != fold(text(new))
    how = How.CHANGED if fields or differs else How.MOVED if old.path != new.path else How.SAME
    return RowChange(
        how=how,
        path=new.path,
        old_path=old.path,
        text=text(new),
        words=word_changes(text(old), text(new)) if differs else (),
        fields=fields,
        row_uuid=new.row_uuid,
        old_row_uuid=old.row_uuid,
    )


def _added(row: AnyRow, text: Texts) -> RowChange:
    return RowChange(How.ADDED, row.path, "", text(row), row_uuid=row.row_uuid)


def _dropped(row: AnyRow, text: Texts) -> RowChange:
    return RowChange(How.DROPPED, "", row.path, text(row), old_row_uuid=row.row_uuid)


def _names(agencies: Sequence[Agency]) -> str:
    return "\n".join(sorted(name_of(agency) for agency in agencies))


def name_of(agency: Agency) -> str:
    return agency.label or agency.phrase


def _task_fields(task: TaskRow) -> dict[str, str]:
    return {
        "leads": _names(task.leads),
        "coordinating": _names(task.coordinating),
        "products": "\n".join(task.products),
        "recurrence": task.recurrence,
        "start": task.start,
        "end": task.end,
        "amount_vnd": "" if task.amount_vnd is None else str(task.amount_vnd),
    }


def _target_fields(target: TargetRow) -> dict[str, str]:
    return {
        "value": f"{target.comparator} {target.value:g} {target.unit}",
        "population": target.population,
        "deadline": target.deadline,
    }


def _budget_fields(line: BudgetRow) -> dict[str, str]:
    return {"amount_vnd": str(line.amount_vnd)}


def _unit_changes(
    old: Sequence[TaskRow], new: Sequence[TaskRow], pairs: dict[int, int]
) -> tuple[UnitChange, ...]:
    """A task that was only reworded is the same work: units are compared along the pairs."""
    gains: dict[str, list[str]] = {}
    loses: dict[str, list[str]] = {}
    for j, task in enumerate(new):
        _note(gains, task, _workers(task) - (_workers(old[pairs[j]]) if j in pairs else set()))
    kept = {i: j for j, i in pairs.items()}
    for i, task in enumerate(old):
        _note(loses, task, _workers(task) - (_workers(new[kept[i]]) if i in kept else set()))
    return tuple(
        UnitChange(name, tuple(gains.get(name, ())), tuple(loses.get(name, ())))
        for name in sorted({*gains, *loses})
    )


def _workers(task: TaskRow) -> set[str]:
    return {name_of(agency) for agency in (*task.leads, *task.coordinating)}


def _note(into: dict[str, list[str]], task: TaskRow, names: set[str]) -> None:
    for name in names:
        into.setdefault(name, []).append(f"{task.path} {task.text}".strip())
