"""Forms of events, documents and units' own sites. They check what was typed; who may is asked in `desk_access`, what
stands in `services`."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from typing import Any

from django import forms
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext_lazy as _

from khien.base.errors import Missing
from khien.library import api as library
from khien.orgs import api as orgs
from khien.portal.desk_wording import DOCUMENT_KINDS, SHARES
from khien.portal.rules.states import DocumentKind, Shares
from khien.portal.services.events import EventData
from khien.programme import api as programme
from khien.web.inputs import DayField

HOST = re.compile(r"(?=.{4,200}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}")
AUDIENCES = [(str(code), words) for code, words in programme.AUDIENCE_WORDS.items()]


class DayTime(forms.TimeField):
    """An hour as people write it: 08:00, 8h30."""

    def __init__(self, **kwargs: Any) -> None:
        told = {"invalid": _("Write the hour like 08:30.")}
        super().__init__(
            input_formats=["%H:%M", "%Hh%M", "%Hh"],
            widget=forms.TimeInput(
                {"placeholder": "08:30", "inputmode": "numeric", "autocomplete": "off"}, "%H:%M"
            ),
            error_messages=told,
            **kwargs,
        )


class UnitChoice(forms.CharField):
    """A unit by code or name. Cleans to its card; `allowed` None = any unit that holds on the day."""

    allowed: frozenset[int] | None = None
    on: dt.date

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        found, near = orgs.unit_named(text, on=self.on)
        if found is None or (self.allowed is not None and found.id not in self.allowed):
            hint = "; ".join(f"{unit.code} · {unit.name}" for unit in near[:5])
            raise forms.ValidationError(_("Type the code or the name of a unit you work for. %s") % hint)
        return found


class EventForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    unit = UnitChoice(label=_("Which unit holds it"), max_length=300, help_text=_("Its code or name."))
    title = forms.CharField(label=_("What it is"), max_length=200)
    starts_on = DayField(label=_("First day"))
    starts_time = DayTime(label=_("From what hour"), required=False, help_text=_("Empty: the whole day."))
    ends_on = DayField(label=_("Last day"), required=False, help_text=_("Empty: the same day."))
    ends_time = DayTime(label=_("Until what hour"), required=False)
    place = forms.CharField(
        label=_("Where"),
        max_length=300,
        help_text=_("So that somebody finds it who does not know the place."),
    )
    audiences = forms.MultipleChoiceField(
        label=_("For whom"), choices=AUDIENCES, required=False, widget=forms.CheckboxSelectMultiple
    )
    summary = forms.CharField(
        label=_("What people learn there"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    material = forms.CharField(
        label=_("Material about it"), max_length=300, required=False,
        help_text=_("The address of its page, for example /tai-lieu/cong-an-gia-goi-dien/"),
    )  # fmt: skip

    def __init__(self, *args: Any, on: dt.date, units: frozenset[int] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, UnitChoice)
        field.on, field.allowed = on, units
        self.fields["key"].initial = uuid.uuid4()

    @property
    def form_key(self) -> str:
        return str(self.cleaned_data.get("key") or uuid.uuid4())

    def clean_material(self) -> int | None:
        text = self.cleaned_data["material"].strip().rstrip("/")
        if not text:
            return None
        try:
            return library.published_material(text.rpartition("/")[2]).card.id
        except Missing:
            raise forms.ValidationError(_("No public material has this address.")) from None

    def data_of(self) -> EventData:
        typed, zone = self.cleaned_data, get_default_timezone()
        all_day = typed["starts_time"] is None
        last = typed["ends_on"] or typed["starts_on"]
        has_end = typed["ends_on"] is not None or typed["ends_time"] is not None
        start = dt.datetime.combine(typed["starts_on"], typed["starts_time"] or dt.time(), tzinfo=zone)
        end_time = (dt.time() if all_day else typed["ends_time"]) or dt.time(23, 59)
        if all_day:
            end_time = dt.time()
        return EventData(
            unit_id=typed["unit"].id,
            title=" ".join(typed["title"].split()),
            summary=typed["summary"].strip(),
            starts_at=start,
            ends_at=dt.datetime.combine(last, end_time, tzinfo=zone) if has_end else None,
            all_day=all_day,
            place=" ".join(typed["place"].split()),
            audience_codes=codes(typed["audiences"]),
            material_id=typed["material"],
        )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=300)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)


class OpenSiteForm(forms.Form):
    unit = UnitChoice(label=_("Unit"), max_length=300, help_text=_("Its code or name."))
    slug = forms.SlugField(
        label=_("Address"),
        max_length=60,
        help_text=_("Small letters without marks: xa-an-hoa. It never changes."),
    )

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, UnitChoice)
        field.on = on

    def clean_slug(self) -> str:
        return str(self.cleaned_data["slug"]).lower()


class SiteForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    name = forms.CharField(label=_("Name on top of every page"), max_length=160)
    tagline = forms.CharField(label=_("One sentence below it"), max_length=300, required=False)
    contact = forms.CharField(label=_("How to reach the unit"), max_length=300, required=False)
    colour = forms.RegexField(
        r"^#[0-9a-fA-F]{6}$", label=_("Colour"), help_text=_("White letters must be readable on it."),
        widget=forms.TextInput({"type": "color"}), error_messages={"invalid": _("Choose a colour, like #0b5563.")},
    )  # fmt: skip
    logo = forms.FileField(label=_("Logo"), required=False, help_text=_("PNG, JPEG or WebP, at most 2 MB."))
    drop_logo = forms.BooleanField(label=_("Show no logo"), required=False)
    shares = forms.ChoiceField(
        label=_("Common materials shown there"), widget=forms.RadioSelect,
        choices=[(one.value, words) for one, words in SHARES.items()],
    )  # fmt: skip
    topics = forms.MultipleChoiceField(label=_("Topics"), required=False, widget=forms.CheckboxSelectMultiple)
    audiences = forms.MultipleChoiceField(
        label=_("For whom"), choices=AUDIENCES, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = self.fields["topics"]
        assert isinstance(topics, forms.MultipleChoiceField)
        topics.choices = [(topic.code, topic.name) for topic in library.topic_cards()]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("shares") == Shares.CHOSEN and not (typed.get("topics") or typed.get("audiences")):
            self.add_error("topics", _("Tick at least one topic or audience."))
        return typed


class SwitchForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    shown = forms.BooleanField(label=_("Everybody can open this site"), required=False)
    host = forms.CharField(
        label=_("Host name of its own"), max_length=200, required=False,
        help_text=_("Only when the name leads to this server, for example antoan.anhoa.gov.vn"),
    )  # fmt: skip

    def clean_host(self) -> str:
        host = self.cleaned_data["host"].strip().lower()
        if host and not HOST.fullmatch(host):
            raise forms.ValidationError(_("Write the name alone, without http and without a slash."))
        return str(host)


class DocumentForm(forms.Form):
    """`source`: one of the offered ones, or "" with a file."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    source = forms.ChoiceField(label=_("What is made public"), required=False)
    file = forms.FileField(
        label=_("Or a file from your computer"), required=False, help_text=_("PDF or Word, at most 50 MB.")
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(k.value, words) for k, words in DOCUMENT_KINDS.items()]
    )
    title = forms.CharField(
        label=_("Title"), max_length=500, required=False, help_text=_("Empty: as the chosen document says.")
    )
    number = forms.CharField(label=_("Number"), max_length=80, required=False)
    issuer = forms.CharField(label=_("Who issued it"), max_length=300, required=False)
    issued_on = DayField(label=_("Date of the document"), required=False)
    summary = forms.CharField(
        label=_("In one or two sentences"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, sources: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source = self.fields["source"]
        assert isinstance(source, forms.ChoiceField)
        source.choices = [("", _("a file of mine")), *sources]
        self.fields["key"].initial = uuid.uuid4()
        self.fields["kind"].initial = DocumentKind.OTHER.value

    @property
    def form_key(self) -> str:
        return str(self.cleaned_data.get("key") or uuid.uuid4())

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if not typed.get("source"):
            if not typed.get("file"):
                self.add_error("file", _("Choose a document above, or a file."))
            if not typed.get("title"):
                self.add_error("title", _("Write the title: people find the document by it."))
        return typed


def codes(values: list[str]) -> str:
    """["a", "b"] → ",a,b,"."""
    return f",{','.join(values)}," if values else ""
