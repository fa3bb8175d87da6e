"""What a target counts and what its colour means. Pure: no database, no Django, no clock."""

from __future__ import annotations

from enum import StrEnum


class Method(StrEnum):
    """How a target's value comes about. Only TYPED, SURVEY and INCIDENTS take figures from a person."""

    UNITS = "units"  # units of the set that have X, of all units of the set
    PEOPLE = "people"  # people reached, of a population
    COUNT = "count"  # products or activities counted in the ledger
    INCIDENTS = "incidents"  # incidents with cause Y, of all incidents
    SURVEY = "survey"  # an estimate with its interval
    TYPED = "typed"  # a figure with its source
    UNDEFINED = "undefined"  # nobody has said yet how it is counted


MEASURED = (
    Method.TYPED,
    Method.SURVEY,
    Method.INCIDENTS,
)  # by people, with a source; all else from the ledger


class UnitCondition(StrEnum):
    """What a unit must have to count (Method.UNITS)."""

    ACTIVITY = "activity"  # an activity in the ledger for one of the target's tasks
    PLAN = "plan"  # a plan of its own, in force
    FOCAL_OFFICER = "focal_officer"
    PRODUCT = "product"  # an activity that yielded the named product


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"


def direction_of(comparator: str, chosen: str) -> Direction:
    """The plan's own comparator says it; only "=" leaves it to people."""
    if comparator in ("<", "<="):
        return Direction.DOWN
    return Direction(chosen) if comparator == "=" else Direction.UP


class Light(StrEnum):
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"  # not due, or nothing to judge by


class Remark(StrEnum):
    """What must be said beside a value, or why there is none."""

    NONE = ""
    UNDEFINED = "undefined"
    NO_UNITS = "no_units"  # the set of units is not known
    NO_DENOMINATOR = "no_denominator"
    NO_READING = "no_reading"
    NOT_COUNTED = "not_counted"  # a page does not wait for it: a job counts
    CAPPED = "capped"  # more people reached than there are: somebody was counted twice
