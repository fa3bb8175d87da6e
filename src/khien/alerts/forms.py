"""Forms of alerts. They check what was typed; whether it is enough to be sent is asked of `rules.readiness`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from khien.alerts.rules.draft import EMPTY, Draft
from khien.alerts.rules.issued import AlertText
from khien.alerts.selectors.patterns import PatternChoice
from khien.alerts.wording import (
    CATEGORY_NAMES,
    CERTAINTY_NAMES,
    EVENT_NAMES,
    RESPONSE_NAMES,
    SCOPE_NAMES,
    SEVERITY_NAMES,
    URGENCY_NAMES,
)
from khien.orgs import api as orgs
from khien.programme.api import AUDIENCE_WORDS
from khien.web.inputs import DayField

MOST_PLACES = 200
TEXT_PARTS = ("headline", "short", "long", "instruction", "radio")


class NeededField(forms.CharField):
    """Needed before the warning is sent, not while one writes: no mark of "optional", and empty is no error."""

    def validate(self, value: Any) -> None:
        """Nothing: `rules.readiness` asks for it."""


class NeededDay(DayField):
    """The same for a day."""

    def validate(self, value: Any) -> None:
        """Nothing: `rules.readiness` asks for it."""


class PlacesField(NeededField):
    """Units by code or name, one a line. Cleans to their ids, each once."""

    on: dt.date
    reach: frozenset[int] | None = None  # only these; None = any

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=40_000,
            required=False,
            widget=forms.Textarea({"rows": 3, "spellcheck": "false"}),
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > MOST_PLACES:
            raise forms.ValidationError(
                _("At most %(most)s places. Name the whole province instead."), params={"most": MOST_PLACES}
            )
        found, doubts = [], []
        for line in lines:
            unit, near = orgs.unit_named(line, on=self.on)
            if unit is not None and self.reach is not None and unit.id not in self.reach:
                told = _("“%(line)s” is not a place of the unit that warns.")
                doubts.append(forms.ValidationError(told, params={"line": line}))
            elif unit is not None:
                found.append(unit.id)
            else:
                doubts.append(self._doubt(line, near))
        if doubts:
            raise forms.ValidationError(doubts)
        return tuple(dict.fromkeys(found))

    @staticmethod
    def _doubt(line: str, near: Sequence[orgs.UnitCard]) -> forms.ValidationError:
        if not near:
            return forms.ValidationError(_("“%(line)s”: no place is called so."), params={"line": line})
        listed = "; ".join(f"{unit.code} · {unit.name}" for unit in near[:5])
        return forms.ValidationError(
            _("“%(line)s” may be several places. Write one of: %(near)s"),
            params={"line": line, "near": listed},
        )


class HourField(forms.TimeField):
    """An hour as people write it: 7h30, 07:30, 7."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=["%H:%M", "%Hh%M", "%H.%M", "%Hh", "%H"],
            widget=forms.TimeInput({"placeholder": "07:30", "inputmode": "numeric"}, format="%H:%M"),
            error_messages={"invalid": _("There is no such hour. Write it like 07:30.")},
            required=False,
            **kwargs,
        )


def _words(label: Any, most: int, *, rows: int = 0, hint: Any = "", needed: bool = False) -> forms.CharField:
    widget = (
        forms.Textarea({"rows": rows, "maxlength": most}) if rows else forms.TextInput({"maxlength": most})
    )
    made = NeededField if needed else forms.CharField
    return made(label=label, max_length=most, required=needed, widget=widget, help_text=hint)


def _choice(label: Any, names: dict[str, object], hint: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(names.items()), help_text=hint)


