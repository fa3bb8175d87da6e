"""The demo's library: the starter texts, written by the broadcaster's editor and approved by the police's officer."""

from __future__ import annotations

import datetime as dt

from khien.accounts import api as accounts
from khien.library import api as library
from khien.orgs import api as orgs
from khien.search.api import reindex

BASIS = "Kế hoạch 05/KH-UBND, mục III.2"


def fill(*, at: dt.datetime) -> int:
    """How many materials went out."""
    unit = orgs.unit_by_code("AB-BPTTH", on=at.date())
    assert unit is not None
    added = library.load_starter(
        accounts.actor_named("bientap"),
        unit.id,
        at=at,
        approver=accounts.actor_named("pheduyet"),
        basis=BASIS,
    )
    reindex()  # now, not when a worker comes: `khien search` answers right after `khien demo`
    return added
