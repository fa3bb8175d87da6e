"""Money, rows and schedules of task tables, written by the writer and read back."""

import io
from datetime import date

import pytest

from khien.project.demo_plan import demo_plan
from tests.vanban.checks.documents import of
from vanban import Annex, Column, Division, Grid, OfficialDocument, Prose, Row, Signature, write_report
from vanban._checks import find
from vanban._reader import read

COLUMNS = (
    Column("TT", 0.5),
    Column("Nhiệm vụ", 3),
    Column("Cơ quan chủ trì", 1.5),
    Column("Cơ quan phối hợp", 1.5),
    Column("Thời gian thực hiện", 1.5),
    Column("Kinh phí (đồng)", 1.5),
    Column("Nguồn kinh phí", 1.5),
    Column("Ghi chú", 2),
)
PROVINCE, DISTRICT = "Ngân sách tỉnh", "Ngân sách huyện"
TASKS = (
    ("1", "Mở chuyên mục cảnh báo trên sóng phát thanh", "Công an tỉnh", "Sở Y tế", "Từ tháng 01/2027 đến tháng 12/2028",
     "240.000.000", PROVINCE, "Mỗi tháng 02 chuyên mục, mỗi chuyên mục 5.000.000 đồng"),
    ("2", "Tổ chức cuộc thi trực tuyến cho học sinh", "Sở Giáo dục và Đào tạo", "Công an tỉnh", "Năm 2027", "60.000.000", PROVINCE, ""),
    ("3", "Đặt áp phích tại bến xe và khu nhà trọ", "Sở Xây dựng", "Sở Y tế", "Năm 2028", "40.000.000", DISTRICT, ""),
    ("4", "Biên soạn cẩm nang cho người cao tuổi", "Sở Y tế", "Công an tỉnh", "Năm 2028", "30.000.000", DISTRICT, ""),
)  # fmt: skip
YEARS = (
    ("1", "2027", "180.000.000", "0", "180.000.000"),
    ("2", "2028", "120.000.000", "70.000.000", "190.000.000"),
)


def changed(number, column, value):
    """The tasks with one cell replaced."""
    rows = [list(row) for row in TASKS]
    rows[number - 1][column] = value
    return tuple(tuple(row) for row in rows)


def plan(
    tasks=TASKS,
    *,
    total="370.000.000",
    stated="370.000.000",
    years=YEARS,
    year_totals=("300.000.000", "70.000.000", "370.000.000"),
):
    task_rows = (*(Row(row) for row in tasks), Row(("", "Tổng cộng", "", "", "", total, "", ""), "total"))
    year_columns = (Column("TT", 0.5), Column("Năm"), Column(PROVINCE), Column(DISTRICT), Column("Tổng cộng"))
    year_rows = (*(Row(row) for row in years), Row(("", "Tổng cộng", *year_totals), "total"))
    document = OfficialDocument(
        kind="Kế hoạch",
        issuing_body="Ủy ban nhân dân tỉnh An Bình",
        head_lines=("Ủy ban nhân dân", "tỉnh An Bình"),
        body_symbol="UBND",
        number=9,
        place="An Bình",
        issued=date(2026, 12, 1),
        title="Tuyên truyền an toàn trên không gian mạng giai đoạn 2027 - 2028",
        body=(
            Division("section", "MỤC ĐÍCH", (Division("clause", "Giúp người dân nhận biết lừa đảo."),)),
            Division("section", "KINH PHÍ THỰC HIỆN", (Division("clause", f"Tổng kinh phí thực hiện: {stated} đồng."),)),
            Division("section", "TỔ CHỨC THỰC HIỆN", tuple(
                Division("clause", name, (Division("dash", "Thực hiện nhiệm vụ được giao tại Phụ lục 01."),), title=True)
                for name in ("Công an tỉnh", "Sở Giáo dục và Đào tạo", "Sở Xây dựng", "Sở Y tế")
            )),
            Prose("Trên đây là Kế hoạch của Ủy ban nhân dân tỉnh."),
        ),
        signature=Signature("Phó Chủ tịch", "Nguyễn Minh Khôi", ("TM. Ủy ban nhân dân", "KT. Chủ tịch")),
        recipients=("Các sở, ban, ngành",),
        annexes=(
            Annex("Phụ lục 01", "Danh mục nhiệm vụ", (Grid(COLUMNS, task_rows),), landscape=True),
            Annex("Phụ lục 02", "Kinh phí theo năm", (Grid(year_columns, year_rows, unit_note="Đơn vị tính: đồng"),)),
        ),
    )  # fmt: skip
    stream = io.BytesIO()
    write_report(document, stream)
    return read(stream.getvalue())


