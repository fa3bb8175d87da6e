"""Portals' pages saved as text: bars between cells, no empty lines, page numbers, names of pictures."""

from __future__ import annotations

from vanban._blocks import Paragraph, Source, Table
from vanban._sources import take_apart
from vanban._sources.litter import without_litter
from vanban._sources.piped import rows, split, unspaced

BODY = [f"{number}. Nội dung thứ {number} của kế hoạch." for number in range(1, 13)]


def read(lines: list[str], name: str = "trang.txt") -> Source:
    return take_apart("\n".join(lines).encode(), name=name)


def texts(source: Source) -> list[str]:
    return [f"{block.label} {block.text}".strip() for block in source.blocks if isinstance(block, Paragraph)]


def tables(source: Source) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row] for row in block.rows]
        for block in source.blocks
        if isinstance(block, Table)
    ]


def test_every_line_is_a_paragraph_where_no_empty_line_parts_them() -> None:
    assert texts(read(["KẾ HOẠCH", "Tuyên truyền năm 2024", *BODY], name="ke-hoach.md"))[:3] == [
        "KẾ HOẠCH",
        "Tuyên truyền năm 2024",
        BODY[0],
    ]


def test_a_file_with_empty_lines_keeps_its_wrapped_paragraphs() -> None:
    assert texts(read(["một dòng", "viết tiếp", "", "đoạn hai"], name="ghi-chu.md")) == [
        "một dòng viết tiếp",
        "đoạn hai",
    ]
    assert not unspaced(["một", "", "hai", ""] * 10)


def test_the_body_of_the_letter_ends_the_table_of_its_head() -> None:
    head = ["|", "UBND XÃ AN BÌNH", "|", "CỘNG HÒA", "|", "|", "Số: 1/KH-UBND", "|", "ngày 2/3/2024", "|"]
    found = read([*head, "KẾ HOẠCH", *BODY, "|", "Nơi nhận:", "|", "CHỦ TỊCH", "|"])
    assert tables(found) == [
        [["UBND XÃ AN BÌNH", "CỘNG HÒA"], ["Số: 1/KH-UBND", "ngày 2/3/2024"]],
        [["Nơi nhận:", "CHỦ TỊCH"]],
    ]
    assert texts(found)[:2] == ["KẾ HOẠCH", BODY[0]]


def test_cells_whose_rows_are_lost_become_lines() -> None:
    head = [
        "ỦY",
        "BAN NHÂN DÂN",
        "|",
        "CỘNG",
        "HÒA XÃ HỘI",
        "|",
        "Số:",
        "1/KH-UBND",
        "|",
        "An Bình, ngày",
        "2/3/2024",
        "|",
    ]
    found = texts(read([*head, "KẾ HOẠCH", *BODY]))
    assert found[:5] == [
        "ỦY BAN NHÂN DÂN",
        "CỘNG HÒA XÃ HỘI",
        "Số: 1/KH-UBND",
        "An Bình, ngày 2/3/2024",
        "KẾ HOẠCH",
    ]


def test_many_cells_in_a_row_are_a_table_each_cell_on_one_line() -> None:
    cells = ["TT", "Nhiệm vụ", "Chủ trì", "1", "Mở", "Sở A", "2", "Soạn\ntài liệu", "Sở B"]
    lines = "\n|\n".join(cells).split("\n")
    (stretch,) = split([*BODY, "|", *lines, "|", *BODY, "KẾ HOẠCH"])
    assert "Soạn tài liệu" in stretch.lines


def test_rows_with_bars_between_the_cells_are_a_table() -> None:
    rows = ["TT | Nhiệm vụ | Chủ trì |", "I | TUYÊN TRUYỀN |", "", "1 | Mở lớp | Sở A |"]
    found = read(["trước", *rows, "sau"])
    assert tables(found) == [[["TT", "Nhiệm vụ", "Chủ trì"], ["I", "TUYÊN TRUYỀN"], ["1", "Mở lớp", "Sở A"]]]
    assert texts(found) == ["trước", "sau"]
    (table,) = [block for block in found.blocks if isinstance(block, Table)]
    assert table.rows[1][1].column_span == 2


def test_two_cells_side_by_side_or_one_line_with_bars_are_no_table() -> None:
    found = read(["UBND TỈNH | CỘNG HÒA |", "Số: 1 | ngày 2 |", "chữ", "a | b | c"])
    assert tables(found) == []
    assert len(texts(found)) == 4


def test_dashes_under_a_header_do_not_show_in_plain_text_and_markdown_reads_them_itself() -> None:
    rows = ["| TT | Việc | Ai |", "|---|---|---|", "| 1 | A | B |", "| 2 | C | D |"]
    wanted = [["TT", "Việc", "Ai"], ["1", "A", "B"], ["2", "C", "D"]]
    assert tables(read(rows)) == [wanted]
    assert tables(read(rows, name="bang.md")) == [wanted]


def test_page_numbers_go_and_numbers_of_rows_stay() -> None:
    page = ["Một câu dài của văn bản kéo đến hết trang này.", ""] * 6
    assert "2" not in without_litter([*page, "2", "", *page, "3", "", *page])
    assert "7" in without_litter([*page, "7", "", *page, "3", "", *page])
    assert "2" in without_litter(["TT", "", *page, "2", "", *page])
    assert "2" in without_litter(["ngắn", "", "2", "", *page])


def test_names_of_pictures_are_no_words() -> None:
    assert without_litter(["image001.gif", "![](hinh 2.png)", "chữ"]) == ["chữ"]


def test_lone_pipes_that_enclose_nothing_leave_the_text_alone() -> None:
    assert texts(read([*BODY, "|", "|"], name="a.md")) == BODY


def test_a_dash_between_two_halves_is_no_item_of_a_list() -> None:
    assert without_litter(["Thời gian: 2022", "- 2025."]) == ["Thời gian: 2022 - 2025."]
    assert without_litter(["Đài Phát thanh", "- Truyền hình tỉnh"]) == ["Đài Phát thanh - Truyền hình tỉnh"]
    assert without_litter(["Năm 2022:", "- 2025 xã"]) == ["Năm 2022:", "- 2025 xã"]
    assert without_litter(["- Sở Y tế", "- Truyền hình"]) == ["- Sở Y tế", "- Truyền hình"]


def test_the_row_of_sums_keeps_its_empty_first_cell() -> None:
    lines = [
        "|",
        "TT",
        "|",
        "Việc",
        "|",
        "2024",
        "|",
        "|",
        "1",
        "|",
        "Mở lớp",
        "|",
        "5",
        "|",
        "|",
        "|",
        "Tổng cộng",
        "|",
        "5",
        "|",
    ]
    assert rows(lines) == [["TT", "Việc", "2024"], ["1", "Mở lớp", "5"], ["", "Tổng cộng", "5"]]
