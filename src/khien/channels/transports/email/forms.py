"""Settings of a mail account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khien.channels.transports.email.dkim_keys import readable_key
from khien.channels.transports.forms import LOOPBACK, HostField, SecretField, SecretTextField, ServiceForm

SECURITY = [
    ("starttls", _("STARTTLS (usual, port 587)")),
    ("tls", _("TLS from the start (port 465)")),
    ("none", _("None (only inside this machine or its own network)")),
]
INTAKE = [
    ("", _("Nobody reads them")),
    ("imap", _("From a mailbox, by IMAP over TLS")),
    ("folder", _("From a folder on this machine (maildir)")),
]


class EmailForm(ServiceForm):
    rare = (
        "reply_to",
        "bounce_to",
        "dkim_selector",
        "dkim_key",
        "intake",
        "intake_host",
        "intake_username",
        "intake_password",
        "intake_folder",
    )

    host = HostField(label=_("Mail server"))
    port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535, initial=587)
    security = forms.ChoiceField(label=_("Encryption on the way"), choices=SECURITY, initial="starttls")
    username = forms.CharField(label=_("Sign-in name"), max_length=254, required=False)
    password = SecretField(label=_("Password"), required=False)
    sender_name = forms.CharField(
        label=_("Sender shown"), max_length=120, help_text=_("The unit's name, as readers know it.")
    )
    sender = forms.EmailField(label=_("Sender address"), max_length=200)
    reply_to = forms.EmailField(label=_("Answers go to"), max_length=200, required=False)
    bounce_to = forms.EmailField(
        label=_("Returned mail goes to"),
        max_length=200,
        required=False,
        help_text=_("Empty: to the sender address."),
    )
    dkim_selector = forms.SlugField(label=_("DKIM selector"), max_length=60, required=False)
    dkim_key = SecretTextField(
        label=_("DKIM private key"),
        required=False,
        help_text=_("RSA in PEM. Leave it empty when the mail server signs."),
    )
    intake = forms.ChoiceField(label=_("Who reads returned mail"), choices=INTAKE, required=False)
    intake_host = HostField(label=_("Mailbox server"), required=False)
    intake_username = forms.CharField(label=_("Mailbox name"), max_length=254, required=False)
    intake_password = SecretField(label=_("Mailbox password"), required=False)
    intake_folder = forms.CharField(label=_("Folder of returned mail"), max_length=200, required=False)

    def clean_dkim_key(self) -> str:
        key = str(self.cleaned_data["dkim_key"])
        if key and not readable_key(key):
            raise forms.ValidationError(_("This is no RSA key in PEM."))
        return key

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        host = data.get("host")
        if data.get("security") == "none" and self.has_secret("password") and host not in LOOPBACK:
            self.add_error("security", _("A password must not travel without encryption."))
        if data.get("dkim_key") and not data.get("dkim_selector"):
            self.add_error("dkim_selector", _("A key needs its selector."))
        if data.get("intake") == "imap":
            for name in ("intake_host", "intake_username"):
                if not data.get(name):
                    self.add_error(name, _("A mailbox needs this."))
            if not self.has_secret("intake_password"):
                self.add_error("intake_password", _("A mailbox needs this."))
        if data.get("intake") == "folder" and not str(data.get("intake_folder") or "").startswith("/"):
            self.add_error("intake_folder", _("Write the whole path, from /."))
        return data

    def dropped(self) -> frozenset[str]:
        needs = {"password": "username", "dkim_key": "dkim_selector", "intake_password": "intake_username"}
        return frozenset(secret for secret, name in needs.items() if not self.cleaned_data.get(name))
