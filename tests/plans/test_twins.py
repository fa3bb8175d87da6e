"""The same work in the body and in the annex is one task."""

from __future__ import annotations

import io

import vanban
from khien.base.access import Actor
from khien.plans import api
from khien.plans.api import How, Reason
from khien.plans.models import PlanRow
from khien.plans.rules.twins import Told, Twin, twins
from khien.plans.selectors.twins import twins_of
from khien.plans.services.log import undo
from khien.plans.services.twins import drop_twins
from khien.project.demo_plan import amended_plan, demo_plan
from tests.plans.conftest import AT, read, small_plan, uploaded
from vanban import OfficialDocument, Place, Plan, Task, write_report

BODY = "Tổ chức tập huấn, phổ biến cho đội ngũ phóng viên về các nội dung của Đề án."
ANNEX = "Tổ chức tập huấn, phổ biến cho đội ngũ phóng viên chuyên mục về các nội dung đề án"


def test_a_row_of_the_annex_that_says_the_same_is_a_twin() -> None:
    assert twins([Told("IV.1.d", BODY, "body"), Told("PL.5", ANNEX, "table")]) == (Twin("IV.1.d", "PL.5"),)


def test_other_work_and_two_rows_of_one_source_are_no_twins() -> None:
    other = "Mở cuộc thi tìm hiểu an toàn thông tin trên kênh truyền hình."
    assert twins([Told("a", BODY, "body"), Told("b", other, "table")]) == ()
    assert twins([Told("a", BODY, "body"), Told("b", BODY, "body")]) == ()


def test_the_most_alike_are_paired_and_nobody_twice() -> None:
    rows = [Told("a", BODY, "body"), Told("b", ANNEX, "table"), Told("c", BODY, "table")]
    assert twins(rows) == (Twin("a", "c"),)


def test_hoa_drops_the_body_twins_at_once_and_one_undo_brings_them_back(hoa: Actor) -> None:
    tasks = (
        Task("IV.1.d", "body", None, BODY, place=Place(4)),
        Task("Phụ lục 01.I.5", "table", None, ANNEX, lead=("Sở Khoa học và Công nghệ",), place=Place(5)),
        Task("IV.2", "body", None, "Lập đường dây nóng.", place=Place(6)),
    )
    plan = read(uploaded(hoa), small_plan(tasks=tasks))
    assert [row.path for row in drop_twins(hoa, plan, at=AT)] == ["IV.1.d"]
    assert twins_of(plan) == ()
    plan.refresh_from_db()
    undo(hoa, plan, expected=plan.last_edit, at=AT)
    assert PlanRow.objects.get(plan=plan, path="IV.1.d").decision == "unseen"
    assert len(twins_of(plan)) == 1


def test_a_body_task_that_the_annex_tells_again_is_told_twice_and_lacks_no_lead(hoa: Actor) -> None:
    tasks = (
        Task("IV.1.d", "body", None, BODY, place=Place(4)),
        Task("Phụ lục 01.I.5", "table", None, ANNEX, lead=("Sở Khoa học và Công nghệ",), place=Place(5)),
        Task("IV.2", "body", None, "Lập đường dây nóng.", place=Place(6)),
    )
    plan = read(uploaded(hoa), small_plan(tasks=tasks))
    paths = {str(row.uuid): row.path for row in PlanRow.objects.filter(plan=plan)}
    hindering = {(item.reason, paths[item.row]) for item in api.obstacles(hoa, str(plan.uuid))}
    assert hindering == {(Reason.TOLD_TWICE, "IV.1.d"), (Reason.NO_LEAD, "IV.2")}
    drop_twins(hoa, plan, at=AT)
    assert [paths[item.row] for item in api.obstacles(hoa, str(plan.uuid))] == ["IV.2"]


def test_the_amended_plan_of_the_demo_differs_in_three_tasks_before_anything_is_decided(hoa: Actor) -> None:
    old = read(uploaded(hoa, b"05", name="05.docx"), _read_back(demo_plan()))
    drop_twins(hoa, old, at=AT)
    new = read(uploaded(hoa, b"42", name="42.docx"), _read_back(amended_plan()))
    assert twins_of(new)
    found = api.diff(hoa, str(new.uuid), str(old.uuid))
    assert sorted(change.how for change in found.tasks) == [How.ADDED, How.CHANGED, How.DROPPED]
    texts = {change.how: change.text for change in found.tasks}
    assert "tiếng dân tộc" in texts[How.ADDED]
    assert "cẩm nang" in texts[How.DROPPED]
    assert "báo cáo viên" in texts[How.CHANGED]


def _read_back(document: OfficialDocument) -> Plan:
    written = io.BytesIO()
    write_report(document, written)
    return vanban.read(written.getvalue(), name="ke-hoach.docx")
