from khien.alerts.models.acts import AlertAct
from khien.alerts.models.alerts import Alert, AlertArea, AlertReference, AlertWords, SignedAlert

__all__ = ["Alert", "AlertAct", "AlertArea", "AlertReference", "AlertWords", "SignedAlert"]
