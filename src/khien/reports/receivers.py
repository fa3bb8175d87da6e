"""What reports tell the rooms below when the house opens: the names of their audit actions, and that they listen for
a programme that begins.

Imported once, after all models are there (`base` finds it). Registers; does nothing else.
"""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from khien.base.audit import register_action
from khien.programme.api import when_programme_begins
from khien.reports.services.rounds import open_due_rounds

ACTIONS = {
    "reports.round_opened": _("opened a report round"),
    "reports.round_changed": _("changed a report round"),
    "reports.round_closed": _("closed a report round"),
    "reports.round_reopened": _("opened a closed report round again"),
    "reports.round_cancelled": _("cancelled a report round"),
    "reports.unit_expected": _("asked a unit for a report"),
    "reports.unit_excused": _("excused a unit from reporting"),
    "reports.unit_given_time": _("gave a unit another due day"),
    "reports.submitted": _("submitted a unit's report"),
    "reports.taken_back": _("took a submitted report back"),
    "reports.returned": _("returned a report with remarks"),
    "reports.accepted": _("accepted a unit's report"),
    "reports.reopened": _("opened an accepted report again"),
    "reports.table_taken_in": _("took in a report from a table"),
    "reports.letter_drafted": _("drafted an urging letter"),
    "reports.consolidation_asked": _("asked for a consolidated report"),
    "reports.consolidation_made": _("made a consolidated report"),
    "reports.consolidation_failed": _("could not make a consolidated report"),
    "reports.consolidation_written": _("wrote in a consolidated report"),
    "reports.consolidation_checked": _("checked a consolidated report"),
    "reports.consolidation_returned": _("opened a checked report for writing again"),
    "reports.consolidation_signed": _("entered number and day of a signed report"),
    "reports.consolidation_scanned": _("attached the signed report"),
    "reports.consolidation_archived": _("archived a consolidated report"),
    "reports.template_saved": _("saved a report template"),
}

for _code, _text in ACTIONS.items():
    register_action(_code, _text)


def _programme_begun(programme_id: int, at: dt.datetime) -> None:
    """A round whose time has come does not wait for the daily job."""
    open_due_rounds(on=timezone.localdate(at), at=at, programme_id=programme_id)


when_programme_begins("reports", _programme_begun)
