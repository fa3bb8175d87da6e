"""Markdown of people and of converters."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from vanban._blocks import Paragraph, Source, Table
from vanban._sources import take_apart

CASES = Path(__file__).parents[3].parent / "shared" / "reader" / "cases"


def read(text: str) -> Source:
    return take_apart(text.encode(), name="plan.md")


def shown(source: Source) -> list[tuple[str, str]]:
    return [(block.label, block.text) for block in source.blocks if isinstance(block, Paragraph)]


def grid(source: Source) -> list[list[str]]:
    (found,) = [block for block in source.blocks if isinstance(block, Table)]
    return [[cell.text for cell in row] for row in found.rows]


def test_headings_lists_and_weight_come_with_their_labels_and_levels() -> None:
    found = read("# KẾ HOẠCH\n\n**I. MỤC TIÊU**\n\n1. Một\n2. Hai\n   - con\n     + cháu\n\n*nghiêng*\n")
    assert shown(found) == [
        ("", "KẾ HOẠCH"),
        ("", "I. MỤC TIÊU"),
        ("1.", "Một"),
        ("2.", "Hai"),
        ("-", "con"),
        ("+", "cháu"),
        ("", "nghiêng"),
    ]
    blocks = [block for block in found.blocks if isinstance(block, Paragraph)]
    assert (blocks[0].heading, blocks[0].level, blocks[1].bold, blocks[1].heading) == (True, 0, True, False)
    assert [block.level for block in blocks[2:6]] == [0, 0, 1, 2]
    assert blocks[6].italic


def test_a_list_numbered_all_one_counts_on_and_typed_numbers_are_kept() -> None:
    assert [label for label, _ in shown(read("1. a\n1. b\n1. c\n"))] == ["1.", "2.", "3."]
    assert [label for label, _ in shown(read("3) a\n4) b\n4) c\n"))] == ["3)", "4)", "4)"]


def test_a_wrapped_line_is_one_paragraph_and_a_hard_break_is_kept() -> None:
    assert shown(read("Thực hiện Kế hoạch\nsố 283  \ndòng mới\\\nnữa <br> cuối\n")) == [
        ("", "Thực hiện Kế hoạch số 283\ndòng mới\nnữa\ncuối")
    ]


def test_dashes_under_the_issuer_are_a_rule_and_indented_text_is_no_code() -> None:
    assert shown(read("TỈNH AN BÌNH\n--------\n\n    thụt vào\n")) == [("", "TỈNH AN BÌNH"), ("", "thụt vào")]


def test_escaped_marks_and_lost_stars_do_not_show() -> None:
    assert shown(read("1\\. Hộ kinh doanh *(HKD) *trên địa bàn\n")) == [
        ("", "1. Hộ kinh doanh (HKD) trên địa bàn")
    ]
    assert shown(read("2*3 lần\n")) == [("", "2*3 lần")]


def test_a_pipe_table_is_a_table_with_empty_cells() -> None:
    found = read("| TT | Nhiệm vụ | Chủ trì |\n|---|---|---|\n| 1 | **Mở** lớp | |\n| 2 | A \\| B | Sở A |\n")
    assert grid(found) == [["TT", "Nhiệm vụ", "Chủ trì"], ["1", "Mở lớp", ""], ["2", "A | B", "Sở A"]]


def test_a_table_with_one_cell_a_line_between_lone_pipes_is_a_table() -> None:
    lines = "|\n**TT**\n|\n**Nhiệm vụ**\n|\n**Chủ trì**\n|\n|\n**I. NHÓM\nMỘT**\n|\n|\n1\n|\nMở\nlớp\n|\nSở A\n|\n|\n2\n|\n|\nSở B\n|\n\nsau bảng\n"
    found = read(lines)
    assert grid(found) == [
        ["TT", "Nhiệm vụ", "Chủ trì"],
        ["I. NHÓM MỘT"],
        ["1", "Mở lớp", "Sở A"],
        ["2", "", "Sở B"],
    ]
    table = found.blocks[0]
    assert isinstance(table, Table)
    assert table.rows[1][0].column_span == 3
    assert table.rows[0][0].bold
    assert shown(found) == [("", "sau bảng")]


def test_in_a_cell_the_lines_of_a_signature_and_of_recipients_stay_lines() -> None:
    found = read(
        "|\n*Nơi nhận:*\n- Bộ A;\n- Lưu: VT.\n|\n**TM. ỦY BAN\nNHÂN DÂN**\nKT. CHỦ TỊCH\n**Trần Thị Mai**\n|\n"
    )
    assert grid(found) == [
        ["Nơi nhận:\n- Bộ A;\n- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nTrần Thị Mai"]
    ]


def test_a_lone_pipe_without_a_table_is_harmless() -> None:
    assert shown(read("một\n\n|\n\nhai\n"))[0] == ("", "một")
    assert shown(read("một\n\n|\n\nhai\n"))[-1] == ("", "hai")


def test_html_inside_is_read_as_text() -> None:
    assert shown(read("đầu\n\n<div>\nmột <b>hai</b><br>ba\n</div>\n")) == [
        ("", "đầu"),
        ("", "một hai"),
        ("", "ba"),
    ]


@pytest.mark.shared
def test_the_plan_of_dong_thap_keeps_its_task_table_of_sixteen_rows() -> None:
    path = CASES / "dong-thap-617" / "document.md"
    if not path.exists():
        assert not os.environ.get("CI"), "CI must have the shared cases"
        pytest.skip("the shared documents are not beside the repository")
    found = take_apart(path.read_bytes(), name=path.name)
    tables = [block for block in found.blocks if isinstance(block, Table)]
    assert [(len(table.rows), table.columns) for table in tables] == [(2, 2), (1, 2), (16, 5)]
    assert tables[2].rows[1][0].text == "I. NÂNG CAO NHẬN THỨC VÀ ĐỔI MỚI TƯ DUY"