class AlertForm(forms.Form):
    """The whole editor. Nothing is required while one writes."""

    use_required_attribute = False

    vi_headline = _words(
        _("Headline of the warning"),
        160,
        needed=True,
        hint=_("What happens, in one line. At most 160 letters."),
    )
    vi_short = _words(
        _("Short text"),
        300,
        rows=3,
        needed=True,
        hint=_("For text messages and pop-ups. Without marks: 160 letters a message; with marks: only 70."),
    )
    vi_long = _words(_("Long text"), 4000, rows=6, needed=True, hint=_("For the site, mail and posts."))
    vi_instruction = _words(
        _("What people should do"), 2000, rows=4, needed=True, hint=_("One thing to do on each line.")
    )
    vi_radio = _words(
        _("Words for the loudspeaker"),
        3000,
        rows=4,
        needed=True,
        hint=_("As they are read aloud. No links, no brackets."),
    )
    en_headline = _words(_("Headline in English"), 160)
    en_short = _words(_("Short text in English"), 300, rows=2)
    en_long = _words(_("Long text in English"), 4000, rows=4)
    en_instruction = _words(_("What people should do, in English"), 2000, rows=3)
    en_radio = _words(_("Words for the loudspeaker in English"), 3000, rows=2)
    drill = forms.BooleanField(
        label=_("This is only a drill"),
        required=False,
        help_text=_(
            "Every text begins with “DIỄN TẬP”. It never leaves for SMS, Zalo, mail or loudspeakers."
        ),
    )
    event = _choice(_("What is it about"), EVENT_NAMES)
    severity = _choice(_("How severe"), SEVERITY_NAMES)
    certainty = _choice(_("How certain"), CERTAINTY_NAMES)
    urgency = _choice(_("How urgent"), URGENCY_NAMES)
    response = _choice(_("What people should do, in one word"), RESPONSE_NAMES)
    category = _choice(_("Field of life"), CATEGORY_NAMES)
    places = PlacesField(
        label=_("For which places"),
        help_text=_("One commune or ward on each line, by name or code. For everybody: name the province."),
    )
    area_words = _words(
        _("The place in words"), 300, hint=_("For instance: chợ Bình Hòa và các chợ quanh đó.")
    )
    audiences = forms.MultipleChoiceField(
        label=_("Above all for"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=list(AUDIENCE_WORDS.items()),
    )
    until_day = NeededDay(label=_("Holds until the day"))
    until_hour = HourField(label=_("Until the hour"))
    onset_day = DayField(label=_("Begins on the day"), required=False, help_text=_("Empty: at once."))
    onset_hour = HourField(label=_("Begins at the hour"))
    contact = _words(_("Whom to call"), 200, hint=_("Only numbers that really are yours, for instance 113."))
    scope = _choice(_("Who may read it"), SCOPE_NAMES)
    restriction = _words(_("Which circle"), 200, hint=_("Only when not everybody may read it."))
    note = _words(
        _("Why the earlier warning is changed or cancelled"),
        500,
        rows=2,
        needed=True,
        hint=_("People read this sentence too."),
    )

    def __init__(
        self,
        *args: Any,
        on: dt.date,
        follows: bool = False,
        reach: frozenset[int] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["places"].on = on  # type: ignore[attr-defined]
        self.fields["places"].reach = reach  # type: ignore[attr-defined]
        if follows:
            self.fields["drill"].disabled = True
        else:
            del self.fields["note"]

    def draft(self, before: Draft) -> Draft:
        """What was typed, on top of what no field asks."""
        data = self.cleaned_data
        texts = {
            code: AlertText(*(data[f"{code}_{part}"].strip() for part in TEXT_PARTS)) for code in ("vi", "en")
        }
        if texts["en"] == EMPTY and "en" not in before.texts:
            del texts["en"]
        return Draft(
            texts=texts,
            drill=data["drill"],
            event=data["event"],
            category=data["category"],
            severity=data["severity"],
            certainty=data["certainty"],
            urgency=data["urgency"],
            response=data["response"],
            scope=data["scope"],
            restriction=data["restriction"].strip(),
            audiences=tuple(data["audiences"]),
            unit_ids=data["places"],
            area_words=data["area_words"].strip(),
            contact=data["contact"].strip(),
            note=data.get("note", "").strip(),
            pattern_slug=before.pattern_slug,
            onset=_moment(data["onset_day"], data["onset_hour"], dt.time(0, 0)),
            expires_at=_moment(data["until_day"], data["until_hour"], dt.time(23, 59)),
        )


def initial_of(draft: Draft) -> dict[str, Any]:
    """A draft as the editor shows it."""
    found: dict[str, Any] = {
        name: getattr(draft, name)
        for name in (
            "drill", "event", "category", "severity", "certainty", "urgency", "response", "scope", "restriction",
            "area_words", "contact", "note",
        )
    }  # fmt: skip
    for code in ("vi", "en"):
        text = draft.texts.get(code, EMPTY)
        found |= {f"{code}_{part}": getattr(text, part) for part in TEXT_PARTS}
    units = orgs.units(draft.unit_ids)
    named = [units[unit_id] for unit_id in draft.unit_ids if unit_id in units]
    found["places"] = "\n".join(f"{unit.code} · {unit.name}" if unit.code else unit.name for unit in named)
    found["audiences"] = list(draft.audiences)
    for name, moment in (("until", draft.expires_at), ("onset", draft.onset)):
        local = timezone.localtime(moment) if moment else None
        found |= {
            f"{name}_day": f"{local:%d/%m/%Y}" if local else "",
            f"{name}_hour": f"{local:%H:%M}" if local else "",
        }
    return found


def _moment(day: dt.date | None, hour: dt.time | None, otherwise: dt.time) -> dt.datetime | None:
    return timezone.make_aware(dt.datetime.combine(day, hour or otherwise)) if day else None


class BeginForm(forms.Form):
    """For whom, from which pattern, real or drill."""

    unit = forms.TypedChoiceField(label=_("In whose name"), coerce=int)
    pattern = forms.ChoiceField(
        label=_("Begin from a scam pattern"),
        required=False,
        help_text=_("The texts are filled from it; read and mend them."),
    )
    drill = forms.BooleanField(label=_("This is only a drill"), required=False)

    def __init__(
        self, *args: Any, units: Sequence[tuple[int, str]], patterns: Sequence[PatternChoice], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = list(units)  # type: ignore[attr-defined]
        if len(units) == 1:
            self.fields["unit"].initial = units[0][0]
        self.fields["pattern"].choices = [  # type: ignore[attr-defined]
            ("", _("No pattern, an empty form")),
            *((one.slug, one.title) for one in patterns),
        ]


class ApproveForm(forms.Form):
    """One approval of the text that was read. `emergency`: this one alone sends it."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    emergency = forms.BooleanField(
        label=_("Emergency: send it now on my approval alone"),
        required=False,
        help_text=_("Only when waiting would harm people. Your name and reason stay with the warning."),
    )
    reason = forms.CharField(
        label=_("Reason of the emergency"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Needed only for an emergency."),
    )


class NoteForm(forms.Form):
    note = forms.CharField(max_length=1000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, label: object, required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = label  # type: ignore[assignment]
        self.fields["note"].required = required
