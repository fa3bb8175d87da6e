"""Forms of search. They check what was typed; who may is asked in `access.py`, what stands in `services`."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khien.search.rules.shapes import LONGEST_QUERY
from khien.search.rules.synonym_sets import LONGEST_SET, cleaned, fault_of
from khien.search.services.synonyms import LONGEST_NOTE
from khien.search.wording import FAULT_WORDS


class SynonymForm(forms.Form):
    """One set. `key` is made when the page is opened: sent twice it is kept once."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    words = forms.CharField(
        label=_("Words that mean the same"),
        max_length=2 * LONGEST_SET,
        widget=forms.Textarea({"rows": 4}),
        help_text=_(
            "With commas between. The first names the set. For example: chiếm quyền, mất nick, bị hack"
        ),
    )
    note = forms.CharField(
        label=_("Why"),
        max_length=LONGEST_NOTE,
        required=False,
        help_text=_("For colleagues: where people say so, or which search found nothing."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4

    def clean_words(self) -> str:
        words = cleaned(self.cleaned_data["words"])
        if fault := fault_of(words):
            raise forms.ValidationError(str(FAULT_WORDS[fault]))
        return words

    @property
    def form_key(self) -> str:
        return str(self.cleaned_data.get("key") or uuid.uuid4())


class TryForm(forms.Form):
    """The box to try a question in."""

    q = forms.CharField(
        label=_("What people would type"),
        max_length=LONGEST_QUERY,
        required=False,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )
