"""Accepted submissions in, the whole consolidated report out, as frozen values. Pure: no database, no clock.

Refuses figures that do not come from activities of accepted submissions, and counts each activity once, however many
submissions and tasks name it. The same input gives the same output, whatever the order of its sets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from khien.reports.rules.consolidated import (
    ActivityFact,
    ConsolidatedData,
    Earlier,
    Figure,
    GroupRow,
    Measure,
    MoneyRow,
    Opinion,
    Rates,
    Scope,
    TaskRow,
    UnitLine,
)
from khien.reports.rules.gathering import gathered
from khien.reports.rules.material import NARRATIVES, ExpectedInput, HandedIn, Material, TaskInput
from khien.reports.rules.tracing import count, product_key, selects, source_key

PLAIN = (Measure.ACTIVITIES, Measure.PEOPLE, Measure.SPENT)


class _Book:
    """Gives every figure its code, in the order of the document."""

    def __init__(self) -> None:
        self.figures: list[Figure] = []

    def add(self, label: str, measure: Measure, scope: Scope, facts: Iterable[ActivityFact]) -> str:
        chosen = [fact for fact in facts if selects(fact, scope, measure)]
        return self._write(label, measure, scope, count(chosen, scope, measure))

    def _write(self, label: str, measure: Measure, scope: Scope, value: int) -> str:
        code = f"a{len(self.figures) + 1}"
        self.figures.append(Figure(code, label, measure, value, scope))
        return code

    def add_all(
        self, label: str, measures: Sequence[Measure], scope: Scope, facts: Sequence[ActivityFact]
    ) -> dict[str, str]:
        """Measure → code; figures that come to nothing get none, but the number of activities always."""
        codes = {}
        for measure in measures:
            value = count((fact for fact in facts if selects(fact, scope, measure)), scope, measure)
            if measure is Measure.ACTIVITIES or value:
                codes[measure.value] = self._write(label, measure, scope, value)
        return codes


def consolidate(material: Material) -> ConsolidatedData:
    """The report's data."""
    accepted = [h for h in _ordered(material) if h.accepted]
    facts = _counted_once(accepted, material.facts)
    book = _Book()
    totals = book.add_all("toàn kỳ", tuple(Measure), Scope(), facts)
    groups = _groups(material, facts, book)
    audiences = _audiences(facts, book)
    money = _money(material, facts, book)
    products = _products(facts, book)
    units = _units(material, accepted, facts, book)
    return ConsolidatedData(
        round=material.round,
        units=units,
        activities=facts,
        figures=tuple(book.figures),
        totals=totals,
        groups=groups,
        targets=material.targets,
        money=money,
        rates=rates_of(units),
        products=products,
        audiences=audiences,
        opinions=_opinions(accepted),
        previous=material.previous,
        last_year=material.last_year,
        cumulative=_cumulative(material.up_to_now),
        warnings=_warnings(accepted, facts, units),
    )


def earlier_of(data: ConsolidatedData) -> Earlier:
    """An older report as the one to compare with."""
    values = data.values()
    tasks = {
        str(task.task_id): {measure: values[code] for measure, code in task.refs.items()}
        for group in data.groups
        for task in group.tasks
    }
    totals = {measure: values[code] for measure, code in data.totals.items()}
    return Earlier(data.round.code, data.round.title, totals, tasks)


def _ordered(material: Material) -> list[HandedIn]:
    place = {unit.unit_id: number for number, unit in enumerate(material.expected)}
    return sorted(material.handed_in, key=lambda h: (place.get(h.unit_id, len(place)), h.unit_id))


def _counted_once(
    accepted: Sequence[HandedIn], facts: Mapping[int, ActivityFact]
) -> tuple[ActivityFact, ...]:
    """Each activity once, under the unit that did it when that unit handed in, else under the first that named it. Of
    entries of one chain the newest stands."""
    named_by: dict[int, int] = {}
    handed = {h.unit_id for h in accepted}
    for submission in accepted:
        for activity_id in submission.activity_ids:
            if activity_id in facts:
                own = facts[activity_id].unit_id
                named_by.setdefault(activity_id, own if own in handed else submission.unit_id)
    newest: dict[str, int] = {}
    for activity_id in sorted(named_by):
        newest[facts[activity_id].chain] = activity_id
    place = {h.unit_id: number for number, h in enumerate(accepted)}
    chosen = [replace(facts[i], unit_id=named_by[i]) for i in newest.values()]
    return tuple(sorted(chosen, key=lambda fact: (place[fact.unit_id], fact.ends_on, fact.id)))


