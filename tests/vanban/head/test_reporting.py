"""Who reports to whom, how often and by which day."""

from __future__ import annotations

import pytest

from tests.vanban.head.documents import parted
from vanban._reporting import read_reporting


def duties(sentence: str) -> list[tuple[str | None, str | None, str | None, str | None]]:
    parts = parted(f"I. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\n- {sentence}\n- Khác.\n2. Sở Y tế\n- Nữa.")
    return [(duty.frequency, duty.due, duty.sender, duty.recipient) for duty in read_reporting(parts)]


def test_half_year_and_year_each_with_its_day():
    assert duties(
        "Các sở, ngành định kỳ 06 tháng (trước ngày 10/6), 01 năm (trước ngày 10/11) báo cáo kết quả về Công an tỉnh (qua "
        "Phòng PA05) để tổng hợp, báo cáo UBND tỉnh."
    ) == [
        ("semiannual", "06-10", "Các sở, ngành", "Công an tỉnh"),
        ("annual", "11-10", "Các sở, ngành", "Công an tỉnh"),
    ]


def test_two_days_a_year_are_a_half_yearly_duty_and_on_demand_one_more():
    assert duties(
        "Định kỳ trước ngày 01/6 và 15/11 hằng năm (hoặc đột xuất khi có yêu cầu) báo cáo kết quả về Sở Tài chính để tổng hợp."
    ) == [
        ("semiannual", "06-01", "Sở Nội vụ", "Sở Tài chính"),
        ("semiannual", "11-15", "Sở Nội vụ", "Sở Tài chính"),
        ("adhoc", None, "Sở Nội vụ", "Sở Tài chính"),
    ]


def test_the_heading_s_agency_reports_where_the_sentence_names_none():
    assert duties(
        "Theo dõi, đôn đốc; định kỳ hằng năm báo cáo Ủy ban nhân dân tỉnh, Bộ Nội vụ kết quả thực hiện."
    ) == [("annual", None, "Sở Nội vụ", "Ủy ban nhân dân tỉnh, Bộ Nội vụ")]


def test_difficulties_go_up_in_two_steps():
    assert duties(
        "Quá trình thực hiện nếu có khó khăn, vướng mắc, các đơn vị phản ánh về Sở Tư pháp để tổng hợp, trình UBND tỉnh xem xét."
    ) == [
        ("adhoc", None, "các đơn vị", "Sở Tư pháp"),
        ("adhoc", None, "Sở Tư pháp", "UBND tỉnh"),
    ]


def test_proposals_to_amend_the_plan_are_passed_on_too():
    assert duties(
        "Trong quá trình thực hiện, nếu thấy cần sửa đổi, bổ sung, các đơn vị đề xuất gửi Sở Tư pháp tổng hợp, báo cáo UBND tỉnh xem xét."
    ) == [("adhoc", None, "các đơn vị", "Sở Tư pháp"), ("adhoc", None, "Sở Tư pháp", "UBND tỉnh")]


def test_the_second_step_of_a_periodic_duty_counts_only_with_a_day_of_its_own():
    assert duties(
        "Hằng năm trước ngày 30/11, các đơn vị báo cáo kết quả về Sở Tư pháp để tổng hợp, báo cáo UBND tỉnh trước ngày 15/12."
    ) == [
        ("annual", "11-30", "các đơn vị", "Sở Tư pháp"),
        ("annual", "12-15", "Sở Tư pháp", "UBND tỉnh"),
    ]


def test_dates_of_cited_instruments_are_no_due_days():
    assert duties(
        "Tổng hợp, báo cáo Ban Thường vụ Tỉnh ủy kết quả thực hiện Chỉ thị số 11-CT/TU ngày 04/01/2026 của Ban Thường vụ Tỉnh ủy."
    ) == [(None, None, "Sở Nội vụ", "Ban Thường vụ Tỉnh ủy")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Cử báo cáo viên tham gia tuyên truyền.",
        "Phối hợp với Sở Tư pháp báo cáo, đề xuất khen thưởng.",
        "Hằng năm, xây dựng dự toán kinh phí gửi Sở Tài chính tổng hợp, báo cáo UBND tỉnh.",
        "Trường hợp vượt thẩm quyền tham mưu, báo cáo cấp có thẩm quyền xem xét, xử lý.",
        "Tuyên truyền định kỳ hằng tháng trên loa.",
        "Nội dung báo cáo gồm kết quả thực hiện, tồn tại, kiến nghị.",
        "Thời gian chốt số liệu báo cáo hằng năm từ ngày 15/12 đến ngày 14/12.",
    ],
)
def test_what_only_sounds_like_a_duty_to_report(sentence):
    assert duties(sentence) == []


def test_a_duty_without_a_known_recipient_is_doubted():
    parts = parted(
        "I. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\n- Định kỳ tổng hợp báo cáo kết quả, đề xuất giải pháp.\n- B."
    )
    (duty,) = read_reporting(parts)
    assert (duty.recipient, duty.confidence < 1.0, bool(duty.doubts)) == (None, True, True)


@pytest.mark.parametrize(
    "sentence",
    [
        "báo cáo kết quả về Sở Nội vụ; định kỳ 6 tháng, " * 1_000,
        "nếu có khó khăn, phản ánh về Sở Nội vụ, " * 1_000,
    ],
)
def test_a_very_long_sentence_is_read_in_one_pass(sentence):
    assert len(duties(sentence)) > 0
