"""How a target is counted, in sentences a person reads; and a definition as label → words, for its history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khien.programme.models import TargetDefinition
from khien.programme.rules.targets import Direction, Method, UnitCondition
from khien.programme.wording.targets import DIRECTION_WORDS, METHOD_WORDS, condition_words, plain

PEOPLE_RULE = (
    _(
        "Radio, posts, messages, press and posters reach the same people again: for each unit and audience only the largest single time counts."
    ),
    _("Classes, talks and events are added up: somebody who came twice is counted twice."),
    _("Of the two the larger counts, so that a listener who also came is counted once."),
    _(
        "Nobody is named, so people of two audiences or of two units cannot be told apart: they are counted twice."
    ),
    _(
        "The lower bound takes only the largest single activity of each unit and audience; the upper bound adds up everything."
    ),
)


def how_counted(definition: TargetDefinition) -> str:
    """One paragraph: what is counted, out of what, since when."""
    parts = [_what(definition), _out_of(definition)]
    if definition.per_year:
        parts.append(gettext("Counted anew each year, from 1 January."))
    return " ".join(part for part in parts if part)


def _what(definition: TargetDefinition) -> str:
    if definition.numerator_text:
        return definition.numerator_text.rstrip(".") + "."
    method = definition.method
    if method == Method.UNITS:
        return _units(definition)
    if method == Method.PEOPLE:
        if definition.turns:
            return gettext("Every time somebody is reached counts, from the ledger.")
        return gettext("People reached by activities in the ledger; see below what is counted once.")
    if method == Method.COUNT:
        if definition.product_name:
            return gettext("Counted in the ledger: %(what)s.") % {"what": definition.product_name}
        return gettext("Counted in the ledger: activities.")
    if method == Method.INCIDENTS:
        cause = definition.cause or gettext("the cause named by the target")
        return gettext("Incidents caused by %(cause)s, of all incidents, as entered with a source.") % {
            "cause": cause
        }
    if method == Method.SURVEY:
        return gettext("Share among those asked, as entered with its source; with a 95 %% interval.") % {}
    if method == Method.TYPED:
        return gettext("A figure entered with its source.")
    return gettext("Nobody has said yet how it is counted.")


def _units(definition: TargetDefinition) -> str:
    condition = condition_words().get(definition.condition, "")
    if definition.condition == UnitCondition.PRODUCT and definition.product_name:
        condition = gettext("have made: %(what)s") % {"what": definition.product_name}
    return gettext("Units that %(condition)s. A unit that took over another counts for it too.") % {
        "condition": condition
    }


def _out_of(definition: TargetDefinition) -> str:
    if definition.method == Method.UNITS and not definition.denominator_value:
        phrase = definition.set_phrase or definition.denominator_text
        return gettext("Out of: %(units)s.") % {"units": phrase} if phrase else ""
    if definition.denominator_value is None:
        return ""
    said = definition.denominator_text or definition.set_phrase
    out = gettext("Out of %(n)s") % {"n": plain(definition.denominator_value)}
    out = f"{out} {said}".strip()
    more = [str(definition.denominator_year or ""), definition.denominator_source]
    told = ", ".join(part for part in more if part)
    return f"{out} ({told})." if told else f"{out}."


def definition_words(
    definition: TargetDefinition,
    *,
    units: int,
    tasks: Iterable[str],
    milestones: Mapping[int, Decimal],
    kinds: Mapping[str, object],
    audiences: Mapping[str, object],
) -> dict[str, str]:
    """Every field as label → words, as it stands; empty ones too, so that two can be compared."""
    whole = plain(definition.denominator_value)
    baseline = plain(definition.baseline_value)
    if definition.baseline_on:
        baseline = f"{baseline} ({date_format(definition.baseline_on, 'SHORT_DATE_FORMAT')})"
    words: dict[object, object] = {
        _("How it is counted"): METHOD_WORDS.get(definition.method, definition.method),
        _("What is counted, in words"): definition.numerator_text,
        _("What a unit must have"): condition_words().get(definition.condition, definition.condition),
        _("Units meant"): definition.set_phrase,
        _("How many units"): str(units) if units else "",
        _("Product"): definition.product_name,
        _("Kinds of activity"): ", ".join(str(kinds.get(code, code)) for code in definition.kinds),
        _("Audiences"): ", ".join(str(audiences.get(code, code)) for code in definition.audiences),
        _("Tasks"): "; ".join(tasks),
        _("Cause"): definition.cause,
        _("Each time counts"): _("yes") if definition.turns else "",
        _("Anew each year"): _("yes") if definition.per_year else "",
        _("Out of how many"): whole,
        _("Out of whom or what"): definition.denominator_text,
        _("Year of that number"): str(definition.denominator_year or ""),
        _("Source of that number"): definition.denominator_source,
        _("Value at the start"): baseline,
        _("Source of the start value"): definition.baseline_source,
        _("Direction"): DIRECTION_WORDS[Direction(definition.direction)],
        _("Milestones"): "; ".join(f"{year}: {plain(value)}" for year, value in sorted(milestones.items())),
    }
    return {str(label): str(value) for label, value in words.items()}
