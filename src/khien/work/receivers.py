"""What work tells the rooms below when the house opens: its audit actions, and that it listens to the programme.

Imported once, after all models are there (`base` finds it). Registers; does nothing else.
"""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from khien.base.audit import register_action
from khien.base.jobs import enqueue_on_commit
from khien.programme import api as programme
from khien.programme.api import when_ledger_changes, when_programme_begins
from khien.work.jobs import open_programme, opening_now
from khien.work.services.opening import open_items
from khien.work.services.refreshing import refresh_ledger_of
from khien.work.wording.core import STILL_OPENING

ACTIONS = {
    "work.passed_on": _("passed work on to the units that answer now"),
    "work.replaced": _("closed work of an older version of the plan"),
    "work.stated": _("stated how far a task is"),
    "work.person_named": _("gave a task to a person"),
    "work.offered": _("offered a task to another unit"),
    "work.offer_answered": _("answered the offer of a task"),
    "work.split": _("split a task into parts"),
    "work.more_time_asked": _("asked for more time"),
    "work.more_time_decided": _("decided a request for more time"),
    "work.offer_withdrawn": _("withdrew the offer of a task"),
    "work.said": _("wrote a remark on a task"),
    "work.remark_taken_back": _("took back a remark on a task"),
    "work.attached": _("put a file beside a task"),
    "work.detached": _("took away a file beside a task"),
    "work.stopped": _("stopped a task"),
    "work.resumed": _("resumed a task"),
    "work.calendar_made": _("made a calendar address of a unit"),
    "work.calendar_ended": _("ended a calendar address of a unit"),
    "work.filter_saved": _("saved a filter of work"),
    "work.filter_renamed": _("renamed a filter of work"),
    "work.filter_deleted": _("deleted a filter of work"),
    "work.changed_many": _("changed many tasks at once"),
    "work.put_off": _("put off the due day of a task"),
    "work.table_taken_in": _("took in a table of tasks"),
}

for _code, _text in ACTIONS.items():
    register_action(_code, _text)


MOST_AT_ONCE = 1000  # units named by tasks, each counted: about a second's work


def _programme_begun(programme_id: int, at: dt.datetime) -> None:
    """Few items are there when the page after the adoption opens; thousands are opened by a worker."""
    if programme.named_units(programme_id) > MOST_AT_ONCE:
        enqueue_on_commit(open_programme, programme_id=programme_id)
    else:
        open_items(programme_id, on=timezone.localdate(at), at=at)


def _still_opening(programme_id: int) -> object:
    return STILL_OPENING if programme_id in opening_now() else ""


def _ledger_changed(unit_ids: frozenset[int], task_ids: frozenset[int], at: dt.datetime) -> None:
    refresh_ledger_of(unit_ids, task_ids, on=timezone.localdate(at))


when_programme_begins("work", _programme_begun, still=_still_opening)
when_ledger_changes("work", _ledger_changed)
