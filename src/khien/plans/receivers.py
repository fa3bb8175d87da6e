"""What plans tells the rooms below when the house opens: the names of its audit actions. See also `apps`.

Imported once, after all models are there (`base` finds it). Registers; does nothing else.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khien.base.audit import register_action

ACTIONS = {
    "plans.uploaded": _("uploaded a plan"),
    "plans.read": _("read a plan"),
    "plans.unreadable": _("could not read a plan"),
    "plans.read_again": _("asked to read a plan again"),
    "plans.withdrawn": _("withdrew a plan"),
    "plans.settings_changed": _("changed how a plan is adopted"),
    "plans.proposed": _("proposed to adopt a plan"),
    "plans.adopted": _("adopted a plan"),
    "plans.superseded": _("replaced a plan by a newer version"),
    "plans.row_edit": _("edited a row of a plan"),
    "plans.row_split": _("split a row of a plan"),
    "plans.row_merge": _("merged rows of a plan"),
    "plans.row_add": _("added a row to a plan"),
    "plans.row_accept": _("accepted rows of a plan"),
    "plans.row_drop": _("dropped a row of a plan"),
    "plans.row_restore": _("took back a dropped row of a plan"),
    "plans.row_agency": _("said which unit a plan means"),
    "plans.row_finding": _("settled a finding in a plan"),
    "plans.row_undo": _("undid a change in a plan"),
    "plans.row_redo": _("did a change in a plan again"),
}

for _code, _text in ACTIONS.items():
    register_action(_code, _text)
