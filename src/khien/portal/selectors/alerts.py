"""The newest warning in force, for the line on top of the first page."""

from __future__ import annotations

from khien.alerts.api import current_alerts
from khien.base import clock
from khien.portal.rules.warnings import Warning


def newest_warning(language: str) -> Warning | None:
    """In the page's language where the warning speaks it."""
    found = next(iter(current_alerts(clock.now(), limit=1)), None)
    if found is None:
        return None
    text = found.texts.get(language)
    return Warning(text.headline if text else found.headline, found.address)
