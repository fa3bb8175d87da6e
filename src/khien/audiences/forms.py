"""Forms of the public pages and of the office. Lose nothing typed; every field has its limit.

Children are not offered a box to tick: the form asks a parent to sign up instead.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from khien.audiences.errors import FAULTS
from khien.audiences.rules.columns import PARTS
from khien.audiences.rules.numbers import BadAddress, Written, either, mail, mobile
from khien.audiences.rules.segment import SegmentRule
from khien.audiences.rules.standing import YOUNG
from khien.audiences.selectors.places import MOST_CHOICES, communes, plain_name
from khien.audiences.wording import LANGUAGE_WORDS
from khien.base.typed import number_of, one_line
from khien.library import api as library
from khien.orgs import api as orgs
from khien.programme.api import AUDIENCE_WORDS

CHILD = "child"  # a choice that leads to the parent
Choices = Sequence[tuple[str, object]]


class MailField(forms.CharField):
    """Cleans to `Written`, or None."""

    def __init__(self, **kwargs: Any) -> None:
        kinds = {"type": "email", "inputmode": "email", "autocomplete": "email"}
        super().__init__(max_length=300, widget=forms.TextInput(kinds), **kwargs)

    def clean(self, value: Any) -> Any:
        return _written(super().clean(value), mail)


class MobileField(forms.CharField):
    """Cleans to `Written`, or None."""

    def __init__(self, **kwargs: Any) -> None:
        kinds = {"type": "tel", "inputmode": "tel", "autocomplete": "tel"}
        super().__init__(max_length=60, widget=forms.TextInput(kinds), **kwargs)

    def clean(self, value: Any) -> Any:
        return _written(super().clean(value), mobile)


class EitherField(forms.CharField):
    """A number or a mail address: cleans to (channel, Written)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=300, widget=forms.TextInput({"autocomplete": "off"}), **kwargs)

    def clean(self, value: Any) -> Any:
        return _written(super().clean(value), either)


def _written(text: str, read: Any) -> Any:
    if not text:
        return None
    try:
        return read(text)
    except BadAddress as error:
        raise forms.ValidationError(str(FAULTS[error.fault])) from None


class PlaceField(forms.ChoiceField):
    """A commune: chosen where there are few, typed where there are many. Cleans to a unit's id, or None."""

    def __init__(self, *, on: dt.date, only: frozenset[int] | None = None, **kwargs: Any) -> None:
        self._on, self._only = on, only
        cards = [card for card in communes(on=on) if only is None or card.id in only]
        if only is not None and not cards:
            cards = list(orgs.units(only).values())
        self._typed = len(cards) > MOST_CHOICES
        kinds: dict[str, Any] = {}
        if self._typed:
            kinds = {"widget": forms.TextInput({"maxlength": 200, "autocomplete": "address-level3"})}
        names = [("", _("Choose…"))] + [(str(card.id), plain_name(card.name)) for card in cards]
        super().__init__(choices=() if self._typed else names, **kinds, **kwargs)

    def clean(self, value: Any) -> Any:
        if not self._typed:
            chosen = super().clean(value)
            return int(chosen) if chosen else None
        text = one_line(str(value or ""))[:200]
        if not text and not self.required:
            return None
        card, near = orgs.unit_named(text, on=self._on) if text else (None, [])
        if card is None or (self._only is not None and card.id not in self._only):
            likely = ", ".join(plain_name(found.name) for found in near[:3])
            told = _("No commune or ward is called so. Do you mean: %(likely)s?") % {"likely": likely}
            raise forms.ValidationError(str(told) if likely else str(_("No commune or ward is called so.")))
        return card.id


def audience_choices(*, young: bool) -> list[tuple[str, object]]:
    return [(str(code), word) for code, word in AUDIENCE_WORDS.items() if young or code not in YOUNG]


def topic_choices() -> list[tuple[str, object]]:
    return [(topic.code, topic.name) for topic in library.topic_cards(get_language() or "vi")]


class ChoiceForm(forms.Form):
    """Place, group, topics: what she may change at any time."""

    audience = forms.ChoiceField(label=_("Who are you?"), help_text=_("So that you get what concerns you."))
    topics = forms.MultipleChoiceField(
        label=_("What do you want to hear about?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing ticked: everything that matters."),
    )

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = PlaceField(
            on=on, label=_("Where do you live?"), help_text=_("So that warnings of your place reach you.")
        )
        kinds = [*audience_choices(young=False), (CHILD, _("A child or pupil under 16"))]
        self.fields["audience"].choices = kinds  # type: ignore[attr-defined]
        self.fields["topics"].choices = topic_choices()  # type: ignore[attr-defined]
        self.order_fields(["mail", "phone", "place", "audience", "topics"])

    def clean_audience(self) -> str:
        chosen = str(self.cleaned_data["audience"])
        if chosen == CHILD:
            raise forms.ValidationError(
                _(
                    "Please ask your mother, father or guardian to sign up with their own number. They pass it on to you."
                )
            )
        return chosen


