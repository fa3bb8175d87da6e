"""Settings of an SMPP account."""

from __future__ import annotations

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from khien.channels.transports.forms import HostField, SecretField, ServiceForm
from khien.channels.transports.sms_smpp.coding import Long
from khien.channels.transports.sms_smpp.told import Ids

_BRAND = re.compile(r"\+?\d{3,15}|[A-Za-z0-9 ._&-]{1,11}")
LONG = [
    (Long.UDH8.value, _("In parts, short header (usual)")),
    (Long.UDH16.value, _("In parts, long header")),
    (Long.PAYLOAD.value, _("Whole; the message centre splits it")),
]
IDS = [
    (Ids.SAME.value, _("As answered")),
    (Ids.DECIMAL.value, _("Answered in hexadecimal, told in decimal")),
    (Ids.HEX.value, _("Answered in decimal, told in hexadecimal")),
]
BINDS = [
    ("transceiver", _("Sends and hears on one connection (usual)")),
    ("transmitter", _("Sends only; another connection hears")),
]


class SmsSmppForm(ServiceForm):
    rare = (
        "tls",
        "system_type",
        "bind",
        "window",
        "long",
        "valid_hours",
        "wants_receipts",
        "ids",
        "gone_errors",
    )

    host = HostField(label=_("Message centre"))
    port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535, initial=2775)
    tls = forms.BooleanField(label=_("TLS from the start"), required=False)
    system_id = forms.CharField(label=_("System name (system_id)"), max_length=15)
    password = SecretField(label=_("Password"), max_length=8, required=False)
    system_type = forms.CharField(label=_("System type"), max_length=12, required=False)
    brand = forms.CharField(
        label=_("Brand name"),
        max_length=16,
        help_text=_("Registered with the operator; shown as the sender."),
    )
    bind = forms.ChoiceField(label=_("Connection"), choices=BINDS, initial="transceiver")
    window = forms.IntegerField(
        label=_("On the way at once"),
        min_value=1,
        max_value=50,
        initial=10,
        help_text=_("As the operator says."),
    )
    long = forms.ChoiceField(label=_("Long messages"), choices=LONG, initial=Long.UDH8.value)
    valid_hours = forms.IntegerField(label=_("Tried for (hours)"), min_value=1, max_value=168, initial=24)
    wants_receipts = forms.BooleanField(label=_("Ask for delivery receipts"), required=False, initial=True)
    ids = forms.ChoiceField(label=_("Numbers in receipts"), choices=IDS, initial=Ids.SAME.value)
    gone_errors = forms.CharField(
        label=_("Error codes that mean: this number is gone"),
        max_length=100,
        required=False,
        initial="001",
        help_text=_("Separated by commas; ask the operator."),
    )

    def clean_brand(self) -> str:
        brand = str(self.cleaned_data["brand"]).strip()
        if not _BRAND.fullmatch(brand):
            raise forms.ValidationError(_("At most 11 letters and digits without marks, or a number."))
        return brand
