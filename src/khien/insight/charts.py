"""A trend as a line no higher than a line of text. The figures stand beside it; the drawing adds only the direction.

Refuses inline style: classes and attributes only, as the content policy wants.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

WIDTH, HEIGHT, EDGE = 72, 20, 3
MOST_POINTS = 12


def spark(points: Sequence[tuple[dt.date, Decimal]], *, words: str) -> SafeString:
    """The last year of month ends, from zero up. "" with fewer than two points. `words` say the newest value."""
    shown = list(points)[-MOST_POINTS:]
    if len(shown) < 2:
        return SafeString("")
    top = max(value for _day, value in shown) or Decimal(1)
    step = (WIDTH - 2 * EDGE) / (len(shown) - 1)
    places = [
        (
            round(EDGE + n * step, 1),
            round(HEIGHT - EDGE - float(max(value, Decimal(0)) / top) * (HEIGHT - 2 * EDGE), 1),
        )
        for n, (_day, value) in enumerate(shown)
    ]
    label = _("Trend since %(day)s; now %(value)s") % {
        "day": shown[0][0].strftime("%d/%m/%Y"),
        "value": words,
    }
    return format_html(
        '<svg class="spark" viewBox="0 0 {} {}" role="img" aria-label="{}"><polyline points="{}"/>'
        '<circle cx="{}" cy="{}" r="2.5"/></svg>',
        WIDTH,
        HEIGHT,
        label,
        " ".join(f"{x},{y}" for x, y in places),
        *places[-1],
    )
