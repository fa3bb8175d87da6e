"""Settings of an account for commune radio."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from khien.channels.transports.forms import SecretField, ServiceAddressField, ServiceForm


class RadioForm(ServiceForm):
    """Empty: bulletins go to the list of stations kept here."""

    url = ServiceAddressField(
        label=_("Address of the source-information system"),
        required=False,
        help_text=_("Leave it empty to use the list of stations kept here."),
    )
    key = SecretField(label=_("Key of the system"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("url") and not self.has_secret("key"):
            self.add_error("key", _("The system gives a key with its address. Type it here."))
        return data
