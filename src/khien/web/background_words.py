"""Words of the page on background work: what a queue is for, how often something comes back."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from khien.base.jobs.broker import BrokerState

_QUEUES: dict[str, object] = {
    "urgent": _("Warnings, before all else"),
    "default": _("Everyday work"),
    "reading": _("Reading documents"),
    "sending": _("Sending of campaigns"),
    "dead": _("Messages given up"),
}


def queue_name(code: str) -> object:
    return _QUEUES.get(code, code)


def pause_text(pause: dt.timedelta) -> str:
    """ "every 30 seconds", "every hour", "every 2 days"."""
    seconds = int(pause.total_seconds())
    if seconds % 86_400 == 0:
        n = seconds // 86_400
        return ngettext("every %(n)d day", "every %(n)d days", n) % {"n": n}
    if seconds % 3600 == 0:
        n = seconds // 3600
        return ngettext("every %(n)d hour", "every %(n)d hours", n) % {"n": n}
    if seconds % 60 == 0:
        n = seconds // 60
        return ngettext("every %(n)d minute", "every %(n)d minutes", n) % {"n": n}
    return ngettext("every %(n)d second", "every %(n)d seconds", seconds) % {"n": seconds}


def broker_lines(state: BrokerState | None) -> list[tuple[object, int | None, int]]:
    """Name, messages that wait, workers that listen; empty without a broker that answers."""
    return (
        [(queue_name(depth.queue), depth.waiting, depth.workers) for depth in state.depths] if state else []
    )
