"""Settings of an Official Account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khien.channels.transports.forms import SecretField, ServiceAddressField, ServiceForm

MESSAGE_KINDS = [
    ("cs", _("Consultation: only to people who wrote to the account lately")),
    ("transaction", _("Notice by a form of Zalo's")),
    ("promotion", _("Communication to followers, from the month's allowance")),
]
NUMBER = r"^[0-9]{5,25}$"


class ZaloForm(ServiceForm):
    app_id = forms.RegexField(NUMBER, label=_("Number of the application at Zalo"), max_length=25)
    oa_id = forms.RegexField(NUMBER, label=_("Number of the Official Account"), max_length=25)
    app_secret = SecretField(label=_("Secret key of the application"))
    refresh_token = SecretField(
        label=_("Refresh token of the account"),
        max_length=2000,
        help_text=_("From Zalo's page “API Explorer”. It is used once; Khiên keeps the next ones by itself."),
    )
    webhook_secret = SecretField(
        label=_("Secret key of the Official Account (webhook)"),
        required=False,
        help_text=_("Needed to learn who follows, who leaves and what arrived."),
    )
    message_kind = forms.ChoiceField(label=_("Kind of message to followers"), choices=MESSAGE_KINDS)
    author = forms.CharField(label=_("Author shown on articles"), max_length=50, required=False)
    cover_url = ServiceAddressField(
        label=_("Cover picture of articles"),
        required=False,
        help_text=_("Address of a picture on your own site. Zalo asks for one."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("app_secret", "refresh_token"):
            if name not in self.errors and not self.has_secret(name):
                self.add_error(name, _("This field is needed to sign in."))
        return data
