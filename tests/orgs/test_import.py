"""Lan of the standing office uploads a province's table: dry run first, then everything or nothing."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from openpyxl import Workbook, load_workbook

from khien.base import sheets
from khien.base.errors import Conflict, TooMuch
from khien.base.models import AuditEntry
from khien.orgs.errors import BadTable, Changed
from khien.orgs.models import ImportBatch, Membership, Person, Unit
from khien.orgs.rules import Kind, Level, Role
from khien.orgs.rules.table_rows import COLUMNS, headings, plain_telephone, read_date, read_row
from khien.orgs.selectors import tree
from khien.orgs.selectors.import_plan import ImportPlan, plan_import, table_of
from khien.orgs.selectors.import_words import heading, sentence
from khien.orgs.services import imports, table_file
from khien.orgs.services.units import close_unit, rename_unit
from tests.orgs.conftest import AT, LAN, REFORM, TODAY

HEAD = "Mã đơn vị;Tên đơn vị;Loại;Cấp;Đơn vị cấp trên;Từ ngày;Họ và tên cán bộ;Vai trò;Điện thoại;Email"
GOOD = f"""{HEAD}
SYT;Sở Y tế;Sở, ban, ngành;Tỉnh;;01/07/2025;Trần Văn Nam;Cán bộ đầu mối;+84 905 123 456;NAM@anbinh.gov.vn
SYT;;;;;;Lê Thị Hòa;Lãnh đạo;905123457;
;Trung tâm Y tế;Đơn vị sự nghiệp;Tỉnh;Sở Y tế;;;;;
;Ủy ban nhân dân xã Hoa Mai;Ủy ban nhân dân;Xã;T97;2025-07-01;;;;
"""


def _dry(text: str) -> tuple[ImportBatch, ImportPlan]:
    return imports.dry_run(text.encode(), file_name="bang.csv", on=TODAY, actor=LAN, at=AT)


def _faults(text: str) -> list[tuple[int, str, str]]:
    return [(f.row.line, fault.column, fault.code) for f in _dry(text)[1].fates for fault in f.faults]


def test_a_clean_table_is_taken_in_whole_and_a_second_run_changes_nothing(province: Unit) -> None:
    batch, plan = _dry(GOOD)
    assert plan.clean
    assert plan.counts == {"new": 4}
    assert imports.confirm(batch.pk, on=TODAY, actor=LAN, at=AT) == {
        "opened": 3,
        "changed": 0,
        "people": 2,
        "people_changed": 0,
    }
    health = Unit.objects.get(code="SYT")
    assert (health.parent_id, health.valid_from) == (province.pk, REFORM)
    centre = Unit.objects.get(name="Trung tâm Y tế")
    assert (centre.code, centre.parent_id, centre.valid_from) == ("TTYT", health.pk, TODAY)
    assert set(tree.ids_under(province.pk, TODAY)) >= {health.pk, centre.pk}
    nam = Person.objects.get(name="Trần Văn Nam")
    assert (nam.telephone, nam.email) == ("0905123456", "nam@anbinh.gov.vn")
    assert Membership.objects.get(person__name="Lê Thị Hòa").role == Role.LEADER
    assert ImportBatch.objects.get().rows == []
    assert AuditEntry.objects.filter(action="orgs.table.imported").count() == 1
    again = _dry(GOOD)[1]
    assert again.counts == {"same": 4}


def test_the_exported_table_comes_back_unchanged(province: Unit) -> None:
    imports.confirm(_dry(GOOD)[0].pk, on=TODAY, actor=LAN, at=AT)
    rows = table_of(TODAY)
    for data in (table_file.write_csv(rows), table_file.write_xlsx(rows, notes=True)):
        plan = plan_import(table_file.read_table(data), on=TODAY)
        assert plan.clean
        assert set(plan.counts) == {"same"}
    assert table_of(TODAY, within=frozenset({province.pk}))[0][0] == "T97"


def test_what_changes_is_shown_from_what_to_what_and_written_as_dated_events(province: Unit) -> None:
    imports.confirm(_dry(GOOD)[0].pk, on=TODAY, actor=LAN, at=AT)
    later = TODAY + dt.timedelta(days=1)
    text = f"{HEAD}\nSYT;Sở Y tế và Dân số;;;;;Trần Văn Nam;Lãnh đạo;0905123999;nam@anbinh.gov.vn\nTTYT;;Khác;Xã;T97;;;;;\n"
    batch, plan = imports.dry_run(text.encode(), file_name="b.csv", on=later, actor=LAN, at=AT)
    shown = {(c.column, c.old, c.new) for f in plan.fates for c in f.changes}
    assert ("name", "Sở Y tế", "Sở Y tế và Dân số") in shown
    assert ("telephone", "0905123456", "0905123999") in shown
    assert ("kind", "Đơn vị sự nghiệp", "Khác") in shown
    assert ("parent", "Sở Y tế", "T97") in shown
    assert plan.counts == {"changed": 2}
    imports.confirm(batch.pk, on=later, actor=LAN, at=AT)
    health = Unit.objects.get(code="SYT")
    assert [p.name for p in health.periods.order_by("valid_from")] == ["Sở Y tế", "Sở Y tế và Dân số"]
    assert Unit.objects.get(code="TTYT").parent_id == province.pk
    nam = Person.objects.get(name="Trần Văn Nam")
    assert set(nam.memberships.values_list("role", flat=True)) == {Role.FOCAL_OFFICER, Role.LEADER}


def test_a_changed_position_and_a_short_name_are_put_right(province: Unit) -> None:
    head = "Mã;Tên viết tắt;Họ tên;Chức vụ\n"
    base = f"{HEAD}\nSYT;Sở Y tế;Sở;Tỉnh;;;Trần Văn Nam;;;\n"
    imports.confirm(_dry(base)[0].pk, on=TODAY, actor=LAN, at=AT)
    batch, plan = _dry(f"{head}SYT;SYT;Trần Văn Nam;Trưởng phòng\n")
    assert {c.column for f in plan.fates for c in f.changes} == {"short_name", "position"}
    imports.confirm(batch.pk, on=TODAY, actor=LAN, at=AT)
    assert Membership.objects.get().position == "Trưởng phòng"
    assert Unit.objects.get(code="SYT").short_name == "SYT"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (";;;;;;Nam;;;", ("name", "no-unit")),
        (";Sở Y tế;;Tỉnh;;;;;;", ("kind", "needed")),
        (";Sở Y tế;Hành tinh;Tỉnh;;;;;;", ("kind", "unknown-kind")),
        (";Sở Y tế;Sở;Mây;;;;;;", ("level", "unknown-level")),
        (";Sở Y tế;Sở;Tỉnh;Sở Mây;;;;;", ("parent", "unknown-parent")),
        (";Sở Y tế;Sở;Tỉnh;;31/02/2025;;;;", ("since", "date")),
        (";Sở Y tế;Sở;Tỉnh;;01/07/2099;;;;", ("since", "future")),
        (";Sở Y tế;Sở;Tỉnh;;;Nam;Vua;;", ("role", "unknown-role")),
        (";Sở Y tế;Sở;Tỉnh;;;Nam;Quản trị hệ thống;;", ("role", "unknown-role")),
        (";Sở Y tế;Sở;Tỉnh;;;Nam;;12;", ("telephone", "telephone")),
        (";Sở Y tế;Sở;Tỉnh;;;Nam;;;nam@", ("email", "email")),
        (";Sở Y tế;Sở;Tỉnh;;;;;0905123456;", ("person", "no-person")),
        ("CU;Sở Y tế;Sở;Tỉnh;;;;;;", ("code", "code-used")),
    ],
)
def test_an_error_names_row_column_and_remedy(
    province: Unit, information: Unit, row: str, fault: tuple[str, str]
) -> None:
    Unit.objects.filter(pk=information.pk).update(code="CU")
    close_unit(information.pk, on=REFORM, actor=LAN, at=AT)
    assert _faults(f"{HEAD}\n{row}\n") == [(2, *fault)]
    fate = _dry(f"{HEAD}\n{row}\n")[1].fates[0]
    assert sentence(fate.faults[0])
    assert heading(fate.faults[0].column) in COLUMNS.values()


def test_one_error_keeps_everything_out(province: Unit) -> None:
    batch, plan = _dry(f"{GOOD};Sở Lạ;Mây;Tỉnh;;;;;;\n")
    assert plan.counts == {"new": 4, "error": 1}
    with pytest.raises(Conflict):
        imports.confirm(batch.pk, on=TODAY, actor=LAN, at=AT)
    assert not Unit.objects.filter(code="SYT").exists()


def test_rows_that_contradict_or_repeat_each_other_are_told(province: Unit) -> None:
    text = f"""{HEAD}
