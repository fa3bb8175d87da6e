"""Real and flattened tables: headers, groups, merged and missing cells, rows broken over pages, totals."""

from __future__ import annotations

from tests.vanban.reader import layouts
from tests.vanban.reader.layouts import paragraphs, table
from vanban._blocks import Paragraph, Place
from vanban._tables import read_flat, read_rows, read_table
from vanban._tables._columns import cell_kind, column_role
from vanban._tables._sequence import Sequencer

HEADER = ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian")


def test_header_wordings_name_the_columns() -> None:
    wanted = {
        "TT": "number",
        "Tên nhiệm vụ": "task",
        "Nội dung công việc": "task",
        "Sở, ngành chủ trì tham mưu": "lead",
        "Đơn vị phối hợp thực hiện": "coordinating",
        "Cơ quan thực hiện": "lead",
        "Sản phẩm dự kiến": "product",
        "Thời gian hoàn thành": "schedule",
        "Kinh phí (triệu đồng)": "budget",
        "Nguồn kinh phí": "source",
        "Ghi chú": "note",
        "Chỉ tiêu": "target",
        "Đơn vị tính": "unit",
        "Tổng cộng": "total",
        "Năm": "year",
    }
    assert {title: column_role(title) for title in wanted} == wanted


def test_cells_show_what_they_are() -> None:
    assert cell_kind("Sở Giáo dục và Đào tạo") == "lead"
    assert cell_kind("Quý IV/2025") == "schedule"
    assert cell_kind("742.000.000 đ (Ngân sách tỉnh)") == "budget"
    assert cell_kind("Tổ chức tập huấn cho cán bộ") == "task"
    assert cell_kind("…") == "other"


def test_group_rows_and_column_numbers_are_no_rows() -> None:
    grid = read_table(
        table(
            HEADER,
            ("(1)", "(2)", "(3)", "(4)", "(5)"),
            ("I", "TUYÊN TRUYỀN", "", "", ""),
            ("1", "Mở chuyên mục", "Báo An Bình", "Sở Nội vụ", "Hằng năm"),
            ("II. TẬP HUẤN", "^", "^", "^", "^"),
            ("2", "Tổ chức lớp", "Sở Nội vụ", "Các sở", "Quý I/2024"),
            merged={(4, 0): (1, 5)},
        )
    )
    rows = read_rows(grid, "Phụ lục 01")
    assert [(row.path, row.group) for row in rows] == [
        ("Phụ lục 01.I.1", "TUYÊN TRUYỀN"),
        ("Phụ lục 01.II.2", "TẬP HUẤN"),
    ]


def test_a_schedule_merged_over_rows_belongs_to_each() -> None:
    grid = read_table(
        table(
            HEADER,
            ("1", "Mở chuyên mục", "Báo An Bình", "Sở Nội vụ", "Năm 2024"),
            ("2", "Tổ chức lớp", "Sở Nội vụ", "Các sở", "^"),
            merged={(1, 4): (2, 1)},
        )
    )
    assert [grid.text(row, "schedule") for row in grid.rows] == ["Năm 2024", "Năm 2024"]


