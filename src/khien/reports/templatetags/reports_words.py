"""Words of the consolidated report's pages: `{% load reports_words %}`."""

from __future__ import annotations

import datetime as dt

from django import template

from khien.reports.rules.official import decimal, shown
from khien.reports.rules.places import Fault
from khien.reports.wording.consolidation import TEXT_WORDS
from khien.reports.wording.consolidation import fault_text as words_of_fault
from vanban import Span

register = template.Library()
LETTERS_A_LINE = 80
MOST_ROWS = 24


@register.filter
def text_word(name: str) -> str:
    """The name of a text of the report."""
    return str(TEXT_WORDS.get(name, name))


@register.filter
def fault_word(fault: Fault) -> str:
    """ "Line 2, column 5: …"."""
    return words_of_fault(fault)


@register.filter
def rows_of(text: str) -> int:
    """How high a field for this text is."""
    return min(MOST_ROWS, sum(1 + len(line) // LETTERS_A_LINE for line in text.split("\n")) + 1)


@register.filter
def place(name: str) -> str:
    """ "{{ name }}", as it is written in a text."""
    return "{{ " + name + " }}"


@register.filter
def iso_day(text: str) -> str:
    """ "2026-05-06" → "06/05/2026"."""
    return f"{dt.date.fromisoformat(text):%d/%m/%Y}" if text else ""


@register.filter
def decimal_text(text: str) -> str:
    """ "85.50" → "85,5"; "" → "–"."""
    return shown(decimal(text))


@register.filter
def as_spans(cell: str | tuple[Span, ...]) -> tuple[Span, ...]:
    """A table's cell as the spans it is made of."""
    return (Span(cell),) if isinstance(cell, str) else cell
