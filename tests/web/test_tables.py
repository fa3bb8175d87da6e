"""Tables declared once: what stands in the address, what is shown, what is exported."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpRequest, QueryDict
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import mark_safe
from openpyxl import load_workbook

from khien.web.tables import Column, Empty, Filter, Rows, Table, respond, view_of
from khien.web.tables.address import address_of


@dataclass(frozen=True)
class Bill:
    code: str
    unit: str
    due: dt.date | None
    money: int


def _of_unit(rows: Rows, unit: str) -> Rows:
    return [row for row in rows if row.unit == unit]


def _found(rows: Rows, text: str) -> Rows:
    return [row for row in rows if text in row.code]


BILLS: Table[Bill] = Table(
    code="hoa-don",
    caption="Hóa đơn",
    columns=[
        Column(code="ma", label="Mã", value=lambda b: b.code, sort=True, head=True),
        Column(code="don-vi", label="Đơn vị", value=lambda b: b.unit),
        Column(code="han", label="Hạn", value=lambda b: b.due, kind="date", sort=True),
        Column(code="tien", label="Kinh phí", value=lambda b: b.money, kind="money", sort=True, shown=False),
    ],
    filters=[
        Filter(
            code="xa", label="Xã", choices=[("Hòa Bình", "Hòa Bình"), ("Tân An", "Tân An")], apply=_of_unit
        )
    ],
    search=_found,
    sort="ma",
    page_size=2,
    empty=Empty(title="Chưa có hóa đơn"),
)
ROWS = [
    Bill("B3", "Hòa Bình", dt.date(2026, 11, 24), 17_310_000),
    Bill("B1", "Tân An", None, 5_000),
    Bill("B2", "Hòa Bình", dt.date(2026, 1, 2), 742_000_000),
]


def asked(query: str = "", **headers: str) -> HttpRequest:
    return RequestFactory().get(f"/hoa-don/?{query}", headers=headers)


def codes(query: str) -> list[str]:
    return [row.code for row in view_of(BILLS, asked(query), ROWS).rows]


def test_rows_stand_in_the_declared_order_unless_the_address_says_otherwise() -> None:
    assert codes("") == ["B1", "B2", "B3"]
    assert codes("sap-xep=-ma") == ["B3", "B2", "B1"]
    assert codes("sap-xep=tien") == ["B1", "B3", "B2"]


def test_a_row_without_a_value_stands_last_either_way() -> None:
    assert codes("sap-xep=han") == ["B2", "B3", "B1"]
    assert codes("sap-xep=-han") == ["B3", "B2", "B1"]


@pytest.mark.parametrize(
    "query", ["sap-xep=don-vi", "sap-xep=__class__", "xa=Khác", "trang=-1", "trang=9999999999"]
)
def test_an_address_that_makes_no_sense_shows_the_table_all_the_same(query: str) -> None:
    assert codes(query) == ["B1", "B2", "B3"]
    assert view_of(BILLS, asked(query), ROWS).page.number == 1


def test_filter_search_and_pages_narrow_what_is_shown() -> None:
    assert codes("xa=Hòa+Bình") == ["B2", "B3"]
    assert codes("xa=Hòa+Bình&tim=3") == ["B3"]
    view = view_of(BILLS, asked("trang=2"), ROWS)
    assert [row.code for row in view.page] == ["B3"]


def test_every_link_keeps_the_rest_of_the_address() -> None:
    view = view_of(BILLS, asked("xa=Tân+An&tim=B&cot=tien&sap-xep=-ma&trang=1&tab=2"), ROWS)
    kept = QueryDict(view.xlsx.partition("?")[2])
    assert kept.dict() == {
        "xa": "Tân An",
        "tim": "B",
        "cot": "tien",
        "sap-xep": "-ma",
        "tab": "2",
        "xuat": "xlsx",
    }
    assert "trang" not in QueryDict(next(iter(view.heads())).url.partition("?")[2])
    assert QueryDict(view.cleared.partition("?")[2]).dict() == {"cot": "tien", "sap-xep": "-ma", "tab": "2"}


def test_changing_the_density_comes_back_to_the_same_rows() -> None:
    assert view_of(BILLS, asked("tim=B&trang=2"), ROWS).here == "/hoa-don/?tim=B&trang=2"


def test_a_head_turns_the_order_round() -> None:
    heads = {head.column.code: head for head in view_of(BILLS, asked("sap-xep=ma"), ROWS).heads()}
    assert heads["ma"].direction == "ascending"
    assert heads["ma"].url.endswith("sap-xep=-ma")
    assert heads["don-vi"].url == ""


def test_hidden_columns_come_when_chosen_and_the_naming_column_always_stays() -> None:
    assert [c.code for c in view_of(BILLS, asked(), ROWS).chosen] == ["ma", "don-vi", "han"]
    assert [c.code for c in view_of(BILLS, asked("cot=tien"), ROWS).chosen] == ["ma", "tien"]


def test_a_table_refuses_what_cannot_work() -> None:
    twice = [Column[Any](code="a", label="A", value=str), Column[Any](code="a", label="B", value=str)]
    with pytest.raises(ValueError, match="twice"):
        Table(code="t", caption="T", columns=twice, empty=Empty(title="Chưa có"))
    with pytest.raises(ValueError, match="cannot be sorted"):
        Table(code="t", caption="T", columns=twice[:1], sort="a", empty=Empty(title="Chưa có"))
    bad = Filter(code="trang", label="Trang", choices=[], apply=_of_unit)
    with pytest.raises(ValueError, match="filter called"):
        Table(code="t", caption="T", columns=twice[:1], filters=[bad], empty=Empty(title="Chưa có"))


def test_htmx_gets_only_the_table_and_a_clean_address() -> None:
    request = asked("xa=Tân+An&tim=", **{"HX-Request": "true", "HX-Target": "bang-hoa-don"})
    answer = respond(request, "web/style_table.html", BILLS, ROWS)
    body = answer.content.decode()
    assert body.lstrip().startswith("<section")
    assert answer["HX-Push-Url"] == "/hoa-don/?xa=T%C3%A2n+An"
    assert "HX-Request" in answer["Vary"]


def test_going_back_in_the_browser_gets_the_whole_page() -> None:
    headers = {"HX-Request": "true", "HX-Target": "bang-hoa-don", "HX-History-Restore-Request": "true"}
    answer = respond(asked("", **headers), "web/style_table.html", BILLS, ROWS)
    assert "<html" in answer.content.decode()


def test_the_spreadsheet_holds_every_page_of_what_is_seen() -> None:
    answer = respond(asked("sap-xep=-ma&cot=tien&cot=han&xuat=xlsx"), "", BILLS, ROWS)
    assert answer["Content-Disposition"] == 'attachment; filename="hoa-don.xlsx"'
    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows == [
        ("Mã", "Hạn", "Kinh phí"),
        ("B3", dt.datetime(2026, 11, 24), 17_310_000),  # noqa: DTZ001 (a spreadsheet knows no zone)
        ("B2", dt.datetime(2026, 1, 2), 742_000_000),  # noqa: DTZ001
        ("B1", None, 5_000),
    ]
    assert sheet["C2"].number_format == "#,##0"


def test_no_text_becomes_a_formula() -> None:
    evil = [Bill("=1+1", "@SUM(A1)", None, 1)]
    plain = respond(asked("xuat=csv"), "", BILLS, evil).content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(plain)))[1][:2] == ["'=1+1", "'@SUM(A1)"]
    book = load_workbook(io.BytesIO(respond(asked("xuat=xlsx"), "", BILLS, evil).content))
    assert book.active["A2"].value == "=1+1"
    assert book.active["A2"].data_type == "s"


def test_what_a_cell_shows_is_escaped_and_written_the_vietnamese_way() -> None:
    rows = [Bill("<b>", "Hòa Bình", dt.date(2026, 11, 24), 1_538_620_000)]
    with translation.override("vi"):
        html = view_of(BILLS, asked("cot=tien&cot=han"), rows).render({})
    assert "&lt;b&gt;" in html
    assert "1.538.620.000 đồng" in html
    assert "24/11/2026" in html


def test_an_empty_table_says_why() -> None:
    with translation.override("vi"):
        assert "Chưa có hóa đơn" in view_of(BILLS, asked(), []).render({})
        narrowed = view_of(BILLS, asked("tim=zzz"), ROWS).render({})
    assert "Không có dòng nào phù hợp" in narrowed


def test_the_address_never_grows_without_end() -> None:
    address = address_of(
        QueryDict("tim=" + "x" * 5000), path="/", sortable=[], columns=[], filters=[]
    )  # fmt: skip
    assert len(address.search) == 200


def test_what_a_cell_holds_is_escaped_unless_it_says_that_it_is_safe() -> None:
    evil: Table[Bill] = Table(
        code="t",
        caption="T",
        columns=[
            Column(
                code="a", label="<b>A</b>", value=lambda b: b.code, head=True, link=lambda b: f"/?x={b.unit}"
            ),
            Column(code="b", label="B", value=lambda b: b.unit, html=lambda b: b.unit),
            Column(code="c", label="C", value=lambda b: None, kind="date"),
            Column(code="d", label="D", value=lambda b: b.code, html=lambda b: mark_safe("<i>ok</i>")),
        ],
        empty=Empty(title="Chưa có"),
    )
    rows = [Bill("<script>", '"><img src=x>', None, 0)]
    body = str(view_of(evil, asked(), rows).body())
    assert "<script>" not in body
    assert "<img" not in body
    assert "<b>A" not in body
    assert "<i>ok</i>" in body
    assert 'class="tight figures is-empty"' in body
    assert body.startswith(
        '<tr role="row"><th scope="row" role="rowheader" data-label="&lt;b&gt;A&lt;/b&gt;"'
    )
