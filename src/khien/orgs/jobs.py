"""What orgs does by itself: forgets people and uploaded tables whose time is over. Refuses to decide anything else."""

from __future__ import annotations

import datetime as dt

from khien.base.access import SYSTEM
from khien.base.clock import now, today
from khien.base.jobs import every, task
from khien.orgs.services.imports import forget_old_tables
from khien.orgs.services.people import forget_people_past_keeping


@task()
def forget_what_is_over() -> None:
    """Once a day. Run twice, the second run finds nothing."""
    forget_people_past_keeping(on=today(), actor=SYSTEM, at=now())
    forget_old_tables(at=now())


every(dt.timedelta(days=1), forget_what_is_over, code="orgs.forget")
