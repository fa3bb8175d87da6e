"""What a card says besides its text: time, products, figures, in words people read. No query."""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch

from django.utils.translation import gettext as _

from khien.base.money import vnd
from khien.plans import wording
from khien.plans.rules.entry import show_date, show_due, show_number
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

SIGNS = {">=": "≥", ">": ">", "<": "<", "<=": "≤", "=": "="}


@dataclass(frozen=True, slots=True)
class Shown:
    """`figure` stands at the right of the card; `items` are lines of their own; `facts` are label and value."""

    text: str
    figure: str = ""
    items: tuple[str, ...] = ()
    facts: tuple[tuple[object, str], ...] = ()
    group: str = ""


@singledispatch
def shown(data: RowData) -> Shown:
    raise TypeError(type(data).__name__)


def _facts(*pairs: tuple[object, str]) -> tuple[tuple[object, str], ...]:
    return tuple((label, value) for label, value in pairs if value)


def time_text(start: str, end: str) -> str:
    """ "07/2021 – 12/2025", "2022", "to 12/2025", ""."""
    first, last = show_date(start), show_date(end)
    if first and last:
        return first if first == last else f"{first} – {last}"
    if last:
        return _("until %(day)s") % {"day": last}
    return _("from %(day)s") % {"day": first} if first else ""


def _joined(when: str, often: str) -> str:
    """Both, unless the one says the other already."""
    parts = (when, often) if often.casefold() not in when.casefold() else (when,)
    return " · ".join(part for part in parts if part)


@shown.register
def _task(data: TaskData) -> Shown:
    when = time_text(data.start, data.end) or data.schedule_text
    often = str(wording.RECURRENCE.get(data.recurrence, ""))
    return Shown(
        text=data.text,
        figure=vnd(data.amount_vnd),
        group=data.group,
        facts=_facts(
            (_("Time of work"), _joined(when, often)),
            (_("Products"), "; ".join(data.products)),
            (_("Source of money"), data.money_source),
            (_("Note"), data.note),
        ),
    )


@shown.register
def _target(data: TargetData) -> Shown:
    return Shown(
        text=data.text,
        figure=f"{SIGNS[data.comparator]} {show_number(data.value)} {data.unit}",
        facts=_facts((_("Counted among"), data.population), (_("Deadline"), show_date(data.deadline))),
    )


@shown.register
def _theme(data: ThemeData) -> Shown:
    return Shown(text=data.text)


@shown.register
def _assignment(data: AssignmentData) -> Shown:
    return Shown(text="", items=data.duties)


@shown.register
def _duty(data: DutyData) -> Shown:
    if "-" in data.due:
        due = _("before %(day)s") % {"day": show_due(data.due)}
    else:
        due = _("day %(day)s of each month") % {"day": data.due} if data.due else ""
    return Shown(
        text=data.text,
        figure=due,
        facts=_facts((_("How often"), str(wording.RECURRENCE.get(data.frequency, "")))),
    )


@shown.register
def _budget(data: BudgetData) -> Shown:
    year = str(data.year) if data.year else ""
    return Shown(
        text=" · ".join(p for p in (data.source, year) if p) or _("Budget line"), figure=vnd(data.amount_vnd)
    )


@shown.register
def _reference(data: ReferenceData) -> Shown:
    name = " ".join(part for part in (data.kind, data.number) if part)
    return Shown(
        text=": ".join(part for part in (name, data.title) if part),
        facts=_facts(
            (_("Date"), show_date(data.date)),
            (_("Issued by"), data.issuer),
            (_("Part it plays"), _("the plan rests on it") if data.basis else _("mentioned")),
        ),
    )
