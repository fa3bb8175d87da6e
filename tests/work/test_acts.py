"""Acts on an item: who offers, asks, splits, says; twice is once, two tabs meet, nothing typed is lost."""

from __future__ import annotations

import datetime as dt
import io

import pytest

from khien.base.access import Actor
from khien.base.models import AuditEntry
from khien.programme.models import Programme
from khien.work.errors import AnsweredAlready, ChangedMeanwhile, Invalid, NoLongerOpen
from khien.work.models import Attachment, Comment, ExtensionRequest, HandOver, Mention, Statement, WorkItem
from khien.work.rules import State
from khien.work.rules.states import differs
from khien.work.selectors.waiting import mentions_of, offers_to, requests_of, waiting_count
from khien.work.services import acts, extending, handing_over, parts, talking
from khien.work.services.refreshing import refresh_ledger_of, refresh_tasks
from tests.people import Cast, Units
from tests.work.conftest import at, did, item, task

pytestmark = pytest.mark.django_db
MARCH = dt.date(2026, 3, 20)
NOW = at(MARCH)


@pytest.fixture
def binh(cast: Cast) -> Actor:
    """Phạm Văn Bình, focal officer of xã An Hòa."""
    return cast.actor("commune_officer")


@pytest.fixture
def xuan(cast: Cast) -> Actor:
    """Đỗ Thị Xuân, focal officer of phường Bình Minh."""
    return cast.actor("other_unit")


@pytest.fixture
def news(opened: Programme, units: Units) -> WorkItem:
    """March's news of xã An Hòa."""
    return item(opened, "IV.1", units.commune, "2026-03")


def test_what_binh_states_stands_beside_what_the_ledger_shows(news: WorkItem, binh: Actor) -> None:
    for _twice in range(2):
        acts.state_item(binh, news, state="done", note="Đã đăng, chưa kịp ghi sổ.", at=NOW)
    news.refresh_from_db()
    assert news.state == State.NOT_STARTED
    assert [s.state for s in Statement.objects.filter(item=news)] == ["done"]
    assert differs("done", news.state)
    with pytest.raises(Invalid):
        acts.state_item(binh, news, state="overdue", note="", at=NOW)


def test_an_item_is_given_to_a_person_of_the_unit_and_to_nobody_else(
    news: WorkItem, binh: Actor, xuan: Actor
) -> None:
    acts.give_to_person(binh, news, person_id=binh.person_id, seen=news.revision, at=NOW)
    news.refresh_from_db()
    assert news.person_id == binh.person_id
    with pytest.raises(Invalid):
        acts.give_to_person(binh, news, person_id=xuan.person_id, seen=news.revision, at=NOW)
    with pytest.raises(ChangedMeanwhile):
        acts.give_to_person(binh, news, person_id=None, seen=news.revision - 1, at=NOW)


def test_xuan_takes_what_binh_offers_and_what_he_did_goes_on_counting(
    opened: Programme, news: WorkItem, binh: Actor, xuan: Actor, units: Units
) -> None:
    did(binh, units.commune, task(opened, "IV.1"), MARCH, ("bài viết", 1))
    offered = [
        handing_over.offer(
            binh, news, to_unit_id=units.other_commune, reason="Thiếu người", seen=None, at=NOW
        )
        for _twice in range(2)
    ]
    assert len({offer.pk for offer in offered}) == 1
    assert [line.words for line in offers_to([units.other_commune])] == ["Thiếu người"]
    assert waiting_count(xuan, xuan.unit_ids) == 1
    for _twice in range(2):
        handing_over.answer_offer(xuan, offered[0], take=True, answer="", at=NOW)
    news.refresh_from_db()
    assert (news.unit_id, news.for_unit_id) == (units.other_commune, units.commune)
    assert (news.done, news.state) == (1, State.UNDER_WAY)
    assert waiting_count(xuan, xuan.unit_ids) == 0


def test_time_that_the_first_unit_asked_for_is_no_more_asked_when_another_takes_the_item(
    news: WorkItem, binh: Actor, xuan: Actor, cast: Cast, units: Units
) -> None:
    extending.ask_for_time(binh, news, until=dt.date(2026, 6, 30), reason="Loa hỏng", seen=None, at=NOW)
    news.refresh_from_db()
    given = handing_over.offer(
        binh, news, to_unit_id=units.other_commune, reason="Thiếu người", seen=None, at=NOW
    )
    office = cast.actor("standing_office")
    assert len(requests_of(office)) == 1
    handing_over.answer_offer(xuan, given, take=True, answer="", at=NOW)
    assert requests_of(office) == []
    assert news.extensions.get().decided_by == xuan.label


