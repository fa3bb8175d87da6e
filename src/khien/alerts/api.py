"""The door of alerts: what was issued, as frozen values; who wants to hear of it; where it goes.

Refuses drafts: what nobody approved does not leave this app.
"""

from __future__ import annotations

from khien.alerts.announcements import when_issued
from khien.alerts.outlets import Outlet, OutletPreview, OutletState, register_outlet
from khien.alerts.rules.issued import AlertText, IssuedAlert
from khien.alerts.selectors.issued import current_alerts, issued_alert
from khien.alerts.services.demo import load_demo

__all__ = [
    "AlertText",
    "IssuedAlert",
    "Outlet",
    "OutletPreview",
    "OutletState",
    "current_alerts",
    "issued_alert",
    "load_demo",
    "register_outlet",
    "when_issued",
]
