"""What the first page of the workspace says about running programmes."""

from __future__ import annotations

from collections.abc import Mapping

from khien.base.access import Actor
from khien.base.clock import today
from khien.programme import access, selectors
from khien.programme.access import ledger as ledger_access
from khien.programme.rules.ledger import tally_month
from khien.programme.selectors.ledger import tally_sums


def running_programmes(actor: Actor) -> Mapping[str, object] | None:
    """The programmes in force for this person; None when there is none."""
    on = today()
    found = selectors.standings(access.programmes_for(actor, on=on), own=actor.unit_ids, on=on)
    return {"standings": found} if found else None


def own_ledger(actor: Actor) -> Mapping[str, object] | None:
    """What her own units recorded this reporting month, and her drafts; None for who records for no unit of her own."""
    own = actor.units_as(ledger_access.RECORDERS)
    if not own:
        return None
    month = tally_month(today())
    sums = tally_sums(first_month=month, last_month=month, unit_ids=own)
    return {
        "activities": sum(line.activities for line in sums),
        "people": sum(line.people for line in sums),
        "drafts": len(ledger_access.drafts_for(actor)),
    }
