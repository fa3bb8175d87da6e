"""The fields of a material as its writer sees them in the editor, in three tabs; what a kind does not need is hidden.

Refuses to show the machinery: addresses, versions and owners are set by the services.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.compare import FieldComparison
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)

from khien.library.editor_widgets import PictureChooser
from khien.library.models import Material, Topic
from khien.library.rules.kinds import Licence, MaterialKind
from khien.library.services.naming import free_slug
from khien.library.wording import KIND_NAMES, LICENCE_NAMES
from khien.programme.api import AUDIENCE_WORDS
from khien.web.inputs import DAY_FORMATS


class ScamPanel(MultiFieldPanel):
    """Shown for scam patterns only."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return bool(super().is_shown()) and self.instance.kind == MaterialKind.SCAM


class AudienceComparison(FieldComparison):
    """Two versions are compared by what audiences are called, not by their codes."""

    def __init__(self, field: Any, obj_a: Material, obj_b: Material) -> None:
        super().__init__(field, obj_a, obj_b)
        self.val_a, self.val_b = _audience_names(obj_a), _audience_names(obj_b)


def _audience_names(material: Material) -> str:
    return ", ".join(str(AUDIENCE_WORDS.get(code, code)) for code in material.audiences)


class AudiencePanel(FieldPanel):
    def get_comparison_class(self) -> type[FieldComparison]:
        return AudienceComparison


class MaterialForm(WagtailAdminPageForm):
    """Audiences as boxes to tick; words of the house for kinds and licences; days as Vietnamese write them."""

    audience_codes = forms.MultipleChoiceField(
        label=_("For whom"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["audience_codes"] = list(self.instance.audiences)
        self.fields["audience_codes"].choices = list(AUDIENCE_WORDS.items())
        self.fields["topics"].queryset = Topic.objects.filter(shown=True)
        self._words("kind", {kind.value: word for kind, word in KIND_NAMES.items()})
        self._words("licence", {one.value: LICENCE_NAMES[one] for one in Licence})
        for name in ("valid_until", "scam_first_seen"):
            if name in self.fields:
                self.fields[name].input_formats = list(DAY_FORMATS)

    def clean_audience_codes(self) -> str:
        chosen = self.cleaned_data["audience_codes"]
        return f",{','.join(chosen)}," if chosen else ""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not self.instance.web_slug and cleaned.get("title"):
            self.instance.web_slug = self.instance.slug = free_slug(cleaned["title"])
        cleaned["slug"] = self.instance.web_slug or cleaned.get("slug")
        return cleaned

    def _words(self, name: str, words: dict[str, object]) -> None:
        if name in self.fields:
            self.fields[name].choices = list(words.items())


def _field(name: str, label: object, hint: object = "", **rest: Any) -> FieldPanel:
    return FieldPanel(name, heading=label, help_text=hint, **rest)


def install() -> None:
    """Tell Wagtail how a material is edited; once, when the app is ready."""
    Material.base_form_class = MaterialForm
    Material.edit_handler = TabbedInterface(
        [
            ObjectList(_text_panels(), heading=_("The words")),
            ObjectList(_short_panels(), heading=_("Short forms")),
            ObjectList(_place_panels(), heading=_("Sources and place")),
        ],
        base_form_class=MaterialForm,
    )


def _text_panels() -> list[Any]:
    return [
        _field("title", _("Title"), _("What it is about, as people would say it; at most 90 characters.")),
        _field("kind", _("Kind")),
        _field("summary", _("Summary"), _("One or two sentences; they stand in lists, mails and cards.")),
        ScamPanel(
            [
                _field("scam_signs", _("Signs"), _("One sentence a line.")),
                _field("scam_how", _("How it goes"), _("One sentence a line, in order.")),
                _field("scam_do_now", _("What to do now"), _("One sentence a line, the most urgent first.")),
                _field("scam_tell", _("Whom to tell"), _("One sentence a line.")),
                _field("scam_variants", _("Variants"), _("One sentence a line.")),
                _field("scam_first_seen", _("First seen"), _("Only when a source says so.")),
            ],
            heading=_("The scam pattern"),
        ),
        _field("body", _("The text")),
        _field("picture", _("Lead picture"), widget=PictureChooser),
    ]


def _short_panels() -> list[Any]:
    return [
        MultiFieldPanel(
            [
                _field("sms", _("Text message"), _("At most 70 characters with marks: one message.")),
                _field("sms_plain", _("Text message without marks"), _("At most 160 characters.")),
            ],
            heading=_("Text message"),
        ),
        MultiFieldPanel(
            [
                _field("poster_headline", _("Headline"), _("Read from three metres away.")),
                _field("poster_points", _("Points"), _("Two to four, one a line.")),
                _field("poster_call", _("What to do"), _("For instance: Cúp máy. Gọi 113.")),
            ],
            heading=_("Poster, leaflet, card"),
        ),
        _field("bulletin", _("Words for the loudspeaker"), _("90 to 150 words, as they are spoken.")),
    ]


def _place_panels() -> list[Any]:
    return [
        InlinePanel("sources", heading=_("Sources"), label=_("Source"), panels=_source_panels()),
        _field("topics", _("Topics"), widget=forms.CheckboxSelectMultiple),
        AudiencePanel("audience_codes", heading=_("For whom")),
        _field("keywords", _("Words people type to find it"), _("Between commas.")),
        _field("language", _("Language")),
        _field("licence", _("What others may do with it")),
        _field(
            "valid_until",
            _("Holds until"),
            _("Day/month/year; empty = no end. A month before, you are told."),
        ),
    ]


def _source_panels() -> list[Any]:
    return [
        _field("title", _("Title of the source")),
        _field("number", _("Number"), _("For instance 116/2025/QH15.")),
        _field("address", _("Web address")),
        _field("legal", _("It is an instrument of law")),
    ]
