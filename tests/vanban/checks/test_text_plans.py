"""What a careful clerk sends back, on small plans with one fault each, and silence on the sound one."""

import pytest

from tests.vanban.checks.documents import findings, plan
from vanban._checks import find


def test_a_sound_plan_is_sent_back_for_nothing():
    assert find(plan()) == ()


def test_a_blank_number_is_noticed():
    (finding,) = findings("blank_number", number="   ")
    assert finding.where == "phần đầu văn bản"
    assert "KH-UBND" in finding.text
    assert finding.advice


def test_a_blank_day_is_noticed():
    (finding,) = findings("date", day="  ")
    assert "Chưa ghi ngày ban hành" in finding.text


def test_a_section_number_used_twice_is_noticed_once():
    (finding,) = findings("numbering", replacing=("IV. TỔ CHỨC", "III. TỔ CHỨC"))
    assert "lặp" in finding.text
    assert finding.where == "III"


def test_a_skipped_item_is_noticed():
    (finding,) = findings("numbering", replacing=("3. Sở Tài chính", "4. Sở Tài chính"))
    assert "“2.” là “4.”" in finding.text


def test_a_repeated_point_is_noticed_where_it_stands():
    (finding,) = findings("numbering", replacing=("b) Biên soạn cẩm nang", "a) Biên soạn cẩm nang"))
    assert finding.where.startswith("II.2")


def test_letters_the_vietnamese_list_has_not_are_noticed():
    points = "".join(f"{letter}) Việc thứ {letter} của mục này.\n\n" for letter in "abcdđef")
    (finding,) = findings("numbering", more=f"3. Việc khác\n\n{points}")
    assert "“f)”" in finding.text


def test_the_order_a_b_c_d_e_is_let_pass():
    points = "".join(f"{letter}) Việc thứ {letter} của mục này.\n\n" for letter in "abcde")
    assert findings("numbering", more=f"3. Việc khác\n\n{points}") == []


@pytest.mark.parametrize(
    ("money", "seen"),
    [
        (
            "Tổng kinh phí: 1.518.620.000 đồng (Một tỷ năm trăm mười tám triệu sáu trăm hai mươi ngàn đồng).",
            False,
        ),
        (
            "Tổng kinh phí: 1.538.620.000 đồng (Một tỷ năm trăm mười tám triệu sáu trăm hai mươi ngàn đồng).",
            True,
        ),
        ("Tổng kinh phí: 25.000.000 đồng (Bằng chữ: Hai mươi lăm triệu đồng).", False),
        ("Tổng kinh phí: 25.000.000 đồng (trong đó có chi khác bằng tiền đồng).", False),
    ],
)
def test_figures_and_words_of_a_sum_must_agree(money, seen):
    assert bool(findings("sum_mismatch", money=money)) is seen


def test_a_day_no_calendar_has_is_noticed():
    (finding,) = findings(
        "date", replacing=("Kinh phí từ ngân sách tỉnh.", "Quyết toán trước ngày 31/11/2026.")
    )
    assert "31/11" in finding.text
    assert finding.severity == "error"


def test_a_leap_day_without_a_year_is_a_day():
    assert (
        findings("date", replacing=("Kinh phí từ ngân sách tỉnh.", "Báo cáo trước ngày 29/02 hằng năm."))
        == []
    )


def test_a_period_that_ends_as_it_begins_is_noticed():
    (finding,) = findings("date", replacing=("Kinh phí từ", "Kinh phí giai đoạn 2026 - 2026 từ"))
    assert "2026 - 2026" in finding.text


def test_a_task_nobody_is_given_is_noticed_with_its_place():
    (finding,) = findings("missing_lead", replacing=("; biên soạn cẩm nang cho cha mẹ học sinh", ""))
    assert finding.where == "II.2.b"
    assert "Biên soạn cẩm nang" in finding.quote


def test_when_nearly_no_task_is_given_to_anybody_it_is_said_once():
    tasks = "".join(f"{n}. {words}.\n\n" for n, words in enumerate(UNASSIGNED, start=3))
    found = findings("missing_lead", more=tasks)
    assert found[0].where == "II"
    assert f"trong {4 + len(UNASSIGNED)} nhiệm vụ" in found[0].text


def test_very_many_broken_numbers_are_said_in_one_breath():
    points = "".join(f"{letter}) Việc {letter} của mục này.\n\n" for letter in "aceaceaceaceaceg")
    found = findings("numbering", more=f"3. Việc khác\n\n{points}4. Việc nữa\n\n{points}")
    assert len(found) == 1
    assert "đánh số tự động" in found[0].text


def test_many_words_run_together_are_the_files_fault_and_stay_unsaid():
    glued = " ".join(f"{head}Tài chính" for head in ("Sở", "Bộ", "Hội", "Phòng"))
    assert findings("typo", money=f"Theo đề nghị của {glued}.") == []


