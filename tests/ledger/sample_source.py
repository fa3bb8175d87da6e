"""A part of Khiên that does not exist, as later ones will be: what it does outside, it writes into the ledger once.

`python -m tests.ledger.sample_source UNIT TASK TIMES` publishes the same bulletin again and again, as a job that is
killed and run anew would: for the test with several processes.
"""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import dataclass

import django

if __name__ == "__main__":
    django.setup()

from khien.base.access import SYSTEM
from khien.programme import api

SOURCE = "sample-radio"


@dataclass(frozen=True, slots=True)
class Bulletin:
    """Its own row, with its own number: the key in the ledger."""

    number: int
    title: str
    aired_on: dt.date
    listeners: int


def air(bulletin: Bulletin, *, unit_id: int, task_id: int, at: dt.datetime) -> str:
    """Put it on the air (here: nothing) and record it; doing it again records nothing new. The chain of the entry."""
    new = api.NewActivity(
        unit_id=unit_id,
        kind=api.ActivityKind.BROADCAST,
        title=bulletin.title,
        starts_on=bulletin.aired_on,
        task_ids=(task_id,),
        products=(api.Product("bản tin", 1),),
        reach=(api.Reach(api.Audience.PUBLIC, bulletin.listeners, api.Basis.ESTIMATED),),
    )
    return api.record_activity(SYSTEM, new, source=SOURCE, key=f"bulletin:{bulletin.number}", at=at).chain


def main(unit_id: int, task_id: int, times: int) -> None:
    at = dt.datetime(2026, 11, 24, 3, 30, tzinfo=dt.UTC)
    chains = {
        air(
            Bulletin(number, f"Bản tin số {number}", dt.date(2026, 11, 20), 500),
            unit_id=unit_id,
            task_id=task_id,
            at=at,
        )
        for _again in range(times)
        for number in range(5)
    }
    sys.stdout.write(" ".join(sorted(chains)))


if __name__ == "__main__":
    main(*(int(text) for text in sys.argv[1:4]))
