"""What search does by itself: looks once a day whether the index still says what its sources say, and forgets."""

from __future__ import annotations

import datetime as dt

from khien.base.clock import now, today
from khien.base.jobs import every, task
from khien.search.services.empty_searches import forget_empty
from khien.search.services.remaking import reindex
from khien.search.services.synonyms import forget_removed


@task()
def look_through_index() -> int:
    """Run twice, the second run writes nothing."""
    return reindex()


@task()
def forget_empty_searches() -> int:
    return forget_empty(on=today())


every(dt.timedelta(days=1), look_through_index, code="search.look_through")


@task()
def forget_removed_synonyms() -> int:
    return forget_removed(at=now())


every(dt.timedelta(days=1), forget_removed_synonyms, code="search.forget_synonyms")
every(dt.timedelta(days=1), forget_empty_searches, code="search.forget_empty")
