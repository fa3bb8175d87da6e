"""The form of an account: what all kinds have, and the kind's own settings from its slice."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khien.channels.models import ChannelAccount
from khien.channels.rules.kinds import MEDIUM_OF, PERSONAL, ChannelKind
from khien.channels.services.accounts import CONSOLE, AccountValues, held_secrets
from khien.channels.transports.forms import ServiceForm
from khien.channels.transports.registry import SLICES
from khien.orgs import api as orgs
from khien.web.inputs import MoneyField

MOST_A_SECOND = 5000


class HourField(forms.TimeField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput({"inputmode": "numeric", "placeholder": "08:00"}, format="%H:%M")
        told = {"invalid": _("There is no such hour. Write it like 08:00.")}
        super().__init__(
            input_formats=["%H:%M", "%H.%M", "%Hh%M"], widget=widget, error_messages=told, **kwargs
        )


class AccountForm(forms.Form):
    """What every kind has. `on`: the day on which units are looked for."""

    name = forms.CharField(
        label=_("Name of this channel"), max_length=120, help_text=_("As the office calls it.")
    )
    unit = forms.CharField(
        label=_("Messages come from"),
        max_length=320,
        widget=forms.TextInput({"list": "don-vi", "autocomplete": "off"}),
        help_text=_("Code or part of the unit's name."),
    )
    trial = forms.BooleanField(
        label=_("Only a trial: write down what would be sent, send nothing"), required=False
    )
    rate_per_second = forms.FloatField(
        label=_("Messages a second, at most"), min_value=0.01, max_value=MOST_A_SECOND
    )
    burst = forms.IntegerField(label=_("At once after a rest"), min_value=1, max_value=MOST_A_SECOND)
    price = MoneyField(label=_("Price of one message or part"), required=False)
    budget = MoneyField(
        label=_("Budget of a month"),
        required=False,
        help_text=_("Used up: nothing more goes through it this month. Empty: no limit."),
    )
    open_from = HourField(label=_("Sends from"), required=False, help_text=_("Warnings go at any time."))
    open_until = HourField(label=_("Sends until"), required=False)
    seen = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, on: dt.date, kind: ChannelKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        if MEDIUM_OF[kind] not in PERSONAL:  # one post or bulletin: neither a rate nor hours of its own
            for name in ("burst", "open_from", "open_until"):
                del self.fields[name]

    def clean_unit(self) -> int:
        return orgs.unit_meant(self.cleaned_data["unit"], on=self.on).id

    def clean_price(self) -> int:
        return self._sum("price", 1_000_000) or 0

    def clean_budget(self) -> int | None:
        return self._sum("budget", 1_000_000_000_000)

    def _sum(self, name: str, most: int) -> int | None:
        found = self.cleaned_data[name]
        if found is not None and not 0 <= found <= most:
            raise forms.ValidationError(_("This sum cannot be right."))
        return None if found is None else int(found)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        begins, ends = data.get("open_from"), data.get("open_until")
        if (begins is None) != (ends is None) and not {"open_from", "open_until"} & set(self.errors):
            self.add_error("open_until", _("Give both hours, or none."))
        elif begins is not None and ends is not None and begins >= ends:
            self.add_error("open_until", _("It must be later than the beginning."))
        return data


def service_form(kind: ChannelKind, data: Any = None, *, account: ChannelAccount | None = None) -> forms.Form:
    """The kind's own part, with what the account has; never with a secret."""
    held = held_secrets(account) if account is not None else frozenset()
    initial = dict(account.settings) if account is not None else {}
    return SLICES[kind].form(data, initial=initial, held=held, prefix="k")  # type: ignore[call-arg]


def values_of(form: AccountForm, service: forms.Form, kind: ChannelKind) -> AccountValues:
    """Of two valid forms."""
    data, secret_fields = form.cleaned_data, SLICES[kind].secret_fields
    settings = {name: value for name, value in service.cleaned_data.items() if name not in secret_fields}
    if data["trial"]:
        settings[CONSOLE] = True
    typed = {
        name: str(service.cleaned_data[name]) for name in secret_fields if service.cleaned_data.get(name)
    }
    dropped = service.dropped() if isinstance(service, ServiceForm) else frozenset()
    return AccountValues(
        name=data["name"],
        unit_id=data["unit"],
        settings=settings,
        secrets={name: secret for name, secret in typed.items() if name not in dropped},
        dropped=dropped,
        rate_per_second=data["rate_per_second"],
        burst=data.get("burst") or 20,
        price_vnd=data["price"],
        monthly_budget_vnd=data["budget"],
        open_from=data.get("open_from"),
        open_until=data.get("open_until"),
    )
