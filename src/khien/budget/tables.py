"""The tables of money: units, estimates, allocations, rows looked through, spending."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from khien.base.money import vnd
from khien.budget.selectors.allocation_plan import Fate
from khien.budget.selectors.lines import AllocationLine, EstimateLine
from khien.budget.selectors.table import UnitSums
from khien.budget.wording import LEVEL_NAMES, ROW_DOUBTS, ROW_FAULTS, STATE_NAMES, source_name
from khien.programme.api import SpentEntry
from khien.web.tables import Column, Empty, Filter, Table
from khien.web.templatetags.khien import badge
from vanban import fold


def _state(line: EstimateLine) -> SafeString:
    text, tone = STATE_NAMES[line.state]
    return badge(text, tone)


def _years(years: Iterable[int]) -> list[tuple[str, object]]:
    return [(str(year), str(year)) for year in sorted(set(years))]


def estimate_table(lines: Sequence[EstimateLine]) -> Table[EstimateLine]:
    """Declared for the rows at hand: its filters offer only what occurs among them."""
    occurring = {line.state for line in lines}
    states = [(state.value, text) for state, (text, _tone) in STATE_NAMES.items() if state in occurring]
    return Table(
        code="du-toan",
        caption=_("Estimates"),
        columns=[
            Column(
                code="don-vi", label=_("Unit"), value=lambda e: e.unit, sort=lambda e: fold(e.unit), head=True, fixed=True,
                link=lambda e: reverse("budget:estimate", args=[e.uuid]),
            ),
            Column(code="nam", label=_("Year"), value=lambda e: str(e.year), sort=lambda e: e.year, css="tight"),
            Column(code="nguon", label=_("Source"), value=lambda e: source_name(e.source)),
            Column(code="de-nghi", label=_("Sum requested"), value=lambda e: e.amount_vnd, kind="money", sort=lambda e: e.amount_vnd),
            Column(code="duyet", label=_("Approved"), value=lambda e: e.granted_vnd, kind="money", sort=lambda e: e.granted_vnd),
            Column(code="trang-thai", label=_("State"), value=lambda e: str(STATE_NAMES[e.state][0]), html=_state),
            Column(code="nhiem-vu", label=_("Task"), value=lambda e: e.task, shown=False),
            Column(code="noi-dung", label=_("What for"), value=lambda e: e.basis, shown=False, css="wide"),
            Column(code="nop", label=_("Day submitted"), value=lambda e: e.requested_at, kind="date", sort=lambda e: e.requested_at),
        ],
        filters=[
            Filter(code="tinh-trang", label=_("State"), choices=states,
                   apply=lambda rows, value: [r for r in rows if r.state == value]),
            Filter(code="nam-ns", label=_("Year"), choices=_years(e.year for e in lines),
                   apply=lambda rows, value: [r for r in rows if str(r.year) == value]),
        ],
        search=lambda rows, text: [r for r in rows if fold(text) in fold(f"{r.unit} {r.source} {r.basis}")],
        search_label=_("Unit, source or words of the estimate"),
        empty=Empty(title=_("No estimate yet"), text=_("A unit writes what it needs, and for what.")),
    )  # fmt: skip


def unit_table(rows: Sequence[UnitSums], url: Callable[[UnitSums], str]) -> Table[UnitSums]:
    return Table(
        code="don-vi",
        caption=_("Money by unit"),
        columns=[
            Column(code="ten", label=_("Unit"), value=lambda u: u.unit, sort=lambda u: fold(u.unit), head=True, fixed=True, link=url),
            Column(code="ke-hoach", label=_("Planned"), value=lambda u: u.sums.planned or None, kind="money", sort=lambda u: u.sums.planned),
            Column(code="de-nghi", label=_("Sum requested"), value=lambda u: u.sums.requested or None, kind="money", shown=False, sort=lambda u: u.sums.requested),
            Column(code="duyet", label=_("Approved"), value=lambda u: u.sums.approved or None, kind="money", shown=False, sort=lambda u: u.sums.approved),
            Column(code="giao", label=_("Given"), value=lambda u: u.sums.allocated or None, kind="money", sort=lambda u: u.sums.allocated),
            Column(code="chi", label=_("Spent"), value=lambda u: u.sums.spent or None, kind="money", sort=lambda u: u.sums.spent),
            Column(code="con", label=_("Remaining"), value=lambda u: u.sums.remaining, kind="money", sort=lambda u: u.sums.remaining, html=_remaining),
            Column(code="ty-le", label=_("Spent of given"), value=lambda u: u.sums.spent_percent, kind="percent", sort=lambda u: u.sums.spent_percent),
        ],
        filters=[
            Filter(
                code="xem",
                label=_("Show"),
                choices=[("vuot", _("spent more than given")), ("khong-giao", _("spent, nothing given")), ("chua-chi", _("given, nothing spent"))],
                apply=_of_kind,
            )
        ],
        search=lambda found, text: [r for r in found if fold(text) in fold(r.unit)],
        search_label=_("Name of the unit"),
        empty=Empty(title=_("No unit has money yet"), text=_("Estimates, decisions and the ledger fill this table.")),
    )  # fmt: skip


def _remaining(row: UnitSums) -> SafeString:
    if row.sums.remaining < 0:
        return format_html('<strong class="below">{}</strong>', vnd(row.sums.remaining))
    return format_html("{}", vnd(row.sums.remaining))


def _of_kind(rows: Sequence[UnitSums], value: str) -> list[UnitSums]:
    kept: dict[str, Callable[[UnitSums], bool]] = {
        "vuot": lambda r: r.sums.spent > r.sums.allocated,
        "khong-giao": lambda r: r.sums.spent > 0 and r.sums.allocated <= 0,
        "chua-chi": lambda r: r.sums.allocated > 0 and r.sums.spent == 0,
    }
    return [row for row in rows if kept[value](row)]


def allocation_table(lines: Sequence[AllocationLine], *, decides: bool) -> Table[AllocationLine]:
    return Table(
        code="kinh-phi-giao",
        caption=_("Money given"),
        columns=[
            Column(code="don-vi", label=_("Unit"), value=lambda a: a.unit, sort=lambda a: fold(a.unit), head=True, fixed=True,
                   link=lambda a: reverse("budget:correct", args=[a.uuid]) if decides else None),
            Column(code="nam", label=_("Year"), value=lambda a: str(a.year), sort=lambda a: a.year, css="tight"),
            Column(code="nguon", label=_("Source"), value=lambda a: source_name(a.source)),
            Column(code="so-tien", label=_("Amount"), value=lambda a: a.amount_vnd, kind="money", sort=lambda a: a.amount_vnd, html=_sum),
            Column(code="quyet-dinh", label=_("Decision"), value=lambda a: a.number, link=lambda a: reverse("budget:decision", args=[a.decision_uuid])),
            Column(code="ngay", label=_("Date"), value=lambda a: a.decided_on, kind="date", sort=lambda a: a.decided_on),
            Column(code="nhiem-vu", label=_("Task"), value=lambda a: a.task, shown=False),
            Column(code="cap", label=_("Whose money"), value=lambda a: str(LEVEL_NAMES[a.level]), shown=False),
            Column(code="ghi-chu", label=_("Note"), value=_notes, shown=False, css="wide"),
        ],
        filters=[
            Filter(code="nam-ns", label=_("Year"), choices=_years(a.year for a in lines),
                   apply=lambda rows, value: [r for r in rows if str(r.year) == value]),
        ],
        search=lambda rows, text: [r for r in rows if fold(text) in fold(f"{r.unit} {r.number} {r.source} {r.note}")],
        search_label=_("Unit, decision or source"),
        empty=Empty(title=_("No money given yet"), text=_("Enter the decision that gives money to the units.")),
    )  # fmt: skip


def _sum(line: AllocationLine) -> SafeString:
    if line.entry == "record":
        return format_html("{}", vnd(line.amount_vnd))
    return format_html('{}<br><small class="muted">{}</small>', vnd(line.amount_vnd), _("corrected"))


def _notes(line: AllocationLine) -> str:
    return "; ".join(part for part in (line.note, line.reason) if part)


def _said(fate: Fate) -> SafeString:
    lines = [badge(ROW_FAULTS[fault], "danger") for fault in fate.faults]
    lines += [badge(ROW_DOUBTS[doubt], "need") for doubt in fate.doubts]
    if fate.near:
        lines.append(format_html('<small class="muted">{}</small>', "; ".join(fate.near)))
    return format_html_join(
        "", "<div>{}</div>", ((line,) for line in lines or [badge(_("Can be taken in"), "done")])
    )


FATES: Table[Fate] = Table(
    code="dong",
    caption=_("Rows of the table"),
    columns=[
        Column(code="dong", label=_("Row"), value=lambda f: f.line, kind="number", css="tight"),
        Column(code="viet", label=_("As written"), value=lambda f: f.written, head=True, fixed=True),
        Column(code="don-vi", label=_("Unit"), value=lambda f: f.unit),
        Column(code="so-tien", label=_("Amount"), value=lambda f: f.amount, kind="money"),
        Column(code="nguon", label=_("Source"), value=lambda f: source_name(f.source)),
        Column(code="cap", label=_("Whose money"), value=lambda f: str(LEVEL_NAMES[f.level]), shown=False),
        Column(code="nhiem-vu", label=_("Task"), value=lambda f: f.task, shown=False),
        Column(code="ket-qua", label=_("What happens"), value=lambda f: "; ".join(str(ROW_FAULTS[x]) for x in f.faults), html=_said),
    ],
    empty=Empty(title=_("The table has no rows"), text=_("Enter it again.")),
    page_size=200,
)  # fmt: skip


def spending_table(lines: Sequence[SpentEntry]) -> Table[SpentEntry]:
    return Table(
        code="da-chi",
        caption=_("Money spent, from the ledger"),
        columns=[
            Column(code="hoat-dong", label=_("Activity"), value=lambda a: a.title, head=True, fixed=True, css="wide",
                   link=lambda a: reverse("ledger:activity", args=[a.chain])),
            Column(code="don-vi", label=_("Unit"), value=lambda a: a.unit, sort=lambda a: fold(a.unit)),
            Column(code="ngay", label=_("Date"), value=lambda a: a.ends_on, kind="date", sort=lambda a: a.ends_on),
            Column(code="nguon", label=_("Source"), value=lambda a: source_name(a.source)),
            Column(code="so-tien", label=_("Spent"), value=lambda a: a.spent_vnd, kind="money", sort=lambda a: a.spent_vnd),
        ],
        filters=[
            Filter(code="nguon-chi", label=_("Source"), choices=_sources(lines),
                   apply=lambda rows, value: [r for r in rows if (r.source or "-") == value]),
        ],
        search=lambda rows, text: [r for r in rows if fold(text) in fold(f"{r.title} {r.unit}")],
        search_label=_("Words of the activity or a unit"),
        empty=Empty(title=_("Nothing spent yet"), text=_("Money is counted when an activity is recorded in the ledger.")),
    )  # fmt: skip


def _sources(lines: Sequence[SpentEntry]) -> list[tuple[str, object]]:
    found = sorted({line.source for line in lines}, key=fold)
    return [(source or "-", source_name(source)) for source in found]
