"""The door of programme: what plans ask for, and the ledger of what was done. Ids and frozen values in and out.

`record_activity` is how every part of Khiên writes into the ledger: with its own `source` name and a `key` for the
thing inside it, so that doing it twice records once. Refuses models and querysets in either direction.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from khien.base.access import Actor
from khien.base.errors import Missing
from khien.programme import access
from khien.programme.announcements import when_ledger_changes, when_programme_begins
from khien.programme.errors import AlreadyReplaced, PeriodLocked, WrongActivity
from khien.programme.models import Activity, AssignedUnit, Programme, Task
from khien.programme.next_pages import NextPage, register_next_page
from khien.programme.rules import DutyRole, Frequency, Recurrence, next_due
from khien.programme.rules.activity import Fault, NewActivity, Product, Reach
from khien.programme.rules.ledger import ActivityKind, Audience, Basis, Entry, tally_month
from khien.programme.rules.targets import Direction, Light, Method
from khien.programme.selectors import (
    AgencyLine,
    DutyLine,
    MoneyTable,
    TargetLine,
    TaskLine,
    chronicle,
    duty_lines,
    money_table,
    target_lines,
    task_lines,
)
from khien.programme.selectors import ledger as ledger_reads
from khien.programme.selectors.chronicle import EvidenceLine
from khien.programme.selectors.deeds import TaskEntry, forebears, task_entries
from khien.programme.selectors.heads import TaskHead, activity_days, task_heads, task_ids_with
from khien.programme.selectors.ledger import ActivityLine, TallySum
from khien.programme.selectors.money_spent import (
    SpentEntry,
    SpentSum,
    TaskMoney,
    spent_by,
    spent_entries,
    task_money,
    version_ids,
)
from khien.programme.services import albums
from khien.programme.services import evidence as evidence_writes
from khien.programme.services import ledger as ledger_writes
from khien.programme.services import words as word_writes
from khien.programme.services.evidence import Kept, Upload, keep_upload
from khien.programme.services.target_values import TargetValue, target_values
from khien.programme.target_charts import bullet, trend
from khien.programme.unit_conditions import UnitHas, register_unit_condition
from khien.programme.wording.ledger import AUDIENCE_WORDS

__all__ = [
    "AUDIENCE_WORDS",
    "ActivityKind",
    "ActivityLine",
    "AgencyLine",
    "AlreadyReplaced",
    "Audience",
    "Basis",
    "Direction",
    "DutyLine",
    "DutyRole",
    "Entry",
    "EvidenceLine",
    "Fault",
    "Frequency",
    "Kept",
    "Light",
    "Method",
    "MoneyTable",
    "NewActivity",
    "NextPage",
    "PeriodLocked",
    "Product",
    "ProgrammeCard",
    "Reach",
    "Recorded",
    "Recurrence",
    "SpentEntry",
    "SpentSum",
    "TallySum",
    "TargetLine",
    "TargetValue",
    "TaskEntry",
    "TaskHead",
    "TaskLine",
    "TaskMoney",
    "UnitHas",
    "Upload",
    "WrongActivity",
    "activities",
    "activity_days",
    "add_evidence",
    "bullet",
    "duties",
    "evidence_counts",
    "evidence_of",
    "evidence_pdf",
    "forebears",
    "index_words",
    "keep_upload",
    "lift_lock",
    "lock_days",
    "locked_days",
    "money",
    "named_units",
    "next_due",
    "programme",
    "programme_for",
    "programmes_for",
    "record_activity",
    "register_next_page",
    "register_unit_condition",
    "running_programmes",
    "spent_by",
    "spent_entries",
    "sums",
    "tally_month",
    "target_values",
    "targets",
    "task_entries",
    "task_heads",
    "task_ids_with",
    "task_money",
    "task_programmes",
    "tasks",
    "trend",
    "version_ids",
    "when_ledger_changes",
    "when_programme_begins",
]


@dataclass(frozen=True, slots=True)
class ProgrammeCard:
    """A programme from outside. `unit_id` None = the province's own; `label`: "Kế hoạch 3630/KH-UBND"."""

    id: int
    uuid: str
    plan_uuid: str
    label: str
    title: str
    unit_id: int | None
    parent_id: int | None
    period_from: int | None
    period_to: int | None
    begun_on: dt.date
    ended_on: dt.date | None
    unit: str = ""

    @property
    def shown(self) -> str:
        """The label with the unit whose own programme it is: "Kế hoạch 18/KH-UBND · UBND xã Bình Hòa"."""
        return f"{self.label} · {self.unit}" if self.unit else self.label


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of an activity: `id` inside, `uuid` of the entry, `chain` for people."""

    id: int
    uuid: str
    chain: str


def record_activity(actor: Actor, new: NewActivity, *, source: str, key: str, at: dt.datetime) -> Recorded:
    """Write one activity into the ledger; the same source and key come back as the same entry.

    Raises WrongActivity (fields), PeriodLocked.
    """
    made = ledger_writes.record_activity(actor, new, source=source, key=key, at=at)
    return Recorded(made.pk, str(made.uuid), str(made.chain))


def add_evidence(
    actor: Actor,
    activity_id: int,
    *,
    kept: Iterable[Kept] = (),
    links: Iterable[str] = (),
    caption: str = "",
    at: dt.datetime,
) -> int:
    """Hang photos and files kept by `keep_upload`, and links, on an entry; how many are new. Raises Missing,
    AlreadyReplaced, WrongActivity."""
    activity = Activity.objects.filter(pk=activity_id).first()
    if activity is None:
        raise Missing
    return evidence_writes.add_evidence(actor, activity, kept=kept, links=list(links), caption=caption, at=at)


def lock_days(
    actor: Actor, unit_id: int, *, first: dt.date, last: dt.date, code: str, label: str, at: dt.datetime
) -> None:
    """Nothing is recorded, corrected or withdrawn for the unit in these days until lifted. In the caller's
    transaction when there is one."""
    ledger_writes.lock_days(actor, unit_id, first=first, last=last, code=code, label=label, at=at)


def lift_lock(actor: Actor, unit_id: int, *, code: str, reason: str, at: dt.datetime) -> None:
    ledger_writes.lift_lock(actor, unit_id, code=code, reason=reason, at=at)


def locked_days(unit_ids: Iterable[int]) -> dict[int, list[tuple[dt.date, dt.date, str]]]:
    """Unit → its locked days as (first, last, what locked them)."""
    return ledger_reads.locked_days(unit_ids)


def activities(
    *,
    unit_ids: Iterable[int] | None = None,
    task_ids: Iterable[int] | None = None,
    programme_id: int | None = None,
    ids: Iterable[int] | None = None,
    first: dt.date | None = None,
    last: dt.date | None = None,
) -> list[ActivityLine]:
    """Entries in force, each once, newest first; `first` and `last` by the day they ended on. With `ids`, exactly
    those entries, in force or not."""
    if ids is not None:
        return ledger_reads.activity_lines(Activity.objects.filter(pk__in=set(ids)))
    found = ledger_reads.activities_in_force(
        unit_ids=unit_ids, task_ids=task_ids, programme_id=programme_id, first=first, last=last
    )
    return ledger_reads.activity_lines(found)


def evidence_counts(chains: Iterable[str]) -> dict[str, int]:
    """Chain → how many pieces of evidence are shown, of as many chains as there are."""
    wanted = sorted(set(chains))
    found: dict[str, int] = {}
    for start in range(0, len(wanted), 5000):
        counts = ledger_reads.evidence_counts(wanted[start : start + 5000])
        found |= {str(chain): number for chain, number in counts.items()}
    return found


def evidence_of(chains: Iterable[UUID | str]) -> dict[str, list[EvidenceLine]]:
    """Chain → its shown evidence, photos first. One query. Who may see it, the caller has asked."""
    return chronicle.evidence_lines(list(chains))


def evidence_pdf(activity_ids: Iterable[int], *, title: str, subtitle: str = "", at: dt.datetime) -> bytes:
    """These entries with their figures, photos and links as one PDF/A, the oldest first. Raises CannotWrite."""
    return albums.album_pdf(activity_ids, title=title, subtitle=subtitle, at=at)


def index_words() -> int:
    """Make entries that were written in bulk findable by search; how many there were."""
    return word_writes.write_missing_words()


def sums(
    *,
    first_month: dt.date | None = None,
    last_month: dt.date | None = None,
    unit_ids: Iterable[int] | None = None,
    task_ids: Iterable[int] | None = None,
) -> list[TallySum]:
    """Running sums by unit and task, for pages that must be fast; see `selectors.ledger.tally_sums`."""
    return ledger_reads.tally_sums(
        first_month=first_month, last_month=last_month, unit_ids=unit_ids, task_ids=task_ids
    )


def programme(programme_id: int) -> ProgrammeCard:
    """Raises Missing."""
    row = Programme.objects.select_related("plan", "unit").filter(pk=programme_id).first()
    if row is None:
        raise Missing
    return _card(row)


def programme_for(actor: Actor, uuid: UUID | str, *, on: dt.date) -> ProgrammeCard:
    """A programme the actor may read. Raises Missing."""
    return _card(access.programme_for(actor, uuid, on=on))


def programmes_for(actor: Actor, *, on: dt.date) -> list[ProgrammeCard]:
    """Every programme the actor may read: the province's before units' own, the newest first."""
    rows = access.programmes_for(actor, on=on).select_related("plan", "unit")
    return sorted((_card(row) for row in rows), key=lambda card: card.unit_id is not None)


def running_programmes(*, on: dt.date) -> list[ProgrammeCard]:
    """Every programme in force on the day, for jobs."""
    return [_card(row) for row in Programme.objects.select_related("plan", "unit").running(on)]


def task_programmes(task_ids: Iterable[int]) -> dict[int, int]:
    """Task → its programme."""
    return dict(Task.objects.filter(pk__in=set(task_ids)).values_list("pk", "programme_id"))


def tasks(programme_id: int, *, on: dt.date) -> list[TaskLine]:
    """Every task in the plan's order, with agencies and the units they mean: four queries."""
    return task_lines(_row(programme_id), on=on)


def named_units(programme_id: int) -> int:
    """How many units its tasks name, each as often as it is named. One query."""
    return AssignedUnit.objects.filter(assignment__task__programme_id=programme_id).count()


def targets(programme_id: int) -> list[TargetLine]:
    return target_lines(_row(programme_id))


def duties(programme_id: int, *, on: dt.date) -> list[DutyLine]:
    """Duties to report with their next due day and the units that send."""
    return duty_lines(_row(programme_id), on=on)


def money(programme_id: int) -> MoneyTable:
    return money_table(_row(programme_id))


def _row(programme_id: int) -> Programme:
    row = Programme.objects.filter(pk=programme_id).first()
    if row is None:
        raise Missing
    return row


def _card(row: Programme) -> ProgrammeCard:
    return ProgrammeCard(
        row.pk,
        str(row.uuid),
        str(row.plan.uuid),
        str(row),
        row.title,
        row.unit_id,
        row.parent_id,
        row.period_from,
        row.period_to,
        row.begun_on,
        row.ended_on,
        str(row.unit) if row.unit else "",
    )
