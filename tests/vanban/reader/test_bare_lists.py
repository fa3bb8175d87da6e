"""A workbook or a pasted table that is a list of tasks and nothing else."""

from __future__ import annotations

import io

from openpyxl import Workbook

import vanban

HEADER = [
    "STT",
    "Nội dung nhiệm vụ",
    "Cơ quan chủ trì",
    "Cơ quan phối hợp",
    "Thời gian thực hiện",
    "Kinh phí (triệu đồng)",
]


def _workbook(*rows: list[object]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Nhiệm vụ"
    for row in rows:
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    book.close()
    return content.getvalue()


def test_the_rows_of_a_workbook_are_tasks() -> None:
    plan = vanban.read(
        _workbook(
            ["DANH MỤC NHIỆM VỤ NĂM 2026"],
            [],
            HEADER,
            ["I", "Tuyên truyền trên báo chí"],
            [1, "Xây dựng chuyên mục", "Sở Khoa học và Công nghệ", "Báo tỉnh", "Quý II/2026", 50],
            [2, "Tập huấn cán bộ", "Công an tỉnh", "Các sở, ban, ngành", "Hằng năm", 120],
            [None, "Tổng cộng", None, None, None, 170],
        )
    )
    first, second = plan.tasks
    assert (first.path, first.group, first.text) == (
        "I.1",
        "Tuyên truyền trên báo chí",
        "Xây dựng chuyên mục",
    )
    assert (first.lead, first.schedule.start, first.schedule.end) == (
        ("Sở Khoa học và Công nghệ",),
        "2026-04",
        "2026-06",
    )
    assert first.budget is not None
    assert first.budget.amount_vnd == 50_000_000
    assert (second.lead, second.schedule.recurrence) == (("Công an tỉnh",), "annual")


def test_a_cell_of_the_list_is_no_letterhead() -> None:
    plan = vanban.read(_workbook(HEADER, [1, "Mở lớp tập huấn", "Sở Y tế", "", "2026", 10]))
    assert plan.head.issuer is None
    assert len(plan.tasks) == 1


def test_a_table_of_people_gives_no_tasks() -> None:
    plan = vanban.read(_workbook(["STT", "Họ và tên", "Chức vụ"], [1, "Nguyễn Văn An", "Chuyên viên"]))
    assert plan.tasks == ()


def test_one_pasted_table_is_enough() -> None:
    text = "| TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian |\n|---|---|---|---|\n| 1 | In tờ rơi | Sở Công Thương | 2027 |\n"
    (task,) = vanban.read(text.encode(), name="a.md").tasks
    assert (task.text, task.lead) == ("In tờ rơi", ("Sở Công Thương",))
