"""Hoa gives money by decisions: looked through, taken in whole or not at all, corrected by a new entry."""

from __future__ import annotations

import datetime as dt
import io
import threading
from collections.abc import Callable

import pytest
from django.db import connection
from openpyxl import Workbook, load_workbook

from khien.base.access import Actor
from khien.base.errors import Conflict, TooMuch
from khien.budget.errors import AllocationReplaced, BadTable, WrongMoney
from khien.budget.models import Allocation, AllocationBatch, AllocationDecision
from khien.budget.rules.states import Fault
from khien.budget.selectors.allocation_plan import RowDoubt, RowFault
from khien.budget.services.allocations import (
    confirm,
    correct_allocation,
    drop,
    fates_of,
    forget_old_tables,
    withdraw_allocation,
)
from khien.budget.services.table_file import read_pasted, read_workbook, template
from khien.programme.models import Programme
from tests.budget.conftest import AT, COMMUNE_MONEY, ON, PROVINCE, Give

Look = Callable[..., AllocationBatch]


def test_nothing_is_written_before_it_is_confirmed(looked_through: Look) -> None:
    looked_through(("XAH", "10 triệu"))
    assert not Allocation.objects.exists()


def test_units_are_found_by_code_name_and_what_people_call_them(looked_through: Look) -> None:
    batch = looked_through(
        ("SKHCN", "1 triệu"), ("ủy ban nhân dân xã An Hòa", "2 triệu"), ("phường Bình Minh", "3 triệu")
    )
    rows = fates_of(batch, on=ON)
    assert all(row.clean for row in rows)
    assert [row.unit for row in rows] == [
        "Sở Khoa học và Công nghệ", "Ủy ban nhân dân xã An Hòa", "Ủy ban nhân dân phường Bình Minh",
    ]  # fmt: skip


def test_every_row_says_what_is_wrong_with_it(looked_through: Look) -> None:
    batch = looked_through(
        ("", "1 triệu"), ("Sở Không Có Thật Ở Đây", "1 triệu"), ("XAH", "mấy triệu"), ("SKHCN", ""),
        ("PBM", "1 triệu"), ("PBM", "2 triệu"), ("AB", "-5 triệu"),
    )  # fmt: skip
    assert [row.faults for row in fates_of(batch, on=ON)] == [
        (RowFault.NO_UNIT,),
        (RowFault.UNKNOWN_UNIT,),
        (RowFault.AMOUNT,),
        (RowFault.NO_AMOUNT,),
        (),
        (RowFault.TWICE,),
        (RowFault.BELOW_ZERO,),
    ]


def test_a_table_with_one_wrong_row_is_not_taken_in_at_all(hoa: Actor, looked_through: Look) -> None:
    batch = looked_through(("XAH", "10 triệu"), ("Sở Không Có Thật Ở Đây", "1 triệu"))
    with pytest.raises(Conflict):
        confirm(hoa, batch, on=ON, at=AT)
    assert not AllocationDecision.objects.exists()


def test_confirming_twice_gives_once(hoa: Actor, looked_through: Look) -> None:
    batch = looked_through(("XAH", "10 triệu"))
    first, second = confirm(hoa, batch, on=ON, at=AT), confirm(hoa, batch, on=ON, at=AT)
    assert first == second
    assert Allocation.objects.count() == 1


def test_a_mended_table_of_the_same_form_takes_the_place_of_the_first(
    hoa: Actor, looked_through: Look
) -> None:
    looked_through(("XAH", "mười triệu"))
    batch = looked_through(("XAH", "10 triệu"))
    assert AllocationBatch.objects.count() == 1
    assert confirm(hoa, batch, on=ON, at=AT).allocations.get().amount_vnd == 10_000_000


def test_a_dropped_table_gives_nothing(hoa: Actor, looked_through: Look) -> None:
    batch = looked_through(("XAH", "10 triệu"))
    drop(batch, at=AT)
    with pytest.raises(Conflict):
        confirm(hoa, batch, on=ON, at=AT)


def test_rows_entered_later_join_their_decision_and_the_same_sum_again_is_pointed_out(
    looked_through: Look, give: Give
) -> None:
    give(("XAH", "10 triệu"))
    give(("PBM", "7 triệu"))
    assert AllocationDecision.objects.count() == 1
    (row,) = fates_of(looked_through(("XAH", "10 triệu")), on=ON)
    assert row.doubts == (RowDoubt.GIVEN_BEFORE,)
    assert row.clean


def test_a_decision_takes_money_back_but_no_more_than_was_given(
    hoa: Actor, looked_through: Look, give: Give
) -> None:
    give(("XAH", "10 triệu"))
    give(("XAH", "-4 triệu"), number="400/QĐ-UBND")
    (row,) = fates_of(looked_through(("XAH", "-7 triệu"), number="401/QĐ-UBND"), on=ON)
    assert row.faults == (RowFault.BELOW_ZERO,)
    assert sum(Allocation.objects.in_force().values_list("amount_vnd", flat=True)) == 6_000_000


