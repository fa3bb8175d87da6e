"""The document's own data, however the head was laid out and whatever was left blank."""

from __future__ import annotations

import pytest

from tests.vanban.head import documents
from vanban._blocks import Paragraph, Place, Source
from vanban._closing import is_name, read_closing
from vanban._head import kind_line, read_head
from vanban._outline import outline
from vanban._plan import Approval, Head, Signer
from vanban._sources import take_apart


def head_of(text: str) -> Head:
    source = take_apart(text.encode(), name="van-ban.txt")
    return read_head(source, outline(source))


def test_a_province_s_plan_set_line_by_line():
    head = head_of(documents.PROVINCE)
    assert (head.kind, head.number, head.symbol) == ("Kế hoạch", "36/KH-UBND", "KH-UBND")
    assert (head.date, head.place, head.issuer) == ("2021-10-08", "An Bình", "Ủy ban nhân dân tỉnh An Bình")
    assert head.title == "TUYÊN TRUYỀN AN TOÀN THÔNG TIN GIAI ĐOẠN 2021 - 2025"
    assert (head.period_from, head.period_to) == (2021, 2025)
    assert head.signer == Signer("Nguyễn Văn Hòa", "Phó Chủ tịch", "KT. Chủ tịch")
    assert head.recipients == ("Bộ Công an", "Báo An Bình", "Đài PT-TH tỉnh", "Lưu: VT, NC")


def test_every_field_says_where_it_was_read():
    places = dict(head_of(documents.PROVINCE).places)
    assert set(places) >= {"kind", "number", "date", "title", "issuer", "signer", "recipients"}


def test_a_blank_number_leaves_the_symbol_and_a_blank_day_the_month():
    head = head_of(documents.BLANK)
    assert (head.number, head.symbol, head.date) == (None, "KH-UBND", "2024-06")
    assert head.signer is None
    assert head.recipients == ()


def test_a_table_flattened_with_bars_and_without_the_province():
    head = head_of(documents.FLATTENED_TABLE)
    assert (head.number, head.date, head.place) == ("43/KH-UBND", "2023-07-06", "An Bình")
    assert head.issuer == "Ủy ban nhân dân tỉnh An Bình"
    assert head.period_to == 2025


def test_a_portal_that_lost_the_line_with_the_kind():
    head = head_of(documents.LOST_KIND)
    assert (head.kind, head.title) == ("Kế hoạch", "CHUYỂN ĐỔI SỐ TỈNH AN BÌNH NĂM 2026")
    assert (head.date, head.issuer) == ("2025-12-23", "Ủy ban nhân dân tỉnh An Bình")


def test_two_columns_run_together():
    head = head_of(documents.RUN_TOGETHER)
    assert (head.number, head.place, head.date) == ("25/KH-UBND", "An Bình", "2018-01-05")
    assert head.issuer == "Ủy ban nhân dân tỉnh An Bình"


def test_a_department_stands_under_its_province():
    head = head_of(documents.DEPARTMENT)
    assert head.issuer == "Sở Thông tin và Truyền thông tỉnh An Bình"  # the letterhead names it above
    assert head.title == "Tuyên truyền, đấu tranh phòng, chống tội phạm trên không gian mạng"
    assert head.signer == Signer("Lê Thị Hoa", "Phó Giám đốc", "KT. Giám đốc")


def test_a_party_committee_numbers_its_own_way():
    head = head_of(documents.PARTY)
    assert (head.number, head.symbol, head.issuer) == ("180-KH/TU", "KH/TU", "Tỉnh ủy An Bình")
    assert head.signer is not None
    assert head.signer.name == "Phạm Văn Cường"


def test_a_scheme_attached_to_the_decision_that_approves_it():
    head = head_of(documents.DECISION_ATTACHED)
    assert (head.kind, head.approved_by) == ("Đề án", Approval("3250/QĐ-UBND", "2021-11-24"))
    assert head.title == "TUYÊN TRUYỀN AN NINH MẠNG GIAI ĐOẠN 2021 - 2025"
    assert head.signer == Signer("Nguyễn Văn Hòa", "Phó Chủ tịch", "KT. Chủ tịch")


def test_a_scheme_without_its_decision_names_it_under_the_title():
    head = head_of(documents.APPROVED_ONLY)
    assert (head.number, head.approved_by) == (None, Approval("77/QĐ-UBND", "2021-11-24"))
    assert head.date == "2021-11-24"
    assert head.title == "TUYÊN TRUYỀN AN NINH MẠNG"


def test_a_scheme_held_inside_the_articles_of_its_decision():
    head = head_of(documents.DECISION_INSIDE)
    assert (head.kind, head.issuer) == ("Đề án", "Thủ tướng Chính phủ")
    assert head.approved_by == Approval("19/QĐ-TTg", "2020-11-23")
    assert (head.period_from, head.period_to) == (2021, 2025)


