"""The campaign pages as Châu, Anh and Hoa see them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from khien.audiences.models import Segment
from khien.base.access import Actor
from khien.base.clock import today
from khien.channels.models import Campaign, CampaignStep, DeliveryRow, Message
from khien.channels.rules.kinds import CampaignState, Delivery
from khien.channels.services import campaign_texts, campaigns
from khien.channels.services.links import count_up
from khien.library.models import Material
from tests.channels.campaigns.conftest import BASIS, ON, Plans
from tests.people import AT, Cast

pytestmark = pytest.mark.django_db
Browser = Callable[[str], Client]
Page = Any


@pytest.fixture(autouse=True)
def _jobs_only_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """What jobs do is tested with the engine."""
    monkeypatch.setattr(campaigns, "ask", lambda name, **kwargs: None)


def _url(name: str, found: Campaign | None = None, **more: Any) -> str:
    return reverse(f"campaigns:{name}", kwargs=({"uuid": found.uuid} if found else {}) | more)


def _text(page: HttpResponse | Page) -> str:
    return str(page.content.decode())


def _rows(message: Message, **states: int) -> None:
    n = DeliveryRow.objects.count()
    for name, number in states.items():
        for _ in range(number):
            n += 1
            DeliveryRow.objects.create(
                message=message,
                step=message.step,
                medium=message.medium,
                key=f"{n:032x}",
                address_id=n,
                state=Delivery[name.upper()],
                reason={"failed": "no-address", "uncertain": "killed"}.get(name, ""),
                sent_at=AT,
            )


@pytest.fixture
def running(approved: Campaign, chau: Actor) -> Campaign:
    return campaigns.start(chau, approved, at=AT)


# ---- planning ----------------------------------------------------------------------------------------------------
def test_chau_plans_a_campaign_from_a_ready_plan_to_the_approval(
    as_person: Browser, published: Material, people: None, cast: Cast
) -> None:
    chau = as_person("editor")
    day = f"{today() + dt.timedelta(days=2):%d/%m/%Y}"
    begun = chau.post(_url("new"), {"mau": "nguoi-cao-tuoi", "title": "Ông bà cúp máy", "first_day": day})
    made = Campaign.objects.get()
    assert begun.headers["Location"] == _url("what_for", made)

    texts = chau.get(_url("texts", made))
    assert published.title in _text(texts)
    data = {"version": made.version, "material": published.uuid, "on_media": ["sms", "email"]}
    assert chau.post(_url("texts", made), data).status_code == 302

    made.refresh_from_db()
    sent = chau.post(_url("send_in", made), {"version": made.version})
    assert sent.status_code == 302
    anh = as_person("approver")
    page = _text(anh.get(_url("campaign", made)))
    assert "Công an không làm việc qua điện thoại" in page
    made.refresh_from_db()
    decided = anh.post(_url("approve", made), {"duyet-version": made.version, "duyet-basis": BASIS})
    assert decided.status_code == 302
    made.refresh_from_db()
    assert (made.state, made.basis) == ("approved", BASIS)
    assert anh.post(_url("start", made)).status_code == 302
    assert anh.post(_url("start", made)).status_code == 409  # pressed twice


def test_what_was_typed_stays_when_somebody_else_changed_the_plan(plan: Plans, as_person: Browser) -> None:
    made = plan()
    browser, seen = as_person("editor"), made.version
    Campaign.objects.filter(pk=made.pk).update(version=seen + 1)
    data = {"version": seen, "title": "Tên tôi vừa gõ", "purpose": "x"}
    answer = browser.post(_url("what_for", made), data)
    assert answer.status_code == 422
    assert "Tên tôi vừa gõ" in _text(answer)


@pytest.mark.parametrize(
    "typed", [{}, {"title": "", "first_day": "x"}, {"title": "a", "first_day": "01/01/2020"}]
)
def test_a_new_campaign_with_nonsense_comes_back(
    typed: dict[str, str], as_person: Browser, cast: Cast
) -> None:
    assert as_person("editor").post(_url("new"), typed).status_code in (200, 422)
    assert not Campaign.objects.exists()


def test_people_are_counted_while_they_are_chosen(plan: Plans, as_person: Browser) -> None:
    made = plan()
    browser = as_person("editor")
    page = _text(browser.get(_url("count", made), {"place": "SKHCN", "groups": "elderly"}))
    assert ">3<" in page
    assert ">2<" in page
    assert ">0<" in _text(browser.get(_url("count", made), {"place": "SKHCN", "groups": "pupils"}))
    assert browser.get(_url("count", made), {"place": "x" * 999, "groups": "khong-co"}).status_code == 200


def test_a_kept_group_is_taken_with_one_press(plan: Plans, as_person: Browser, cast: Cast) -> None:
    made = plan()
    group = Segment.objects.create(
        title="Người cao tuổi trong tỉnh", rule={"audiences": ["elderly"]}, made_by="Hoa", changed_at=AT
    )
    hoa = as_person("standing_office")
    assert "Người cao tuổi trong tỉnh" in _text(hoa.get(_url("to_whom", made)))
    hoa.post(_url("to_whom", made), {"version": made.version, "viec": f"nhom:{group.uuid}"})
    made.refresh_from_db()
    assert made.segment_titles[-1] == "Người cao tuổi trong tỉnh"
    hoa.post(_url("to_whom", made), {"version": made.version, "viec": "bo:0"})
    made.refresh_from_db()
    assert made.audience == [{"audiences": ["elderly"]}]
    assert hoa.post(_url("to_whom", made), {"viec": "nhom:khong-co"}).status_code == 404


def test_steps_are_kept_and_faults_stand_at_their_rows(plan: Plans, as_person: Browser) -> None:
    made, browser = plan(), as_person("editor")
    data: dict[str, Any] = {
        "version": made.version,
        "cap_messages": 2,
        "cap_days": 7,
        "hours_from": "8h",
        "hours_until": "20:00",
    }
    for n in range(1, 7):
        data |= {f"b{n}-kind": "main" if n == 1 else "again", f"b{n}-day": "", f"b{n}-hour": ""}
    data |= {"b1-day": "01/12/2026", "b1-hour": "9h30", "b2-day": "04/12/2026"}
    assert browser.post(_url("when", made), data).status_code == 422  # again: after which?
    assert browser.post(_url("when", made), data | {"b2-after": "1"}).status_code == 302
    first, second = CampaignStep.objects.filter(campaign=made)
    assert timezone.localtime(first.starts_at).strftime("%d/%m %H:%M") == "01/12 09:30"
    assert second.after == first
    made.refresh_from_db()
    assert (made.hours_from, made.cap_messages) == (dt.time(8), 2)


def test_text_b_is_written_beside_text_a(plan: Plans, as_person: Browser) -> None:
    made, browser = plan(), as_person("editor")
    mail = Message.objects.get(step__campaign=made, medium="email")
    browser.post(_url("text_split", made, message=mail.uuid), {"version": made.version, "share": 50})
    second = Message.objects.get(step__campaign=made, medium="email", variant="B")
    made.refresh_from_db()
    data = {"version": made.version, "subject": "Đừng nghe máy", "text": "Lời B {link}", "linked": "on"}
    assert browser.post(_url("text", made, message=second.uuid), data).status_code == 302
    page = _text(browser.get(_url("look", made)))
    assert "Đừng nghe máy" in page
    assert "/kenh/l/" in page


# ---- under way -------------------------------------------------------------------------------------------------------
def test_progress_refreshes_while_it_runs_and_wakes_the_page_when_it_ends(
    running: Campaign, as_person: Browser
) -> None:
    browser = as_person("auditor")
    mail = Message.objects.get(step__campaign=running, medium="email")
    _rows(mail, sent=3, delivered=2, failed=1, queued=4, skipped=1)
    page = browser.get(_url("progress", running), headers={"HX-Request": "true"})
    assert "every 5s" in _text(page)
    assert "HX-Refresh" not in page.headers
    Campaign.objects.filter(pk=running.pk).update(state=CampaignState.DONE)
    page = browser.get(_url("progress", running), headers={"HX-Request": "true"})
    assert "every 5s" not in _text(page)
    assert page.headers["HX-Refresh"] == "true"


@pytest.mark.parametrize(("press", "state"), [("coi-nhu", Delivery.SENT), ("gui-lai", Delivery.QUEUED)])
def test_uncertain_messages_wait_for_a_person(
    press: str, state: Delivery, running: Campaign, as_person: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("khien.channels.services.deciding.ask", lambda name, **kwargs: None)
    mail = Message.objects.get(step__campaign=running, medium="email")
    _rows(mail, uncertain=2)
    address = _url("uncertain", running, message=mail.uuid)
    assert as_person("auditor").post(address, {"viec": press}).status_code == 403
    assert as_person("editor").post(address, {"viec": press}).status_code == 302
    assert set(DeliveryRow.objects.values_list("state", flat=True)) == {state}


def test_two_texts_are_compared_with_what_may_be_said(
    plan: Plans, chau: Actor, anh: Actor, as_person: Browser
) -> None:
    made = plan()
    mail = Message.objects.get(step__campaign=made, medium="email")
    second = campaign_texts.split(chau, made, mail, share_a=50, version=made.version, at=AT)
    made.refresh_from_db()
    made = campaigns.send_in(chau, made, version=made.version, on=ON, at=AT)
    made = campaigns.approve(anh, made, version=made.version, basis=BASIS, on=ON, at=AT)
    campaigns.start(chau, made, at=AT)
    _rows(mail, sent=100)
    _rows(second, sent=100)
    count_up(mail.pk, "link", 30, on=ON)
    count_up(second.pk, "link", 28, on=ON)
    browser = as_person("editor")
    assert "Chưa đủ để kết luận" in _text(browser.get(_url("results", made)))
    count_up(mail.pk, "link", 40, on=ON)
    assert "A hơn B từ" in _text(browser.get(_url("results", made)))


def test_totals_are_taken_out_as_a_workbook_without_an_address(running: Campaign, as_person: Browser) -> None:
    mail = Message.objects.get(step__campaign=running, medium="email")
    _rows(mail, sent=3, failed=2)
    answer = as_person("editor").get(_url("results", running), {"xuat": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert "5" in cells
    assert not any("@" in cell or "+84" in cell for cell in cells)


def test_stopping_asks_once_more_and_says_what_stays(running: Campaign, as_person: Browser) -> None:
    mail = Message.objects.get(step__campaign=running, medium="email")
    _rows(mail, sent=3, queued=4)
    browser = as_person("approver")
    assert browser.post(_url("stop", running), {}).status_code == 422
    assert browser.post(_url("stop", running), {"dung-sure": "on", "dung-note": "Sai"}).status_code == 302
    assert DeliveryRow.objects.filter(state=Delivery.SKIPPED).count() == 4
    page = _text(browser.get(_url("campaign", running)))
    assert "Đã dừng hẳn" in page


# ---- lists -----------------------------------------------------------------------------------------------------------
def test_what_waits_for_her_stands_on_top_and_in_her_inbox(sent_in: Campaign, as_person: Browser) -> None:
    assert "cho-duyet" in _text(as_person("approver").get(_url("list")))
    assert "cho-duyet" not in _text(as_person("editor").get(_url("list")))  # she made it
    assert sent_in.title in _text(as_person("approver").get("/lam-viec/viec/"))


def test_the_month_shows_steps_by_day(plan: Plans, as_person: Browser) -> None:
    made, browser = plan(), as_person("editor")
    page = _text(browser.get(_url("month"), {"thang": "2026-11"}))
    assert made.title in page
    assert made.title not in _text(browser.get(_url("month"), {"thang": "2027-03"}))
    for odd in ("", "2026", "2026-13", "x-y", "99999-1", "-1-1"):
        assert browser.get(_url("month"), {"thang": odd}).status_code == 200


@pytest.mark.parametrize("who", ["standing_office", "editor", "approver"])
def test_fifty_campaigns_are_shown_with_few_questions(
    who: str,
    plan: Plans,
    running: Campaign,
    sent_in: Campaign,
    as_person: Browser,
    django_assert_max_num_queries: Any,
) -> None:
    made = plan()
    for n in range(47):
        row = Campaign.objects.create(
            title=f"Chiến dịch {n}",
            unit_id=made.unit_id,
            made_by_id="x",
            made_by="Châu",
            state=("draft", "running", "waiting")[n % 3],
            basis=BASIS,
            audience=made.audience,
            created_at=AT,
            changed_at=AT,
        )
        step = CampaignStep.objects.create(campaign=row, number=1, kind="main", starts_at=AT)
        message = Message.objects.create(step=step, medium="email", subject="x", text="y")
        if n % 3 == 1:
            _rows(message, sent=1, queued=1)
    browser = as_person(who)
    names = ["what_for", "to_whom", "texts", "when", "look", "cost", "campaign"]
    addresses = [_url("list"), _url("month") + "?thang=2026-11", *(_url(name, made) for name in names)]
    addresses += [
        _url("campaign", running),
        _url("progress", running),
        _url("results", running),
        _url("campaign", sent_in),
    ]
    for address in addresses:
        browser.get(address)
        with django_assert_max_num_queries(30, info=address):
            assert browser.get(address).status_code == 200