def _groups(material: Material, facts: Sequence[ActivityFact], book: _Book) -> tuple[GroupRow, ...]:
    by_task: dict[int, list[ActivityFact]] = defaultdict(list)
    for fact in facts:
        for task_id in fact.task_ids:
            by_task[task_id].append(fact)
    so_far = _so_far(material.up_to_now)
    groups: dict[str, list[TaskInput]] = defaultdict(list)
    for task in material.tasks:
        groups[task.group].append(task)
    rows = []
    for title, tasks in groups.items():
        ids = tuple(task.id for task in tasks)
        own = list({fact.id: fact for task_id in ids for fact in by_task[task_id]}.values())
        scope = Scope(task_ids=ids)
        refs = book.add_all(title, (*PLAIN, Measure.UNITS), scope, own)
        products = _product_codes(own, scope, title, book)
        lines = tuple(_task(task, by_task[task.id], so_far.get(task.id, 0), book) for task in tasks)
        rows.append(GroupRow(title, refs, products, lines))
    rest = [fact for fact in facts if not any(task.id in fact.task_ids for task in material.tasks)]
    if rest:
        scope = Scope(without_task=True)
        rows.append(GroupRow("", book.add_all("hoạt động khác", PLAIN, scope, rest), (), ()))
    return tuple(rows)


def _task(task: TaskInput, facts: Sequence[ActivityFact], so_far: int, book: _Book) -> TaskRow:
    scope = Scope(task_ids=(task.id,))
    label = f"nhiệm vụ {task.path}".strip()
    return TaskRow(
        task_id=task.id,
        path=task.path,
        text=task.text,
        refs=book.add_all(label, (*PLAIN, Measure.UNITS), scope, facts),
        products=_product_codes(facts, scope, label, book),
        leads=task.leads,
        cumulative=so_far,
        units=tuple(dict.fromkeys(fact.unit_id for fact in facts)),
        spent_by_plan=task.amount_vnd,
    )


def _product_codes(
    facts: Sequence[ActivityFact], scope: Scope, label: str, book: _Book
) -> tuple[tuple[str, str], ...]:
    """(name, code) of everything the activities yielded, the most first."""
    sums: dict[str, tuple[str, int]] = {}
    for fact in facts:
        for name, number in fact.products:
            key = product_key(name)
            shown, so_far = sums.get(key, (name, 0))
            sums[key] = (shown, so_far + number)
    ordered = sorted(sums.items(), key=lambda item: (-item[1][1], item[0]))
    return tuple(
        (shown, book.add(f"{shown}, {label}", Measure.PRODUCTS, replace(scope, product=key), facts))
        for key, (shown, _n) in ordered
    )


def _products(facts: Sequence[ActivityFact], book: _Book) -> tuple[tuple[str, str, int], ...]:
    makers: dict[str, set[int]] = defaultdict(set)
    for fact in facts:
        for name, _number in fact.products:
            makers[product_key(name)].add(fact.unit_id)
    codes = _product_codes(facts, Scope(), "toàn kỳ", book)
    return tuple((name, code, len(makers[product_key(name)])) for name, code in codes)


def _audiences(facts: Sequence[ActivityFact], book: _Book) -> tuple[tuple[str, str], ...]:
    people: dict[str, int] = defaultdict(int)
    for fact in facts:
        for audience, number, _basis in fact.reach:
            people[audience] += number
    ordered = sorted(people, key=lambda audience: (-people[audience], audience))
    return tuple(
        (audience, book.add(f"nhóm đối tượng {audience}", Measure.PEOPLE, Scope(audience=audience), facts))
        for audience in ordered
        if people[audience]
    )


def _money(material: Material, facts: Sequence[ActivityFact], book: _Book) -> tuple[MoneyRow, ...]:
    """One row for each source: those of the plan in its order, then those that only the ledger names."""
    year = material.round.year
    known: dict[str, list[int | None]] = {}
    names: dict[str, str] = {}
    for of_year, source, planned, allocated in material.planned:
        if of_year in (None, year):
            names.setdefault(source_key(source), source)
            row = known.setdefault(source_key(source), [None, None])
            row[0] = _plus(row[0], planned)
            row[1] = _plus(row[1], allocated)
    for fact in facts:
        if fact.spent_vnd:
            names.setdefault(source_key(fact.money_source), fact.money_source)
            known.setdefault(source_key(fact.money_source), [None, None])
    so_far: dict[str, int] = defaultdict(int)
    for fact in material.up_to_now:
        so_far[source_key(fact.money_source)] += fact.spent_vnd
    return tuple(
        MoneyRow(
            source=names[source],
            planned=planned,
            allocated=allocated,
            ref=book.add(
                f"kinh phí, nguồn {names[source] or 'chưa ghi'}", Measure.SPENT, Scope(source=source), facts
            ),
            cumulative=so_far[source],
            year=year,
        )
        for source, (planned, allocated) in known.items()
    )


