"""Forms of indicators, keys and foreign sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from cryptography import x509
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from khien.alerts.rules.indicators import MOST_LINES, Found, Tlp, read_lines
from khien.alerts.services.sharing import Terms
from khien.alerts.wording_sharing import FLAWS, INDICATOR_NAMES, TLP_NAMES
from khien.web.inputs import DayField

MOST_TEXT = 60_000
SHOWN_FLAWS = 10


class _TermsForm(forms.Form):
    """What holds for every line."""

    use_required_attribute = False

    tlp = forms.ChoiceField(
        label=_("Who may read it (TLP mark)"),
        choices=list(TLP_NAMES.items()),
        initial=Tlp.GREEN,
        help_text=_("Telephones and bank accounts get AMBER at least."),
    )
    confidence = forms.TypedChoiceField(
        label=_("How sure are we"),
        coerce=int,
        choices=[(90, _("Proved")), (75, _("Very likely")), (50, _("Perhaps"))],
        initial=75,
    )
    until = DayField(
        label=_("Holds to the end of the day"), required=False, help_text=_("Empty: until withdrawn.")
    )
    note = forms.CharField(
        label=_("What the centre should know"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2, "maxlength": 300}),
        help_text=_("No names of victims or citizens."),
    )

    def __init__(self, *args: Any, at: dt.datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at

    def clean_until(self) -> dt.datetime | None:
        day = self.cleaned_data["until"]
        if day is None:
            return None
        until = timezone.make_aware(dt.datetime.combine(day, dt.time(23, 59, 59)))
        if until <= self.at:
            raise forms.ValidationError(_("This day is over."))
        return until

    def terms(self) -> Terms:
        data = self.cleaned_data
        return Terms(Tlp(data["tlp"]), data["confidence"], data["until"], " ".join(data["note"].split()))


class AddForm(_TermsForm):
    """Many lines, pasted."""

    field_order = ("lines", "tlp", "confidence", "until", "note")
    lines = forms.CharField(
        label=_("One thing on each line"),
        max_length=MOST_TEXT,
        widget=forms.Textarea({"rows": 8, "spellcheck": "false", "autocapitalize": "off"}),
        help_text=_(
            "Domain, web address, telephone, sender of mail, SHA-256, or bank and account: VCB 0123456789."
        ),
    )

    def clean_lines(self) -> list[Found]:
        lines = read_lines(self.cleaned_data["lines"])
        if len(lines) > MOST_LINES:
            told = _("At most %(most)s lines at once.")
            raise forms.ValidationError(told, params={"most": MOST_LINES})
        wrong = [line for line in lines if line.found is None]
        if wrong:
            raise forms.ValidationError(
                [
                    forms.ValidationError(FLAWS[line.flaw], params={"line": line.text[:120]})  # type: ignore[index,arg-type]
                    for line in wrong[:SHOWN_FLAWS]
                ]
            )
        return [line.found for line in lines if line.found is not None]


class SuggestForm(_TermsForm):
    """Those that a warning names; a person ticks."""

    field_order = ("chosen", "tlp", "confidence", "until", "note")
    chosen = forms.MultipleChoiceField(
        label=_("Found in the warning"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick only what is surely the scammers'."),
    )

    def __init__(self, *args: Any, found: Sequence[Found], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = {f"{one.kind} {one.value}": one for one in found}
        self.fields["chosen"].choices = [  # type: ignore[attr-defined]
            (code, f"{one.value} ({INDICATOR_NAMES[one.kind]})") for code, one in self.found.items()
        ]

    def picked(self) -> list[Found]:
        return [self.found[code] for code in self.cleaned_data["chosen"]]


class WithdrawForm(forms.Form):
    use_required_attribute = False
    reason = forms.CharField(
        label=_("Why this indicator is withdrawn"),
        min_length=10,
        max_length=200,
        widget=forms.Textarea({"rows": 2, "maxlength": 200}),
        help_text=_("Response centres read this sentence."),
    )


class KeyForm(forms.Form):
    use_required_attribute = False
    holder = forms.CharField(
        label=_("Which response centre"),
        max_length=200,
        help_text=_("Its full name. One key for each centre, never for a person."),
    )
    ceiling = forms.ChoiceField(
        label=_("It may read up to"), choices=list(TLP_NAMES.items()), initial=Tlp.GREEN
    )


class FeedForm(forms.Form):
    use_required_attribute = False
    name = forms.CharField(label=_("Whose warnings"), max_length=120)
    address = forms.URLField(
        label=_("Address of the list"),
        max_length=500,
        assume_scheme="https",
        help_text=_("CAP, Atom or RSS, beginning with https://"),
    )
    certificate = forms.CharField(
        label=_("Certificate of the signer (PEM)"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea({"rows": 3, "spellcheck": "false"}),
        help_text=_(
            "From the office itself, on another way than the list. Without it signatures are not proved."
        ),
    )

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        parts = urlsplit(address)
        if parts.scheme != "https" or parts.username or not parts.hostname:
            raise forms.ValidationError(_("The address must begin with https:// and hold no password."))
        return address

    def clean_certificate(self) -> str:
        text: str = self.cleaned_data["certificate"].strip()
        if text:
            try:
                x509.load_pem_x509_certificate(text.encode())
            except ValueError:
                raise forms.ValidationError(_("This is no certificate (PEM).")) from None
        return text


class DraftForm(forms.Form):
    """In whose name the draft is written."""

    use_required_attribute = False
    unit = forms.TypedChoiceField(label=_("In the name of"), coerce=int)

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = list(units)  # type: ignore[attr-defined]