def test_an_annex_that_belongs_to_another_number_is_noticed():
    annex = "PHỤ LỤC\n\nDANH MỤC TÀI LIỆU\n\n(Kèm theo Kế hoạch số 21/KH-UBND ngày 15/01/2026 của Ủy ban nhân dân tỉnh)\n\n1. Cẩm nang.\n\n2. Tờ rơi.\n"
    (finding,) = findings("other", annex=annex)
    assert "21/KH-UBND" in finding.text
    assert findings("other", annex=annex.replace("21/KH", "12/KH")) == []


def test_a_ground_dated_after_the_plan_is_noticed():
    (finding,) = findings("date", replacing=("ngày 12 tháng 6 năm 2018", "ngày 12 tháng 6 năm 2028"))
    assert "sau ngày ban hành" in finding.text
    assert finding.severity == "error"


UNASSIGNED = (
    "Treo áp phích hướng dẫn tại chợ và bến xe",
    "Phát bản tin qua loa truyền thanh thôn, buôn",
    "Gửi tin nhắn cho thuê bao di động",
    "Lập đường dây nóng nghe phản ánh của bà con",
    "Khảo sát mức độ hiểu biết của công nhân khu nhà trọ",
    "In tờ rơi cho khách du lịch nước ngoài",
    "Khen thưởng cá nhân có sáng kiến hay",
    "Tập huấn cho hộ kinh doanh cá thể",
    "Trao đổi kinh nghiệm với địa phương bạn",
)


def test_an_agency_given_no_duty_is_noticed():
    found = findings("other", replacing=("- Tham mưu bố trí kinh phí thực hiện Kế hoạch./.\n", ""))
    assert any("Sở Tài chính" in finding.text for finding in found)


@pytest.mark.parametrize(
    ("right", "wrong", "shown"),
    [
        ("trên báo điện tử của tỉnh.", "trên trên báo điện tử của tỉnh.", "trên trên"),
        ("Ủy ban nhân dân tỉnh ban hành", "Ủy ban nhân tỉnh ban hành", "Ủy ban nhân"),
        ("2. Tuyên truyền tại trường học", "2. Tuyên tuyền tại trường học", "Tuyên tuyền"),
        (
            "Ủy ban nhân dân tỉnh ban hành",
            "Mật trận Tổ quốc và Ủy ban nhân dân tỉnh ban hành",
            "Mật trận Tổ quốc",
        ),
        ("Kinh phí từ ngân sách tỉnh.", "Theo Quyết định số 483/QĐ- UBND ngày 04/6/2025.", "483/QĐ- UBND"),
        ("Kinh phí từ ngân sách tỉnh.", "Theo đề nghị của SởTài chính.", "SởTài"),
        ("Kinh phí từ ngân sách tỉnh.", "Kinh phí của các từng cơ quan.", "các từng"),
    ],
)
def test_slips_in_set_phrases_are_noticed(right, wrong, shown):
    (finding,) = findings("typo", replacing=(right, wrong))
    assert f"“{shown}”" in finding.text
    assert finding.severity == "info"


@pytest.mark.parametrize(
    "sentence",
    [
        "Xây dựng hệ thống thống nhất từ tỉnh đến xã.",
        "Xử lý hành vi vi phạm pháp luật ngày ngày phát sinh.",
        "Thực hiện hằng năm; báo cáo hàng năm; phát hành tài liệu.",
        "Uỷ ban nhân dân tỉnh và Ủy ban nhân dân xã, hoà giải, hòa giải.",
    ],
)
def test_what_is_right_is_left_alone(sentence):
    assert findings("typo", replacing=("Kinh phí từ ngân sách tỉnh.", sentence)) == []


def test_replaced_laws_are_told_only_as_of_a_day():
    read_plan = plan()
    assert not [f for f in find(read_plan, at="2026-06-30") if f.kind == "superseded"]
    (finding,) = [f for f in find(read_plan, at="2026-07-01") if f.kind == "superseded"]
    assert "116/2025/QH15" in finding.text
    assert finding.severity == "info"  # the plan was right when it was issued
    late = [f for f in find(plan(month="8"), at="2026-09-01") if f.kind == "superseded"]
    assert [f.severity for f in late] == ["warning"]


def test_every_finding_points_quotes_and_advises():
    broken = plan(
        number="  ",
        replacing=("IV. TỔ CHỨC", "III. TỔ CHỨC"),
        money="Chi trước ngày 31/11/2026 qua SởTài chính.",
    )
    found = find(broken)
    assert len(found) >= 4
    for finding in found:
        assert finding.where
        assert finding.text.endswith(".")
        assert finding.advice.endswith(".")
