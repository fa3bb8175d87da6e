"""The programme's words in templates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from khien.plans.api import How, Obstacle, PlanDiff
from khien.programme import wording
from khien.web.templatetags.khien import badge

register = template.Library()


@register.filter
def frequency(code: str) -> object:
    """ "annual" → "Every year"."""
    return wording.FREQUENCY_WORDS.get(code, code)


@register.filter
def recurrence(code: str) -> object:
    """ "monthly" → "Every month"."""
    return wording.RECURRENCE_WORDS.get(code, code)


@register.filter
def due_text(due: str) -> str:
    """ "12-15" → "15/12"; "18" → "day 18 of each month"."""
    if "-" in due:
        month, day = due.split("-")
        return f"{int(day):02}/{int(month):02}"
    return _("day %(day)s of each month") % {"day": int(due)}


@register.filter
def obstacle(reason: str) -> object:
    """Why a plan cannot be adopted yet, as a sentence."""
    return wording.OBSTACLE_WORDS.get(reason, reason)


@register.filter
def by_reason(obstacles: Iterable[Obstacle]) -> list[tuple[str, list[str]]]:
    """Obstacles of one kind together: (reason, uuids of their rows)."""
    groups: dict[str, list[str]] = {}
    for found in obstacles:
        groups.setdefault(found.reason, []).append(found.row)
    return list(groups.items())


@register.simple_tag
def timing_badge(code: str) -> SafeString:
    return badge(wording.TIMING_WORDS[code], wording.TIMING_TONES[code])


@register.simple_tag
def period(start: dt.date | None, end: dt.date | None) -> str:
    return wording.period_text(start, end)


@register.filter
def counted(diff: PlanDiff) -> list[tuple[str, int]]:
    """How many tasks a newer version adds, changes, drops and moves, and what stays."""
    words = {
        How.ADDED: _("Tasks added"),
        How.CHANGED: _("Tasks changed"),
        How.DROPPED: _("Tasks dropped"),
        How.MOVED: _("Tasks moved"),
    }
    rows = [(word, sum(change.how == how for change in diff.tasks)) for how, word in words.items()]
    return [*rows, (_("Tasks as before"), diff.same_tasks), (_("Targets that change"), len(diff.targets))]