def test_a_header_of_two_rows_gives_each_column_its_parent() -> None:
    grid = read_table(
        table(
            ("STT", "Nội dung", "Kinh phí", "^"),
            ("^", "^", "Năm 2024", "Năm 2025"),
            ("1", "Tập huấn", "100", "200"),
            merged={(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (1, 2)},
        )
    )
    assert [(c.role, c.year, c.parent) for c in grid.columns[2:]] == [
        ("budget", 2024, "Kinh phí"),
        ("budget", 2025, "Kinh phí"),
    ]
    assert len(grid.rows) == 1


def test_a_row_without_number_and_task_goes_on_with_the_one_above() -> None:
    grid = read_table(
        table(
            HEADER,
            ("1", "Mở chuyên mục", "Báo An Bình", "Sở Nội vụ", "Hằng năm"),
            ("", "", "Đài Truyền thanh", "", ""),
        )
    )
    (row,) = read_rows(grid, "Phụ lục")
    assert row.row.cells[2] == "Báo An Bình\nĐài Truyền thanh"


def test_totals_are_told_apart_from_rows() -> None:
    grid = read_table(
        table(("STT", "Nội dung", "Kinh phí"), ("1", "Tờ rơi", "2.000.000"), ("", "Tổng cộng", "2.000.000"))
    )
    assert [row.kind for row in read_rows(grid, "Phụ lục")] == ["row", "total"]


def test_a_header_repeated_on_the_next_page_is_dropped() -> None:
    grid = read_table(
        table(HEADER, ("1", "A", "Sở Y tế", "", "2024"), HEADER, ("2", "B", "Sở Y tế", "", "2024"))
    )
    assert len(grid.rows) == 2


def test_columns_of_a_headless_table_are_guessed_from_its_cells() -> None:
    grid = read_table(
        table(
            ("1", "Mở chuyên mục trên báo", "Báo An Bình", "Sở Nội vụ", "Hằng năm"),
            ("2", "Soạn tài liệu cho người dân", "Sở Nội vụ", "Các sở, ban, ngành", "Năm 2024"),
        )
    )
    assert [c.role for c in grid.columns] == ["number", "task", "lead", "coordinating", "schedule"]


def test_a_flattened_table_is_cut_at_numerals_in_sequence() -> None:
    grid = read_flat(
        paragraphs(
            "STT\nNhiệm vụ\nCơ quan chủ trì\nThời gian\nI\nTuyên truyền trên báo chí\n1\nMở chuyên mục\nBáo An Bình\n2017\n"
            "2\nĐưa tin bài\nBáo An Bình\n2018\nII\nTập huấn\n1\nTổ chức lớp\nSở Nội vụ\n2019"
        )
    )
    rows = read_rows(grid, "Phụ lục 01")
    assert [row.path for row in rows] == ["Phụ lục 01.I.1", "Phụ lục 01.I.2", "Phụ lục 01.II.1"]
    assert [grid.text(row.row, "schedule") for row in rows] == ["2017", "2018", "2019"]


def test_missing_cells_are_found_by_what_the_others_look_like() -> None:
    grid = read_flat(
        paragraphs(
            "TT\nNhiệm vụ\nCơ quan chủ trì\nSản phẩm\nThời gian\nKinh phí\n1\nTập huấn cho cán bộ\nSở Nội vụ\nLớp học\n"
            "Năm 2024\n10.000.000 đ\n2\nSoạn tài liệu cho học sinh\nSở Giáo dục và Đào tạo\nTài liệu\n20.000.000 đ"
        )
    )
    second = grid.rows[1]
    assert (grid.text(second, "schedule"), grid.text(second, "budget")) == ("", "20.000.000 đ")


def test_a_row_broken_over_two_pages_is_put_together() -> None:
    row = "1\nSản xuất phóng sự\nBáo An Bình\nSở Nội vụ\nĐài tỉnh:\n2016 - 2020\n~\n~\n~\n~\n~\n~\n01 tin/tháng\n~"
    grid = read_flat(
        paragraphs(
            f"STT\nNội dung\nChủ trì\nPhối hợp\nSản phẩm\nThời gian\nGhi chú\n{row}\n2\nHai\nBáo An Bình"
        )
    )
    assert grid.text(grid.rows[0], "product") == "Đài tỉnh: 01 tin/tháng"


def test_lines_without_a_tab_go_on_with_the_tabbed_cell_above() -> None:
    texts = [
        ("STT", 1),
        ("Nội dung", 1),
        ("Chủ trì", 1),
        ("1", 1),
        ("Tập huấn", 1),
        ("Thành Đoàn", 1),
        ("An Bình", None),
    ]
    cells = [Paragraph(text, Place(i), level=level) for i, (text, level) in enumerate(texts)]
    grid = read_flat(cells)
    assert grid.text(grid.rows[0], "lead") == "Thành Đoàn\nAn Bình"


def test_figures_tell_whose_children_the_second_header_row_is() -> None:
    grid = read_flat(
        paragraphs(
            "STT\nNăm\nNgân sách tỉnh\nNgân sách huyện\nTổng cộng\nGhi chú\nTổng số\nMỗi huyện\n"
            "1\n2024\n70.000\n50.000\n5.000\n120.000\n~\n2\n2025\n80.000\n60.000\n6.000\n140.000\n~"
        )
    )
    assert [(c.title, c.parent) for c in grid.columns[3:5]] == [
        ("Tổng số", "Ngân sách huyện"),
        ("Mỗi huyện", "Ngân sách huyện"),
    ]


def test_a_table_in_the_body_ends_where_the_next_section_begins() -> None:
    found = layouts.plan(layouts.FLAT_TABLE_IN_BODY)
    assert [task.path for task in found.tasks] == ["II.A.1", "II.A.2", "II.B.3", "II.B.4"]
    assert found.budget.stated_total_vnd == 120_000_000
    assert [a.path for a in found.assignments] == ["IV.1"]


def test_years_and_amounts_out_of_sequence_begin_no_row() -> None:
    sequence = Sequencer()
    sequence.take("1")
    assert not sequence.accepts("2017", ready=True)
    assert not sequence.accepts("7", ready=True)
    assert sequence.accepts("2", ready=True)
    assert not sequence.accepts("2", ready=False)


def test_targets_in_a_table_are_read_by_year_and_what_was_reached_is_none() -> None:
    found = layouts.plan_of(
        "KẾ HOẠCH", "Chuyển đổi số", "I. MỤC TIÊU", "1. Các chỉ tiêu",
        table(
            ("STT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện năm 2023", "Năm 2024", "Năm 2025"),
            ("1", "Tỷ lệ hồ sơ trực tuyến", "%", "60", "≥ 80", "90"),
            ("2", "Số xã có trạm thu phát", "xã", "10", "15", ""),
        ),
        "II. NHIỆM VỤ", "1. Mở lớp.",
    )  # fmt: skip
    assert [(t.path, t.text, t.comparator, t.value, t.unit, t.deadline) for t in found.targets] == [
        ("I.1.1", "Tỷ lệ hồ sơ trực tuyến", ">=", 80.0, "%", "2024"),
        ("I.1.1", "Tỷ lệ hồ sơ trực tuyến", "=", 90.0, "%", "2025"),
        ("I.1.2", "Số xã có trạm thu phát", "=", 15.0, "xã", "2024"),
    ]
    assert [task.path for task in found.tasks] == ["II.1"]


def test_a_flattened_group_may_stand_in_one_cell_with_its_numeral() -> None:
    grid = read_flat(
        paragraphs(
            "STT\nNhiệm vụ\nChủ trì\nThời gian\nI. NÂNG CAO NHẬN THỨC\n1\nMở chuyên mục\nBáo An Bình\n2024\n"
            "II. TẬP HUẤN CÁN BỘ\n2\nTổ chức lớp\nSở Nội vụ\n2025"
        )
    )
    assert [(row.path, row.group) for row in read_rows(grid, "Phụ lục")] == [
        ("Phụ lục.I.1", "NÂNG CAO NHẬN THỨC"),
        ("Phụ lục.II.2", "TẬP HUẤN CÁN BỘ"),
    ]


def test_a_long_flattened_cell_that_was_wrapped_is_one_cell() -> None:
    first = "Tổ chức tuyên truyền, phổ biến kiến thức về an toàn thông tin cho cán bộ, công chức và"
    grid = read_flat(
        paragraphs(f"STT\nNhiệm vụ\nChủ trì\nThời gian\n1\n{first}\nngười lao động\nSở Nội vụ\n2024")
    )
    assert grid.text(grid.rows[0], "task") == f"{first} người lao động"
    assert grid.text(grid.rows[0], "lead") == "Sở Nội vụ"


def test_what_is_left_over_of_a_broken_row_goes_where_it_looks_to_belong() -> None:
    row = "1\nSản xuất phóng sự\nBáo An Bình\nSở Nội vụ\nPhóng sự\n2016 - 2020\n~\n~\n~\n~\n~\n~\n01 tin mỗi tháng\n~"
    grid = read_flat(paragraphs(f"STT\nNội dung\nChủ trì\nPhối hợp\nSản phẩm\nThời gian\nGhi chú\n{row}"))
    assert grid.text(grid.rows[0], "product") == "Phóng sự\n01 tin mỗi tháng"


def test_text_after_the_last_row_does_not_grow_the_row_without_end() -> None:
    tail = "\n".join(f"Lời cuối trang số {n}" for n in range(200))
    grid = read_flat(paragraphs(f"STT\nNhiệm vụ\nChủ trì\n1\nMở lớp\nSở Y tế\n{tail}"))
    assert len(grid.rows) == 1
    assert sum(cell.count("\n") for cell in grid.rows[0].cells) < 60


def test_a_flattened_total_closes_the_row_above_it() -> None:
    grid = read_flat(paragraphs("STT\nNội dung\nKinh phí\n1\nTờ rơi\n2.000.000 đ\n~\nTổng cộng\n2.000.000 đ"))
    kinds = [(row.kind, row.row.cells[-1]) for row in read_rows(grid, "Phụ lục")]
    assert kinds == [("row", "2.000.000 đ"), ("total", "2.000.000 đ")]
