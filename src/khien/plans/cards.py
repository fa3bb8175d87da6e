"""What the first page of the workspace, and the menu, say about plans that wait for a person."""

from __future__ import annotations

from collections.abc import Mapping

from khien.base.access import Actor
from khien.plans.access import work_for, works_on_none
from khien.plans.selectors.waiting import waiting_of

MOST = 5  # more would not be read on a first page; the list has them all


def waiting_count(actor: Actor) -> int:
    """How many plans wait for this actor. One query, none for those who work on no plan."""
    return 0 if works_on_none(actor) else work_for(actor).waiting().count()


def waiting_plans(actor: Actor) -> Mapping[str, object] | None:
    """The newest plans that wait for this actor; None when there is none."""
    if works_on_none(actor):
        return None
    found = waiting_of(work_for(actor), most=MOST)
    if not found:
        return None
    more = waiting_count(actor) - len(found) if len(found) == MOST else 0
    return {"plans": found, "more": more}
