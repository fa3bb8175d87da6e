"""Settings of a channel."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khien.channels.transports.forms import SecretField, ServiceForm

PRIVACY = [
    ("public", _("Everybody can find it")),
    ("unlisted", _("Only who has the address")),
    ("private", _("Nobody yet; somebody opens it at YouTube")),
]


class YouTubeForm(ServiceForm):
    client_id = forms.RegexField(
        r"^[A-Za-z0-9_.-]{10,120}$", label=_("Number of the application at Google"), max_length=120
    )
    client_secret = SecretField(label=_("Secret key of the application"))
    refresh_token = SecretField(
        label=_("Refresh token of the account"),
        max_length=2000,
        help_text=_("Given when the channel's owner lets the application in."),
    )
    privacy = forms.ChoiceField(label=_("Who can see a new film"), choices=PRIVACY)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("client_secret", "refresh_token"):
            if name not in self.errors and not self.has_secret(name):
                self.add_error(name, _("This field is needed to sign in."))
        return data
