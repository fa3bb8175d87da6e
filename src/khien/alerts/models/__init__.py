"""Tables of warnings, foreign feeds and shared indicators. Others come in by `api`."""

from khien.alerts.models.acts import AlertAct
from khien.alerts.models.alerts import Alert, AlertArea, AlertPoster, AlertReference, AlertWords, SignedAlert
from khien.alerts.models.intake import IncomingFeed, IncomingItem
from khien.alerts.models.sharing import Indicator, SharedObject, ShareKey

__all__ = [
    "Alert",
    "AlertAct",
    "AlertArea",
    "AlertPoster",
    "AlertReference",
    "AlertWords",
    "IncomingFeed",
    "IncomingItem",
    "Indicator",
    "ShareKey",
    "SharedObject",
    "SignedAlert",
]
