"""Many tasks at once: looked at before, done together, each by its own rules, undone where nobody changed it since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from khien.base.clock import today
from khien.base.models import AuditEntry
from khien.orgs.models import Unit
from khien.programme.models import Programme
from khien.work.access.bulk import reach_of
from khien.work.access.items import item_for, may_act, may_decide
from khien.work.models import Batch, ExtensionRequest, HandOver, WorkItem
from khien.work.rules import State
from khien.work.services import bulk
from khien.work.services.extending import ask_for_time
from tests.people import Cast, Units
from tests.work.conftest import BEGUN, at
from tests.work.test_boards import many_communes

pytestmark = pytest.mark.django_db

Browser = Callable[[str], Client]
LATER = dt.date(2027, 6, 30)


def chosen(browser: Client, act: str, *items: WorkItem, **more: str) -> str:
    """The address of the batch."""
    data = {"viec-can-lam": act, "chon": [str(one.uuid) for one in items], **more}
    answer = browser.post(reverse("work:bulk"), data)
    assert answer.status_code == 302
    return str(answer["Location"])


def told(browser: Client, address: str, **words: str) -> str:
    """The page after typing."""
    return browser.post(address, words, follow=True).content.decode()


def done(browser: Client, address: str) -> str:
    return browser.post(address, {"do": "1"}, follow=True).content.decode()


@pytest.fixture
def coming(opened: Programme) -> list[WorkItem]:
    """Every item of the programme, due at the end of 2026 or later."""
    WorkItem.objects.exclude(due_on=None).update(due_on=dt.date(2026, 12, 31))
    return list(WorkItem.objects.order_by("pk"))


def test_the_office_puts_off_days_after_looking_and_takes_it_back(
    coming: list[WorkItem], as_person: Browser
) -> None:
    office = as_person("standing_office")
    address = chosen(office, "put_off", *coming)
    shown = told(office, address, until="30/06/2027", reason="Sáp nhập xã")
    assert f"{len(coming)} việc sẽ đổi" in shown
    assert not WorkItem.objects.filter(due_on=LATER).exists()
    done(office, address)
    assert WorkItem.objects.filter(due_on=LATER).count() == len(coming)
    one = ExtensionRequest.objects.filter(item=coming[0]).get()
    assert (one.state, one.reason) == ("granted", "Sáp nhập xã")
    office.post(address, {"undo": "1"})
    assert not WorkItem.objects.filter(due_on=LATER).exists()
    assert ExtensionRequest.objects.filter(state="granted").count() == 0


def test_what_cannot_change_is_told_with_its_reason_and_stays(
    coming: list[WorkItem], as_person: Browser
) -> None:
    WorkItem.objects.filter(pk=coming[0].pk).update(state=State.DONE.value)
    WorkItem.objects.filter(pk=coming[1].pk).update(due_on=None)
    office = as_person("standing_office")
    address = chosen(office, "put_off", *coming)
    shown = told(office, address, until="30/06/2027", reason="Lũ")
    assert f"{len(coming) - 2} việc sẽ đổi" in shown
    assert "2 việc giữ nguyên" in shown
    assert "việc đã xong: 1" in shown
    assert "việc không có hạn: 1" in shown
    done(office, address)
    assert WorkItem.objects.filter(due_on=LATER).count() == len(coming) - 2


def test_doing_twice_does_once(coming: list[WorkItem], as_person: Browser) -> None:
    office = as_person("standing_office")
    address = chosen(office, "stop", *coming)
    told(office, address, reason="Hết kinh phí")
    before = AuditEntry.objects.count()
    first, second = done(office, address), done(office, address)
    assert f"Đã đổi {len(coming)} việc" in first
    assert first.count("Đã đổi") == second.count("Đã đổi")
    assert AuditEntry.objects.count() == before + len(coming) + 1


def test_what_somebody_changed_meanwhile_is_left_to_her(coming: list[WorkItem], as_person: Browser) -> None:
    office = as_person("standing_office")
    address = chosen(office, "stop", *coming[:3])
    told(office, address, reason="Hết kinh phí")
    WorkItem.objects.filter(pk=coming[0].pk).update(revision=9)
    shown = done(office, address)
    assert "Đã đổi 2 việc" in shown
    assert "Các việc giữ nguyên" in shown
    coming[0].refresh_from_db()
    assert coming[0].stopped_at is None


def test_undoing_leaves_what_was_changed_since(coming: list[WorkItem], as_person: Browser) -> None:
    office = as_person("standing_office")
    address = chosen(office, "stop", *coming[:3])
    told(office, address, reason="Hết kinh phí")
    done(office, address)
    WorkItem.objects.filter(pk=coming[0].pk).update(revision=9)
    shown = office.post(address, {"undo": "1"}, follow=True).content.decode()
    assert "2 việc đã trở lại như cũ" in shown
    assert "1 việc đã có người đổi" in shown
    assert WorkItem.objects.filter(stopped_at__isnull=False).count() == 1


def test_everything_that_fits_the_filter_is_chosen_with_its_count(
    coming: list[WorkItem], as_person: Browser
) -> None:
    many_communes(Programme.objects.get(), 30)
    office = as_person("standing_office")
    table = office.get(f"{reverse('work:table')}?trang-thai=qua-han").content.decode()
    assert "Với cả 30 việc của bộ lọc" in table
    data = {"viec-can-lam": "stop", "tat-ca": "1", "trang-thai": "qua-han"}
    address = office.post(reverse("work:bulk"), data)["Location"]
    assert "30 việc sẽ đổi" in told(office, address, reason="Lũ")


def test_requests_for_more_time_are_decided_together(
    coming: list[WorkItem], as_person: Browser, cast: Cast
) -> None:
    actor = cast.actor("standing_office")
    for one in coming[:2]:
        ask_for_time(actor, one, until=LATER, reason="Mưa bão", seen=None, at=at(BEGUN))
    office = as_person("standing_office")
    address = chosen(office, "grant", *coming[:3])
    shown = told(office, address, reason="")
    assert "2 việc sẽ đổi" in shown
    assert "không có đề nghị đang chờ: 1" in shown
    done(office, address)
    assert WorkItem.objects.filter(due_on=LATER).count() == 2
    assert ExtensionRequest.objects.filter(state="asked").count() == 0


def test_a_commune_gives_its_tasks_to_its_officer_and_offers_them(
    coming: list[WorkItem], as_person: Browser, units: Units, cast: Cast
) -> None:
    mine = list(WorkItem.objects.filter(unit_id=units.commune))
    officer = as_person("commune_officer")
    address = chosen(officer, "person", *mine)
    told(officer, address, person=str(cast["commune_officer"].person_id))
    done(officer, address)
    assert WorkItem.objects.filter(person_id=cast["commune_officer"].person_id).count() == len(mine)
    officer.post(address, {"undo": "1"})
    assert WorkItem.objects.filter(person__isnull=False).count() == 0

    address = chosen(officer, "hand_over", *mine)
    told(officer, address, unit="SKHCN", reason="Không đủ người")
    done(officer, address)
    assert HandOver.objects.filter(state="asked").count() == len(mine)
    officer.post(address, {"undo": "1"})
    assert HandOver.objects.filter(state="asked").count() == 0


def test_nobody_changes_what_is_not_hers(coming: list[WorkItem], as_person: Browser, units: Units) -> None:
    other = WorkItem.objects.filter(unit_id=units.other_commune).first()
    mine = WorkItem.objects.filter(unit_id=units.commune).first()
    assert other
    assert mine
    officer = as_person("commune_officer")
    address = chosen(officer, "stop", other, mine)
    batch = Batch.objects.get()
    assert [row[0] for row in batch.rows] == [mine.pk]  # the other one is not seen at all
    assert "không thuộc quyền của anh/chị: 1" in told(officer, address, reason="Thử")
    done(officer, address)
    assert not WorkItem.objects.filter(stopped_at__isnull=False).exists()
    for who in ("focal_officer", "standing_office"):
        assert as_person(who).get(address).status_code == 404


@pytest.mark.parametrize("who", ["auditor", "administrator", "editor"])
def test_who_only_reads_changes_nothing(who: str, coming: list[WorkItem], as_person: Browser) -> None:
    assert "hang-loat" not in as_person(who).get(reverse("work:table")).content.decode()
    data = {"viec-can-lam": "stop", "chon": [str(coming[0].uuid)]}
    assert as_person(who).post(reverse("work:bulk"), data).status_code == 403


def test_a_wrong_day_comes_back_at_its_field(coming: list[WorkItem], as_person: Browser) -> None:
    office = as_person("standing_office")
    address = chosen(office, "put_off", *coming)
    answer = office.post(address, {"until": "31/02/2027", "reason": "Lũ lụt"})
    assert answer.status_code == 422
    assert "Lũ lụt" in answer.content.decode()


def test_nothing_chosen_says_so(coming: list[WorkItem], as_person: Browser) -> None:
    answer = as_person("standing_office").post(reverse("work:bulk"), {"viec-can-lam": "stop"}, follow=True)
    assert "Chưa chọn việc nào" in answer.content.decode()


def test_more_than_one_person_can_answer_for_is_refused(
    coming: list[WorkItem], as_person: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MOST_ITEMS", 2)
    data = {"viec-can-lam": "stop", "tat-ca": "1"}
    answer = as_person("standing_office").post(reverse("work:bulk"), data)
    assert answer.status_code == 413
    assert not Batch.objects.exists()


def test_looking_asks_a_fixed_number_of_questions(
    coming: list[WorkItem], as_person: Browser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    many_communes(Programme.objects.get(), 80)
    office = as_person("standing_office")
    address = office.post(reverse("work:bulk"), {"viec-can-lam": "put_off", "tat-ca": "1"})["Location"]
    told(office, address, until="30/06/2027", reason="Lũ")
    with django_assert_max_num_queries(30):
        assert office.get(address).status_code == 200


@pytest.mark.parametrize("who", ["standing_office", "leader", "focal_officer", "commune_officer", "auditor"])
def test_many_at_once_asks_the_same_as_one_by_one(who: str, coming: list[WorkItem], cast: Cast) -> None:
    actor = cast.actor(who)
    reach = reach_of(actor, on=today())
    for one in WorkItem.objects.select_related("unit", "parent"):
        found = item_for(cast.actor("standing_office"), one.uuid, on=today())
        assert reach.may_act(one) == may_act(actor, found, on=today())
        assert reach.may_decide(one) == may_decide(actor, found, on=today())


def test_old_batches_are_emptied(coming: list[WorkItem], as_person: Browser, units: Units) -> None:
    assert Unit.objects.filter(pk=units.commune).exists()
    chosen(as_person("standing_office"), "stop", *coming)
    made = Batch.objects.get().made_at
    assert bulk.forget_old_batches(at=made + bulk.KEPT) == 0
    assert bulk.forget_old_batches(at=made + bulk.KEPT + dt.timedelta(days=1)) == 1
    assert Batch.objects.get().rows == []
