"""What the programme tells the rooms below when the house opens: the names of its audit actions.

Imported once, after all models are there (`base` finds it). Registers; does nothing else.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khien.base.audit import register_action

ACTIONS = {
    "programme.begun": _("Programme begun"),
    "programme.ended": _("Programme ended by a newer version"),
    "ledger.recorded": _("recorded an activity"),
    "ledger.corrected": _("corrected an activity"),
    "ledger.withdrawn": _("withdrew an activity"),
    "ledger.locked": _("locked days of the ledger"),
    "ledger.lock_lifted": _("opened locked days of the ledger"),
    "ledger.evidence_added": _("added evidence"),
    "ledger.evidence_hidden": _("hid a piece of evidence"),
    "ledger.imported": _("imported activities from a table"),
    "targets.defined": _("said how a target is counted"),
    "targets.measured": _("entered a measured figure"),
    "targets.withdrawn": _("withdrew a measured figure"),
}

for _code, _text in ACTIONS.items():
    register_action(_code, _text)
