"""Settings of a page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khien.channels.transports.forms import SecretField, ServiceForm


class FacebookForm(ServiceForm):
    page_id = forms.RegexField(r"^[0-9]{5,30}$", label=_("Number of the page"), max_length=30)
    page_token = SecretField(
        label=_("Access token of the page"),
        max_length=1000,
        help_text=_("A long-lived token of the page, not of a person."),
    )
    app_secret = SecretField(
        label=_("App secret"),
        required=False,
        help_text=_("Proves that the token is used by your own application."),
    )
    version = forms.RegexField(
        r"^v[0-9]{1,3}\.[0-9]$",
        label=_("Version of the interface"),
        max_length=8,
        initial="v23.0",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "page_token" not in self.errors and not self.has_secret("page_token"):
            self.add_error("page_token", _("This field is needed to sign in."))
        return data
