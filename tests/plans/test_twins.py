"""The same work in the body and in the annex is one task."""

from __future__ import annotations

from khien.base.access import Actor
from khien.plans.models import PlanRow
from khien.plans.rules.twins import Told, Twin, twins
from khien.plans.services.log import undo
from khien.plans.services.twins import drop_twins, twins_of
from tests.plans.conftest import AT, read, small_plan, uploaded
from vanban import Place, Task

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
