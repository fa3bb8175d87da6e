"""Tables of warnings. Only the rooms of this app use them; others come in by `api`."""

from khien.alerts.models.acts import AlertAct
from khien.alerts.models.alerts import Alert, AlertArea, AlertPoster, AlertReference, AlertWords, SignedAlert

__all__ = ["Alert", "AlertAct", "AlertArea", "AlertPoster", "AlertReference", "AlertWords", "SignedAlert"]
