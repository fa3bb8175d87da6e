"""The tables of rounds and of a round's units, as the table component wants them declared."""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from khien.reports.rules.rates import Standing
from khien.reports.selectors.round_units import BY_UNIT, with_words
from khien.reports.selectors.rounds import UnitLine
from khien.reports.wording.rounds import STANDING, WAYS
from khien.web.tables import Column, Empty, Filter, Table
from khien.web.templatetags.khien import badge


def _standing(line: UnitLine) -> SafeString:
    text, tone = STANDING[line.standing]
    late = ""
    if line.days_late and line.standing is not Standing.RETURNED:
        words = say("%(n)d days late") % {"n": line.days_late}
        late = format_html('<br><small class="muted">{}</small>', words)
    return format_html("{}{}", badge(text, tone), late)


def _choose(line: UnitLine) -> SafeString | str:
    if line.standing is not Standing.SUBMITTED:
        return ""
    label = say("Choose %(unit)s") % {"unit": line.unit}
    return format_html(
        '<input class="form-check-input" type="checkbox" name="chon" value="{}" form="chap-nhan" aria-label="{}">',
        line.submission_uuid,
        label,
    )


def unit_table(code: str, *, runs: bool) -> Table[UnitLine]:
    """The units of a round. `runs`: with boxes to accept several."""
    return Table(
        code="don-vi-bao-cao",
        caption=_("Units of the round"),
        columns=[*_names(code, runs), *_days(), *_figures(), *_more(runs)],
        empty=Empty(title=_("No unit is expected"), text=_("Add the units that report in this round.")),
        filters=[
            Filter(
                code="trang-thai",
                label=_("State"),
                choices=[(standing.value, STANDING[standing][0]) for standing in Standing],
                apply=lambda rows, value: rows.filter(stand=value),
            )
        ],
        search=with_words,
        search_label=_("Find a unit"),
    )


def _names(code: str, runs: bool) -> list[Column[UnitLine]]:
    def link(line: UnitLine) -> str | None:
        if line.submission_uuid:
            return reverse("reports:submission", args=[line.submission_uuid])
        return reverse("reports:unit", args=[code, line.unit_uuid]) if runs else None

    box: Column[UnitLine] = Column(
        code="chon", label=_("Choose"), value=lambda line: "", html=_choose, fixed=True, css="tight"
    )
    unit: Column[UnitLine] = Column(
        code="don-vi",
        label=_("Unit"),
        value=lambda line: line.unit,
        sort=BY_UNIT,
        link=link,
        head=True,
        fixed=True,
        css="wide",
    )
    state: Column[UnitLine] = Column(
        code="trang-thai",
        label=_("State"),
        value=lambda line: STANDING[line.standing][0],
        html=_standing,
        sort="rank_and_days",
    )
    return [box, unit, state] if runs else [unit, state]


def _days() -> list[Column[UnitLine]]:
    return [
        Column(code="han", label=_("Due"), value=lambda line: line.due_on, kind="date", sort="due_day"),
        Column(
            code="nop-luc",
            label=_("Handed in"),
            value=lambda line: line.submitted_at,
            kind="datetime",
            sort="handed_in",
        ),
        Column(
            code="tre",
            label=_("Days late"),
            value=lambda line: line.days_late or None,
            kind="number",
            sort="late",
            shown=False,
        ),
    ]


def _figures() -> list[Column[UnitLine]]:
    return [
        Column(
            code="hoat-dong",
            label=_("Activities"),
            value=lambda line: line.activities if line.submission_uuid else None,
            kind="number",
            sort="said_activities",
        ),
        Column(
            code="nguoi",
            label=_("People reached"),
            value=lambda line: line.people if line.submission_uuid else None,
            kind="number",
            sort="said_people",
        ),
        Column(
            code="kinh-phi",
            label=_("Money spent"),
            value=lambda line: line.spent_vnd if line.submission_uuid else None,
            kind="money",
            sort="said_spent_vnd",
            shown=False,
        ),
    ]


def _more(runs: bool) -> list[Column[UnitLine]]:
    return [
        Column(
            code="nhac",
            label=_("Reminded"),
            value=lambda line: line.reminders or None,
            kind="number",
            sort="reminded",
            shown=runs,
        ),
        Column(
            code="cach",
            label=_("How it came"),
            value=lambda line: WAYS.get(line.way, "") if line.submission_uuid else "",
            shown=False,
        ),
        Column(code="mien", label=_("Why excused"), value=lambda line: line.excused, shown=False),
    ]
