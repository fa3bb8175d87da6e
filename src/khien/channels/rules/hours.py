"""When a message may go: golden hours of the campaign within the quiet hours of the account. Pure.

A warning goes at any hour. A window may cross midnight ("20:00 to 6:00").
"""

from __future__ import annotations

import datetime as dt


def is_open(moment: dt.time, start: dt.time | None, end: dt.time | None) -> bool:
    """Half-open [start, end). A missing side is no limit; equal sides are open all day."""
    if start is None and end is None:
        return True
    begin, finish = start or dt.time.min, end or dt.time.max
    if begin == finish:
        return True
    if begin < finish:
        return begin <= moment < finish
    return moment >= begin or moment < finish
