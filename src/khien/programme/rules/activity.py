"""An activity before it is in the ledger: a frozen value, and what is wrong with it. Pure: no database, no clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from khien.programme.rules.ledger import EARLIEST, ActivityKind, Audience, Basis

LONGEST_TITLE = 300
LONGEST_NOTE = 5000
MOST_PEOPLE = 200_000_000
MOST_MONEY = 10**15  # đồng
MOST_PRODUCTS = 20
MOST_TASKS = 30
LONGEST_DAYS = 400  # an activity is one thing done, not a programme


@dataclass(frozen=True, slots=True)
class Reach:
    """People of one audience. `low`, `high`: bounds of an estimate, where known."""

    audience: Audience
    people: int
    basis: Basis = Basis.COUNTED
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """ "bài viết" × 2, in the words of the plan's quota where there is one."""

    name: str
    quantity: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class NewActivity:
    """What was done. `unit_id`: who did it. `task_ids`: the first is the main one, which money counts with.
    `ends_on` empty = the day it began. `spent_vnd` in đồng."""

    unit_id: int
    kind: ActivityKind
    title: str
    starts_on: dt.date
    ends_on: dt.date | None = None
    place: str = ""
    place_unit_id: int | None = None
    task_ids: tuple[int, ...] = ()
    target_ids: tuple[int, ...] = ()
    products: tuple[Product, ...] = ()
    reach: tuple[Reach, ...] = ()
    spent_vnd: int | None = None
    money_source: str = ""
    note: str = ""

    @property
    def last_day(self) -> dt.date:
        return self.ends_on or self.starts_on


class Fault(StrEnum):
    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    NEGATIVE = "negative"
    TOO_LARGE = "too_large"
    FUTURE = "future"
    TOO_OLD = "too_old"
    BACKWARDS = "backwards"
    TWICE = "twice"
    INTERVAL = "interval"


def faults(new: NewActivity, *, today: dt.date) -> dict[str, Fault]:
    """Field → what is wrong with it; empty = it may be recorded."""
    found: dict[str, Fault] = {}
    if not new.title.strip():
        found["title"] = Fault.EMPTY
    elif len(new.title) > LONGEST_TITLE:
        found["title"] = Fault.TOO_LONG
    if len(new.note) > LONGEST_NOTE:
        found["note"] = Fault.TOO_LONG
    if len(new.place) > LONGEST_TITLE:
        found["place"] = Fault.TOO_LONG
    return found | _day_faults(new, today) | _figure_faults(new)


def _day_faults(new: NewActivity, today: dt.date) -> dict[str, Fault]:
    if new.starts_on < EARLIEST:
        return {"starts_on": Fault.TOO_OLD}
    if new.last_day < new.starts_on:
        return {"ends_on": Fault.BACKWARDS}
    if new.last_day > today:
        return {"ends_on" if new.ends_on else "starts_on": Fault.FUTURE}
    if (new.last_day - new.starts_on).days > LONGEST_DAYS:
        return {"ends_on": Fault.TOO_LARGE}
    return {}


def _figure_faults(new: NewActivity) -> dict[str, Fault]:
    found: dict[str, Fault] = {}
    if new.spent_vnd is not None and not 0 <= new.spent_vnd <= MOST_MONEY:
        found["spent_vnd"] = Fault.NEGATIVE if new.spent_vnd < 0 else Fault.TOO_LARGE
    if len(new.products) > MOST_PRODUCTS:
        found["products"] = Fault.TOO_MANY
    elif any(not p.name.strip() or p.quantity < 1 for p in new.products):
        found["products"] = Fault.EMPTY
    elif any(p.quantity > MOST_PEOPLE for p in new.products):
        found["products"] = Fault.TOO_LARGE
    if len(new.task_ids) > MOST_TASKS:
        found["tasks"] = Fault.TOO_MANY
    return found | _reach_faults(new.reach)


def _reach_faults(reach: tuple[Reach, ...]) -> dict[str, Fault]:
    if any(line.people < 0 for line in reach):
        return {"reach": Fault.NEGATIVE}
    if any(line.people > MOST_PEOPLE for line in reach):
        return {"reach": Fault.TOO_LARGE}
    if len({line.audience for line in reach}) < len(reach):
        return {"reach": Fault.TWICE}
    outside = any(
        not (line.low if line.low is not None else line.people)
        <= line.people
        <= (line.high if line.high is not None else line.people)
        for line in reach
    )
    return {"reach": Fault.INTERVAL} if outside else {}
