"""Story: xã An Hòa and phường Bình Minh merge on 1 July 2026. Both report the half year; the new ward reports the year;
every activity counts once and the sums are right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from khien.accounts.selectors import actor_of
from khien.base.access import Actor
from khien.orgs import api as orgs
from khien.orgs.api import Kind, Level, NewUnit, Role
from khien.programme.models import Programme
from khien.reports import api
from khien.reports.access.rounds import own_units
from khien.reports.models import ReportRound, Submission
from khien.reports.services.rounds import follow_mergers, open_due_rounds
from tests.people import Cast, officer
from tests.reports.conftest import JUNE, MAY, NOVEMBER, moment

MERGED = dt.date(2026, 7, 1)
Did = Callable[..., int]
HandIn = Callable[..., Submission]


def merged(cast: Cast, hoa: Actor) -> int:
    new = NewUnit(
        name="Ủy ban nhân dân phường An Bình Minh",
        kind=Kind.PEOPLES_COMMITTEE,
        level=Level.COMMUNE,
        code="PABM",
        parent_id=cast.units.province,
    )
    both = [cast.units.commune, cast.units.other_commune]
    return orgs.merge_units(both, into=new, on=MERGED, actor=hoa, at=moment(MERGED), instrument="NQ 7").id


def test_two_halves_and_one_year(
    programme: Programme, cast: Cast, hoa: Actor, did: Did, hand_in: HandIn
) -> None:
    [half] = open_due_rounds(on=MAY, at=moment(MAY))
    spring = [
        did("commune", "IV.2", dt.date(2026, 3, 1), people=100, spent=1_000_000),
        did("other_commune", "IV.2", dt.date(2026, 4, 1), people=200, spent=2_000_000),
    ]
    gap = did("commune", "IV.2", dt.date(2026, 6, 20), people=30)  # after the half closed, before the merger
    hand_in(half, "commune", on=JUNE, accepted=True)
    hand_in(half, "other_commune", on=JUNE, accepted=True, who="other_unit")
    of_half = api.accepted_submissions(half.pk)
    assert sorted(row.figures.people for row in of_half) == [100, 200]

    ward = merged(cast, hoa)
    assert follow_mergers(on=NOVEMBER, at=moment(NOVEMBER)) == 0  # the half year stays with the old ones
    autumn = did(ward, "IV.2", dt.date(2026, 9, 1), people=400, spent=4_000_000)

    [year] = open_due_rounds(on=NOVEMBER, at=moment(NOVEMBER))
    asked = set(year.expected.values_list("unit_id", flat=True))
    assert asked == {cast.units.department, ward}
    lan = actor_of(officer("Trần Thị Lan", Role.FOCAL_OFFICER, ward, sign_in_name="lan"))
    cast.made["lan"] = type(cast["commune_officer"]).objects.get(username="lan")
    assert lan.person_id
    hand_in(year, ward, on=dt.date(2026, 11, 8), accepted=True, who="lan")
    [report] = api.accepted_submissions(year.pk)
    assert set(report.activity_ids) == {*spring, gap, autumn}
    assert (report.figures.people, report.figures.spent_vnd) == (730, 7_000_000)
    assert [task.activities for task in report.figures.tasks] == [4]


def test_the_new_wards_officer_still_hands_in_what_the_old_commune_owes(
    half: ReportRound, cast: Cast, hoa: Actor, did: Did, hand_in: HandIn
) -> None:
    did("commune", "IV.2", dt.date(2026, 3, 1), people=100)
    ward = merged(cast, hoa)
    day = dt.date(2026, 7, 3)
    lan = actor_of(officer("Trần Thị Lan", Role.FOCAL_OFFICER, ward, sign_in_name="lan"))
    assert own_units(lan, on=day) == {ward, cast.units.commune, cast.units.other_commune}
    cast.made["lan"] = type(cast["commune_officer"]).objects.get(username="lan")
    row = hand_in(half, "commune", on=day, who="lan", accepted=True)
    assert row.figures["people"] == 100


def test_who_merges_before_the_last_day_that_counts_gives_way(
    year: ReportRound, cast: Cast, hoa: Actor, did: Did, hand_in: HandIn
) -> None:
    ReportRound.objects.filter(pk=year.pk).update(cut_off=dt.date(2026, 11, 30))
    did("commune", "IV.2", dt.date(2026, 3, 1), people=100)
    on = dt.date(2026, 11, 20)
    both = [cast.units.commune, cast.units.other_commune]
    into = orgs.merge_units(both[:1], into=both[1], on=on, actor=hoa, at=moment(on), instrument="NQ 9")
    assert follow_mergers(on=on, at=moment(on)) == 1
    assert follow_mergers(on=on, at=moment(on)) == 0
    excused = year.expected.get(unit_id=cast.units.commune)
    assert "Bình Minh" in excused.excused
    year.refresh_from_db()
    row = hand_in(year, into.id, on=on, who="other_unit")
    assert row.figures["people"] == 100
