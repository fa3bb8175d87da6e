"""PDFs with a text layer: lines back to paragraphs, rules back to tables."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tools.samples import SENTENCE, pdf, plan_pdf, raw_pdf
from vanban._blocks import Paragraph, Source, Table
from vanban._sources import take_apart

SCANS = Path(__file__).parents[3].parent / "shared" / "reader" / "scans"


def paragraphs(source: Source) -> list[str]:
    return [block.text for block in source.blocks if isinstance(block, Paragraph)]


def tables(source: Source) -> list[Table]:
    return [block for block in source.blocks if isinstance(block, Table)]


def grid(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_broken_lines_become_the_paragraphs_they_were_and_page_numbers_go() -> None:
    found = take_apart(plan_pdf(3))
    assert found.kind == "pdf"
    assert found.pages is not None
    assert found.pages >= 3
    expected = ["KẾ HOẠCH", *(f"{number}. {SENTENCE} {SENTENCE}" for number in range(1, 19))]
    assert paragraphs(found) == expected


def test_places_carry_the_page() -> None:
    found = take_apart(
        pdf("Tổ chức tuyên truyền cho người dân.\n#pagebreak()\nMở lớp tập huấn cho cán bộ xã.")
    )
    assert [block.place.page for block in found.blocks] == [1, 2]


def test_an_indented_paragraph_begins_anew_and_a_sentence_over_two_pages_is_one() -> None:
    setting = "#set par(first-line-indent: (amount: 1cm, all: true))\n#set page(height: 8cm)\n"
    found = take_apart(pdf(setting + f"{SENTENCE} {SENTENCE} {SENTENCE} {SENTENCE} {SENTENCE}\n\n{SENTENCE}"))
    assert found.pages is not None
    assert found.pages > 1
    assert paragraphs(found) == [" ".join([SENTENCE] * 5), SENTENCE]


def test_centred_titles_stay_lines_and_weight_is_seen() -> None:
    found = take_apart(pdf(f"#align(center)[*KẾ HOẠCH* \\ *Tuyên truyền an toàn thông tin*]\n\n{SENTENCE}"))
    title = found.blocks[0]
    assert isinstance(title, Paragraph)
    assert (title.text, title.bold, title.centred) == ("KẾ HOẠCH", True, True)
    assert paragraphs(found)[1:] == ["Tuyên truyền an toàn thông tin", SENTENCE]


TABLE = """#table(columns: (8%, 42%, 25%, 25%), table.header([*TT*], [*Nhiệm vụ*], [*Chủ trì*], [*Thời gian*]),
  table.cell(colspan: 4)[*I. TUYÊN TRUYỀN*],
  ..range(1, 40).map(i => ([#i], [Tổ chức tuyên truyền, phổ biến kỹ năng bảo đảm an toàn thông tin cho người dân, đợt #i], [Sở Y tế], [2026])).flatten(),
  [40], table.cell(rowspan: 2)[Gộp hai hàng], [Sở A], [2026], [41], [Sở B], [2027])
"""


def test_a_ruled_table_over_pages_is_one_table_without_repeated_headers() -> None:
    found = take_apart(pdf(f"{SENTENCE}\n{TABLE}\n{SENTENCE}"))
    (table,) = tables(found)
    rows = grid(table)
    assert rows[0] == ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"]
    assert rows[1] == ["I. TUYÊN TRUYỀN"]
    assert table.rows[1][0].column_span == 4
    assert [row[0] for row in rows[2:]] == [str(number) for number in range(1, 42)]
    assert (
        rows[5][1] == "Tổ chức tuyên truyền, phổ biến kỹ năng bảo đảm an toàn thông tin cho người dân, đợt 4"
    )
    assert table.rows[-2][1].row_span == 2
    assert rows[-1] == ["41", "Sở B", "2027"]
    assert paragraphs(found) == [SENTENCE, SENTENCE]


def test_a_row_cut_by_the_end_of_the_page_is_one_row() -> None:
    long = " ".join([SENTENCE] * 3)
    cut = (
        f"#set page(height: 9cm)\n#table(columns: (10%, 90%), [TT], [Nhiệm vụ], [1], [{long}], [2], [Mở lớp])"
    )
    (table,) = tables(take_apart(pdf(cut)))
    assert grid(table) == [["TT", "Nhiệm vụ"], ["1", long], ["2", "Mở lớp"]]


def test_a_table_of_stroked_boxes_and_paths_is_a_table() -> None:
    boxes = b"100 600 100 50 re S 200 600 100 50 re S 100 550 m 200 550 l 200 600 l 100 600 l h S 200 550 100 50 re S "
    words = b"".join(
        b"BT /F1 12 Tf %d %d Td (%s) Tj ET " % (x, y, word)
        for x, y, word in ((110, 620, b"TT"), (210, 620, b"Viec"), (110, 570, b"mot"), (210, 570, b"hai ba"))
    )
    diagonal = b"400 400 m 500 500 l S 400 300 50 50 re f "
    (table,) = tables(take_apart(raw_pdf(boxes + words + diagonal)))
    assert grid(table) == [["TT", "Viec"], ["mot", "hai ba"]]


@pytest.mark.parametrize(
    ("rotate", "matrix", "step"),
    [
        (0, b"1 0 0 1", (0, -20)),
        (90, b"0 1 -1 0", (20, 0)),
        (180, b"-1 0 0 -1", (0, 20)),
        (270, b"0 -1 1 0", (-20, 0)),
    ],
)
def test_a_turned_page_is_read_as_it_is_shown(rotate: int, matrix: bytes, step: tuple[int, int]) -> None:
    lines = (b"mot hai ba", b"bon nam sau", b"bay tam")
    content = b"".join(
        b"BT /F1 12 Tf %s %d %d Tm (%s) Tj ET "
        % (matrix, 300 + number * step[0], 400 + number * step[1], text)
        for number, text in enumerate(lines)
    )
    found = " ".join(paragraphs(take_apart(raw_pdf(content, rotate=rotate))))
    assert found == "mot hai ba bon nam sau bay tam"


def test_a_small_raised_digit_is_a_footnote_mark_and_no_part_of_the_word() -> None:
    content = b"BT /F1 14 Tf 100 600 Td (Chi thi) Tj ET BT /F1 8 Tf 140 606 Td (2) Tj ET BT /F1 14 Tf 150 600 Td (ve) Tj ET"
    (found,) = take_apart(raw_pdf(content)).blocks
    assert isinstance(found, Paragraph)
    assert (found.text, found.footnotes) == ("Chi thi ve", ("2",))


def test_a_landscape_page_turned_by_ninety_degrees_reads_as_people_see_it() -> None:
    found = take_apart(pdf("#set page(flipped: true)\n" + TABLE))
    assert len(grid(tables(found)[0])) == 43


def test_the_head_and_the_signature_stand_side_by_side() -> None:
    found = take_apart(
        pdf(
            "#grid(columns: (40%, 60%), align: center, [SỞ Y TẾ \\ Số: 12/KH-SYT], [*CỘNG HÒA XÃ HỘI CHỦ NGHĨA* \\ *Độc lập - Tự do*])\n"
            f"#v(1em)\n{SENTENCE} {SENTENCE}\n\n"
            "#grid(columns: (50%, 50%), [Nơi nhận: \\ - Như trên; \\ - Lưu: VT.], align(center)[*GIÁM ĐỐC* \\ \\ \\ *Trần Thị Mai*])"
        )
    )
    head, signature = tables(found)
    assert grid(head) == [["SỞ Y TẾ\nSố: 12/KH-SYT", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA\nĐộc lập - Tự do"]]
    assert grid(signature) == [["Nơi nhận:\n- Như trên;\n- Lưu: VT.", "GIÁM ĐỐC\nTrần Thị Mai"]]


def test_columns_without_rules_become_rows() -> None:
    rows = ", ".join(f"[{number}], [Mở lớp {number}], [Sở A]" for number in range(1, 5))
    (table,) = tables(
        take_apart(
            pdf(f"{SENTENCE}\n\n#grid(columns: (20%, 45%, 35%), row-gutter: 6pt, {rows})\n\n{SENTENCE}")
        )
    )
    assert grid(table) == [[str(number), f"Mở lớp {number}", "Sở A"] for number in range(1, 5)]


def test_a_footnote_leaves_the_page_for_the_footnotes() -> None:
    found = take_apart(
        pdf(
            f"Thực hiện Chỉ thị#footnote[Chỉ thị số 11 của Ban Thường vụ Tỉnh ủy An Bình.] trên.\n\n{SENTENCE}"
        )
    )
    assert [(note.mark, note.text) for note in found.footnotes] == [
        ("1", "Chỉ thị số 11 của Ban Thường vụ Tỉnh ủy An Bình.")
    ]


def test_a_running_head_is_dropped() -> None:
    pages = "\n#pagebreak()\n".join([SENTENCE, *(f"{number}. {SENTENCE}" for number in range(2, 7))])
    found = take_apart(pdf("#set page(header: [Dự thảo của Sở Y tế])\n" + pages))
    assert not [text for text in paragraphs(found) if "Dự thảo" in text]


@pytest.mark.shared
def test_the_guidance_of_hiep_hoa_is_read_with_its_marks_mended() -> None:
    path = SCANS / "huong-dan-cntt-2021.pdf"
    if not path.exists():
        assert not os.environ.get("CI"), "CI must have the shared scans"
        pytest.skip("the shared documents are not beside the repository")
    found = take_apart(path.read_bytes())
    text = "\n".join(paragraphs(found))
    assert found.kind == "pdf"
    assert "HƯỚNG DẪN" in text
    for mended in (
        "Tiếp tục quán triệt, triển khai",
        "đẩy mạnh dạy tin học",
        "hệ thống quản lý văn bản",
        "trực tuyến",
    ):
        assert mended in text
    assert not [letter for letter in text if "\u0300" <= letter <= "\u036f"]
