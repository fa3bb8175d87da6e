"""Two communes merge on 1 July: open work goes on in the new one, what they did counts, what was closed stays."""

from __future__ import annotations

import datetime as dt

import pytest

from khien.base.access import SYSTEM, Actor
from khien.orgs import api as orgs
from khien.orgs.api import Kind, Level, NewUnit
from khien.programme.models import Programme
from khien.work.models import ExtensionRequest, WorkItem
from khien.work.rules import State
from khien.work.services import extending
from khien.work.services.opening import open_items
from khien.work.services.refreshing import refresh_programme
from khien.work.services.settling import settle_successors
from tests.people import Cast, Units
from tests.work.conftest import at, did, item, task

pytestmark = pytest.mark.django_db
JUNE, JULY = dt.date(2026, 6, 10), dt.date(2026, 7, 1)


def _merged(units: Units) -> int:
    new = NewUnit(
        name="Ủy ban nhân dân phường Hòa Bình",
        kind=Kind.PEOPLES_COMMITTEE,
        level=Level.COMMUNE,
        code="PHB",
        parent_id=units.province,
    )
    return orgs.merge_units(
        [units.commune, units.other_commune], into=new, on=JULY, actor=SYSTEM, at=at(JULY)
    ).id


def _states(programme: Programme, path: str, period: str) -> dict[str, str]:
    rows = WorkItem.objects.filter(task__programme=programme, task__path=path, period=period, role="lead")
    return {
        row.unit.name.rsplit(" ", 2)[-2] + " " + row.unit.name.rsplit(" ", 1)[-1]: row.state for row in rows
    }


def test_the_new_commune_goes_on_with_what_both_had_open(
    opened: Programme, hoa: Actor, units: Units, cast: Cast
) -> None:
    open_items(opened.pk, on=JUNE, at=at(JUNE))
    news = task(opened, "IV.1")
    did(hoa, units.commune, news, JUNE, ("bài viết", 1), ("tin", 2))
    did(hoa, units.other_commune, news, JUNE, ("tin", 1))
    refresh_programme(opened.pk, on=JUNE)
    assert _states(opened, "IV.1", "2026-06") == {"An Hòa": State.DONE, "Bình Minh": State.UNDER_WAY}

    heir = _merged(units)
    open_items(opened.pk, on=JULY, at=at(JULY))

    june = _states(opened, "IV.1", "2026-06")
    assert june["An Hòa"] == State.DONE  # closed before: stays as it was
    assert june["Bình Minh"] == State.PASSED_ON
    assert june["Hòa Bình"] == State.DONE
    fresh = item(opened, "IV.1", heir, "2026-06")
    assert fresh.done == 3  # what both did counts for the one that answers now
    old = WorkItem.objects.get(task=news, unit=units.other_commune, period="2026-06")
    assert old.merged_into == fresh
    assert item(opened, "IV.1", heir, "2026-07").state == State.NOT_STARTED
    assert WorkItem.objects.filter(task=news, period="2026-07").exclude(state=State.PASSED_ON).count() == 1


def test_a_request_for_time_goes_along_and_settling_again_settles_nothing(
    opened: Programme, hoa: Actor, units: Units, cast: Cast
) -> None:
    open_items(opened.pk, on=JUNE, at=at(JUNE))
    june = item(opened, "IV.1", units.commune, "2026-06")
    extending.ask_for_time(hoa, june, until=dt.date(2026, 8, 1), reason="Sáp nhập", seen=None, at=at(JUNE))
    heir = _merged(units)
    assert settle_successors(on=JULY, at=at(JULY)) > 0
    assert settle_successors(on=JULY, at=at(JULY)) == 0
    waiting = ExtensionRequest.objects.get()
    assert (waiting.state, waiting.item.unit_id) == ("asked", heir)


def test_after_the_merger_an_activity_of_the_new_commune_moves_its_item(
    opened: Programme, hoa: Actor, units: Units
) -> None:
    heir = _merged(units)
    open_items(opened.pk, on=JULY, at=at(JULY))
    did(hoa, heir, task(opened, "IV.1"), JULY, ("bài viết", 1), ("tin", 2))
    refresh_programme(opened.pk, on=JULY)
    assert item(opened, "IV.1", heir, "2026-07").state == State.DONE


def test_a_unit_that_ends_without_an_heir_leaves_its_work_stopped_with_the_reason(
    opened: Programme, units: Units
) -> None:
    orgs.close_unit(units.commune, on=JULY, actor=SYSTEM, at=at(JULY))
    open_items(opened.pk, on=JULY, at=at(JULY))
    left = WorkItem.objects.filter(unit=units.commune)
    assert set(left.values_list("state", flat=True)) == {State.STOPPED}
    assert all(row.stop_reason for row in left)