class JoinForm(ChoiceForm):
    """Signing up. `website` is for machines that fill in everything."""

    mail = MailField(label=_("Your e-mail address"), required=False)
    phone = MobileField(
        label=_("Your mobile number"), required=False, help_text=_("For example 0912 345 678")
    )
    website = forms.CharField(required=False, max_length=200)

    def __init__(self, *args: Any, channels: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "sms" not in channels:
            del self.fields["phone"]
            self.fields["mail"].required = True
        if "email" not in channels and "phone" in self.fields:
            del self.fields["mail"]
            self.fields["phone"].required = True

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        typed = {"mail", "phone"} & set(self.fields)
        if not any(kept.get(name) or name in self.errors for name in typed):
            self.add_error(
                "mail" if "mail" in self.fields else "phone",
                str(_("Write a mail address or a mobile number.")),
            )
        return kept

    @property
    def addresses(self) -> list[tuple[str, Written]]:
        pairs = (("email", self.cleaned_data.get("mail")), ("sms", self.cleaned_data.get("phone")))
        return [(channel, written) for channel, written in pairs if written]


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("The six digits of the message"),
        max_length=12,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class MineForm(forms.Form):
    address = EitherField(label=_("Your mobile number or mail address"))
    website = forms.CharField(required=False, max_length=200)


class EraseForm(forms.Form):
    sure = forms.BooleanField(label=_("Yes, erase everything you keep about me"))


# ---- the office -------------------------------------------------------------------------------------------------
class SegmentForm(forms.Form):
    title = forms.CharField(label=_("What you call this group"), max_length=120)
    places = forms.MultipleChoiceField(
        label=_("Where they live"),
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "columns-list"}),
        help_text=_("Nothing ticked: every place that is yours."),
    )
    place_lines = forms.CharField(
        label=_("Where they live"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("One place a line; with a province all its communes. Empty: every place that is yours."),
    )
    audiences = forms.MultipleChoiceField(
        label=_("Who they are"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing ticked: everybody."),
    )
    topics = forms.MultipleChoiceField(
        label=_("What they want to hear about"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("As they ticked it themselves. Nothing ticked: everybody."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Language of their messages"), required=False, widget=forms.CheckboxSelectMultiple
    )
    deeds = forms.MultipleChoiceField(
        label=_("Took part in"), required=False, widget=forms.CheckboxSelectMultiple
    )
    without_deeds = forms.MultipleChoiceField(
        label=_("Did not take part in"), required=False, widget=forms.CheckboxSelectMultiple
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(
        self, *args: Any, on: dt.date, only: frozenset[int] | None, deeds: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._on, self._only = on, only
        cards = [card for card in communes(on=on) if only is None or card.id in only]
        if only is not None and not cards:
            cards = list(orgs.units(only).values())
        if len(cards) > MOST_CHOICES:
            del self.fields["places"]
        else:
            del self.fields["place_lines"]
            names = [(str(card.id), plain_name(card.name)) for card in cards]
            self.fields["places"].choices = names  # type: ignore[attr-defined]
        self.fields["audiences"].choices = audience_choices(young=True)  # type: ignore[attr-defined]
        self.fields["topics"].choices = topic_choices()  # type: ignore[attr-defined]
        self.fields["languages"].choices = list(LANGUAGE_WORDS.items())  # type: ignore[attr-defined]
        for name in ("deeds", "without_deeds"):
            if deeds:
                self.fields[name].choices = [(deed, deed) for deed in deeds]  # type: ignore[attr-defined]
            else:
                del self.fields[name]

    def clean_place_lines(self) -> list[int]:
        found: list[int] = []
        for line in str(self.cleaned_data["place_lines"]).splitlines():
            text = one_line(line)[:200]
            card = orgs.unit_named(text, on=self._on)[0] if text else None
            if text and (card is None or (self._only is not None and card.id not in self._only)):
                raise forms.ValidationError(_("No place of yours is called “%(text)s”.") % {"text": text})
            if card is not None:
                found.append(card.id)
        return found[:500]

    def rule(self, *, own: int | None) -> SegmentRule:
        """`own`: whose place it is when none is named; None = everywhere."""
        kept = self.cleaned_data
        units = [int(text) for text in kept.get("places", [])] or list(kept.get("place_lines", []))
        if not units and own is not None:
            units = [own]
        return SegmentRule(
            unit_ids=tuple(units),
            audiences=tuple(kept.get("audiences", [])),
            languages=tuple(kept.get("languages", [])),
            topics=tuple(kept.get("topics", [])),
            deeds=tuple(kept.get("deeds", [])),
            without_deeds=tuple(kept.get("without_deeds", [])),
        )


class BringForm(forms.Form):
    """A list is brought."""

    file = forms.FileField(
        label=_("The list"),
        help_text=_("Excel (.xlsx) or .csv, at most 10 MB and 100.000 rows. One person a row."),
        widget=forms.ClearableFileInput({"accept": ".xlsx,.csv,text/csv"}),
    )

    def __init__(self, *args: Any, on: dt.date, only: frozenset[int] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = PlaceField(
            on=on, only=only, label=_("Where these people live"),
            help_text=_("Used for rows that name no place themselves."),
        )  # fmt: skip
        self.order_fields(["file", "place"])


PART_WORDS = {
    "phone": _("Mobile number"),
    "mail": _("Mail address"),
    "name": _("Full name"),
    "place": _("Commune or ward"),
    "audience": _("Group they belong to"),
}


class ColumnsForm(forms.Form):
    """Which column is what."""

    def __init__(self, *args: Any, titles: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [("", _("not in this list"))] + [(str(n), title[:80]) for n, title in enumerate(titles)]
        for part in PARTS:
            self.fields[part] = forms.ChoiceField(label=PART_WORDS[part], choices=columns, required=False)
        self.fields["group"] = forms.ChoiceField(
            label=_("Who these people are"),
            choices=audience_choices(young=True),
            help_text=_("Used for rows that name no group themselves."),
        )

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        if not kept.get("phone") and not kept.get("mail"):
            self.add_error("phone", str(_("Say in which column the numbers or the mail addresses stand.")))
        used = [kept[part] for part in PARTS if kept.get(part)]
        if len(used) != len(set(used)):
            self.add_error(None, str(_("One column cannot be two things. Look at your choices again.")))
        return kept

    @property
    def columns(self) -> dict[str, int]:
        kept = self.cleaned_data
        return {part: number_of(kept[part]) for part in PARTS if kept.get(part)}


class ProofForm(forms.Form):
    """On what ground these people may be written to, and how that is known."""

    ground = forms.ChoiceField(
        label=_("Why may we write to them?"),
        widget=forms.RadioSelect,
        choices=[
            ("agreed", _("They agreed themselves")),
            ("law", _("A provision of law allows it: for warnings only")),
        ],
    )
    proof = forms.CharField(
        label=_("How is that known?"),
        max_length=300,
        help_text=_("For example: signed sheets of the class on 12/10/2026, kept at the commune's office."),
    )
    basis = forms.CharField(
        label=_("Which provision"),
        max_length=200,
        required=False,
        help_text=_("Only when a provision of law is the ground: article, law, number."),
    )
    guardian = forms.BooleanField(
        label=_("For children and pupils in this list a parent or guardian has signed"), required=False
    )

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        if kept.get("ground") == "law" and not kept.get("basis"):
            self.add_error("basis", str(_("Name the provision.")))
        if kept.get("ground") != "law":
            kept["basis"] = ""
        return kept


class LookUpForm(forms.Form):
    address = EitherField(
        label=_("Mobile number or mail address"), help_text=_("The whole of it. Who looks is written down.")
    )


class NeverForm(forms.Form):
    why = forms.CharField(
        label=_("How did she say so?"),
        max_length=200,
        help_text=_("For example: by telephone on 24/11/2026."),
    )


class RecordForm(ProofForm):
    """One consent on paper."""

    address = EitherField(label=_("Mobile number or mail address"))
    name = forms.CharField(label=_("Her full name"), max_length=120, required=False)
    audience = forms.ChoiceField(label=_("Group they belong to"))

    def __init__(self, *args: Any, on: dt.date, only: frozenset[int] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = audience_choices(young=True)  # type: ignore[attr-defined]
        self.fields["guardian"].label = _("She is a child or pupil, and a parent or guardian has signed")
        self.fields["place"] = PlaceField(on=on, only=only, label=_("Where she lives"))
        self.order_fields(["address", "name", "place", "audience", "ground", "proof", "basis", "guardian"])
