"""What money tells the rooms below when the house opens: the names of its audit actions.

Imported once, after all models are there (`base` finds it). Registers; does nothing else.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khien.base.audit import register_action

ACTIONS = {
    "budget.estimate_written": _("wrote an estimate"),
    "budget.estimate_submitted": _("submitted an estimate"),
    "budget.estimate_withdrawn": _("withdrew an estimate"),
    "budget.estimate_decided": _("answered an estimate"),
    "budget.estimate_reopened": _("opened a decided estimate again"),
    "budget.allocated": _("gave money by a decision"),
    "budget.allocation_corrected": _("corrected an allocation"),
    "budget.allocation_withdrawn": _("withdrew an allocation"),
    "budget.variance_explained": _("explained a difference of money"),
    "budget.source_placed": _("said whose money a source is"),
}

for _code, _text in ACTIONS.items():
    register_action(_code, _text)
