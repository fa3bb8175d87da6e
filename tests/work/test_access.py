"""The access table of work holds, for pages and for acts; nobody reaches into another commune's work."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import Client
from django.urls import reverse

from khien.base.access import Actor
from khien.base.clock import now, today
from khien.programme.models import Programme
from khien.work.models import Attachment, Comment, ExtensionRequest, HandOver, Statement, WorkItem
from khien.work.services import extending, handing_over, parts, talking
from tests.access.work import ROWS
from tests.people import Cast, Units
from tests.work.conftest import AT, did, item, task

pytestmark = pytest.mark.django_db
Browser = Callable[[str], Client]
ACTS = {
    "work:state": {"state-state": "done"},
    "work:person": {"person-person": ""},
    "work:hand_over": {"offer-unit": "PBM", "offer-reason": "x"},
    "work:split": {"part-title": "x", "part-units": "1"},
    "work:more_time": {"time-until": "01/01/2027", "time-reason": "x"},
    "work:stop": {"stop-reason": "x"},
    "work:resume": {"resume-seen": "1"},
    "work:remark": {"remark-text": "x", "remark-key": "k"},
}


@dataclass(frozen=True)
class Busy:
    """March's news of xã An Hòa with everything that can hang on it."""

    item: WorkItem
    offer: HandOver
    asked: ExtensionRequest
    comment: Comment
    file: Attachment


@pytest.fixture
def busy(opened: Programme, cast: Cast, units: Units, settings: object, tmp_path: object) -> Busy:
    settings.KHIEN_FILES = tmp_path  # type: ignore[attr-defined]
    binh = cast.actor("commune_officer")
    news = item(opened, "IV.1", units.commune, "2026-03")
    return Busy(
        news,
        handing_over.offer(binh, news, to_unit_id=units.department, reason="Nhờ Sở", seen=None, at=AT),
        extending.ask_for_time(
            binh, news, until=dt.date(2026, 6, 1), reason="Chờ tài liệu", seen=None, at=AT
        ),
        talking.say(binh, news, text="Đang làm", unit_id=units.commune, mentioned=[], key="k", at=AT),
        talking.attach(binh, news, io.BytesIO(b"du thao"), name="du-thao.txt", at=AT),
    )


def _address(route: str, busy: Busy) -> str:
    whole = {"work:inbox", "work:landing", "work:overview", "work:unit_names"}
    other = {
        "work:answer_offer": busy.offer.uuid,
        "work:decide_time": busy.asked.uuid,
        "work:take_back": busy.comment.uuid,
        "work:attachment": busy.file.uuid,
        "work:detach": busy.file.uuid,
    }
    return reverse(route) if route in whole else reverse(route, args=[other.get(route, busy.item.uuid)])


def _status(browser: Client, address: str) -> int:
    """Closes the file that is sent, but not the database connection the test still needs."""
    answer = browser.get(address)
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)
    return answer.status_code


@pytest.mark.parametrize("route", sorted(ROWS))
def test_each_role_gets_what_the_table_says(route: str, busy: Busy, as_person: Browser) -> None:
    address = _address(route, busy)
    seen = {who: _status(as_person(who), address) for who in ROWS[route]}
    assert seen == ROWS[route]


@pytest.mark.parametrize("who", ["other_unit", "auditor", "editor", "administrator", "leader"])
def test_who_may_not_act_changes_nothing(who: str, busy: Busy, as_person: Browser) -> None:
    browser = as_person(who)
    before = (busy.item.revision, Statement.objects.count(), Comment.objects.count())
    for route, data in ACTS.items():
        if route == "work:remark" and who == "leader":  # a helper answers remarks
            continue
        assert browser.post(reverse(route, args=[busy.item.uuid]), data).status_code in (403, 404)
    for answer in ("take", "refuse", "withdraw"):
        if who != "leader":
            browser.post(reverse("work:answer_offer", args=[busy.offer.uuid]), {"act": answer})
        browser.post(reverse("work:decide_time", args=[busy.asked.uuid]), {"act": answer})
    busy.item.refresh_from_db()
    assert before == (busy.item.revision, Statement.objects.count(), Comment.objects.count())
    assert set(HandOver.objects.values_list("state", flat=True)) == {"asked"}
    assert set(ExtensionRequest.objects.values_list("state", flat=True)) == {"asked"}


def test_binh_grants_himself_nothing(busy: Busy, as_person: Browser) -> None:
    answer = as_person("commune_officer").post(
        reverse("work:decide_time", args=[busy.asked.uuid]), {"act": "grant"}
    )
    assert answer.status_code == 403
    busy.asked.refresh_from_db()
    assert busy.asked.state == "asked"


@pytest.mark.parametrize("act", ["", "x"])
def test_an_answer_that_is_none_of_the_buttons_is_nobodys(act: str, busy: Busy, as_person: Browser) -> None:
    for route, uuid in (("work:answer_offer", busy.offer.uuid), ("work:decide_time", busy.asked.uuid)):
        sent = {"act": act, "answer-answer": "Không"}
        assert as_person("commune_officer").post(reverse(route, args=[uuid]), sent).status_code == 404
    assert set(HandOver.objects.values_list("state", flat=True)) == {"asked"}
    assert set(ExtensionRequest.objects.values_list("state", flat=True)) == {"asked"}


def test_the_neighbouring_ward_sees_nothing_of_it_in_its_inbox(busy: Busy, as_person: Browser) -> None:
    assert str(busy.item.uuid) in as_person("commune_officer").get(reverse("work:inbox")).content.decode()
    assert str(busy.item.uuid) not in as_person("other_unit").get(reverse("work:inbox")).content.decode()
    own = WorkItem.objects.filter(task=busy.item.task, unit_id=busy.item.unit_id).values_list(
        "uuid", flat=True
    )
    page = as_person("other_unit").get(reverse("work:item", args=[_of_other(busy).uuid])).content.decode()
    assert not any(str(uuid) in page for uuid in own)


def _of_other(busy: Busy) -> WorkItem:
    return WorkItem.objects.get(
        task=busy.item.task, period=busy.item.period, unit__code="PBM", role=busy.item.role
    )


@pytest.fixture
def mai(cast: Cast) -> Actor:
    return cast.actor("focal_officer")


@pytest.mark.usefixtures("on_the_day")
def test_who_helps_never_sees_what_another_commune_does_of_it(
    opened: Programme, cast: Cast, units: Units, as_person: Browser
) -> None:
    mai, binh = cast.actor("focal_officer"), cast.actor("commune_officer")
    classes = item(opened, "IV.3", units.department, "2026")
    helps = {"task_id": classes.task_id, "role": "coordinating", "opened_at": AT, "period": "2026"}
    WorkItem.objects.create(unit_id=units.other_commune, for_unit_id=units.other_commune, **helps)
    for unit_id, name in ((units.commune, "Lớp ở An Hòa"), (units.other_commune, "Lớp ở Bình Minh")):
        parts.split_off(mai, classes, title=name, unit_ids=[unit_id], due_on=None, seen=None, at=now())
    did(binh, units.commune, task(opened, "IV.3"), today(), ("lớp tập huấn", 1))
    address = reverse("work:item", args=[classes.uuid])
    seen = {
        who: [word in as_person(who).get(address).content.decode() for word in ("Lớp ở An Hòa", "Việc ngày")]
        for who in ("focal_officer", "commune_officer", "other_unit", "auditor")
    }
    assert seen == {
        "focal_officer": [True, True],
        "commune_officer": [True, True],
        "other_unit": [False, False],
        "auditor": [True, True],
    }
