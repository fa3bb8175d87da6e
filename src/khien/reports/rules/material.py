"""What a consolidated report is made from, as frozen values, before anything is counted. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from khien.reports.rules.consolidated import ActivityFact, Earlier, RoundHead, TargetRow
from khien.reports.rules.figures import Figures

NARRATIVES = ("direction", "results", "difficulties", "causes", "next_steps", "proposals")


@dataclass(frozen=True, slots=True)
class ExpectedInput:
    """A unit that was to report, in the official order."""

    unit_id: int
    name: str
    due_on: dt.date
    excused: str = ""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A unit's submission. Figures and narratives are taken from accepted ones only."""

    unit_id: int
    uuid: str
    accepted: bool
    handed_in_on: dt.date | None
    activity_ids: tuple[int, ...] = ()
    figures: Figures = field(default_factory=Figures)
    narrative: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TaskInput:
    id: int
    path: str
    group: str
    text: str
    leads: str = ""
    amount_vnd: int | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """Everything a report is made from. `facts`: entries by id, as the ledger has them; `up_to_now`: those of every
    accepted submission of the programme up to the cut-off day; `planned`: (year, source, planned, allocated)."""

    round: RoundHead
    expected: tuple[ExpectedInput, ...]
    handed_in: tuple[HandedIn, ...]
    facts: Mapping[int, ActivityFact]
    up_to_now: tuple[ActivityFact, ...]
    tasks: tuple[TaskInput, ...]
    targets: tuple[TargetRow, ...] = ()
    planned: tuple[tuple[int | None, str, int | None, int | None], ...] = ()
    previous: Earlier | None = None
    last_year: Earlier | None = None