def test_a_refused_offer_says_why_and_cannot_be_taken_after(
    news: WorkItem, binh: Actor, xuan: Actor, units: Units
) -> None:
    given = handing_over.offer(
        binh, news, to_unit_id=units.other_commune, reason="Thiếu người", seen=None, at=NOW
    )
    with pytest.raises(Invalid):
        handing_over.answer_offer(xuan, given, take=False, answer=" ", at=NOW)
    handing_over.answer_offer(xuan, given, take=False, answer="Không thuộc địa bàn", at=NOW)
    with pytest.raises(AnsweredAlready):
        handing_over.answer_offer(xuan, given, take=True, answer="", at=NOW)
    news.refresh_from_db()
    assert news.unit_id == units.commune
    again = handing_over.offer(binh, news, to_unit_id=units.department, reason="Nhờ Sở", seen=None, at=NOW)
    handing_over.withdraw_offer(binh, again, at=NOW)
    assert set(HandOver.objects.values_list("state", flat=True)) == {"refused", "withdrawn"}


def test_a_part_goes_to_who_helps_is_due_within_the_whole_and_counts_for_it(
    opened: Programme, cast: Cast, units: Units, binh: Actor
) -> None:
    mai = cast.actor("focal_officer")
    classes = item(opened, "IV.3", units.department, "2026")
    wrong = {"title": "Mở lớp cho xã", "unit_ids": [units.commune], "seen": None, "at": NOW}
    with pytest.raises(Invalid) as late:
        parts.split_off(mai, classes, due_on=dt.date(2027, 1, 5), **wrong)  # type: ignore[arg-type]
    assert set(late.value.fields) == {"due_on"}
    with pytest.raises(Invalid) as stranger:
        parts.split_off(
            mai, classes, title="Lớp", unit_ids=[units.other_commune], due_on=None, seen=None, at=NOW
        )
    assert set(stranger.value.fields) == {"unit"}
    for _twice in range(2):
        parts.split_off(mai, classes, due_on=dt.date(2026, 9, 30), **wrong)  # type: ignore[arg-type]
    (part,) = classes.parts.all()
    assert (part.unit_id, part.due_on) == (units.commune, dt.date(2026, 9, 30))
    later = dt.date(2026, 4, 2)
    did(binh, units.commune, task(opened, "IV.3"), later, ("lớp tập huấn", 1))
    refresh_ledger_of([units.commune], [classes.task_id], on=later)
    part.refresh_from_db()
    classes.refresh_from_db()
    assert part.state == State.DONE
    assert (classes.state, classes.done) == (State.UNDER_WAY, 1)
    with pytest.raises(Invalid):
        parts.split_off(binh, part, title="x", unit_ids=[units.department], due_on=None, seen=None, at=NOW)


def test_hoa_grants_more_time_and_the_plans_day_stays_told(
    news: WorkItem, binh: Actor, hoa: Actor, units: Units
) -> None:
    may = dt.date(2026, 5, 15)
    asked = [
        extending.ask_for_time(binh, news, until=may, reason="Chờ tài liệu", seen=None, at=NOW)
        for _twice in range(2)
    ]
    assert len({one.pk for one in asked}) == 1
    assert [line.until for line in requests_of(hoa)] == [may]
    assert requests_of(binh) == []
    april = at(dt.date(2026, 4, 2))
    refresh_tasks([news.task_id], on=april.date())
    news.refresh_from_db()
    assert news.state == State.OVERDUE
    extending.decide_request(hoa, asked[0], grant=True, answer="", at=april)
    extending.decide_request(hoa, asked[0], grant=True, answer="", at=april)
    news.refresh_from_db()
    assert (news.due_on, news.first_due_on) == (may, dt.date(2026, 3, 31))
    assert news.state == State.NOT_STARTED
    with pytest.raises(AnsweredAlready):
        extending.decide_request(hoa, asked[0], grant=False, answer="Không", at=april)


