"""What sections are about, and which headings name agencies."""

from __future__ import annotations

import pytest

from tests.vanban.reader import layouts
from vanban._headings import agency_heading
from vanban._outline import outline
from vanban._sections import SectionRole, role_of_heading, sections
from vanban._sources import take_apart


def roles(text: str) -> list[tuple[str, str]]:
    return [(s.role, s.node.path) for s in sections(outline(take_apart(text.encode(), name="van-ban.txt")))]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("MỤC ĐÍCH, YÊU CẦU", "purpose"),
        ("MỤC TIÊU", "objectives"),
        ("Các chỉ tiêu cụ thể", "objectives"),
        ("NỘI DUNG TUYÊN TRUYỀN", "themes"),
        ("NHIỆM VỤ, GIẢI PHÁP TRỌNG TÂM", "tasks"),
        ("Nội dung và giải pháp thực hiện", "tasks"),
        ("HÌNH THỨC TUYÊN TRUYỀN", "tasks"),
        ("KINH PHÍ THỰC HIỆN", "funding"),
        ("TỔ CHỨC THỰC HIỆN", "organisation"),
        ("PHÂN CÔNG NHIỆM VỤ", "organisation"),
        ("Trách nhiệm của các cơ quan", "organisation"),
        ("CHẾ ĐỘ BÁO CÁO", "reporting"),
        ("THỰC TRẠNG CÔNG TÁC TUYÊN TRUYỀN", "situation"),
        ("CĂN CỨ PHÁP LÝ", "grounds"),
        ("PHẠM VI, ĐỐI TƯỢNG", "scope"),
        ("LỜI NÓI ĐẦU", None),
    ],
)
def test_the_wording_of_a_heading_tells_its_role(heading: str, role: SectionRole | None) -> None:
    assert role_of_heading(heading) == role


def test_a_section_of_two_matters_is_given_as_its_parts() -> None:
    assert roles(layouts.THEMES_AND_FORMS) == [
        ("purpose", "I"),
        ("themes", "II.1"),
        ("tasks", "II.2"),
        ("organisation", "III"),
    ]


def test_the_parts_of_a_scheme_are_opened_and_its_situation_holds_no_targets() -> None:
    assert roles(layouts.SCHEME) == [
        ("grounds", "I.I"),
        ("situation", "I.II"),
        ("purpose", "II.I"),
        ("objectives", "II.II"),
        ("tasks", "III.I"),
        ("tasks", "III.II"),
        ("funding", "IV.I"),
        ("organisation", "IV.II"),
    ]


def test_every_item_of_a_directive_is_addressed_to_somebody() -> None:
    assert {role for role, _ in roles(layouts.DIRECTIVE) if role != "other"} == {"organisation"}


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("Sở Thông tin và Truyền thông", ("Sở Thông tin và Truyền thông",)),
        ("Sở Xây dựng", ("Sở Xây dựng",)),
        ("Sở Tài chính, Sở Kế hoạch và Đầu tư:", ("Sở Tài chính", "Sở Kế hoạch và Đầu tư")),
        ("Sở Y tế có trách nhiệm:", ("Sở Y tế",)),
        ("Trách nhiệm của Công an tỉnh", ("Công an tỉnh",)),
        ("Đề nghị: Hội Nông dân tỉnh, Tỉnh đoàn", ("Hội Nông dân tỉnh", "Tỉnh đoàn")),
        ("Các doanh nghiệp cung cấp dịch vụ viễn thông", ("Các doanh nghiệp cung cấp dịch vụ viễn thông",)),
        ("Các thôn", ("Các thôn",)),
    ],
)
def test_a_heading_of_agencies_gives_each_of_them(text: str, agencies: tuple[str, ...]) -> None:
    heading = agency_heading(text)
    assert heading is not None
    assert heading.agencies == agencies


def test_what_runs_on_after_the_colon_is_the_duty() -> None:
    heading = agency_heading("Sở Tài chính: Bố trí kinh phí thực hiện.")
    assert heading is not None
    assert (heading.agencies, heading.duty) == (("Sở Tài chính",), "Bố trí kinh phí thực hiện.")


@pytest.mark.parametrize(
    "text",
    [
        "Sở Y tế chủ trì, phối hợp với các đơn vị thực hiện",
        "Tổ chức tập huấn cho cán bộ",
        "TỔ CHỨC THỰC HIỆN",
        "Căn cứ Kế hoạch này, các cơ quan triển khai thực hiện",
        "Mục tiêu chung: Nâng cao nhận thức của các cơ quan",
        "Công tác tuyên truyền",
    ],
)
def test_sentences_and_titles_are_no_headings_of_agencies(text: str) -> None:
    assert agency_heading(text) is None


def test_items_of_a_directive_addressed_to_nobody_are_guessed_to_be_tasks() -> None:
    text = "CHỈ THỊ\nVề an toàn thông tin\n1. Tăng cường tuyên truyền tới người dân.\n2. Sở Y tế: Rà soát hệ thống.\n3. Nâng cao cảnh giác."
    assert [role for role, _ in roles(text)] == ["tasks", "organisation", "tasks"]


def test_sections_headed_by_their_work_hold_tasks() -> None:
    text = "KẾ HOẠCH\nNăm 2024\nI. NHIỆM VỤ TRỌNG TÂM\n1. Một.\nII. CÔNG TÁC TUYÊN TRUYỀN\n1. Hai.\nIII. THEO DÕI, KHEN THƯỞNG\n1. Ba."
    assert roles(text) == [("tasks", "I"), ("tasks", "II"), ("other", "III")]
