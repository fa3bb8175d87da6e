"""A year in one story: a plan is adopted, three units work and report, the office consolidates, and every figure of
the official report is the ledger's."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import docx
import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

import vanban
from khien.accounts.models import User
from khien.base import clock
from khien.base.jobs.execution import run_pending
from khien.orgs.models import Person
from khien.plans.models import PlanDocument
from khien.programme import api as programmes
from khien.programme.api import ActivityKind, Audience, Basis, NewActivity, Product, Reach
from khien.programme.models import Activity, Programme
from khien.reports.jobs.reminders import remind_units
from khien.reports.jobs.rounds import open_rounds
from khien.reports.models import Consolidation, ReportRound, Submission
from khien.reports.rules.consolidated import from_data
from khien.work.jobs import keep_work, open_work
from khien.work.models import WorkItem
from tests.journeys.test_programme_story import sample, settled
from tests.people import Cast
from tests.plans.conftest import hoa
from tests.reports.test_consolidation_trust import from_the_ledger, printed, whole_number

__all__ = ["hoa", "sample", "settled"]

CODE = "05-KH-UBND-2026"
REMARK = "Bổ sung số người dự các buổi hướng dẫn."
UNITS = ("department", "commune", "other_commune")


@dataclass
class Calendar:
    """The day on which everybody in the story lives."""

    moment: dt.datetime

    def go_to(self, day: dt.date, hour: int = 3) -> None:
        self.moment = dt.datetime.combine(day, dt.time(hour), tzinfo=dt.UTC)

    @property
    def day(self) -> dt.date:
        return timezone.localdate(self.moment)


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> Calendar:
    """`khien.base.clock` reads this calendar instead of the machine's."""
    made = Calendar(dt.datetime(2026, 1, 20, 3, tzinfo=dt.UTC))
    stand_in = SimpleNamespace(now=lambda: made.moment, localdate=lambda: made.day)
    monkeypatch.setattr(clock, "timezone", stand_in)
    return made


@pytest.fixture
def people(cast: Cast) -> dict[str, User]:
    """Who acts for each unit; Bình of the commune has a mailbox."""
    found = {
        "department": cast["focal_officer"],
        "commune": cast["commune_officer"],
        "other_commune": cast["other_unit"],
    }
    Person.objects.filter(pk=found["commune"].person_id).update(email="binh@anhoa.example")
    return found


def _task(programme: Programme, words: str) -> int:
    return programme.tasks.get(text__contains=words).pk


def _year_of_activities(programme: Programme, cast: Cast, calendar: Calendar) -> None:
    """Each unit, each month from January to November: what it did, with people, products and money."""
    work = {
        "department": (_task(programme, "tin nhắn cảnh báo"), ActivityKind.MESSAGE, "đợt tin nhắn"),
        "commune": (_task(programme, "bản tin cảnh báo"), ActivityKind.BROADCAST, "bản tin"),
        "other_commune": (_task(programme, "Tổ công nghệ số"), ActivityKind.TALK, "đợt"),
    }
    for month in range(1, 12):
        calendar.go_to(max(dt.date(2026, month, 1), dt.date(2026, 1, 20)))
        keep_work.func()
        open_work.func()
        for number, unit in enumerate(UNITS):
            task, kind, product = work[unit]
            day = dt.date(2026, month, 3 if month == 11 else 21 + number)
            calendar.go_to(day)
            new = NewActivity(
                unit_id=cast.units.id(unit) or 0,
                kind=kind,
                title=f"Hoạt động tháng {month} của đơn vị {number + 1}",
                starts_on=day,
                task_ids=(task,),
                products=(Product(product, 1 + number),),
                reach=(
                    Reach(Audience.PUBLIC, 100 * month + number, Basis.COUNTED),
                    Reach(Audience.ELDERLY, 10 + number, Basis.ESTIMATED, 5, 20),
                ),
                spent_vnd=1_000_000 + 1_000 * month * (number + 1),
                money_source="Ngân sách cấp xã" if unit != "department" else "Ngân sách tỉnh",
            )
            who = cast.actor(
                {"department": "focal_officer", "commune": "commune_officer"}.get(unit, "other_unit")
            )
            key = f"{unit}-{month}"
            programmes.record_activity(who, new, source="story", key=key, at=calendar.moment)


