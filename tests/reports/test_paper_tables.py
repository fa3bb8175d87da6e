"""A commune without an account: Hoa sends the table, it comes back filled in, and nothing is written before she says so."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from openpyxl import load_workbook

from khien.base.access import Actor
from khien.base.errors import Conflict, KhienError
from khien.programme.models import Activity
from khien.reports.models import ReportRound, Submission, TakenTable
from khien.reports.rules.paper_rows import COLUMNS, Flaw, read_rows
from khien.reports.services import paper_tables as services
from khien.reports.services.paper_book import read_book
from tests.people import Cast
from tests.reports.conftest import JUNE, MAY, expected, moment

HEADS = list(COLUMNS)
GOOD = {
    "starts_on": "01/03/2026",
    "kind": "Tờ rơi, cẩm nang",
    "title": "Phát tờ rơi ở chợ Gốm",
    "tasks": "2",
    "audience": "Người cao tuổi",
    "people": "1.200",
    "basis": "ước tính",
    "product": "Tờ rơi",
    "quantity": "500",
    "spent": "1,5 triệu",
}


def filled(blank: bytes, *rows: dict[str, str], results: str = "Phát được 500 tờ rơi.") -> io.BytesIO:
    book = load_workbook(io.BytesIO(blank))
    sheet = book["Hoạt động"]
    for number, row in enumerate(rows, 2):
        for name, text in row.items():
            sheet.cell(number, HEADS.index(name) + 1, text)
    report = book["Báo cáo"]
    for line in report.iter_rows():
        if line[0].value == "Kết quả nổi bật":
            report.cell(line[0].row, 2, results)
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out


@pytest.fixture
def taken(half: ReportRound, hoa: Actor, cast: Cast) -> Any:
    """`taken(row, row …)`: the commune's table with these rows, uploaded by Hoa."""

    def take(*rows: dict[str, str]) -> TakenTable:
        one = expected(half, cast.units.commune)
        content = filled(services.blank_table(one, on=MAY), *rows)
        return services.take_table(hoa, one, content, name="bang-an-hoa.xlsx", at=moment(JUNE))

    return take


def test_a_dry_run_says_what_would_happen_and_writes_nothing(taken: Any, hoa: Actor) -> None:
    plan = services.look(hoa, taken(GOOD), on=JUNE, at=moment(JUNE))
    assert plan.clean
    assert plan.narrative["results"] == "Phát được 500 tờ rơi."
    assert Activity.objects.count() == 0
    assert Submission.objects.count() == 0


def test_taken_in_it_stands_in_the_ledger_and_the_report_is_handed_in_once(taken: Any, hoa: Actor) -> None:
    table = taken(GOOD, {**GOOD, "title": "Nói chuyện ở thôn 3", "starts_on": "2026-04-02"})
    first = services.confirm(hoa, table, on=JUNE, at=moment(JUNE))
    again = services.confirm(hoa, table, on=JUNE, at=moment(JUNE))
    assert (first.pk, first.way, first.state) == (again.pk, "table", "submitted")
    assert (first.figures["activities"], first.figures["people"], first.figures["spent_vnd"]) == (
        2,
        2400,
        3_000_000,
    )
    assert {a.source for a in Activity.objects.all()} == {"report-table"}
    assert first.results == "Phát được 500 tờ rơi."


@pytest.mark.parametrize(
    ("change", "column", "why"),
    [
        ({"starts_on": "31/02/2026"}, "starts_on", "no_day"),
        ({"starts_on": "01/07/2025"}, "starts_on", "outside"),
        ({"kind": "Nhảy dây"}, "kind", "no_choice"),
        ({"people": "nhiều"}, "people", "no_number"),
        ({"tasks": "99"}, "tasks", "no_task"),
        ({"title": ""}, "title", "empty"),
        ({"row": "R002"}, "row", "twice"),
    ],
)
def test_every_wrong_cell_is_named_and_nothing_is_taken_in(
    change: dict[str, str], column: str, why: str, taken: Any, hoa: Actor
) -> None:
    table = taken({**GOOD, **change}, {**GOOD, "title": "Việc thứ hai"})
    plan = services.look(hoa, table, on=JUNE, at=moment(JUNE))
    assert column in {name for fate in plan.rows for name in fate.wrong}
    assert why in {flaw for fate in plan.rows for flaw in fate.wrong.values()}
    with pytest.raises(Conflict):
        services.confirm(hoa, table, on=JUNE, at=moment(JUNE))
    assert Activity.objects.count() == 0


def test_a_row_taken_in_before_with_other_words_is_not_written_over(
    taken: Any, hoa: Actor, cast: Cast
) -> None:
    from khien.reports.services import submissions

    row = services.confirm(hoa, taken(GOOD), on=JUNE, at=moment(JUNE))
    submissions.return_report(hoa, row.pk, remark="Sai số người", at=moment(JUNE))
    plan = services.look(hoa, taken({**GOOD, "people": "900"}), on=JUNE, at=moment(JUNE))
    assert [dict(fate.wrong) for fate in plan.rows] == [{"row": "differs"}]
    same = services.confirm(hoa, taken(GOOD), on=JUNE, at=moment(JUNE))
    assert same.state == "submitted"
    assert Activity.objects.count() == 1


def test_another_units_table_and_a_file_that_is_no_table_are_refused(
    half: ReportRound, hoa: Actor, cast: Cast
) -> None:
    one, other = expected(half, cast.units.commune), expected(half, cast.units.other_commune)
    content = io.BytesIO(services.blank_table(other, on=MAY))
    with pytest.raises(KhienError) as refused:
        services.take_table(hoa, one, content, name="x.xlsx", at=moment(JUNE))
    assert refused.value.code == "other-table"
    for junk in (b"PK\x03\x04junk", b"%PDF-1.4", b"ten;ngay\n"):
        with pytest.raises(KhienError) as bad:
            services.take_table(hoa, one, io.BytesIO(junk), name="x.xlsx", at=moment(JUNE))
        assert bad.value.code == "bad-table"


def test_the_table_gives_the_unit_its_own_tasks_and_stable_row_ids(half: ReportRound, cast: Cast) -> None:
    data = services.blank_table(expected(half, cast.units.commune), on=MAY)
    book = load_workbook(io.BytesIO(data))
    lists = [[cell.value for cell in row] for row in book["Danh mục"].iter_rows(min_col=4, max_col=5)]
    assert [row for row in lists if row[0]] == [
        ["Nhiệm vụ số", "Nhiệm vụ"],
        [2, "IV.2 In tờ rơi phát cho các chợ."],
    ]
    assert book["Hoạt động"]["A2"].value == "R001"
    assert read_book(data).rows == ()


def test_cells_are_read_as_people_write_them() -> None:
    [row] = read_rows([(2, {"row": "r7", **GOOD})])
    assert (row.row, row.people, row.spent_vnd, row.basis, row.audience) == (
        "R7",
        1200,
        1_500_000,
        "estimated",
        "elderly",
    )
    assert row.starts_on == dt.date(2026, 3, 1)
    assert read_rows([(2, {"title": "Không mã"})])[0].flaws["row"] is Flaw.NO_ROW
