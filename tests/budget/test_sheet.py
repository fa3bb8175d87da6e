"""The sheet of the finance offices: opened, reckoned anew, every sum equal to the budget table."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from khien.base.access import Actor
from khien.budget.api import budget_table
from khien.budget.models import Estimate
from khien.budget.rules.states import Decision
from khien.budget.services.estimates import decide_estimate, submit_estimate
from khien.budget.services.sheet import FIRST, _letter, workbook
from khien.programme import api as programmes
from khien.programme.models import Programme
from tests.budget.conftest import AT, COMMUNE_MONEY, ON, Give, Spend


@pytest.fixture
def moved(give: Give, spend: Spend, hoa: Actor, binh: Actor, estimate: Estimate) -> None:
    submit_estimate(binh, estimate, revision=1, at=AT)
    decide_estimate(hoa, estimate, Decision.APPROVE, revision=2, at=AT)
    give(("SKHCN", "40.500.000"), ("XAH", "10 triệu"))
    give(("XAH", "5 triệu"), number="9/QĐ-UBND", source=COMMUNE_MONEY)
    spend(3_200_000)
    spend(4_000_000, source=COMMUNE_MONEY)
    spend(1_111_111, unit="department", actor="focal_officer")


def _sheet(programme: Programme, *, values: bool = False, in_millions: bool = False) -> Any:
    card = programmes.programme(programme.pk)
    data = workbook(card, units=None, unit=None, year=2026, in_millions=in_millions, on=ON)
    return load_workbook(io.BytesIO(data), data_only=values).worksheets[0]


def _reckon(sheet: Any, cell: str) -> Decimal:
    """The formulas the sheet uses, worked out from its leaves."""
    value = sheet[cell].value
    if value is None:
        return Decimal(0)
    if not isinstance(value, str):
        return Decimal(str(value))
    if found := re.fullmatch(r"=SUM\(([A-Z])(\d+):[A-Z](\d+)\)", value):
        return sum(
            (_reckon(sheet, f"{found[1]}{n}") for n in range(int(found[2]), int(found[3]) + 1)), Decimal(0)
        )
    if found := re.fullmatch(r"=([A-Z]\d+)-([A-Z]\d+)", value):
        return _reckon(sheet, found[1]) - _reckon(sheet, found[2])
    if found := re.fullmatch(r'=IF\(([A-Z]\d+)=0,"",([A-Z]\d+)/\1\)', value):
        below = _reckon(sheet, found[1])
        return _reckon(sheet, found[2]) / below if below else Decimal(0)
    return sum((_reckon(sheet, part) for part in value.removeprefix("=").split("+")), Decimal(0))


@pytest.mark.parametrize("in_millions", [False, True])
def test_every_formula_gives_the_value_that_stands_beside_it(
    programme: Programme, moved: None, in_millions: bool
) -> None:
    formulas = _sheet(programme, in_millions=in_millions)
    values = _sheet(programme, values=True, in_millions=in_millions)
    compared = 0
    for row in formulas.iter_rows(min_row=FIRST, min_col=5, max_col=10):
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("="):
                told = values[cell.coordinate].value
                assert _reckon(formulas, cell.coordinate) == pytest.approx(
                    Decimal(str(told or 0)), rel=Decimal("1e-9")
                )
                compared += 1
    assert compared > 30


def test_the_total_is_the_budget_tables(programme: Programme, moved: None) -> None:
    sheet = _sheet(programme, values=True)
    total = budget_table(programme.pk, years=[2026], on=ON).total
    told = [sheet[f"{column}{FIRST}"].value for column in "EFGHI"]
    assert told == [total.planned, total.approved, total.allocated, total.spent, total.remaining]
    assert told == [70_000_000, 30_000_000, 55_500_000, 8_311_111, 47_188_889]


def test_in_million_dong_it_is_the_same_money(programme: Programme, moved: None) -> None:
    dong, millions = _sheet(programme, values=True), _sheet(programme, values=True, in_millions=True)
    assert millions["I8"].value == "Đơn vị tính: triệu đồng"
    for column in "EFGHI":
        assert Decimal(str(millions[f"{column}{FIRST}"].value)) * 1_000_000 == dong[f"{column}{FIRST}"].value


def test_it_is_laid_out_as_offices_expect(programme: Programme, moved: None) -> None:
    sheet = _sheet(programme)
    assert sheet["F1"].value == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert sheet["A2"].value == "ỦY BAN NHÂN DÂN TỈNH AN BÌNH"
    assert "NĂM 2026" in sheet["A5"].value
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == f"${FIRST - 3}:${FIRST - 1}"
    marks = [sheet[f"A{row}"].value for row in range(FIRST, sheet.max_row + 1) if sheet[f"C{row}"].value]
    assert marks == [None, "I", "1", "a", "b", "c", "II", "1", "a"]
    words = [row[0].value for row in sheet.iter_rows(min_row=FIRST, min_col=2, max_col=2)]
    assert words[:6] == [
        "TỔNG CỘNG", "CẤP TỈNH", "Ngân sách tỉnh", "Theo kế hoạch, chưa chia cho đơn vị",
        "Sở Khoa học và Công nghệ", "Ủy ban nhân dân xã An Hòa",
    ]  # fmt: skip
    texts = {cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)}
    assert {"NGƯỜI LẬP BIỂU", "PHỤ TRÁCH KẾ TOÁN", "THỦ TRƯỞNG ĐƠN VỊ"} <= texts


def test_a_name_that_looks_like_a_formula_stays_a_name(programme: Programme, spend: Spend) -> None:
    spend(1_000, source="=1+1")
    sheet = _sheet(programme)
    found = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"]
    assert found
    assert {cell.data_type for cell in found} == {"s"}


def test_an_empty_budget_still_makes_a_sheet(programme: Programme) -> None:
    programme.budget_lines.all().delete()
    sheet = _sheet(programme, values=True)
    assert sheet[f"G{FIRST}"].value == 0


def test_units_are_lettered_as_vietnamese_lists_are() -> None:
    assert [_letter(n) for n in (0, 3, 4, 6, 7, 22, 23)] == ["a", "d", "đ", "g", "h", "y", "aa"]