def _adopt(page: Page, plan: PlanDocument) -> Programme:
    page.goto(reverse("programme:adopt", kwargs={"plan_uuid": plan.uuid}))
    page.get_by_role("button", name="Thông qua kế hoạch").click()
    page.wait_for_url(re.compile(r"/chuong-trinh/[0-9a-f-]{36}/$"))
    return Programme.objects.get(plan=plan)


def _hand_in(page: Page, unit: str, results: str) -> None:
    page.goto(reverse("reports:write", args=[CODE, unit]))
    page.locator("[name=results]").fill(results)
    page.get_by_role("button", name="Kiểm tra và nộp").click()
    page.get_by_role("button", name="Nộp báo cáo").click()
    expect(page.get_by_text("Báo cáo đang chờ duyệt")).to_be_visible()


def _unit_uuid(cast: Cast, unit: str) -> str:
    from_id = cast.units.id(unit)
    report = ReportRound.objects.get(code=CODE).expected.select_related("unit").get(unit_id=from_id)
    return str(report.unit.uuid)


def _state(cast: Cast, unit: str) -> str:
    return Submission.objects.get(round__code=CODE, unit_id=cast.units.id(unit)).state


def _decide(page: Page, cast: Cast, unit: str, remark: str = "") -> None:
    report = Submission.objects.get(round__code=CODE, unit_id=cast.units.id(unit))
    page.goto(reverse("reports:submission", args=[report.uuid]))
    if not remark:
        page.get_by_role("button", name="Chấp nhận báo cáo").click()
    else:
        page.locator("summary", has_text="Trả lại để sửa").click()
        page.locator("[name=remark]").fill(remark)
        page.get_by_role("button", name="Trả lại cho đơn vị").click()
    page.wait_for_load_state()


def _consolidate(page: Page, folder: Path) -> bytes:
    page.goto(reverse("reports:consolidation", args=[CODE]))
    page.get_by_role("button", name="Lập báo cáo tổng hợp").click()
    page.wait_for_load_state()
    run_pending()
    made = Consolidation.objects.get(round__code=CODE)
    page.goto(reverse("reports:draft", args=[CODE, made.version]))
    with page.expect_download() as download:
        page.evaluate(
            "url => { window.location.href = url }",
            reverse("reports:draft_file", args=[CODE, made.version, "docx"]),
        )
    path = folder / "bao-cao.docx"
    download.value.save_as(path)
    return path.read_bytes()