def test_sound_tables_are_sent_back_for_nothing():
    assert find(plan()) == ()


def test_a_total_row_that_is_not_the_sum_is_noticed():
    (finding,) = of("sum_mismatch", plan(total="380.000.000"))
    assert finding.where == "Phụ lục 01"
    assert "370.000.000 đồng" in finding.text


def test_a_stated_total_short_of_both_annexes_is_noticed_in_its_clause():
    (finding,) = of("sum_mismatch", plan(stated="350.000.000"))
    assert finding.where == "II.1"
    assert "chênh 20.000.000 đồng" in finding.text
    assert finding.severity == "error"


def test_a_rate_times_its_months_must_be_the_amount():
    found = of("sum_mismatch", plan(changed(1, 7, "Mỗi tháng 02 chuyên mục, mỗi chuyên mục 6.000.000 đồng")))
    assert any(finding.where == "Phụ lục 01.1" and "288.000.000" in finding.text for finding in found)


def test_annexes_that_give_one_budget_different_sums_are_noticed():
    years = (YEARS[0], ("2", "2028", "110.000.000", "80.000.000", "190.000.000"))
    found = of("sum_mismatch", plan(years=years, year_totals=("290.000.000", "80.000.000", "370.000.000")))
    assert {"ngân sách tỉnh", "ngân sách cấp huyện"} <= {
        name
        for finding in found
        for name in ("ngân sách tỉnh", "ngân sách cấp huyện")
        if name in finding.text
    }


def test_money_of_the_wrong_year_is_noticed():
    years = (
        ("1", "2027", "150.000.000", "0", "150.000.000"),
        ("2", "2028", "150.000.000", "70.000.000", "220.000.000"),
    )
    (finding,) = of("sum_mismatch", plan(years=years))
    assert "2027: 180.000.000 đồng so với 150.000.000 đồng" in finding.text


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("Hoàn thành trước ngày 30/11/2026", "kết thúc trước ngày ban hành"),
        ("Từ tháng 10/2026 đến tháng 12/2028", "bắt đầu có trước ngày ban hành"),
        ("Quý IV/2026", "gần như không còn thời gian"),
    ],
)
def test_a_schedule_that_precedes_the_issue_is_noticed(when, words):
    (finding,) = of("date", plan(changed(2, 4, when)))
    assert finding.where == "Phụ lục 01.2"
    assert words in finding.text


def test_the_year_of_issue_itself_is_no_fault():
    assert of("date", plan(changed(2, 4, "Năm 2026"))) == []


def test_a_row_without_a_lead_is_noticed():
    (finding,) = of("missing_lead", plan(changed(3, 2, "")))
    assert finding.where == "Phụ lục 01.3"


def test_one_agency_cannot_both_lead_and_help():
    (finding,) = of("other", plan(changed(3, 3, "Sở Xây dựng")))
    assert "vừa là cơ quan chủ trì" in finding.text


def test_a_lead_without_a_heading_of_its_own_is_noticed():
    (finding,) = of("other", plan(changed(3, 2, "Sở Công Thương")))
    assert "Sở Công Thương" in finding.text


def test_a_row_that_was_left_out_shows_in_the_numbers():
    (finding,) = of("numbering", plan(changed(3, 0, "5")))
    assert "từ 2 sang 5" in finding.text


def test_the_demo_plan_shows_its_one_false_total():
    stream = io.BytesIO()
    write_report(demo_plan(), stream)
    found = of("sum_mismatch", read(stream.getvalue()))
    assert [finding.where for finding in found] == ["V.1"]
    assert "20.000.000 đồng" in found[0].text
