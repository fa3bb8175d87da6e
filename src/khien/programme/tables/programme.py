"""The programme's tables: tasks and targets, with filters, search and export."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from khien.programme.rules import Recurrence
from khien.programme.selectors import AgencyLine, TargetLine, TaskLine
from khien.programme.wording import RECURRENCE_WORDS, TIMING_WORDS, period_text, threshold
from khien.web.tables import Column, Empty, Filter, Table
from vanban import fold

LONGEST_CHOICE = 80  # letters of a group's title in a list of choices


def agency_cell(lines: Sequence[AgencyLine]) -> SafeString:
    """Each agency on its own line, and under it whom it means when that says more."""
    return format_html_join("", "<div>{}</div>", ((_agency_html(line),) for line in lines))


def _agency_html(line: AgencyLine) -> SafeString:
    if not line.known:
        return format_html('{} <small class="muted">{}</small>', line.phrase, _now("kept as text"))
    if line.meaning and line.meaning != line.phrase:
        return format_html('{}<br><small class="muted">{}</small>', line.phrase, line.meaning)
    return format_html("{}", line.phrase)


def _phrases(lines: Iterable[AgencyLine]) -> str:
    return "; ".join(line.phrase for line in lines)


def _search(rows: Sequence[TaskLine], text: str) -> list[TaskLine]:
    words = fold(text).split()
    return [row for row in rows if all(word in row.search_text for word in words)]


def task_table(tasks: Sequence[TaskLine], *, own: frozenset[int]) -> Table[TaskLine]:
    """Declared for the rows at hand: its filters offer only what occurs among them. `own`: ids of the reader's
    units; with none there is nothing to filter by."""
    titles = _titles(tasks)
    of_mine = [
        Filter(
            code="don-vi-toi",
            label=_("My unit"),
            choices=[("chu-tri", _("leads")), ("phoi-hop", _("helps")), ("tat-ca", _("leads or helps"))],
            apply=lambda rows, value: [row for row in rows if _is_mine(row, value, own)],
        )
    ]
    return Table(
        code="nhiem-vu",
        caption=_("Tasks"),
        columns=_TASK_COLUMNS,
        filters=[
            *(of_mine if own else []),
            Filter(
                code="nhom",
                label=_("Group"),
                choices=_group_choices(titles),
                apply=lambda rows, value: [row for row in rows if row.group == titles[int(value)]],
            ),
            Filter(code="chu-tri", label=_("Lead"), choices=_leads(tasks), apply=_of_lead),
            Filter(code="thoi-gian", label=_("Time"), choices=list(TIMING_WORDS.items()), apply=_of_timing),
            Filter(code="lap-lai", label=_("Repeats"), choices=_recurrences(), apply=_of_recurrence),
        ],
        search=_search,
        search_label=_("Words of the task, its clause or a unit"),
        empty=Empty(title=_("This programme has no tasks"), text=_("The plan gives out no tasks.")),
    )


def _is_mine(task: TaskLine, how: str, own: frozenset[int]) -> bool:
    leads = bool(task.lead_unit_ids & own)
    helps = bool((task.unit_ids - task.lead_unit_ids) & own)
    return {"chu-tri": leads, "phoi-hop": helps}.get(how, leads or helps)


def _titles(tasks: Sequence[TaskLine]) -> list[str]:
    return list(dict.fromkeys(task.group for task in tasks if task.group))


def _group_choices(titles: Sequence[str]) -> list[tuple[str, object]]:
    return [
        (str(n), title if len(title) <= LONGEST_CHOICE else f"{title[: LONGEST_CHOICE - 1]}…")
        for n, title in enumerate(titles)
    ]


def _leads(tasks: Sequence[TaskLine]) -> list[tuple[str, object]]:
    return [(p, p) for p in sorted({line.phrase for task in tasks for line in task.leads}, key=fold)]


def _of_lead(rows: Sequence[TaskLine], value: str) -> list[TaskLine]:
    return [row for row in rows if any(line.phrase == value for line in row.leads)]


def _of_timing(rows: Sequence[TaskLine], value: str) -> list[TaskLine]:
    return [row for row in rows if row.timing == value]


def _recurrences() -> list[tuple[str, object]]:
    return [(code, RECURRENCE_WORDS[code]) for code in Recurrence if code]


def _of_recurrence(rows: Sequence[TaskLine], value: str) -> list[TaskLine]:
    return [row for row in rows if row.recurrence == value]


_TASK_COLUMNS = [
    Column[TaskLine](
        code="muc", label=_("Clause"), value=lambda t: t.path, sort=lambda t: t.position, css="tight"
    ),
    Column[TaskLine](
        code="nhiem-vu",
        label=_("Task"),
        value=lambda t: t.text,
        sort=lambda t: fold(t.text),
        head=True,
        link=lambda t: reverse("programme:task", args=[t.uuid]),
        css="wide",
    ),
    Column[TaskLine](
        code="chu-tri",
        label=_("Lead"),
        value=lambda t: _phrases(t.leads),
        html=lambda t: agency_cell(t.leads),
        sort=lambda t: fold(_phrases(t.leads)) or None,
    ),
    Column[TaskLine](
        code="phoi-hop",
        label=_("Coordinating"),
        value=lambda t: _phrases(t.coordinating),
        html=lambda t: agency_cell(t.coordinating),
        shown=False,
    ),
    Column[TaskLine](
        code="san-pham", label=_("Products"), value=lambda t: "; ".join(t.products), shown=False
    ),
    Column[TaskLine](
        code="thoi-gian",
        label=_("Time"),
        value=lambda t: t.schedule_text or period_text(t.start_on, t.end_on),
    ),
    Column[TaskLine](
        code="het-han", label=_("Ends"), value=lambda t: t.end_on, kind="date", sort=lambda t: t.end_on
    ),
    Column[TaskLine](
        code="kinh-phi",
        label=_("Money"),
        value=lambda t: t.amount_vnd,
        kind="money",
        sort=lambda t: t.amount_vnd,
    ),
    Column[TaskLine](code="nguon", label=_("Source"), value=lambda t: t.money_source, shown=False),
    Column[TaskLine](code="ghi-chu", label=_("Note"), value=lambda t: t.note, shown=False),
]

TARGET_TABLE: Table[TargetLine] = Table(
    code="chi-tieu",
    caption=_("Targets"),
    columns=[
        Column(code="muc", label=_("Clause"), value=lambda t: t.path, sort=lambda t: t.position, css="tight"),
        Column(
            code="chi-tieu",
            label=_("Target"),
            value=lambda t: t.text,
            head=True,
            css="wide",
            fixed=True,
            link=lambda t: reverse("targets:target", args=[t.uuid]),
        ),
        Column(
            code="muc-dat",
            label=_("To reach"),
            value=lambda t: threshold(t.comparator, t.value, t.unit_of_measure),
            sort=lambda t: t.value,
            css="tight",
        ),
        Column(code="tren-tong", label=_("Counted among"), value=lambda t: t.population),
        Column(
            code="han",
            label=_("Deadline"),
            value=lambda t: t.deadline_on,
            kind="date",
            sort=lambda t: t.deadline_on,
        ),
    ],
    search=lambda rows, text: [r for r in rows if fold(text) in fold(f"{r.path} {r.text} {r.population}")],
    search_label=_("Words of the target"),
    empty=Empty(title=_("This programme has no targets"), text=_("The plan sets no figures to reach.")),
    page_size=100,
)
