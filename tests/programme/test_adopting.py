"""Hoa of the standing office adopts a reviewed plan; the units find their work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from unittest import mock

import pytest
from django.test import Client

from khien.base.access import Actor
from khien.base.errors import Missing, Refused
from khien.base.models import AuditEntry
from khien.plans.api import CannotAdopt, NotUnderReview
from khien.plans.models import PlanDocument
from khien.programme import access, selectors
from khien.programme.models import Programme, Task
from khien.programme.services import adopt
from tests.people import Cast
from tests.programme.conftest import AT, ON, read, settle, small_plan, uploaded
from vanban import Money
from vanban import Task as PlanTask


def test_a_plan_with_an_undecided_lead_is_not_adopted_and_nothing_is_left_behind(
    hoa: Actor, under_review: PlanDocument
) -> None:
    with pytest.raises(CannotAdopt):
        adopt(hoa, str(under_review.uuid), at=AT)
    assert not Programme.objects.exists()


def test_tasks_keep_their_words_units_dates_and_money(programme: Programme, cast: Cast) -> None:
    first, second, third = selectors.task_lines(programme, on=ON)
    assert first.text == "Tổ chức tập huấn cho cán bộ đầu mối."
    assert [line.unit_ids for line in first.leads] == [(cast.units.department,)]
    assert (first.start_on, first.end_on) == (dt.date(2026, 3, 1), dt.date(2026, 6, 30))
    assert first.amount_vnd == 50_000_000
    assert [line.known for line in second.leads] == [False]
    assert third.leads == ()


def test_the_money_table_sums_by_year_and_source_and_tells_a_total_that_differs(programme: Programme) -> None:
    money = selectors.money_table(programme)
    assert money.sources == ("Ngân sách tỉnh",)
    assert money.rows == ((2026, (70_000_000,), 70_000_000),)
    assert not money.differs
    programme.stated_total_vnd = 50_000_000
    assert selectors.money_table(programme).differs


def test_the_next_report_is_due_on_its_day(programme: Programme) -> None:
    (duty,) = selectors.duty_lines(programme, on=ON)
    assert duty.next_due == dt.date(2026, 12, 15)


def test_adopting_twice_makes_one_programme(hoa: Actor, programme: Programme) -> None:
    with pytest.raises(NotUnderReview):
        adopt(hoa, str(programme.plan.uuid), at=AT)
    assert Programme.objects.count() == 1


def test_when_making_the_programme_fails_the_plan_stays_under_review(
    hoa: Actor, under_review: PlanDocument
) -> None:
    settle(hoa, under_review)
    broken = mock.patch(
        "khien.programme.services.adopting._make_duties", side_effect=RuntimeError("power cut")
    )
    with broken, pytest.raises(RuntimeError):
        adopt(hoa, str(under_review.uuid), at=AT)
    under_review.refresh_from_db()
    assert under_review.status == "review"
    assert not Task.objects.exists()
    assert adopt(hoa, str(under_review.uuid), at=AT).tasks.count() == 3


def test_adopting_is_audited(programme: Programme) -> None:
    assert list(AuditEntry.objects.filter(action="programme.begun").values_list("subject_id", flat=True)) == [
        str(programme.uuid)
    ]


@pytest.fixture
def amended(hoa: Actor, programme: Programme) -> PlanDocument:
    """A newer version: one task gone, one new, the first as before."""
    kept = small_plan().tasks[0]
    new = PlanTask("IV.2", "body", None, "Lập đường dây nóng.", lead=kept.lead, budget=Money(1_000_000, None))
    plan = uploaded(hoa, b"Ke hoach sua doi", name="sua-doi.txt")
    plan.replaces = programme.plan
    plan.save()
    return settle(hoa, read(plan, small_plan(tasks=(kept, new))))


def test_a_newer_version_ends_the_old_programme_and_tells_what_goes_on(
    hoa: Actor, programme: Programme, amended: PlanDocument
) -> None:
    newer = adopt(hoa, str(amended.uuid), at=AT)
    programme.refresh_from_db()
    assert (programme.ended_on, newer.replaces) == (ON, programme)
    assert programme.tasks.count() == 3
    first, second = newer.tasks.all()
    assert first.continues == programme.tasks.first()
    assert second.continues is None


def test_a_commune_officer_may_not_adopt_the_province_plan(cast: Cast, under_review: PlanDocument) -> None:
    with pytest.raises((Missing, Refused)):
        adopt(cast.actor("commune_officer"), str(under_review.uuid), at=AT)


def test_everyone_reads_the_province_programme_but_only_its_people_a_units_own(
    programme: Programme, cast: Cast
) -> None:
    for who in ("commune_officer", "other_unit", "auditor", "editor"):
        assert access.programme_for(cast.actor(who), programme.uuid, on=ON) == programme
    programme.unit_id = cast.units.commune
    programme.save()
    for who in ("commune_officer", "auditor", "standing_office"):
        assert access.programme_for(cast.actor(who), programme.uuid, on=ON) == programme
    with pytest.raises(Missing):
        access.programme_for(cast.actor("other_unit"), programme.uuid, on=ON)


def test_the_task_table_finds_words_without_diacritics_and_saves_what_is_seen(
    programme: Programme, as_person: Callable[[str], Client]
) -> None:
    client = as_person("commune_officer")
    address = f"/lam-viec/chuong-trinh/{programme.uuid}/nhiem-vu/"
    page = client.get(address, {"tim": "tap huan"}).content.decode()
    assert "Tổ chức tập huấn cho cán bộ đầu mối." in page
    assert "Mở cuộc thi tìm hiểu" not in page
    saved = client.get(address, {"tim": "tap huan", "xuat": "csv"})
    assert saved["Content-Disposition"] == 'attachment; filename="nhiem-vu.csv"'
    assert len(saved.content.decode("utf-8-sig").strip().splitlines()) == 2


def test_hoa_adopts_from_the_page_and_lands_on_the_programme(
    hoa: Actor, under_review: PlanDocument, as_person: Callable[[str], Client]
) -> None:
    client = as_person("standing_office")
    address = f"/lam-viec/chuong-trinh/thong-qua/{under_review.uuid}/"
    assert "Cần giải quyết trước khi thông qua" in client.get(address).content.decode()
    settle(hoa, under_review)
    assert "Thông qua kế hoạch" in client.get(address).content.decode()
    answer = client.post(address, follow=True)
    assert answer.status_code == 200
    assert "Chương trình bắt đầu từ hôm nay" in answer.content.decode()


def test_the_pages_ask_a_fixed_number_of_queries(
    programme: Programme, hoa: Actor, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    with django_assert_max_num_queries(5):  # type: ignore[attr-defined]
        selectors.task_lines(programme, on=ON)


def test_an_officer_sees_what_her_unit_leads_and_finds_it_by_one_link(
    programme: Programme, cast: Cast, as_person: Callable[[str], Client]
) -> None:
    found = access.programmes_for(cast.actor("focal_officer"), on=ON)
    (standing,) = selectors.standings(found, own=frozenset({cast.units.department}), on=ON)
    assert (standing.leads, standing.helps, standing.next_due) == (1, 0, dt.date(2026, 12, 15))
    client = as_person("focal_officer")
    assert "Chủ trì 1 nhiệm vụ" in client.get("/lam-viec/").content.decode()
    page = client.get(
        f"/lam-viec/chuong-trinh/{programme.uuid}/nhiem-vu/?don-vi-toi=chu-tri"
    ).content.decode()
    assert "Tổ chức tập huấn" in page
    assert "Mở cuộc thi" not in page


def test_a_programme_whose_period_has_passed_says_so_and_asks_for_no_more_reports(
    programme: Programme,
) -> None:
    programme.period_from, programme.period_to = 2021, 2025
    programme.save()
    (line,) = selectors.programme_lines(Programme.objects.all(), on=ON)  # type: ignore[arg-type]
    assert line.over
    (duty,) = selectors.duty_lines(programme, on=ON)
    assert duty.next_due is None
