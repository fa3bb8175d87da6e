"""The matrix of units and tasks, as the table component wants it declared. Shows what it is given, decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from khien.orgs.api import KIND_NAMES, LEVEL_NAMES
from khien.plans import wording
from khien.plans.rules.cascade import Part, Verdict
from khien.plans.rules.content import TaskRow
from khien.plans.selectors.matrix import Cells, Stands, UnitLine
from khien.web.tables import Column, Empty, Filter, Table
from khien.web.templatetags.khien import badge
from vanban import fold

HEAD_LETTERS = 60
NO_PLAN = _("no plan yet")
_STANDS: dict[str, tuple[object, str]] = {
    Stands.IN_FORCE: (_("Has a plan"), "done"),
    Stands.ON_THE_WAY: (_("Under review"), "info"),
    Stands.NONE: (_("Without a plan"), "need"),
}


def matrix(tasks: Sequence[TaskRow], lines: Sequence[UnitLine], cells: Cells) -> Table[UnitLine]:
    """One column a task. `cells` must hold the lines that will be shown."""
    return Table(
        code="don-vi-nhiem-vu",
        caption=_("Units and tasks"),
        columns=[*_columns(), *(_task_column(number, task, cells) for number, task in enumerate(tasks, 1))],
        filters=_filters(lines),
        search=_search,
        search_label=_("Find a unit"),
        sort="don-vi",
        empty=Empty(
            title=_("No unit is given a task"),
            text=_("As soon as the plan names units, they stand here with their own plans."),
        ),
    )


def _columns() -> list[Column[UnitLine]]:
    return [
        Column(
            code="don-vi",
            label=_("Unit"),
            value=lambda line: line.name,
            html=_unit,
            sort=lambda line: line.order,
            head=True,
            fixed=True,
            css="wide",
        ),
        Column(
            code="ke-hoach",
            label=_("Its plan"),
            value=lambda line: f"{_STANDS[line.stands][0]} {line.label}".strip(),
            html=lambda line: badge(*_STANDS[line.stands]),
            sort=lambda line: line.stands,
        ),
        _count("duoc-giao", _("Tasks given"), lambda line: line.given),
        _count("co", wording.VERDICT[Verdict.COVERED], lambda line: line.counts[0]),
        _count("mot-phan", wording.VERDICT[Verdict.PARTLY], lambda line: line.counts[1]),
        _count("thieu", wording.VERDICT[Verdict.MISSING], lambda line: line.counts[2]),
    ]


def _count(code: str, label: object, value: Callable[[UnitLine], int | None]) -> Column[UnitLine]:
    return Column(code=code, label=label, value=value, kind="number", sort=True)


def _unit(line: UnitLine) -> SafeString:
    if not line.plan_uuid:
        return format_html("{}", line.name)
    href = reverse("plans:alignment", kwargs={"plan_uuid": line.plan_uuid})
    return format_html(
        '<a href="{}">{}</a><br><span class="muted small">{}</span>', href, line.name, line.label
    )


def _task_column(number: int, task: TaskRow, cells: Cells) -> Column[UnitLine]:
    title = f"{task.path} {Truncator(task.text).chars(HEAD_LETTERS)}".strip()
    return Column(
        code=f"nv-{number}",
        label=title,
        value=lambda line: _said(line, cells.of(line, task.row_id)),
        html=lambda line: _cell(line, task, cells.of(line, task.row_id)),
    )


def _said(line: UnitLine, cell: tuple[Part, Verdict | None]) -> str:
    part, verdict = cell
    if part is Part.NONE:
        return ""
    return str(wording.VERDICT[verdict]) if verdict else str(NO_PLAN)


def _cell(line: UnitLine, task: TaskRow, cell: tuple[Part, Verdict | None]) -> SafeString:
    part, verdict = cell
    if part is Part.NONE:
        return format_html('<span class="muted small not-given">{}</span>', wording.PART[Part.NONE])
    if verdict is None:
        return format_html('<span class="muted small no-plan">{}</span>', NO_PLAN)
    href = reverse("plans:alignment", kwargs={"plan_uuid": line.plan_uuid})
    shown = badge(wording.VERDICT[verdict], wording.VERDICT_TONE[verdict])
    return format_html('<a href="{}#nv-{}">{}</a>', href, task.row_uuid, shown)


def _filters(lines: Sequence[UnitLine]) -> list[Filter]:
    levels = {line.level for line in lines}
    kinds = {line.kind for line in lines}
    return [
        Filter(
            code="tinh-trang",
            label=_("Plan"),
            choices=[(code, label) for code, (label, _tone) in _STANDS.items()],
            apply=_by("stands"),
        ),
        Filter(code="cap", label=_("Level"), choices=_named(LEVEL_NAMES, levels), apply=_by("level")),
        Filter(code="loai", label=_("Kind"), choices=_named(KIND_NAMES, kinds), apply=_by("kind")),
        Filter(
            code="muc",
            label=_("At least one task"),
            choices=[(verdict.value, wording.VERDICT[verdict]) for verdict in Verdict],
            apply=lambda rows, value: [
                row for row in rows if row.counts[list(Verdict).index(Verdict(value))]
            ],
        ),
    ]


def _named(names: Mapping[str, object], there: set[str]) -> list[tuple[str, object]]:
    """Only what is there can be chosen."""
    return [(str(code), label) for code, label in names.items() if code in there]


def _by(field: str) -> Any:
    return lambda rows, value: [row for row in rows if getattr(row, field) == value]


def _search(rows: Sequence[UnitLine], text: str) -> list[UnitLine]:
    wanted = fold(text).split()
    return [row for row in rows if all(word in fold(f"{row.name} {row.label}") for word in wanted)]
