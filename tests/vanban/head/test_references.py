"""The instruments a plan cites: once each, in order, and which of them ground it."""

from __future__ import annotations

from tests.vanban.head import documents
from vanban._head import read_head
from vanban._outline import outline
from vanban._plan import LegalReference
from vanban._references import read_references
from vanban._sources import take_apart


def references_of(text: str) -> tuple[LegalReference, ...]:
    source = take_apart(text.encode(), name="van-ban.txt")
    tree = outline(source)
    return read_references(source, tree, read_head(source, tree))


def with_grounds(grounds: str, duty: str = "Bố trí kinh phí.") -> str:
    return documents.PROVINCE.replace(
        "Căn cứ Luật An ninh mạng ngày 12 tháng 6 năm 2018; Ủy ban", f"{grounds} Ủy ban"
    ).replace("Bố trí kinh phí./.", f"{duty}/.")


def test_grounds_are_told_from_what_is_cited_within_their_titles():
    found = references_of(
        with_grounds(
            "Thực hiện Kế hoạch số 283/KH-BCA ngày 24/9/2025 của Bộ Công an về thực hiện Nghị quyết số 71/NQ-CP ngày "
            "01/5/2025 của Chính phủ; Quyết định số 9/QĐ-TTg ngày 02/01/2025 của Thủ tướng Chính phủ về việc thử;"
        )
    )
    assert [(r.number, r.basis) for r in found] == [
        ("283/KH-BCA", True),
        ("71/NQ-CP", False),
        ("9/QĐ-TTg", True),
    ]


def test_a_second_mention_fills_what_the_first_left_open():
    found = references_of(
        with_grounds(
            "Căn cứ Luật An ninh mạng;",
            "Thực hiện Quyết định số 9/QĐ-TTg; rà soát Quyết định số 9/QĐ-TTg ngày 02/01/2025 của Thủ tướng Chính phủ về việc thử.",
        )
    )
    assert [(r.kind, r.number, r.date) for r in found] == [
        ("Luật", None, None),
        ("Quyết định", "9/QĐ-TTg", "2025-01-02"),
    ]


def test_the_same_number_of_two_years_is_two_instruments():
    found = references_of(
        with_grounds("Căn cứ Chỉ thị số 14/CT-TTg ngày 25/5/2018; Chỉ thị số 14/CT-TTg ngày 07/6/2019;")
    )
    assert [r.date for r in found] == ["2018-05-25", "2019-06-07"]


def test_the_plan_itself_is_no_reference():
    text = (
        documents.PROVINCE
        + "PHỤ LỤC\n(Kèm theo Kế hoạch số 36/KH-UBND ngày 08/10/2021 của Ủy ban nhân dân tỉnh)\n"
    )
    assert [r.number for r in references_of(text)] == [None]


def test_the_approving_decision_is_told_once_and_its_grounds_are_grounds():
    found = references_of(documents.DECISION_ATTACHED)
    assert [(r.kind, r.number, r.basis) for r in found] == [
        ("Luật", "24/2018/QH14", True),
        ("Tờ trình", "69/TTr-STTTT", True),
    ]


def test_a_foot_note_is_read_where_its_mark_stands():
    text = (
        with_grounds("Căn cứ Luật Cơ yếu;", "Theo quy định[1].\n- Theo Luật Báo chí.")
        + "\n[1] Như: Luật An ninh mạng.\n"
    )
    assert [r.title for r in references_of(text)] == ["Luật Cơ yếu", "Luật An ninh mạng", "Luật Báo chí"]


def test_grounds_cut_by_a_line_break_are_read_whole():
    found = references_of(
        with_grounds("Căn cứ Luật Tổ chức\nchính quyền địa phương ngày 16/6/2025;\nThực hiện chỉ đạo,")
    )
    assert [(r.title, r.date, r.basis) for r in found] == [
        ("Luật Tổ chức chính quyền địa phương", "2025-06-16", True)
    ]


def test_a_section_of_grounds_counts_as_grounds():
    text = documents.PROVINCE.replace(
        "I. MỤC ĐÍCH, YÊU CẦU", "I. CĂN CỨ PHÁP LÝ\n- Luật Viễn thông;\nII. MỤC ĐÍCH, YÊU CẦU", 1
    )
    assert [(r.title, r.basis) for r in references_of(text)] == [
        ("Luật An ninh mạng", True),
        ("Luật Viễn thông", True),
    ]


def test_thousands_of_instruments_are_told_apart_in_one_pass():
    grounds = "Căn cứ " + "; ".join(f"Quyết định số {n}/QĐ-TTg ngày 01/02/2020" for n in range(1, 2001)) + ";"
    assert len(references_of(with_grounds(grounds))) == 2000


def test_a_short_number_is_known_again_by_its_kind():
    found = references_of(
        with_grounds("Thực hiện Chỉ thị số 11-CT/TU ngày 04/01/2026 của Tỉnh ủy; Chỉ thị số 11 nêu trên;")
    )
    assert [r.number for r in found] == ["11-CT/TU"]
