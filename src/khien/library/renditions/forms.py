"""Every form a material can take, in the order of the screen. Refuses to load what makes them."""

from __future__ import annotations

from khien.library.renditions.forms_print import PRINT_FORMS
from khien.library.renditions.forms_words import WORD_FORMS
from khien.library.renditions.made import Form

FORMS: dict[str, Form] = {form.code: form for form in (*WORD_FORMS, *PRINT_FORMS)}
