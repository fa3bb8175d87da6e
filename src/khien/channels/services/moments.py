"""Moments as other systems and forms write them."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.dateparse import parse_datetime


def moment_of(value: object) -> dt.datetime | None:
    """An aware moment of ISO 8601; one without a zone is Vietnam's."""
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        found = parse_datetime(value)
    except ValueError:
        return None
    if found is None:
        return None
    return found if timezone.is_aware(found) else timezone.make_aware(found)
