"""The ledger's table: entries with filters, search without marks, and export. Declared for the person who looks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from khien.base.numbers import count
from khien.base.periods import Kind, Period, period_at
from khien.orgs.api import UnitCard
from khien.programme.models import Activity, ActivityTask, Evidence
from khien.programme.rules.ledger import Entry
from khien.programme.selectors.entry import TaskChoice
from khien.programme.wording.ledger import AUDIENCE_WORDS, ENTRY_WORDS, KIND_WORDS
from khien.web.tables import Column, Empty, Filter, Table
from vanban import fold

MOST_CHOICES = 200
LONGEST_CHOICE = 70  # letters
Entries = QuerySet[Activity]


def activity_table(
    *,
    tasks: Sequence[TaskChoice],
    units: Sequence[UnitCard],
    on: dt.date,
    may_record: bool,
    many_units: bool,
    programmes: Sequence[tuple[str, str]] = (),
) -> Table[Activity]:
    """`units`: those to filter by; with one or none there is nothing to choose. Rows are `table_rows`."""
    record = {"href": reverse("ledger:record"), "action": _("Record an activity")} if may_record else {}
    return Table(
        code="so-hoat-dong",
        caption=_("Activities"),
        columns=[column for column in _COLUMNS if many_units or column.code != "don-vi"],
        filters=[
            Filter(code="thoi-gian", label=_("Time"), choices=_time_choices(on), apply=_of_time(on)),
            Filter(
                code="loai",
                label=_("Kind"),
                choices=list(KIND_WORDS.items()),
                apply=lambda rows, value: rows.filter(kind=value),
            ),
            *([_programme_filter(programmes)] if len(programmes) > 1 else []),
            *([_task_filter(tasks)] if tasks else []),
            *([_unit_filter(units)] if 1 < len(units) <= MOST_CHOICES else []),
            Filter(code="trang-thai", label=_("State"), choices=_STATES, apply=_of_state),
        ],
        search=_search,
        search_label=_("Words of the activity, place or unit"),
        empty=Empty(
            title=_("No activity is recorded yet"),
            text=_("What is done is written here once; reports and targets count from it."),
            **record,  # type: ignore[arg-type]
        ),
        sort="-ngay",
    )


def _search(rows: Entries, text: str) -> Entries:
    for word in fold(text).split():
        rows = rows.filter(words__text__contains=word)
    return rows


# ---- time -----------------------------------------------------------------------------------------------------
def _time_choices(on: dt.date) -> list[tuple[str, object]]:
    years = [(str(year), _now("Reporting year %(year)s") % {"year": year}) for year in _years(on)]
    return [
        ("thang", _("This reporting month")),
        ("thang-truoc", _("Last reporting month")),
        ("quy", _("This reporting quarter")),
        ("nua-nam", _("This reporting half-year")),
        *years,
    ]


def _years(on: dt.date) -> list[int]:
    this = period_at(on, Kind.YEAR).year
    return [this, this - 1, this - 2]


def _of_time(on: dt.date) -> Callable[[Entries, str], Entries]:
    def apply(rows: Entries, value: str) -> Entries:
        period = _period(value, on)
        return rows.filter(ends_on__gte=period.first, ends_on__lte=period.last)

    return apply


def _period(value: str, on: dt.date) -> Period:
    if value.isdigit():
        return Period(int(value), Kind.YEAR, 1)
    if value == "thang-truoc":
        return period_at(period_at(on, Kind.MONTH).first - dt.timedelta(days=1), Kind.MONTH)
    return period_at(on, {"thang": Kind.MONTH, "quy": Kind.QUARTER}.get(value, Kind.HALF))


# ---- the other filters ----------------------------------------------------------------------------------------
_STATES: list[tuple[str, object]] = [
    ("rut", _("Taken out")),
    ("dinh-chinh", _("Corrected")),
    ("minh-chung", _("Without evidence")),
]


def _of_state(rows: Entries, value: str) -> Entries:
    if value == "rut":
        return rows.filter(entry=Entry.WITHDRAWAL)
    if value == "dinh-chinh":
        return rows.filter(entry=Entry.CORRECTION)
    shown = Evidence.objects.filter(hidden_at__isnull=True).values("activity__chain")
    return rows.exclude(entry=Entry.WITHDRAWAL).exclude(chain__in=shown)


def _programme_filter(programmes: Sequence[tuple[str, str]]) -> Filter:
    def apply(rows: Entries, value: str) -> Entries:
        links = ActivityTask.objects.filter(task__programme__uuid=value)
        return rows.filter(pk__in=links.values("activity_id"))

    return Filter(
        code="chuong-trinh", label=_("Programme"), choices=list(programmes[:MOST_CHOICES]), apply=apply
    )


def _task_filter(tasks: Sequence[TaskChoice]) -> Filter:
    def apply(rows: Entries, value: str) -> Entries:
        links = ActivityTask.objects.filter(task__uuid=value)
        return rows.filter(pk__in=links.values("activity_id"))

    return Filter(
        code="nhiem-vu",
        label=_("Task"),
        choices=[(task.uuid, task.label[:LONGEST_CHOICE]) for task in tasks[:MOST_CHOICES]],
        apply=apply,
    )


def _unit_filter(units: Sequence[UnitCard]) -> Filter:
    return Filter(
        code="cua",
        label=_("Unit"),
        choices=[(str(unit.id), unit.short_name or unit.name) for unit in units],
        apply=lambda rows, value: rows.filter(unit_id=int(value)),
    )


# ---- columns --------------------------------------------------------------------------------------------------
def people_of(row: Activity) -> int:
    return sum(line.people for line in row.reach.all())


def reach_text(row: Activity) -> str:
    """ "Phụ nữ 60; Người cao tuổi 25"."""
    return "; ".join(f"{AUDIENCE_WORDS[line.audience]} {count(line.people)}" for line in row.reach.all())


def _days(row: Activity) -> str:
    first, last = f"{row.starts_on:%d/%m/%Y}", f"{row.ends_on:%d/%m/%Y}"
    return last if first == last else f"{first} – {last}"


def _tasks(row: Activity) -> str:
    return "; ".join(
        f"{link.task.path} {link.task.text}".strip() if not link.task.path else link.task.path
        for link in row.task_links.all()
    )


def _products(row: Activity) -> str:
    return "; ".join(f"{product.quantity} {product.name}" for product in row.products.all())


def _title_html(row: Activity) -> SafeString | str:
    if row.entry == Entry.WITHDRAWAL:
        return format_html("<del>{}</del> <small>{}</small>", row.title, ENTRY_WORDS[row.entry])
    return row.title


def _unit(row: Activity) -> str:
    return row.unit.short_name or row.unit.name


_COLUMNS = [
    Column[Activity](
        code="ngay", label=_("Day"), value=_days, html=_days, sort="ends_on", css="tight figures"
    ),
    Column[Activity](
        code="hoat-dong",
        label=_("Activity"),
        value=lambda row: row.title,
        html=_title_html,
        head=True,
        link=lambda row: reverse("ledger:activity", args=[row.chain]),
        css="wide",
    ),
    Column[Activity](code="don-vi", label=_("Unit"), value=_unit, sort="unit__name"),
    Column[Activity](code="loai", label=_("Kind"), value=lambda row: KIND_WORDS[row.kind], sort="kind"),
    Column[Activity](code="nhiem-vu", label=_("Tasks"), value=_tasks),
    Column[Activity](code="san-pham", label=_("Products"), value=_products, shown=False),
    Column[Activity](
        code="nguoi", label=_("People reached"), value=lambda row: people_of(row) or None, kind="number"
    ),
    Column[Activity](code="doi-tuong", label=_("Audiences"), value=reach_text, shown=False),
    Column[Activity](
        code="kinh-phi",
        label=_("Money"),
        value=lambda row: row.spent_vnd,
        kind="money",
        sort="spent_vnd",
    ),
    Column[Activity](code="nguon", label=_("Source"), value=lambda row: row.money_source, shown=False),
    Column[Activity](code="dia-diem", label=_("Place"), value=lambda row: row.place, shown=False),
    Column[Activity](
        code="minh-chung",
        label=_("Evidence"),
        value=lambda row: getattr(row, "shown_evidence", None) or None,
        kind="number",
    ),
    Column[Activity](
        code="nguoi-ghi", label=_("Recorded by"), value=lambda row: row.recorded_by, shown=False
    ),
    Column[Activity](
        code="ghi-luc",
        label=_("Recorded at"),
        value=lambda row: row.recorded_at,
        kind="datetime",
        sort="recorded_at",
        shown=False,
    ),
]
