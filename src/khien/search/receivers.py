"""What search tells the rooms below when the house opens: the names of its audit actions.

Imported once, after all models are there (`base` finds it). Registers; does nothing else.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khien.base.audit import register_action

ACTIONS = {
    "search.synonyms_written": _("wrote a set of synonyms"),
    "search.synonyms_changed": _("changed a set of synonyms"),
    "search.synonyms_removed": _("took a set of synonyms out of use"),
    "search.synonyms_restored": _("took a set of synonyms into use again"),
}

for _code, _text in ACTIONS.items():
    register_action(_code, _text)
