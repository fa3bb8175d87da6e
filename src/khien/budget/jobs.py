"""What money does by itself: empties tables that nobody confirmed. Refuses to decide anything."""

from __future__ import annotations

import datetime as dt

from khien.base.clock import now
from khien.base.jobs import every, task
from khien.budget.services.allocations import forget_old_tables


@task()
def forget_tables() -> None:
    """Once a day. Run twice, the second run finds nothing."""
    forget_old_tables(at=now())


every(dt.timedelta(days=1), forget_tables, code="budget.forget")
