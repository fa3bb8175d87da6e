"""Settings of an HTTP gateway. The operator's sheet of the interface says them all."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khien.channels.transports.forms import SecretField, ServiceAddressField, ServiceForm
from khien.channels.transports.sms_http import wording

BODIES = [("json", _("JSON")), ("form", _("A form (POST)")), ("query", _("In the address (GET)"))]
AUTHS = [
    ("", _("In the request itself")),
    ("basic", _("Name and password (Basic)")),
    ("bearer", _("A token (Bearer)")),
    ("header", _("A key in a header")),
]
NUMBERS = [("plain", "84912345678"), ("plus", "+84912345678"), ("local", "0912345678")]
EXAMPLE = '{"phone": "{to}", "message": "{text}", "sender": "{brand}", "request_id": "{ref}"}'
_PLACE = re.compile(r"[\w-]+(\.[\w-]+){0,5}")


class PlaceField(forms.CharField):
    """A place in an answer."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=80, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text and not _PLACE.fullmatch(text):
            raise forms.ValidationError(_("Write the names from outside to inside with dots: data.id"))
        return text


class SmsHttpForm(ServiceForm):
    rare = (
        "number_form",
        "auth_header",
        "window",
        "refused_values",
        "gone_values",
        "id_field",
        "check_url",
        "query_url",
        "query_field",
        "query_taken",
        "query_absent",
        "callback",
        "receipts_at",
        "receipt_id",
        "receipt_state",
        "receipt_delivered",
        "receipt_failed",
        "receipt_gone",
    )

    url = ServiceAddressField(label=_("Address of the gateway"))
    body = forms.ChoiceField(label=_("How it is asked"), choices=BODIES, initial="json")
    template = forms.CharField(
        label=_("Template of the request"),
        max_length=4000,
        initial=EXAMPLE,
        widget=forms.Textarea({"rows": 5, "spellcheck": "false"}),
        help_text=_(
            "JSON. Put {to}, {text}, {ref}, {brand}, {user}, {secret}, {callback} where they belong."
        ),
    )
    brand = forms.CharField(label=_("Brand name"), max_length=16, required=False)
    number_form = forms.ChoiceField(label=_("Numbers are written"), choices=NUMBERS, initial="plain")
    auth = forms.ChoiceField(label=_("How we sign in"), choices=AUTHS, required=False)
    auth_header = forms.RegexField(
        r"^[A-Za-z0-9-]{1,60}$", label=_("Name of the header"), max_length=60, required=False
    )
    username = forms.CharField(label=_("Sign-in name"), max_length=120, required=False)
    password = SecretField(label=_("Password or key"), required=False)
    window = forms.IntegerField(label=_("On the way at once"), min_value=1, max_value=20, initial=4)
    success_field = PlaceField(
        label=_("Where the answer's code stands"), required=False, help_text=_("Empty: the plain answer.")
    )
    success_values = forms.CharField(
        label=_("Codes that mean: taken"), max_length=200, required=False, help_text=_("Separated by commas.")
    )
    refused_values = forms.CharField(label=_("Codes that mean: refused"), max_length=200, required=False)
    gone_values = forms.CharField(label=_("Codes that mean: no such number"), max_length=200, required=False)
    id_field = PlaceField(
        label=_("Where the message's number stands"), required=False, help_text=_("Empty: our own reference.")
    )
    check_url = ServiceAddressField(label=_("Address for the test button"), required=False)
    query_url = ServiceAddressField(
        label=_("Address to ask after a message"), required=False, help_text=_("With {ref} in it.")
    )
    query_field = PlaceField(label=_("Where its state stands"), required=False)
    query_taken = forms.CharField(label=_("States that mean: it was taken"), max_length=200, required=False)
    query_absent = forms.CharField(
        label=_("States that mean: never heard of it"), max_length=200, required=False
    )
    callback = ServiceAddressField(
        label=_("Address that the gateway tells"),
        required=False,
        help_text=_("Stands on this channel's page once it is kept. In the template: {callback}."),
    )
    receipts_at = PlaceField(label=_("Where receipts stand in what is told us"), required=False)
    receipt_id = PlaceField(label=_("Receipt: number"), required=False, initial="id")
    receipt_state = PlaceField(label=_("Receipt: state"), required=False, initial="status")
    receipt_delivered = forms.CharField(label=_("States that mean: arrived"), max_length=200, required=False)
    receipt_failed = forms.CharField(
        label=_("States that mean: did not arrive"), max_length=200, required=False
    )
    receipt_gone = forms.CharField(
        label=_("States that mean: this number is gone"), max_length=200, required=False
    )

    def clean_template(self) -> str:
        text = str(self.cleaned_data["template"])
        try:
            made = wording.template(text)
        except (ValueError, RecursionError):
            raise forms.ValidationError(
                _("This is no JSON object, or a name in braces is not known.")
            ) from None
        if "{to}" not in text or "{text}" not in text or not made:
            raise forms.ValidationError(_("A request needs {to} and {text}."))
        return text

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("auth") and not self.has_secret("password"):
            self.add_error("password", _("This way of signing in needs it."))
        if data.get("auth") == "header" and not data.get("auth_header"):
            self.add_error("auth_header", _("Which header does the gateway read?"))
        if data.get("query_url") and "{ref}" not in str(data["query_url"]):
            self.add_error("query_url", _("Put {ref} where our reference belongs."))
        if data.get("query_url") and not data.get("query_taken"):
            self.add_error("query_taken", _("Without these nothing is ever cleared up."))
        return data