@pytest.mark.django_db(transaction=True)
def test_from_the_adopted_plan_to_the_report_whose_every_figure_is_the_ledgers(
    page: Page,
    phone: Page,
    sign_in: Any,
    axe: Any,
    shot: Any,
    cast: Cast,
    people: dict[str, User],
    settled: PlanDocument,
    calendar: Calendar,
    tmp_path: Path,
) -> None:
    # January: Hoa adopts; Bình finds his unit's work on his telephone.
    sign_in(page, cast["standing_office"])
    programme = _adopt(page, settled)
    sign_in(phone, people["commune"])
    phone.goto(reverse("work:inbox"))
    expect(phone.get_by_text("Biên soạn và phát bản tin cảnh báo").first).to_be_visible()
    axe(phone)
    # Eleven months of work, written once.
    _year_of_activities(programme, cast, calendar)
    run_pending()
    item = WorkItem.objects.get(
        task=_task(programme, "bản tin cảnh báo"), unit_id=cast.units.commune, period="2026-03"
    )
    assert (item.activities, item.done, item.state) == (1, 2, "overdue")
    # The round opens by itself, twenty days before its day; two reports come in time, one of them comes back.
    calendar.go_to(dt.date(2026, 10, 22))
    open_rounds.func()
    assert ReportRound.objects.get(code=CODE).expected.count() == len(UNITS)
    calendar.go_to(dt.date(2026, 11, 7))
    sign_in(page, people["department"])
    _hand_in(page, _unit_uuid(cast, "department"), "Tin nhắn đến đúng lúc, nhiều người gọi hỏi lại.")
    sign_in(page, people["other_commune"])
    _hand_in(page, _unit_uuid(cast, "other_commune"), "Tổ công nghệ số đã đến từng hộ.")
    sign_in(page, cast["standing_office"])
    _decide(page, cast, "department")
    _decide(page, cast, "other_commune", remark=REMARK)
    assert (_state(cast, "department"), _state(cast, "other_commune")) == ("accepted", "returned")
    calendar.go_to(dt.date(2026, 11, 9))
    sign_in(page, people["other_commune"])
    page.goto(reverse("work:inbox"))
    expect(page.get_by_text("Báo cáo năm 2026").first).to_be_visible()
    _hand_in(page, _unit_uuid(cast, "other_commune"), "Tổ công nghệ số đã đến từng hộ, 121 người dự.")
    # The third unit is reminded, then late.
    for day in (7, 10, 17):
        calendar.go_to(dt.date(2026, 11, day))
        remind_units.func()
        run_pending()
    to_binh = [letter for letter in mail.outbox if "binh@anhoa.example" in letter.bcc]
    assert len(to_binh) == 3
    calendar.go_to(dt.date(2026, 11, 18))
    _hand_in(phone, _unit_uuid(cast, "commune"), "Bản tin ngắn, dễ nghe.")
    # Hoa accepts, presses one button and opens the report.
    calendar.go_to(dt.date(2026, 11, 19))
    sign_in(page, cast["standing_office"])
    for unit in ("other_commune", "commune"):
        _decide(page, cast, unit)
    assert {_state(cast, unit) for unit in UNITS} == {"accepted"}
    blob = _consolidate(page, tmp_path)
    shot(page, "bao-cao-tong-hop")
    axe(page)
    _every_figure_is_the_ledgers(blob)
    # December's work belongs to the next year: the report that was made stays as it is.
    calendar.go_to(dt.date(2026, 12, 20))
    more = NewActivity(
        unit_id=cast.units.commune,
        kind=ActivityKind.BROADCAST,
        title="Bản tin tháng 12",
        starts_on=calendar.day,
        task_ids=(_task(programme, "bản tin cảnh báo"),),
    )
    programmes.record_activity(
        cast.actor("commune_officer"), more, source="story", key="12", at=calendar.moment
    )
    _every_figure_is_the_ledgers(_download_again(page))


def _download_again(page: Page) -> bytes:
    address = reverse("reports:draft_file", args=[CODE, Consolidation.objects.get().version, "docx"])
    answer = page.request.get(address)
    assert answer.ok
    return answer.body()


def _every_figure_is_the_ledgers(blob: bytes) -> None:
    made = Consolidation.objects.get(round__code=CODE)
    data = from_data(made.data)
    figures = {figure.code: figure for figure in data.figures}
    shown = printed(blob)
    assert len(shown) > 30
    for code, text in shown.items():
        if code[0] in "cd":  # rates and targets: their own tests compare them
            continue
        figure = figures[code]
        counted = from_the_ledger(made.round, figure.scope, figure.measure)
        assert whole_number(text) == counted, (code, figure.label, text)
    text = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(blob)).paragraphs)
    in_round = Activity.objects.filter(ends_on__lte=made.round.cut_off)
    spent = sum(row.spent_vnd or 0 for row in in_round)
    assert in_round.count() == 33
    assert f"{spent:,}".replace(",", ".") in text
    read = vanban.read(blob, name="bao-cao.docx")
    assert read.head.kind == "Báo cáo"
    assert "KẾT QUẢ THỰC HIỆN" in vanban.outline_text(read)
    [late] = [t for t in docx.Document(io.BytesIO(blob)).tables if "Số ngày chậm" in _words(t)]
    assert [[cell.text for cell in row.cells][1:5] for row in late.rows][1:] == [
        ["Ủy ban nhân dân xã An Hòa", "10/11/2026", "18/11/2026", "8"]
    ]


def _words(table: Any) -> str:
    return " ".join(cell.text for row in table.rows for cell in row.cells)