def test_kind_and_title_may_stand_in_one_paragraph():
    blocks = (
        Paragraph("KẾ HOẠCH\nTuyên truyền an ninh mạng\nnăm 2026", Place(0)),
        Paragraph("I. MỤC TIÊU", Place(1)),
    )
    source = Source("docx", blocks)
    head = read_head(source, outline(source))
    assert (head.kind, head.title) == ("Kế hoạch", "Tuyên truyền an ninh mạng năm 2026")


def test_position_and_name_may_stand_on_one_line():
    head = head_of(documents.BLANK + "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC Trần Thị Mai\n")
    assert head.signer == Signer("Trần Thị Mai", "Phó Giám đốc", "KT. Giám đốc")


def test_places_with_a_dash_or_an_apostrophe():
    for place in ("Bà Rịa - Vũng Tàu", "Đăk R’lấp", "TP. Hồ Chí Minh"):
        assert head_of(documents.PROVINCE.replace("An Bình, ngày", f"{place}, ngày")).place == place


def test_a_portal_s_own_dates_are_not_the_document_s():
    head = head_of(
        "Thứ 7, Ngày 26/10/2024\nKế hoạch 36/KH-UBND năm 2021 tỉnh An Bình\nSố hiệu 36/KH-UBND\nNgày ban hành 20/10/2021\n"
        + documents.PROVINCE
    )
    assert (head.date, head.number, head.issuer) == (
        "2021-10-08",
        "36/KH-UBND",
        "Ủy ban nhân dân tỉnh An Bình",
    )


def test_an_official_letter_has_a_subject_instead_of_a_kind():
    head = head_of(
        f"ỦY BAN NHÂN DÂN\nTỈNH AN BÌNH\n{documents.NATIONAL}Số: 25/UBND-KGVX\nV/v tuyên truyền an ninh mạng\n"
        "An Bình, ngày 5 tháng 1 năm 2018\nKính gửi: Các sở, ban, ngành.\n1. Giao Sở Y tế tuyên truyền.\n2. Thực hiện./.\n"
    )
    assert (head.kind, head.number, head.title) == ("Công văn", "25/UBND-KGVX", "tuyên truyền an ninh mạng")


def test_the_period_may_stand_in_an_item_of_its_own_but_not_in_a_task_s():
    plain = documents.PROVINCE.replace(" GIAI ĐOẠN 2021 - 2025", "")
    own = plain.replace("II. TỔ CHỨC", "II. THỜI GIAN THỰC HIỆN: Từ năm 2022 đến năm 2024\nIII. TỔ CHỨC")
    task = plain.replace("- Bố trí kinh phí./.", "a) Bố trí kinh phí.\n- Thời gian thực hiện: 2022 - 2024./.")
    assert [(head_of(text).period_from, head_of(text).period_to) for text in (own, task)] == [
        (2022, 2024),
        (None, None),
    ]


def test_a_closing_whose_two_columns_ran_together():
    head = head_of(
        documents.BLANK
        + "Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- Như trên; KT. CHỦ TỊCH\n- Các sở, ban, ngành thuộc\ntỉnh (t/h); PHÓ CHỦ TỊCH\n"
        + "- Lưu: VT.\n\nTrần Thị Mai\n"
    )
    assert head.recipients == ("Như trên", "Các sở, ban, ngành thuộc tỉnh", "Lưu: VT")
    assert head.signer == Signer("Trần Thị Mai", "Phó Chủ tịch", "KT. Chủ tịch")


def test_a_document_that_is_none_has_an_empty_head():
    head = head_of("Chào các bạn. Hôm nay trời đẹp.")
    assert (head.kind, head.number, head.title, head.issuer, head.signer) == (None, None, None, None, None)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("KẾ HOẠCH", ("Kế hoạch", "")),
        ("KẾ HOẠCH TUYÊN TRUYỀN", ("Kế hoạch", "TUYÊN TRUYỀN")),
        ("QUYÉT ĐỊNH:", ("Quyết định", "")),
        ("Kế hoạch số 12", None),
        ("", None),
    ],
)
def test_the_line_with_the_kind(line, found):
    assert kind_line(line) == found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Y Ngọc", True),
        ("Đại tá Vũ Đình Quang", True),
        ("Phòng Tổ chức", False),
        ("PHỤ LỤC 01", False),
        ("nguyễn văn an", False),
    ],
)
def test_what_looks_like_a_person(text, name):
    assert is_name(text) is name


def test_authority_office_and_name_on_one_line_are_told_apart():
    line = Paragraph("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Hoàng Văn Lực", Place(0))
    assert read_closing([line]).signer == Signer("Hoàng Văn Lực", "Phó Chủ tịch", "KT. Chủ tịch")
