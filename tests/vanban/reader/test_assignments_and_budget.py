"""Who is told to do what, and the money of the plan."""

from __future__ import annotations

from tests.vanban.reader import layouts
from tests.vanban.reader.layouts import plan, plan_of, table
from vanban._plan import Plan


def given(found: Plan) -> list[tuple[str, tuple[str, ...], int]]:
    return [(a.path, a.agencies, len(a.duties)) for a in found.assignments]


def test_one_assignment_per_heading_of_agencies() -> None:
    assert given(plan(layouts.DECISION_WITH_PLAN)) == [
        ("III.1", ("Sở Thông tin và Truyền thông",), 2),
        ("III.2", ("Sở Tài chính",), 1),
    ]


def test_items_of_a_directive_are_assignments_headings_and_sentences_alike() -> None:
    found = plan(layouts.DIRECTIVE)
    assert [(a.path, a.agencies) for a in found.assignments] == [
        ("1", ("Giám đốc Công an tỉnh",)),
        ("2", ("Giám đốc Sở Thông tin và Truyền thông",)),
        ("3", ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",)),
        ("4", ("Chủ tịch Ủy ban nhân dân các xã, phường",)),
    ]
    assert found.tasks == ()


def test_sentences_are_assignments_where_no_heading_names_an_agency() -> None:
    found = plan(layouts.OWNERS_IN_LINES)
    assert [a.agencies for a in found.assignments] == [
        ("Cục An toàn thông tin",),
        ("Các cơ quan, đơn vị thuộc Bộ",),
        ("Vụ Kế hoạch - Tài chính",),
    ]
    assert all(a.confidence < 0.9 and a.doubts for a in found.assignments)


def test_sentences_beside_headings_are_assignments_too() -> None:
    assert [a.agencies for a in plan(layouts.THEMES_AND_FORMS).assignments] == [
        ("Công an xã",),
        ("Ủy ban MTTQ Việt Nam xã", "các đoàn thể"),
        ("Các thôn",),
    ]


def test_sentences_of_another_section_are_none_where_headings_give_out_the_work() -> None:
    found = plan_of(
        "KẾ HOẠCH", "Năm 2024", "I. PHÂN CÔNG NHIỆM VỤ", "1. Công an tỉnh", "- Chủ trì.", "2. Sở Y tế", "- Phối hợp.",
        "II. TỔ CHỨC THỰC HIỆN", "1. Giao Công an tỉnh theo dõi, đôn đốc.",
    )  # fmt: skip
    assert [a.path for a in found.assignments] == ["I.1", "I.2"]


def test_duties_of_a_decisions_article_are_read() -> None:
    assert given(plan(layouts.DECISION_HOLDING_PLAN)) == [
        ("Điều 2.1", ("Bộ Thông tin và Truyền thông",), 1),
        ("Điều 2.2", ("Bộ Giáo dục và Đào tạo",), 1),
    ]


def test_plusses_under_a_duty_are_duties_themselves() -> None:
    found = plan_of(
        "KẾ HOẠCH", "Năm 2024", "I. TỔ CHỨC THỰC HIỆN", "1. Công an tỉnh", "- Tham mưu Ban Chỉ đạo:", "+ Một việc.", "+ Hai việc.",
        "(Một số nhiệm vụ có Phụ lục kèm theo)",
    )  # fmt: skip
    (assignment,) = found.assignments
    assert assignment.duties == ("Tham mưu Ban Chỉ đạo:", "Một việc.", "Hai việc.")
    assert len(assignment.duty_places) == 3


def test_agencies_lettered_under_a_collective_heading_have_their_own() -> None:
    found = plan_of(
        "KẾ HOẠCH", "Năm 2024", "I. TỔ CHỨC THỰC HIỆN", "1. Các sở, ban, ngành", "a) Sở Y tế: Chủ trì.", "b) Sở Nội vụ: Phối hợp.",
    )  # fmt: skip
    assert [(a.path, a.agencies) for a in found.assignments] == [
        ("I.1.a", ("Sở Y tế",)),
        ("I.1.b", ("Sở Nội vụ",)),
    ]


def test_the_total_is_the_one_the_text_states() -> None:
    assert plan(layouts.SCHEME).budget.stated_total_vnd == 5_200_000_000


def test_money_by_year_and_source_is_read_from_a_table() -> None:
    found = plan_of(
        "KẾ HOẠCH", "Năm 2024", "I. KINH PHÍ", "Tổng kinh phí: 800 triệu đồng.", "II. TỔ CHỨC THỰC HIỆN", "1. Sở Y tế",
        "- Chủ trì.", "Nơi nhận:", "CHỦ TỊCH", "PHỤ LỤC 02", "KINH PHÍ THỰC HIỆN", "Đơn vị tính: Triệu đồng",
        table(
            ("STT", "Năm", "Ngân sách tỉnh", "Ngân sách huyện", "Tổng cộng"),
            ("1", "2024", "100", "200", "300"),
            ("2", "2025", "250", "250", "500"),
            ("", "Cộng", "350", "450", "800"),
        ),
    )  # fmt: skip
    assert [(line.path, line.year, line.source, line.amount_vnd) for line in found.budget.lines] == [
        ("Phụ lục 02", 2024, "Ngân sách tỉnh", 100_000_000),
        ("Phụ lục 02", 2024, "Ngân sách huyện", 200_000_000),
        ("Phụ lục 02", 2025, "Ngân sách tỉnh", 250_000_000),
        ("Phụ lục 02", 2025, "Ngân sách huyện", 250_000_000),
    ]
    assert found.tasks == ()


def test_sources_in_rows_under_years_are_read() -> None:
    found = plan_of(
        "KẾ HOẠCH", "Năm 2024", "I. MỤC ĐÍCH", "1. Một.", "II. KINH PHÍ THỰC HIỆN", "Đơn vị tính: triệu đồng",
        table(
            ("TT", "Nguồn vốn", "Năm 2024", "Năm 2025"),
            ("1", "Ngân sách tỉnh", "100", "200"),
            ("2", "Xã hội hóa", "10", "20"),
        ),
    )  # fmt: skip
    assert [(line.year, line.source, line.amount_vnd) for line in found.budget.lines] == [
        (2024, "Ngân sách tỉnh", 100_000_000),
        (2025, "Ngân sách tỉnh", 200_000_000),
        (2024, "Xã hội hóa", 10_000_000),
        (2025, "Xã hội hóa", 20_000_000),
    ]


def test_a_price_list_is_neither_tasks_nor_lines_by_year() -> None:
    found = plan(layouts.ANNEX_LIST)
    assert found.budget.lines == ()


def test_a_task_table_with_money_by_year_gives_tasks_their_total_and_the_plan_its_years() -> None:
    found = plan_of(
        "ĐỀ ÁN", "Tuyên truyền", "I. NHIỆM VỤ", "(Đơn vị tính: triệu đồng)",
        table(
            ("STT", "Nhiệm vụ", "Chủ trì", "Kinh phí", "^", "^"),
            ("^", "^", "^", "Năm 2024", "Năm 2025", "Tổng cộng"),
            ("1", "Mở lớp", "Sở Y tế", "100", "200", "300"),
            ("2", "In tờ rơi", "Sở Y tế", "50", "", "50"),
            ("", "Tổng cộng", "", "150", "200", "350"),
            merged={(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (2, 1), (0, 3): (1, 3)},
        ),
    )  # fmt: skip
    assert [task.budget.amount_vnd for task in found.tasks if task.budget] == [300_000_000, 50_000_000]
    assert [(line.year, line.source, line.amount_vnd) for line in found.budget.lines] == [
        (2024, None, 150_000_000),
        (2025, None, 200_000_000),
    ]


def test_sources_under_years_are_read_each_for_its_year() -> None:
    found = plan_of(
        "KẾ HOẠCH", "Năm 2024", "I. MỤC ĐÍCH", "1. Một.", "II. KINH PHÍ THỰC HIỆN", "Đơn vị tính: triệu đồng",
        table(
            ("TT", "Nội dung", "Năm 2024", "^", "Năm 2025", "^"),
            ("^", "^", "NS tỉnh", "Nguồn khác", "Ngân sách tỉnh", "Nguồn khác"),
            ("1", "Tập huấn", "100", "10", "200", "20"),
            ("", "Tổng số", "100", "10", "200", "20"),
            merged={(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (1, 2), (0, 4): (1, 2)},
        ),
    )  # fmt: skip
    assert [(line.year, line.source, line.amount_vnd) for line in found.budget.lines] == [
        (2024, "NS tỉnh", 100_000_000),
        (2024, "Nguồn khác", 10_000_000),
        (2025, "Ngân sách tỉnh", 200_000_000),
        (2025, "Nguồn khác", 20_000_000),
    ]


def test_yearly_sums_in_prose_are_lines() -> None:
    found = plan_of(
        "KẾ HOẠCH", "Năm 2024", "I. MỤC ĐÍCH", "1. Một.", "II. KINH PHÍ THỰC HIỆN",
        "Tổng kinh phí: 3 tỷ đồng, trong đó năm 2024: 1 tỷ đồng; năm 2025: 2 tỷ đồng.",
    )  # fmt: skip
    assert found.budget.stated_total_vnd == 3_000_000_000
    assert [(line.path, line.year, line.amount_vnd) for line in found.budget.lines] == [
        ("II", 2024, 1_000_000_000),
        ("II", 2025, 2_000_000_000),
    ]


def test_departments_listed_after_one_word_are_each_named_and_a_long_sentence_keeps_its_duty() -> None:
    found = plan_of(
        "KẾ HOẠCH", "Năm 2024", "I. TỔ CHỨC THỰC HIỆN", "1. Các Sở: Tài chính, Văn hóa, Thể thao và Du lịch", "Bố trí kinh phí.",
        "2. Sở Y tế", "- Chủ trì.", "3. Thủ trưởng các sở, ban, ngành chịu trách nhiệm triển khai Kế hoạch, báo cáo trước ngày 15/11.",
    )  # fmt: skip
    assert [(a.agencies, len(a.duties)) for a in found.assignments] == [
        (("Sở Tài chính", "Sở Văn hóa, Thể thao và Du lịch"), 1),
        (("Sở Y tế",), 1),
        (("Thủ trưởng các sở, ban, ngành",), 1),
    ]


def test_sources_with_their_sums_in_prose_are_lines_where_no_table_gives_them() -> None:
    found = plan_of(
        "KẾ HOẠCH", "Năm 2024", "I. MỤC TIÊU", "1. Nâng cao nhận thức.", "II. KINH PHÍ",
        "Tổng kinh phí: 3 tỷ đồng, gồm ngân sách tỉnh 2 tỷ đồng, nguồn xã hội hóa: 1 tỷ đồng.",
    )  # fmt: skip
    assert found.budget.stated_total_vnd == 3_000_000_000
    assert [(line.source, line.amount_vnd) for line in found.budget.lines] == [
        ("ngân sách tỉnh", 2_000_000_000),
        ("nguồn xã hội hóa", 1_000_000_000),
    ]


def test_a_heading_no_list_knows_is_an_assignment_among_its_kind() -> None:
    found = plan_of(
        "KẾ HOẠCH", "Năm 2024", "I. TỔ CHỨC THỰC HIỆN", "1. Công an tỉnh", "- Chủ trì.", "2. Sở Y tế", "- Phối hợp.",
        "3. Các doanh nghiệp viễn thông, công nghệ thông tin trên địa bàn tỉnh", "- Nhắn tin.",
        "4. Báo cáo kết quả hằng năm", "- Trước ngày 15/12.",
    )  # fmt: skip
    assert [a.path for a in found.assignments] == ["I.1", "I.2", "I.3"]
