"""Invented activities for the demo: which unit did what on which day, the same every time (a fixed seed).

Refuses to write: `year` records them through the services, `scale` in bulk.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from khien.orgs.api import Level, UnitCard
from khien.programme.api import Basis, NewActivity, Product, Reach, TaskLine
from khien.project.demo.wording import (
    COMMUNE_PATTERNS,
    DEPARTMENT_PATTERNS,
    MONEY_OF_COMMUNES,
    MONEY_OF_PROVINCE,
    Pattern,
)
from vanban import fold


@dataclass(frozen=True, slots=True)
class Chance:
    """A task a unit has and the pattern of what it does for it."""

    task: TaskLine
    pattern: Pattern


def chances(unit: UnitCard, tasks: Sequence[TaskLine]) -> list[Chance]:
    """What this unit could have done: its own tasks for which a pattern is known."""
    patterns = COMMUNE_PATTERNS if unit.level is Level.COMMUNE else DEPARTMENT_PATTERNS
    mine = [task for task in tasks if unit.id in task.unit_ids]
    if unit.level is not Level.COMMUNE:
        mine = [task for task in mine if unit.id in task.lead_unit_ids]
    found = []
    for task in mine:
        words = fold(task.text)
        pattern = next((p for key, p in patterns.items() if key in words), None)
        if pattern is not None:
            found.append(Chance(task, pattern))
    return found


def year_of(
    units: Mapping[int, UnitCard],
    tasks: Sequence[TaskLine],
    *,
    first: dt.date,
    last: dt.date,
    a_month: int,
    seed: int,
) -> Iterator[NewActivity]:
    """Activities of every unit from `first` to `last`, about `a_month` a month and unit, in the units' order. A unit
    in seven does half of that and one in eleven next to nothing, as in life."""
    days = (last - first).days
    for number, unit in enumerate(units.values()):
        lot = random.Random(seed * 1_000_003 + number)  # noqa: S311 - invented data
        offered = chances(unit, tasks)
        zeal = 0.1 if number % 11 == 10 else 0.5 if number % 7 == 6 else 1.0
        often = [chance for chance in offered if chance.pattern.monthly]
        seldom = [chance for chance in offered if not chance.pattern.monthly]
        for month in _months(first, last):
            for chance in often:
                if lot.random() < 0.95 * zeal:
                    yield _one(lot, unit, chance, min(last, month + dt.timedelta(lot.randint(14, 26))))
        share = 1.0 if unit.level is Level.COMMUNE else 0.4  # departments do fewer, larger things
        wanted = round(days / 30.4 * max(1, a_month - len(often)) * zeal * share)
        for _ in range(wanted if seldom else 0):
            yield _one(lot, unit, lot.choice(seldom), first + dt.timedelta(lot.randint(0, days)))


def _months(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """First days of the months from `first` to `last`."""
    here = first.replace(day=1)
    while here <= last:
        yield here
        here = (here + dt.timedelta(days=32)).replace(day=1)


def _one(lot: random.Random, unit: UnitCard, chance: Chance, day: dt.date) -> NewActivity:
    pattern = chance.pattern
    commune = unit.level is Level.COMMUNE
    low, high = pattern.cost
    spent = lot.randrange(low, high + 1, 100_000) if high else 0
    return NewActivity(
        unit_id=unit.id,
        kind=pattern.kind,
        title=lot.choice(pattern.titles),
        starts_on=day,
        place=pattern.place,
        task_ids=(chance.task.id,),
        products=(Product(pattern.product, pattern.monthly or lot.choice((1, 1, 1, 2))),),
        reach=tuple(_reach(lot, pattern)),
        spent_vnd=spent or None,
        money_source=(MONEY_OF_COMMUNES if commune else MONEY_OF_PROVINCE) if spent else "",
    )


def _reach(lot: random.Random, pattern: Pattern) -> Iterator[Reach]:
    for audience, low, high in pattern.reach:
        people = lot.randint(low, high)
        if people > 500:
            yield Reach(audience, people, Basis.ESTIMATED, people * 8 // 10, people * 12 // 10)
        elif people:
            yield Reach(audience, people, Basis.COUNTED)
