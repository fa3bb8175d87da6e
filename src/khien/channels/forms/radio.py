"""Forms of commune radio."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khien.channels.rules.radio import MOST_DAYS, MOST_TIMES, USUAL_TIMES, BadTimes, Priority, times_from
from khien.channels.services.radio_stations import StationWords
from khien.channels.transports.forms import SecretField, ServiceAddressField
from khien.channels.wording_places import PRIORITY_NAMES
from khien.orgs import api as orgs
from khien.web.inputs import DayField


class StationForm(forms.Form):
    """A station. `unit` by code or name; the key is never shown again."""

    name = forms.CharField(
        label=_("Name of the station"),
        max_length=160,
        help_text=_("For instance: Đài truyền thanh xã An Hòa."),
    )
    unit = forms.CharField(
        label=_("Which commune"),
        max_length=320,
        widget=forms.TextInput({"list": "don-vi", "autocomplete": "off"}),
        help_text=_("Code or part of the name."),
    )
    connected = forms.BooleanField(
        label=_("The station has a server that takes bulletins over the network"), required=False
    )
    url = ServiceAddressField(label=_("Address of the server"), required=False)
    key = SecretField(label=_("Key of the server"), required=False)
    note = forms.CharField(label=_("Remark"), max_length=300, required=False)
    active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *args: Any, on: dt.date, only: str = "", has_key: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on, self.has_key = on, has_key
        if only:  # a station stays in its commune; an officer of one unit has no choice
            del self.fields["unit"]
        if has_key:
            self.fields["key"].help_text = _("Already kept. Leave it empty to keep it.")

    def clean_unit(self) -> int:
        return orgs.unit_meant(self.cleaned_data["unit"], on=self.on).id

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("connected"):
            if not data.get("url") and "url" not in self.errors:
                self.add_error("url", _("Type the address of the server."))
            if not data.get("key") and not self.has_key and "key" not in self.errors:
                self.add_error("key", _("Type the key of the server."))
        return data

    def words(self) -> StationWords:
        data = self.cleaned_data
        return StationWords(
            name=data["name"],
            connected=data["connected"],
            url=data["url"],
            key=data["key"],
            note=data["note"],
            active=data["active"],
        )


class ScheduleForm(forms.Form):
    """When and where a bulletin is aired."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    first = DayField(label=_("From"))
    last = DayField(label=_("Until"))
    times = forms.CharField(
        label=_("At what hours"),
        max_length=120,
        initial=", ".join(USUAL_TIMES),
        help_text=_("Several hours with commas between: 05:30, 17:00."),
    )
    priority = forms.TypedChoiceField(
        label=_("Priority of the bulletin"),
        coerce=lambda value: Priority(int(value)),
        widget=forms.RadioSelect,
        initial=Priority.NORMAL.value,
        help_text=_("An emergency is played at once and before everything else."),
    )
    stations = forms.MultipleChoiceField(label=_("Which stations"), widget=forms.CheckboxSelectMultiple)

    def __init__(
        self, *args: Any, stations: Sequence[tuple[str, str]], emergencies: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = [p for p in Priority if emergencies or p != Priority.EMERGENCY]
        self.fields["priority"].choices = [(p.value, PRIORITY_NAMES[p]) for p in offered]  # type: ignore[attr-defined]
        self.fields["stations"].choices = list(stations)  # type: ignore[attr-defined]
        self.single = stations[0] if len(stations) == 1 else None
        if self.single:
            del self.fields["stations"]

    def clean_times(self) -> tuple[str, ...]:
        try:
            return times_from(self.cleaned_data["times"])
        except BadTimes as error:
            if error.word:
                raise forms.ValidationError(
                    _("“%(word)s” is no hour. Write it like 05:30."), params={"word": error.word[:20]}
                ) from None
            raise forms.ValidationError(
                _("Give at least one hour and at most %(most)s."), params={"most": MOST_TIMES}
            ) from None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day lies before the first one."))
        elif first and last and (last - first).days >= MOST_DAYS:
            self.add_error("last", _("A bulletin runs for at most three months."))
        return data

    def chosen(self) -> list[str]:
        return [self.single[0]] if self.single else list(self.cleaned_data["stations"])


class PlayedForm(forms.Form):
    times = forms.IntegerField(label=_("How many times"), min_value=1, max_value=48)


class DaysForm(forms.Form):
    """Days to take along on a stick."""

    tu = DayField(label=_("From"))
    den = DayField(label=_("Until"))
