"""The only place that asks what time it is. Services take `at`; views and jobs get it here."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone


def now() -> dt.datetime:
    """The present moment, aware, UTC."""
    return timezone.now()


def today() -> dt.date:
    """Today's date in Vietnam (settings.TIME_ZONE)."""
    return timezone.localdate()
