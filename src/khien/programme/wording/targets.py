"""Words on screen for targets: what is counted and how, where a value stands, why its colour. Translated late."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from khien.programme.rules.target_outlook import (
    AMBER_FROM,
    AMBER_UP_TO,
    FORECAST_LEAST_DAYS,
    FORECAST_LEAST_POINTS,
    FORECAST_MONTHS,
    SETTLING_DAYS,
    Why,
)
from khien.programme.rules.targets import Direction, Light, Method, Remark, UnitCondition
from khien.programme.selectors.target_figures import Figure
from khien.programme.selectors.targets import Measured
from khien.programme.unit_conditions import unit_conditions
from khien.programme.wording.programme import threshold
from khien.web import figures

NOT_COUNTED = _("Not counted yet; it is there in a few minutes")
METHOD_WORDS: dict[str, object] = {
    Method.UNITS: _("Units that have something"),
    Method.PEOPLE: _("People reached"),
    Method.COUNT: _("Products or activities"),
    Method.INCIDENTS: _("Incidents with a cause"),
    Method.SURVEY: _("Estimate from a survey"),
    Method.TYPED: _("A figure with its source"),
    Method.UNDEFINED: _("Not said yet"),
}
METHOD_HINTS: dict[str, object] = {
    Method.UNITS: _(
        "Counted from the ledger: units of a set that have a plan, an activity, a product or a focal officer."
    ),
    Method.PEOPLE: _("Counted from the ledger: people of the audiences that activities reached."),
    Method.COUNT: _("Counted from the ledger: articles, classes, contests and the like."),
    Method.INCIDENTS: _("A person enters how many incidents had the cause, among how many."),
    Method.SURVEY: _("A person enters how many of those asked answered so; the interval is computed."),
    Method.TYPED: _("A person enters the figure and where it comes from."),
    Method.UNDEFINED: _("The target has no value until somebody says how it is counted."),
}
CONDITION_WORDS: dict[str, object] = {
    UnitCondition.PLAN: _("have a plan of their own in force"),
    UnitCondition.ACTIVITY: _("have an activity in the ledger"),
    UnitCondition.FOCAL_OFFICER: _("have a focal officer"),
    UnitCondition.PRODUCT: _("have made the named product"),
}
DIRECTION_WORDS: dict[str, object] = {
    Direction.UP: _("More is better"),
    Direction.DOWN: _("Less is better"),
}
LIGHT_WORDS: dict[str, object] = {
    Light.GREEN: _("On course"),
    Light.AMBER: _("A little behind"),
    Light.RED: _("Behind"),
    Light.GREY: _("Not judged"),
}
LIGHT_TONES: dict[str, str] = {
    Light.GREEN: "done",
    Light.AMBER: "need",
    Light.RED: "danger",
    Light.GREY: "idle",
}


def condition_words() -> dict[str, object]:
    """Every condition a unit may be asked for, registered ones too."""
    return CONDITION_WORDS | {code: found.label for code, found in unit_conditions().items()}


def amount(value: Decimal | None, unit: str) -> str:
    """ "82,35 %", "3.321 lớp"; "" for None."""
    if value is None:
        return ""
    if unit.strip() == "%":
        return figures.percent(value)
    return f"{plain(value)} {unit}".strip()


def plain(value: Decimal | None) -> str:
    """A number without needless zeros: 12, 3.321, 4,5."""
    if value is None:
        return ""
    return figures.count(int(value)) if value == int(value) else figures.count(round(value, 2).normalize())


def basis_text(found: Measured) -> str:
    """What the value stands on: "41 of 45 units", "12.400 of 98.000 people"; or why there is none."""
    figure, method = found.figure, found.method
    if figure.remark == Remark.UNDEFINED:
        return gettext("Nobody has said yet how it is counted")
    if figure.remark == Remark.NOT_COUNTED:
        return str(NOT_COUNTED)
    if figure.remark == Remark.NO_UNITS:
        return gettext("It is not known which units are meant")
    if figure.remark == Remark.NO_READING:
        return gettext("No figure has been entered yet")
    part, whole = plain(figure.numerator), plain(figure.denominator)
    if figure.remark == Remark.NO_DENOMINATOR:
        return gettext("%(n)s so far; out of how many is not known yet") % {"n": part}
    if not part:
        return gettext("entered with its source")
    if not whole:
        return ngettext("%(n)s counted", "%(n)s counted", int(figure.numerator or 0)) % {"n": part}
    words = {
        Method.UNITS: _("%(n)s of %(all)s units"),
        Method.PEOPLE: _("%(n)s of %(all)s people"),
        Method.INCIDENTS: _("%(n)s of %(all)s incidents"),
        Method.SURVEY: _("%(n)s of %(all)s answers"),
    }
    return str(words.get(method, _("%(n)s of %(all)s"))) % {"n": part, "all": whole}


def interval_text(figure: Figure, unit: str) -> str:
    """ "between 61 % and 73 %"; "" without bounds."""
    if figure.low is None or figure.high is None or figure.low == figure.high:
        return ""
    return gettext("between %(low)s and %(high)s") % {
        "low": amount(figure.low, unit),
        "high": amount(figure.high, unit),
    }


def why_text(found: Measured) -> str:
    """The rule behind the light, with its figures, in one or two sentences."""
    judgement, unit = found.judgement, found.target.unit_of_measure
    up = found.course.direction == Direction.UP
    needed = amount(judgement.needed, unit)
    limit = judgement.needed
    if judgement.why is Why.NO_VALUE:
        return basis_text(found) + "."
    if judgement.why is Why.MET:
        return gettext("The target itself is reached: %(asked)s.") % {"asked": asked_text(found)}
    if judgement.why is Why.MISSED:
        return gettext("The deadline has passed and the target is not reached: %(asked)s.") % {
            "asked": asked_text(found)
        }
    if judgement.why is Why.JUST_BEGUN:
        return gettext("The programme began less than %(days)d days ago; nothing is judged yet.") % {
            "days": SETTLING_DAYS
        }
    if judgement.why is Why.NO_COURSE:
        return gettext("Neither a deadline nor milestones are known, so nothing says what is needed today.")
    if judgement.why is Why.ON_COURSE:
        text = _("Today at least %(needed)s is needed.") if up else _("Today at most %(needed)s is allowed.")
        return str(text) % {"needed": needed}
    edge = amount((limit or Decimal(0)) * (AMBER_FROM if up else AMBER_UP_TO), unit)
    if up:
        text = _("Today at least %(needed)s is needed; under %(edge)s is red.")
    else:
        text = _("Today at most %(needed)s is allowed; over %(edge)s is red.")
    return str(text) % {"needed": needed, "edge": edge}


def asked_text(found: Measured) -> str:
    """ "at least 80 %"."""
    target = found.target
    return threshold(target.comparator, target.value, target.unit_of_measure)


def light_rule() -> list[str]:
    """The whole rule in words, for the page."""
    share = figures.percent(AMBER_FROM * 100)
    over = figures.percent(AMBER_UP_TO * 100)
    return [
        gettext(
            "What is needed today lies on straight lines between the start, the milestones (31/12) and the deadline."
        ),
        gettext("On course: the target is reached already, or the value is not behind what is needed today."),
        gettext(
            "A little behind: at least %(share)s of what is needed; where less is better, at most %(over)s of what is allowed."
        )
        % {"share": share, "over": over},
        gettext("Behind: further off than that, or the deadline has passed without it."),
        gettext(
            "Not judged: no value, nothing to compare with, or the programme began less than %(days)d days ago."
        )
        % {"days": SETTLING_DAYS},
    ]


def forecast_text(found: Measured) -> str:
    """Where it is heading, or why nobody can tell."""
    until = found.course.deadline_on
    if found.forecast is None:
        if until is None or (found.figure.on >= until):
            return gettext("No deadline lies ahead.")
        return gettext("Not enough data yet: at least %(n)d month ends over %(days)d days are needed.") % {
            "n": FORECAST_LEAST_POINTS,
            "days": FORECAST_LEAST_DAYS,
        }
    return gettext("If it goes on as in the last %(months)d months: %(value)s on %(day)s.") % {
        "months": FORECAST_MONTHS,
        "value": amount(found.forecast.quantize(Decimal("0.1")), found.target.unit_of_measure),
        "day": _day(until),
    }


def computed_text(at: dt.datetime | None) -> str:
    """ "counted at 10:32 24/11/2026"."""
    return "" if at is None else gettext("counted at %(moment)s") % {"moment": _moment(at)}


def _moment(at: dt.datetime) -> str:
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")


def _day(day: dt.date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""
