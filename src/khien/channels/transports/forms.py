"""What the settings forms of all kinds share: addresses of services, secrets that are never shown again.

A kind's form has one field per setting, small letters, JSON-able values. Fields named in the slice's `secret_fields`
are of SecretField or SecretTextField; `held` tells the form which of them the account has already.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_HOST = re.compile(
    r"(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*"
)
_ADDRESS_6 = re.compile(r"[0-9A-Fa-f:]{2,39}")


class HostField(forms.CharField):
    """The name or number of a machine: no scheme, no path, no user."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=253, widget=forms.TextInput({"autocomplete": "off"}), **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text and not (_HOST.fullmatch(text) or _ADDRESS_6.fullmatch(text)):
            raise forms.ValidationError(_("Write only the machine's name, such as smtp.example.vn."))
        return text


class ServiceAddressField(forms.CharField):
    """An address we call with a secret in hand: https, or http to this very machine. Nothing else (file:, gopher:)."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput({"inputmode": "url", "autocomplete": "off"})
        super().__init__(max_length=500, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text and not service_address(text):
            raise forms.ValidationError(
                _("The address must begin with https:// and name a machine, without a user or a password.")
            )
        return text


def service_address(text: str) -> bool:
    """Whether a transport may call it."""
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if not (_HOST.fullmatch(host) or _ADDRESS_6.fullmatch(host)) or "@" in parts.netloc or " " in text:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)


class SecretField(forms.CharField):
    """A password or key of one line. Never sent back to the browser, not even after a mistake elsewhere."""

    def __init__(self, *, max_length: int = 500, **kwargs: Any) -> None:
        widget = forms.PasswordInput({"autocomplete": "new-password"}, render_value=False)
        super().__init__(max_length=max_length, strip=True, widget=widget, **kwargs)


class _Blind(forms.Textarea):
    """A text area that never shows what it was given."""

    def format_value(self, value: Any) -> str | None:
        return None


class SecretTextField(forms.CharField):
    """A key of several lines (PEM, JSON)."""

    def __init__(self, *, max_length: int = 10_000, **kwargs: Any) -> None:
        widget = _Blind({"rows": 4, "autocomplete": "off", "spellcheck": "false"})
        super().__init__(max_length=max_length, widget=widget, **kwargs)


class ServiceForm(forms.Form):
    """The base of a kind's form. `held`: names of secrets the account has; they may then be left empty.

    `rare`: fields that most accounts leave as they are; the page folds them away.
    """

    rare: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, held: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = frozenset(held)
        for name in self.held & set(self.fields):
            self.fields[name].required = False
            self.fields[name].help_text = _("Already kept. Leave it empty to keep it.")

    def has_secret(self, name: str) -> bool:
        """Typed now, or kept from before."""
        return bool(self.cleaned_data.get(name)) or name in self.held

    def dropped(self) -> frozenset[str]:
        """Secrets that these settings need no longer: they are thrown away when the form is kept."""
        return frozenset()

    @property
    def usual(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in self.rare]

    @property
    def seldom(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name in self.rare]

    @property
    def seldom_errors(self) -> bool:
        return any(bound.errors for bound in self.seldom)