SYT;Sở Y tế;Sở;Tỉnh;;;Nam;;;
SYT;Sở Y tá;Sở;Tỉnh;;;Nam;;;
A;Phòng Một;Phòng chuyên môn;Tỉnh;B;;;;;
B;Phòng Hai;Phòng chuyên môn;Tỉnh;A;;;;;
"""
    assert _faults(text) == [
        (3, "name", "contradicts"),
        (3, "person", "twice"),
        (4, "parent", "circle"),
        (5, "parent", "circle"),
    ]


def test_a_name_that_two_units_bear_needs_the_code_or_the_parent(province: Unit) -> None:
    text = f"{HEAD}\nA;Trường Hoa Mai;Trường học;Cơ sở;;;;;;\nB;Trường Hoa Mai;Trường học;Cơ sở;A;;;;;\n"
    assert not _faults(text)
    imports.confirm(_dry(text)[0].pk, on=TODAY, actor=LAN, at=AT)
    assert _faults(f"{HEAD}\n;Trường Hoa Mai;;;;;;;;\n") == [(2, "name", "several")]
    assert not _faults(f"{HEAD}\n;Trường Hoa Mai;;;T97;;;;;\n")
    assert _faults(f"{HEAD}\nC;Lớp Một;Khác;Cơ sở;Trường Hoa Mai;;;;;\n") == [(2, "parent", "several")]


def test_a_change_between_dry_run_and_confirmation_is_noticed(province: Unit, information: Unit) -> None:
    text = f"{HEAD}\nSTTTT;;Khác;;;;;;;\n"
    batch, _plan = _dry(text)
    rename_unit(information.pk, name="Sở Số", short_name="", on=REFORM, actor=LAN, at=AT)
    with pytest.raises(Changed):
        imports.confirm(batch.pk, on=TODAY, actor=LAN, at=AT)
    plan = imports.look_again(batch, on=TODAY)
    assert plan.clean
    imports.confirm(batch.pk, on=TODAY, actor=LAN, at=AT)
    assert Unit.objects.get(code="STTTT").kind == Kind.OTHER
    with pytest.raises(Conflict):
        imports.confirm(batch.pk, on=TODAY, actor=LAN, at=AT)


def test_a_dropped_or_forgotten_table_keeps_nobody_s_contacts(province: Unit) -> None:
    batch, _plan = _dry(GOOD)
    imports.drop(batch, at=AT)
    assert ImportBatch.objects.get().rows == []
    _dry(GOOD)
    assert imports.forget_old_tables(at=AT + dt.timedelta(days=8)) == 1
    assert not ImportBatch.objects.exclude(rows=[]).exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_usual_encodings_and_separators_are_read(encoding: str, separator: str) -> None:
    text = separator.join(["Mã", "TÊN ĐƠN VỊ", "Loại"]) + "\n" + separator.join(["A", "Sở Y tế", "Sở"]) + "\n"
    rows = table_file.read_table(text.encode(encoding))
    assert (rows[0].line, rows[0].name, rows[0].kind) == (2, "Sở Y tế", Kind.DEPARTMENT)


def test_the_windows_code_page_for_vietnamese_is_read() -> None:
    marks = {"ở": "ơ\u0309", "ế": "ê\u0301", "Đ": "Đ", "ị": "i\u0323", "ơ": "ơ", "ã": "a\u0303", "ê": "ê"}
    text = "".join(marks.get(c, c) for c in "Ma;Tên don vi\nA;Sở Y tế\n")
    assert table_file.read_table(text.encode("cp1258"))[0].name == "Sở Y tế"


def test_a_workbook_with_dates_numbers_and_a_title_above_is_read() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["DANH SÁCH CƠ QUAN, ĐƠN VỊ"])
    sheet.append([])
    sheet.append(["STT", "Tên cơ quan, đơn vị (*)", "Từ ngày", "Họ tên", "SĐT"])
    sheet.append([1, "Sở Y tế", dt.date(2025, 7, 1), "Nam", 905123456.0])
    out = io.BytesIO()
    book.save(out)
    row = table_file.read_table(out.getvalue())[0]
    assert (row.line, row.name, row.since, row.telephone) == (4, "Sở Y tế", "2025-07-01", "0905123456")


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", BadTable),
        (b"Xin chao\nKhong co gi\n", BadTable),
        ("Mã;Tên\n".encode(), BadTable),
        (b"PK\x03\x04broken", BadTable),
        (b"MZ\x00\x01\x02", BadTable),
        (b"x" * (sheets.MOST_BYTES + 1), TooMuch),
        (("Mã\n" + "A\n" * (table_file.MOST_ROWS + 1)).encode(), TooMuch),
        (b'M\xc3\xa3;T\xc3\xaan\n"' + b"x" * 200_000, BadTable),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        table_file.read_table(data)


def test_a_cell_that_looks_like_a_formula_is_written_as_text() -> None:
    row = ["=1+1", *[""] * (len(COLUMNS) - 1)]
    book = load_workbook(io.BytesIO(table_file.write_xlsx([row])))
    sheet = book.active
    assert sheet is not None
    assert sheet["A2"].value == "'=1+1"
    assert table_file.read_table(table_file.write_csv([row]))[0].code == "=1+1"


def test_the_template_has_the_headings_and_the_words() -> None:
    data = table_file.write_xlsx([], notes=True)
    book = load_workbook(io.BytesIO(data))
    assert [c.value for c in book.worksheets[0][1]] == list(COLUMNS.values())
    assert book.sheetnames == ["Đơn vị và cán bộ", "Hướng dẫn"]


def test_a_long_table_takes_few_queries(province: Unit, django_assert_max_num_queries: object) -> None:
    lines = [f"X{i};Ủy ban nhân dân xã {i};Ủy ban nhân dân;Xã;;;Cán bộ {i};;;" for i in range(1000)]
    with django_assert_max_num_queries(100):  # type: ignore[operator]
        batch, plan = _dry("\n".join([HEAD, *lines]))
        assert plan.counts == {"new": 1000}
        imports.confirm(batch.pk, on=TODAY, actor=LAN, at=AT)
    assert Unit.objects.filter(level=Level.COMMUNE).count() == 1000


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+84 905.123.456", "0905123456"),
        ("84905123456", "0905123456"),
        ("905123456", "0905123456"),
        ("(0260) 3862 302", "02603862302"),
        ("", ""),
    ],
)
def test_telephones_are_digits(typed: str, kept: str) -> None:
    assert plain_telephone(typed) == kept


def test_dates_are_day_month_year() -> None:
    assert (
        read_date("24/11/2026") == read_date("2026-11-24") == read_date("24.11.2026") == dt.date(2026, 11, 24)
    )
    assert read_date("31/02/2026") is None
    assert read_date("2026-02-31") is None
    assert read_date("hôm nay") is None


def test_headings_are_found_without_marks_and_once() -> None:
    assert headings(["MA DON VI", "Tên", "Tên", "?"]) == {0: "code", 1: "name"}
    assert read_row(2, {"name": "Sở Y tế", "person": "Nam"}).role == Role.FOCAL_OFFICER
