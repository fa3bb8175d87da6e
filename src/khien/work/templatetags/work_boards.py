"""What the views over work draw again and again: states, progress, addresses. Reads nothing from the database."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from khien.web.templatetags.khien import badge
from khien.work.rules import State
from khien.work.rules.board_filter import Wanted
from khien.work.rules.timeline import Bar
from khien.work.selectors.boards import ItemLine
from khien.work.selectors.timeline import TimeLine
from khien.work.tables.boards import progress
from khien.work.wording import boards as wording

register = template.Library()


@register.simple_tag
def state_badge(state: State) -> SafeString:
    return badge(wording.STATE_WORDS[state], wording.STATE_TONES[state], wording.STATE_SIGNS.get(state, ""))


@register.filter
def state_word(state: State) -> str:
    return str(wording.STATE_WORDS[state]).lower()


@register.simple_tag
def period_words(code: str) -> str:
    return wording.period_words(code)


@register.simple_tag
def item_progress(item: ItemLine) -> SafeString:
    return progress(item)


@register.simple_tag
def item_url(item: ItemLine) -> str:
    return wording.item_url(item.uuid)


@register.simple_tag
def in_table(wanted: Wanted, state: str = "", day: dt.date | None = None, last: dt.date | None = None) -> str:
    """The table with this filter, one state of it, or the items due on a day (to a last one)."""
    if state:
        wanted = replace(wanted, state=state)
    if day is not None:
        wanted = replace(wanted, first=day, last=last or day, window="")
    return f"{reverse('work:table')}?{wanted.query()}"


@register.simple_tag
def of_task(wanted: Wanted, task_uuid: str, unit_uuid: str = "") -> str:
    """The table with one task (of one unit)."""
    narrowed = replace(wanted, task=task_uuid, unit=unit_uuid or wanted.unit)
    return f"{reverse('work:table')}?{narrowed.query()}"


@register.simple_tag
def bar_text(bar: Bar) -> str:
    return wording.bar_words(bar.stretch)


@register.simple_tag
def bars_text(line: TimeLine) -> str:
    return "; ".join(wording.bar_words(bar.stretch) for bar in line.bars)


@register.simple_tag
def month_words(first: dt.date) -> str:
    return wording.period_words(f"{first:%Y-%m}")
