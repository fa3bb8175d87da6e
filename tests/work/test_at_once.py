"""Two people at the same moment: one wins, the other reads why, nothing is doubled or lost."""

from __future__ import annotations

import datetime as dt
import os
import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from khien.base.access import Actor
from khien.base.errors import KhienError
from khien.programme.models import Programme, Task
from khien.work.models import ExtensionRequest, HandOver, WorkItem
from khien.work.services import extending, handing_over
from khien.work.services.opening import open_items
from khien.work.services.refreshing import refresh_tasks
from tests.people import Cast, Units
from tests.work.conftest import at, did, item, task

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        "KHIEN_TEST_POSTGRES_URL" not in os.environ, reason="threads share one connection on SQLite in memory"
    ),
]
MARCH = dt.date(2026, 3, 20)


def _at_once(*acts: Callable[[], object]) -> list[str]:
    """What each came to: "done", or the code of its error."""
    gate, came = threading.Barrier(len(acts)), [""] * len(acts)

    def run(number: int, act: Callable[[], object]) -> None:
        try:
            gate.wait(5)
            act()
            came[number] = "done"
        except KhienError as error:
            came[number] = error.code
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return came


def test_an_offer_is_taken_or_taken_back_never_both(running: Programme, cast: Cast, units: Units) -> None:
    binh, xuan = cast.actor("commune_officer"), cast.actor("other_unit")
    news = item(running, "IV.1", units.commune, "2026-03")
    given = handing_over.offer(
        binh, news, to_unit_id=units.other_commune, reason="Bận", seen=None, at=at(MARCH)
    )
    came = _at_once(
        lambda: handing_over.answer_offer(xuan, given, take=True, answer="", at=at(MARCH)),
        lambda: handing_over.withdraw_offer(binh, given, at=at(MARCH)),
    )
    assert sorted(came) == ["answered-already", "done"]
    taken = HandOver.objects.get().state == "granted"
    news.refresh_from_db()
    assert (news.unit_id == units.other_commune) is taken


def test_two_requests_for_the_same_item_are_one(running: Programme, cast: Cast, units: Units) -> None:
    binh = cast.actor("commune_officer")
    news = item(running, "IV.1", units.commune, "2026-03")
    until = dt.date(2026, 5, 1)
    came = _at_once(
        *[
            lambda: extending.ask_for_time(binh, news, until=until, reason="Bận", seen=None, at=at(MARCH))
            for _two in range(2)
        ]
    )
    assert came == ["done", "done"]
    assert ExtensionRequest.objects.count() == 1


def test_opening_twice_at_once_opens_once_and_no_entry_is_overlooked(
    running: Programme, hoa: Actor, units: Units
) -> None:
    april = dt.date(2026, 4, 20)
    came = _at_once(
        lambda: open_items(running.pk, on=april, at=at(april)),
        lambda: open_items(running.pk, on=april, at=at(april)),
        lambda: did(hoa, units.commune, task(running, "IV.1"), MARCH, ("tin", 2), key="a"),
        lambda: did(hoa, units.commune, task(running, "IV.1"), MARCH, ("bài viết", 1), key="b"),
        lambda: refresh_tasks([task(running, "IV.1").pk], on=april),
    )
    assert came == ["done"] * 5
    march = item(running, "IV.1", units.commune, "2026-03")
    assert (march.done, march.asked) == (3, 3)
    assert WorkItem.objects.filter(task__path="IV.1", unit_id=units.commune, period="2026-05").count() == 1


def test_taking_an_offer_back_holds_neither_the_item_nor_its_task(
    running: Programme, cast: Cast, units: Units
) -> None:
    binh = cast.actor("commune_officer")
    news = item(running, "IV.1", units.commune, "2026-03")
    given = handing_over.offer(
        binh, news, to_unit_id=units.other_commune, reason="Bận", seen=None, at=at(MARCH)
    )
    free: list[int] = []

    def look() -> None:
        with transaction.atomic():
            free.extend(Task.objects.select_for_update(nowait=True).values_list("pk", flat=True))
            free.extend(WorkItem.objects.select_for_update(nowait=True).values_list("pk", flat=True))
        connection.close()

    with transaction.atomic():
        handing_over.withdraw_offer(binh, given, at=at(MARCH))
        thread = threading.Thread(target=look)
        thread.start()
        thread.join(20)
    assert news.pk in free
