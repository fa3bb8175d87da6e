"""Measurable objectives and what is to be communicated."""

from __future__ import annotations

from tests.vanban.head.documents import parted
from vanban._plan import Head, Target
from vanban._targets import read_targets
from vanban._themes import read_themes

NO_PERIOD = Head("Kế hoạch", None, None, None, None, None, "TUYÊN TRUYỀN")
TO_2026 = Head("Kế hoạch", None, None, None, None, None, "TUYÊN TRUYỀN", period_from=2026, period_to=2026)


def targets(items: str, head: Head = NO_PERIOD) -> tuple[Target, ...]:
    return read_targets(parted(items), head)


def test_two_figures_in_a_sentence_are_two_targets_with_one_text():
    found = targets(
        "I. MỤC TIÊU\n1. Đến năm 2025\n- Trên 80% người dùng và 100% sinh viên được tuyên truyền.\n- Khác."
    )
    assert [(t.path, t.ordinal, t.comparator, t.value, t.population, t.deadline) for t in found] == [
        ("I.1", 1, ">", 80, "người dùng", "2025"),
        ("I.1", 2, "=", 100, "sinh viên", "2025"),
    ]
    assert found[0].text == found[1].text


def test_the_sentence_s_own_deadline_outweighs_the_heading_s():
    found = targets(
        "I. MỤC TIÊU ĐẾN NĂM 2025\n- Đến năm 2023, 50% xã có tổ công nghệ.\n- 90% xã có tổ công nghệ.\nII. KHÁC\n- A."
    )
    assert [t.deadline for t in found] == ["2023", "2025"]


def test_a_lead_in_without_figures_gives_the_deadline():
    found = targets(
        "I. MỤC TIÊU\nĐến năm 2020, tạo chuyển biến với các kết quả cụ thể:\n1. Dưới 40% các sự cố xảy ra do nhận thức."
    )
    assert [(t.path, t.deadline) for t in found] == [("I.1", "2020")]


def test_years_side_by_side_count_the_same():
    found = targets(
        "I. MỤC TIÊU\n1. Cụ thể\n- Đến năm 2025 đạt 70%, đến năm 2030 đạt 95% xã, phường có tổ công nghệ."
    )
    assert [(t.value, t.population, t.deadline) for t in found] == [
        (70, "xã, phường", "2025"),
        (95, "xã, phường", "2030"),
    ]


def test_a_vision_is_a_deadline_and_a_count_is_counted_with_its_unit():
    found = targets("I. MỤC TIÊU\n1. Tầm nhìn 2030\n- Tổ chức 20 hội nghị trực tiếp.\n- Khác.")
    assert [(t.unit, t.population, t.deadline) for t in found] == [("hội nghị", "hội nghị trực tiếp", "2030")]


def test_a_deadline_taken_from_the_title_is_doubted():
    (found,) = targets("I. MỤC TIÊU\n1. 90% cán bộ được tập huấn.", TO_2026)
    assert (found.deadline, found.confidence < 1.0, len(found.doubts)) == ("2026", True, 1)


def test_the_present_is_no_target_and_neither_is_a_task():
    assert (
        targets(
            "I. MỤC TIÊU\n1. Hiện nay, 60% hộ có Internet.\nII. NHIỆM VỤ\n1. Mở 12 lớp tập huấn cho 50% cán bộ."
        )
        == ()
    )


def test_an_order_in_an_assignment_is_a_target():
    found = targets(
        "I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Chỉ đạo 100% bệnh viện tuyên truyền.\n- Phấn đấu 50% trạm y tế tham gia."
    )
    assert [(t.path, t.value, t.population) for t in found] == [("I.1", 100, "bệnh viện")]


def test_a_plan_may_have_no_targets():
    assert targets("I. NHIỆM VỤ\n1. Tuyên truyền.\nII. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Làm.") == ()


def test_themes_are_the_items_of_their_section():
    parts = parted(
        "I. NỘI DUNG TUYÊN TRUYỀN\n- Luật An ninh mạng.\n- Thủ đoạn lừa đảo.\nII. NHIỆM VỤ\n1. Tuyên truyền."
    )
    assert [(t.path, t.ordinal, t.text) for t in read_themes(parts)] == [
        ("I", 1, "Luật An ninh mạng."),
        ("I", 2, "Thủ đoạn lừa đảo."),
    ]


def test_themes_under_numbers_count_within_them():
    parts = parted(
        "I. NỘI DUNG TUYÊN TRUYỀN\n1. Về pháp luật:\n- Luật A.\n2. Về kỹ năng\n- Nhận diện.\n- Báo tin.\nII. NHIỆM VỤ\n1. X."
    )
    assert [(t.path, t.ordinal) for t in read_themes(parts)] == [("I.1", 1), ("I.2", 1), ("I.2", 2)]


def test_a_very_long_sentence_is_read_in_one_pass():
    assert len(targets("I. MỤC TIÊU\n- " + "trên 80% các trường và " * 2_000)) == 2_000