def test_a_correction_is_a_new_entry_and_the_old_one_stays(hoa: Actor, give: Give) -> None:
    (old,) = give(("XAH", "10 triệu"))
    new = correct_allocation(
        hoa, old, {"amount_vnd": 12_000_000, "source": COMMUNE_MONEY}, reason="Gõ nhầm", at=AT
    )
    assert list(Allocation.objects.in_force()) == [new]
    assert (new.amount_vnd, new.source, new.reason) == (12_000_000, COMMUNE_MONEY, "Gõ nhầm")
    old.refresh_from_db()
    assert (old.amount_vnd, old.source) == (10_000_000, PROVINCE)


def test_what_was_corrected_is_not_corrected_again_from_an_old_page(hoa: Actor, give: Give) -> None:
    (old,) = give(("XAH", "10 triệu"))
    correct_allocation(hoa, old, {"amount_vnd": 12_000_000}, reason="Gõ nhầm", at=AT)
    with pytest.raises(AllocationReplaced):
        withdraw_allocation(hoa, old, reason="Trùng", at=AT)


def test_no_reason_no_correction(hoa: Actor, give: Give) -> None:
    (old,) = give(("XAH", "10 triệu"))
    with pytest.raises(WrongMoney) as refused:
        withdraw_allocation(hoa, old, reason="  ", at=AT)
    assert refused.value.fields == {"reason": Fault.REASON}
    assert Allocation.objects.in_force().count() == 1


def test_a_withdrawn_line_counts_nowhere(hoa: Actor, give: Give) -> None:
    (old,) = give(("XAH", "10 triệu"))
    withdraw_allocation(hoa, old, reason="Nhập hai lần", at=AT)
    assert not Allocation.objects.in_force().exists()


def test_money_that_was_partly_taken_back_is_not_withdrawn_below_zero(hoa: Actor, give: Give) -> None:
    (old,) = give(("XAH", "10 triệu"))
    give(("XAH", "-4 triệu"), number="400/QĐ-UBND")
    with pytest.raises(WrongMoney) as refused:
        withdraw_allocation(hoa, old, reason="Trùng", at=AT)
    assert refused.value.fields == {"amount": Fault.BELOW_ZERO}
    assert Allocation.objects.count() == 2


def test_tables_nobody_confirmed_are_emptied_after_a_week(looked_through: Look) -> None:
    batch = looked_through(("XAH", "10 triệu"))
    assert forget_old_tables(at=AT + dt.timedelta(days=6)) == 0
    assert forget_old_tables(at=AT + dt.timedelta(days=8)) == 1
    batch.refresh_from_db()
    assert (batch.state, batch.rows) == ("dropped", [])


# ---- tables as they come ------------------------------------------------------------------------------------------
def test_a_pasted_table_with_headings_in_any_order_is_read_and_its_sum_left_out() -> None:
    rows = read_pasted(
        "STT\tSố tiền\tĐơn vị\n1\t10.000.000\tXã An Hòa\n2\t5 triệu\tSKHCN\n\t15.000.000\tTổng cộng"
    )
    assert [(row.unit, row.amount) for row in rows] == [("Xã An Hòa", "10.000.000"), ("SKHCN", "5 triệu")]


def test_a_pasted_table_without_headings_has_the_columns_in_order() -> None:
    (row,) = read_pasted("SKHCN\t5 triệu\tNgân sách tỉnh\tIV.1\tđợt 1")
    assert (row.unit, row.amount, row.source, row.task, row.note) == (
        "SKHCN", "5 triệu", "Ngân sách tỉnh", "IV.1", "đợt 1",
    )  # fmt: skip


def test_the_template_filled_in_comes_back_as_it_was_written() -> None:
    book = load_workbook(io.BytesIO(template(["Sở Khoa học và Công nghệ", "=Xã lạ"])))
    sheet = book.worksheets[0]
    sheet["B2"], sheet["B3"] = 1_500_000, "2 triệu"
    out = io.BytesIO()
    book.save(out)
    rows = read_workbook(out.getvalue())
    assert [(row.unit, row.amount) for row in rows] == [
        ("Sở Khoa học và Công nghệ", "1500000"), ("=Xã lạ", "2 triệu"),
    ]  # fmt: skip


def test_what_is_no_workbook_is_refused_with_a_sentence() -> None:
    for data in (b"hello", b"PK\x03\x04broken"):
        with pytest.raises(BadTable):
            read_workbook(data)


def test_a_table_longer_than_the_limit_is_refused() -> None:
    with pytest.raises(TooMuch):
        read_pasted("SKHCN\t1\n" * 5001)
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for _n in range(5001):
        sheet.append(["SKHCN", 1])
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(TooMuch):
        read_workbook(out.getvalue())


@pytest.mark.skipif(connection.vendor != "postgresql", reason="two writers at once need a server database")
@pytest.mark.django_db(transaction=True)
def test_two_decisions_that_take_back_at_once_take_no_more_than_was_given(
    hoa: Actor, looked_through: Look, give: Give, programme: Programme
) -> None:
    give(("XAH", "10 triệu"))
    batches = [looked_through(("XAH", "-7 triệu"), number=f"40{n}/QĐ-UBND", key=f"back{n}") for n in range(2)]
    errors: list[Exception] = []

    def one(batch: AllocationBatch) -> None:
        try:
            confirm(hoa, batch, on=ON, at=AT)
        except Conflict as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(batch,)) for batch in batches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(errors) == 1
    assert sum(Allocation.objects.in_force().values_list("amount_vnd", flat=True)) == 3_000_000