@pytest.mark.parametrize("until", [dt.date(2026, 3, 31), dt.date(2026, 1, 1), dt.date(2040, 1, 1)])
def test_no_request_for_a_day_that_is_none(news: WorkItem, binh: Actor, until: dt.date) -> None:
    with pytest.raises(Invalid) as wrong:
        extending.ask_for_time(binh, news, until=until, reason="Bận", seen=None, at=NOW)
    assert set(wrong.value.fields) == {"until"}
    assert not ExtensionRequest.objects.exists()


def test_a_unit_named_in_a_remark_finds_it_until_somebody_there_has_seen_it(
    news: WorkItem, binh: Actor, cast: Cast, units: Units
) -> None:
    for _twice in range(2):
        talking.say(
            binh,
            news,
            text="Nhờ Sở gửi tài liệu",
            unit_id=units.commune,
            mentioned=[units.department],
            key="k1",
            at=NOW,
        )
    assert Comment.objects.count() == Mention.objects.count() == 1
    assert [line.words for line in mentions_of([units.department])] == ["Nhờ Sở gửi tài liệu"]
    mai = cast.actor("focal_officer")
    assert talking.mark_seen(mai, news, unit_ids=mai.unit_ids, at=NOW) == 1
    assert mentions_of([units.department]) == []
    talking.take_back(binh, Comment.objects.get(), at=NOW)
    assert Comment.objects.get().text == ""


def test_the_same_file_stands_beside_an_item_once(
    news: WorkItem, binh: Actor, settings: pytest.FixtureRequest, tmp_path: object
) -> None:
    settings.KHIEN_FILES = tmp_path  # type: ignore[attr-defined]
    for _twice in range(2):
        talking.attach(binh, news, io.BytesIO(b"du thao"), name="du-thao.txt", at=NOW)
    kept = Attachment.objects.get()
    talking.detach(binh, kept, at=NOW)
    talking.detach(binh, kept, at=NOW)
    assert not Attachment.objects.filter(removed_at__isnull=True).exists()


def test_a_stopped_item_asks_for_nothing_and_resumes_where_the_ledger_is(
    opened: Programme, news: WorkItem, hoa: Actor, binh: Actor, units: Units
) -> None:
    did(binh, units.commune, task(opened, "IV.1"), MARCH, ("tin", 1))
    acts.stop_item(hoa, news, reason="Tạm dừng vì bão", seen=news.revision, at=NOW)
    news.refresh_from_db()
    assert (news.state, news.stop_reason) == (State.STOPPED, "Tạm dừng vì bão")
    refresh_tasks([news.task_id], on=dt.date(2026, 5, 1))
    news.refresh_from_db()
    assert news.state == State.STOPPED
    with pytest.raises(NoLongerOpen):
        acts.state_item(binh, news, state="done", note="", at=NOW)
    acts.resume_item(hoa, news, seen=news.revision, at=NOW)
    news.refresh_from_db()
    assert (news.state, news.stop_reason) == (State.UNDER_WAY, "")


def test_each_act_leaves_one_entry_in_the_audit(news: WorkItem, binh: Actor, hoa: Actor) -> None:
    before = AuditEntry.objects.count()
    for _twice in range(2):
        acts.state_item(binh, news, state="under_way", note="", at=NOW)
        acts.stop_item(hoa, news, reason="Bão", seen=None, at=NOW)
        acts.resume_item(hoa, news, seen=None, at=NOW)
    told = AuditEntry.objects.filter(subject_kind="work", subject_id=str(news.uuid))
    assert told.count() == AuditEntry.objects.count() - before == 5  # the second statement said nothing new


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("phan-mem.exe", b"MZ\x00\x01"),
        ("anh.jpg", b"MZ\x00\x01"),
        ("cai.bat", b"echo"),
        ("a.txt", b"<html></html>"),
    ],
)
def test_a_file_that_could_run_is_not_put_beside_an_item(
    news: WorkItem, binh: Actor, settings: pytest.FixtureRequest, tmp_path: object, name: str, content: bytes
) -> None:
    settings.KHIEN_FILES = tmp_path  # type: ignore[attr-defined]
    with pytest.raises(Invalid):
        talking.attach(binh, news, io.BytesIO(content), name=name, at=NOW)
    assert not Attachment.objects.exists()
