"""Tables of many rows: counted, ordered and cut by the database, whatever they are ordered by."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from khien.base.errors import TooMuch
from khien.orgs.models import Unit
from khien.web.tables import ByRank, Column, Empty, Paged, Table, respond, streamed, view_of
from khien.web.tables import export as exporting
from tests.people import SINCE, Units

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Line:
    code: str
    kind: str
    short: str


def lines(ids: Sequence[int]) -> list[Line]:
    found = Unit.objects.in_bulk(list(ids))
    return [Line(found[pk].code, found[pk].kind, found[pk].short_name) for pk in ids]


def by_kind(kinds: Sequence[str]) -> list[str]:
    return sorted(kinds, key=["department", "bank", "school", "peoples_committee"].index)


TABLE: Table[Line] = Table(
    code="don-vi",
    caption="Đơn vị",
    columns=[
        Column(code="ma", label="Mã", value=lambda line: line.code, sort="code", head=True),
        Column(code="ngan", label="Tên ngắn", value=lambda line: line.short or None, sort="short_name"),
        Column(code="loai", label="Loại", value=lambda line: line.kind, sort=ByRank("kind", by_kind)),
    ],
    search=lambda rows, text: rows.filter(code__icontains=text),
    sort="ma",
    page_size=5,
    empty=Empty(title="Chưa có đơn vị"),
)


@pytest.fixture
def rows(units: Units) -> Paged[Line]:
    """Twelve schools and three banks beside the province's four."""
    for number in range(15):
        kind = "school" if number < 12 else "bank"
        Unit.objects.create(code=f"T{number:02}", name=f"Trường {number}", kind=kind, valid_from=SINCE)
    return Paged(Unit.objects.filter(parent__isnull=True), lines, then=("code",))


def asked(query: str) -> HttpRequest:
    return RequestFactory().get(f"/don-vi/?{query}")


def codes(query: str, rows: Paged[Line]) -> list[str]:
    return [line.code for line in view_of(TABLE, asked(query), rows).page]


def test_pages_follow_each_other_without_a_gap_whatever_the_order(rows: Paged[Line]) -> None:
    for order in ("ma", "-ma", "loai", "-loai", "ngan", "-ngan"):
        whole = [line.code for line in view_of(TABLE, asked(f"sap-xep={order}"), rows).rows]
        pages = [code for n in (1, 2, 3, 4) for code in codes(f"sap-xep={order}&trang={n}", rows)]
        assert pages == whole
        assert len(set(whole)) == 16


def test_rank_decides_first_and_the_code_within_it(rows: Paged[Line]) -> None:
    assert codes("sap-xep=loai", rows) == ["T12", "T13", "T14", "T00", "T01"]
    assert codes("sap-xep=-loai", rows) == ["AB", "T00", "T01", "T02", "T03"]
    assert codes("sap-xep=loai&trang=4", rows) == ["AB"]


def test_search_narrows_in_the_database(rows: Paged[Line]) -> None:
    assert codes("tim=t1", rows) == ["T10", "T11", "T12", "T13", "T14"]
    assert view_of(TABLE, asked("tim=t1"), rows).page.paginator.count == 5


@pytest.mark.parametrize("order", ["ma", "loai", "-loai"])
def test_a_page_asks_a_few_questions_however_many_rows_there_are(
    order: str, rows: Paged[Line], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(5):
        assert len(codes(f"sap-xep={order}&trang=2", rows)) == 5


def test_the_whole_table_is_sent_while_it_is_written(
    rows: Paged[Line], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "PIECE", 40)
    answer = streamed(asked("xuat=csv&sap-xep=-loai"), TABLE, rows)
    assert answer is not None
    parts = [bytes(part) for part in answer]  # type: ignore[union-attr]
    assert len(parts) > 3
    sent = list(csv.reader(io.StringIO(b"".join(parts).decode("utf-8-sig"))))
    assert sent[0] == ["Mã", "Tên ngắn", "Loại"]
    assert [line[0] for line in sent[1:3]] == ["AB", "T00"]
    assert len(sent) == 17
    assert streamed(asked("xuat=xlsx"), TABLE, rows) is None


def test_a_workbook_too_large_is_refused_with_the_way_out(
    rows: Paged[Line], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "MOST_ROWS", 10)
    with pytest.raises(TooMuch, match=r"\.csv"):
        respond(asked("xuat=xlsx"), "", TABLE, rows)
    assert respond(asked("xuat=xlsx&tim=t1"), "", TABLE, rows).status_code == 200
