"""The demo's months since its plan was adopted: what the units did, and what they reported.

Refuses real data: only `load` calls it, on an installation it has just filled.
"""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from khien.base.access import Actor
from khien.orgs import api as orgs
from khien.programme import api as programmes
from khien.programme.services import recount
from khien.project.demo import scale
from khien.project.demo.activities import year_of
from khien.project.demo.measures import measure
from khien.project.demo.own_plans import make_own_plans
from khien.project.demo.reporting import report_through
from khien.work.services.opening import open_items
from khien.work.services.refreshing import refresh_programme

LONGEST = dt.timedelta(days=285)
A_MONTH = 2
SEED = 2026


def began(at: dt.datetime) -> dt.datetime:
    """When the plan was adopted: in February of its first year, or some nine months ago if that is later."""
    return min(at, max(at - LONGEST, dt.datetime(2026, 2, 9, 2, 0, tzinfo=dt.UTC)))


def live_through(office: Actor, programme_id: int, *, began: dt.datetime, at: dt.datetime) -> None:
    """Activities of every unit from the adoption to the day before `at`, the work they did by it, and its reports."""
    first, last = timezone.localdate(began), timezone.localdate(at) - dt.timedelta(days=1)
    if last <= first:
        return
    make_own_plans(programmes.programme(programme_id).plan_uuid, began=began)
    tasks = programmes.tasks(programme_id, on=last)
    cards = orgs.units(sorted({unit_id for task in tasks for unit_id in task.unit_ids}))
    activities = year_of(
        dict(sorted(cards.items())), tasks, first=first, last=last, a_month=A_MONTH, seed=SEED
    )
    scale.write_activities(activities, at=at)
    recount()
    programmes.index_words()
    open_items(programme_id, on=timezone.localdate(at), at=at)
    refresh_programme(programme_id, on=timezone.localdate(at))
    report_through(office, began=began, at=at)
    measure(office, programme_id, at=at)