def _plus(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else one + other


def _units(
    material: Material, accepted: Sequence[HandedIn], facts: Sequence[ActivityFact], book: _Book
) -> tuple[UnitLine, ...]:
    handed = {h.unit_id: h for h in material.handed_in}
    paths = short_paths(material.tasks)
    by_unit: dict[int, list[ActivityFact]] = defaultdict(list)
    for fact in facts:
        by_unit[fact.unit_id].append(fact)
    expected = {unit.unit_id: unit for unit in material.expected}
    return tuple(
        _unit(unit, handed.get(unit_id), by_unit[unit_id], paths, book) for unit_id, unit in expected.items()
    )


def _unit(
    unit: ExpectedInput,
    handed: HandedIn | None,
    facts: Sequence[ActivityFact],
    paths: Mapping[int, str],
    book: _Book,
) -> UnitLine:
    base = UnitLine(unit.unit_id, unit.name, "missing", due_on=unit.due_on.isoformat(), excused=unit.excused)
    if handed is None or handed.handed_in_on is None:
        return replace(base, state="excused") if unit.excused else base
    late = max(0, (handed.handed_in_on - unit.due_on).days)
    base = replace(base, submission=handed.uuid, handed_in_on=handed.handed_in_on.isoformat(), days_late=late)
    if not handed.accepted:
        return replace(base, state="waiting")
    served = {task_id for fact in facts for task_id in fact.task_ids}
    return replace(
        base,
        state="accepted",
        tasks=tuple(path for task_id, path in paths.items() if task_id in served),
        refs=book.add_all(
            unit.name, (*PLAIN, Measure.PRODUCTS, Measure.EVIDENCE), Scope(unit_id=unit.unit_id), facts
        ),
    )


def short_paths(tasks: Sequence[TaskInput]) -> dict[int, str]:
    """Task → how a crowded table names it: its path without what all paths begin with ("Phụ lục 01.II.3" → "II.3")."""
    paths = [task.path.split(".") for task in tasks if task.path]
    shared = 0
    while paths and all(len(path) > shared + 1 and path[shared] == paths[0][shared] for path in paths):
        shared += 1
    return {
        task.id: ".".join(task.path.split(".")[shared:]) if task.path else str(number)
        for number, task in enumerate(tasks, start=1)
    }


def rates_of(units: Iterable[UnitLine]) -> Rates:
    lines = list(units)
    expected = [line for line in lines if line.state != "excused"]
    came = [line for line in expected if line.handed_in_on]
    return Rates(
        expected=len(expected),
        accepted=sum(line.state == "accepted" for line in expected),
        waiting=sum(line.state == "waiting" for line in expected),
        on_time=sum(not line.days_late for line in came),
        late=sum(line.days_late > 0 for line in came),
        missing=len(expected) - len(came),
        excused=len(lines) - len(expected),
    )


def _opinions(accepted: Sequence[HandedIn]) -> dict[str, tuple[Opinion, ...]]:
    return {name: gathered((h.unit_id, h.narrative.get(name, "")) for h in accepted) for name in NARRATIVES}


def _so_far(facts: Iterable[ActivityFact]) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    for fact in facts:
        for task_id in fact.task_ids:
            found[task_id] += 1
    return found


def _cumulative(facts: Sequence[ActivityFact]) -> dict[str, int]:
    measures = (Measure.ACTIVITIES, Measure.PEOPLE, Measure.SPENT, Measure.PRODUCTS, Measure.EVIDENCE)
    return {measure.value: count(facts, Scope(), measure) for measure in measures}


def _warnings(
    accepted: Sequence[HandedIn], facts: Sequence[ActivityFact], units: Sequence[UnitLine]
) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """What the officer should know before she signs it off: code → units concerned."""
    own: dict[int, list[ActivityFact]] = defaultdict(list)
    for fact in facts:
        own[fact.unit_id].append(fact)
    differing = tuple(
        h.unit_id
        for h in accepted
        if (h.figures.activities, h.figures.people, h.figures.spent_vnd)
        != tuple(count(own[h.unit_id], Scope(), m) for m in PLAIN)
    )
    silent = tuple(h.unit_id for h in accepted if not any(t.strip() for t in h.narrative.values()))
    found = {
        "missing": tuple(line.unit_id for line in units if line.state == "missing"),
        "waiting": tuple(line.unit_id for line in units if line.state == "waiting"),
        "silent": silent,
        "differs": differing,
    }
    return tuple((code, ids) for code, ids in found.items() if ids)
