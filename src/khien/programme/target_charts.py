"""Two drawings for a target, as SVG made here: a bullet bar and a trend. Words and figures stand in them or beside.

Refuses to say anything by colour alone: marks differ in shape, and a table with the same data stands next to them.
No inline style: classes and attributes only, as the content policy wants.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from khien.programme.services.target_values import TargetValue
from khien.programme.wording.targets import amount

WIDTH, SMALL = 400, 200
BAR_TOP, BAR_HEIGHT = 20, 18
CHART_LEFT, CHART_TOP, CHART_RIGHT, CHART_BOTTOM = 8, 22, 330, 128
Point = tuple[dt.date, Decimal]


def scale_top(value: TargetValue) -> Decimal:
    """The right end of the scale: 100 for shares, else a fifth beyond the largest figure shown."""
    if value.unit_of_measure.strip() == "%":
        return Decimal(100)
    largest = max([value.value or Decimal(0), value.threshold, value.needed or Decimal(0)])
    return largest * Decimal("1.2") or Decimal(1)


def bullet(value: TargetValue, *, small: bool = False) -> SafeString:
    """Value as a bar, what is needed today as a dashed line, the target as a thick mark with a triangle."""
    width, top = (SMALL if small else WIDTH), scale_top(value)
    goal = _x(value.threshold, top, width)
    return format_html(
        '<svg class="tg-bullet{}" viewBox="0 0 {w} {}" role="img" aria-label="{}">'
        '<rect class="tg-track" x="0" y="{y}" width="{w}" height="{h}"/>'
        '<rect class="tg-bar tg-{}" x="0" y="{y}" width="{}" height="{h}"/>{}{}'
        '<line class="tg-goal" x1="{g}" x2="{g}" y1="{y1}" y2="{y2}"/>'
        '<path class="tg-goal-mark" d="M{g} {y1} l-5 -7 h10 z"/>{}</svg>',
        " tg-small" if small else "",
        44 if small else 62,
        _spoken(value),
        value.light,
        _x(value.value, top, width),
        _span(value, top, width),
        _need(value, top, width),
        "" if small else _bullet_words(value, goal, top),
        y=BAR_TOP,
        w=width,
        h=BAR_HEIGHT,
        g=min(max(goal, 2), width - 2),
        y1=BAR_TOP - 5,
        y2=BAR_TOP + BAR_HEIGHT + 5,
    )


def _spoken(value: TargetValue) -> str:
    """The whole drawing in words, for who does not see it."""
    return _("%(value)s; target %(asked)s; %(state)s") % {
        "value": value.shown or _("no value"),
        "asked": value.asked,
        "state": value.light_words,
    }


def _need(value: TargetValue, top: Decimal, width: int) -> SafeString:
    if value.needed is None or value.met:
        return SafeString("")
    return format_html(
        '<line class="tg-need" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>',
        _x(value.needed, top, width),
        BAR_TOP - 4,
        BAR_TOP + BAR_HEIGHT + 4,
    )


def _span(value: TargetValue, top: Decimal, width: int) -> SafeString:
    if value.low is None or value.high is None or value.low == value.high:
        return SafeString("")
    return format_html(
        '<line class="tg-span" x1="{}" x2="{}" y1="{y}" y2="{y}"/>',
        _x(value.low, top, width),
        _x(value.high, top, width),
        y=BAR_TOP + BAR_HEIGHT // 2,
    )


def _bullet_words(value: TargetValue, goal: int, top: Decimal) -> SafeString:
    anchor, x = ("end", goal - 8) if goal > WIDTH // 2 else ("start", goal + 8)
    said = format_html(
        '<text class="tg-text" x="{}" y="12" text-anchor="{}">{}</text>', x, anchor, value.asked
    )
    if value.needed is None or value.met:
        return said
    at = _x(value.needed, top, WIDTH)
    told = _("needed today: %(n)s") if value.direction == "up" else _("allowed today: %(n)s")
    text = told % {"n": amount(round(value.needed, 1), value.unit_of_measure)}
    place, anchor = (at + 4, "end") if at > WIDTH // 2 else (max(at - 4, 0), "start")
    return format_html(
        '{}<text class="tg-text tg-soft" x="{}" y="58" text-anchor="{}">{}</text>', said, place, anchor, text
    )


def _x(value: Decimal | None, top: Decimal, width: int) -> int:
    share = (value or Decimal(0)) / top if top else Decimal(0)
    return round(width * min(max(share, Decimal(0)), Decimal(1)))


@dataclass(frozen=True, slots=True)
class Frame:
    """From days and figures to places on the drawing."""

    first: dt.date
    last: dt.date
    top: Decimal

    def x(self, day: dt.date) -> int:
        whole = max((self.last - self.first).days, 1)
        return round(CHART_LEFT + (CHART_RIGHT - CHART_LEFT) * (day - self.first).days / whole)

    def y(self, value: Decimal) -> int:
        share = min(max(value / self.top, Decimal(0)), Decimal(1))
        return round(CHART_BOTTOM - (CHART_BOTTOM - CHART_TOP) * float(share))


def trend(value: TargetValue, points: Sequence[Point]) -> SafeString:
    """The values of past month ends as a line from zero, the target as a dashed line. "" with fewer than two."""
    if len(points) < 2:
        return SafeString("")
    largest = max([point[1] for point in points] + [value.threshold])
    frame = Frame(points[0][0], points[-1][0], (largest * Decimal("1.1")) or Decimal(1))
    line = " ".join(f"{frame.x(day)},{frame.y(figure)}" for day, figure in points)
    dots = format_html_join(
        "",
        '<circle class="tg-dot" cx="{}" cy="{}" r="3"><title>{}: {}</title></circle>',
        (
            (frame.x(day), frame.y(figure), day.strftime("%d/%m/%Y"), amount(figure, value.unit_of_measure))
            for day, figure in points
        ),
    )
    last_day, last = points[-1]
    goal, ending = frame.y(value.threshold), frame.y(last)
    if abs(ending - goal) < 15:  # the two labels would touch
        ending = goal + 15 if ending >= goal else goal - 15
    return format_html(
        '<svg class="tg-trend" viewBox="0 0 {} 152" role="img" aria-label="{}">'
        '<line class="tg-axis" x1="{l}" x2="{r}" y1="{b}" y2="{b}"/>'
        '<line class="tg-goal-line" x1="{l}" x2="{r}" y1="{g}" y2="{g}"/>'
        '<polyline class="tg-line" points="{}"/>{}'
        '<text class="tg-text" x="{}" y="{}">{}</text><text class="tg-text tg-strong" x="{}" y="{}">{}</text>'
        '<text class="tg-text tg-soft" x="{l}" y="{d}">{}</text>'
        '<text class="tg-text tg-soft" x="{r}" y="{d}" text-anchor="end">{}</text></svg>',
        WIDTH,
        _("Trend since %(day)s; the table beside has the same figures")
        % {"day": points[0][0].strftime("%d/%m/%Y")},
        line,
        dots,
        CHART_RIGHT + 6,
        goal + 5,
        _("target"),
        CHART_RIGHT + 6,
        ending + 5,
        amount(round(last, 1), value.unit_of_measure),
        points[0][0].strftime("%d/%m/%Y"),
        last_day.strftime("%d/%m/%Y"),
        l=CHART_LEFT,
        r=CHART_RIGHT,
        b=CHART_BOTTOM,
        g=goal,
        d=CHART_BOTTOM + 18,
    )
