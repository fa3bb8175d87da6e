"""Background work of commune radio. Every job looks at what is there before it does anything."""

from __future__ import annotations

import datetime as dt

from khien.base import clock
from khien.base.jobs import every, task
from khien.channels.services import asking, radio_bulletins, radio_hands, radio_played


@task()
def make_bulletin(bulletin_id: int) -> None:
    radio_bulletins.make_sound(bulletin_id, at=clock.now())


@task()
def hand_to_stations(bulletin_id: int) -> None:
    radio_hands.hand_over(bulletin_id, at=clock.now())


@task()
def recall_from_stations(bulletin_id: int) -> None:
    radio_hands.take_back(bulletin_id, at=clock.now())


@task()
def tend_radio() -> None:
    """What a server did not take goes again; what was played is asked for."""
    at = clock.now()
    for bulletin_id in radio_hands.waiting_bulletins(at=at):
        radio_hands.hand_over(bulletin_id, at=at)
    radio_hands.fetch_receipts(at=at)


@task()
def tell_of_radio() -> None:
    radio_played.tell_of_days(before=clock.today(), at=clock.now())


for name, job in (
    ("make_bulletin", make_bulletin),
    ("hand_to_stations", hand_to_stations),
    ("recall_from_stations", recall_from_stations),
):
    asking.offer(name, job)

every(dt.timedelta(minutes=5), tend_radio, code="channels.radio")
every(dt.timedelta(hours=1), tell_of_radio, code="channels.radio_ledger")
