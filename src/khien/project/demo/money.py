"""The demo's money: two decisions that give it to the units, and a handful of estimates in every state.

Through the same services that people use. Some units get less than they spend, and one gets nothing: the demo has
something to explain. Refuses real data: only `load` calls it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from django.utils import timezone

from khien.base.access import Actor
from khien.budget.rules.states import Decision
from khien.budget.services.allocations import DecisionHead, confirm, look_through
from khien.budget.services.estimates import NewEstimate, decide_estimate, submit_estimate, write_estimate
from khien.orgs import api as orgs
from khien.programme import api as programmes

NUMBERS = {"Ngân sách tỉnh": "118/QĐ-UBND", "Ngân sách cấp xã": "121/QĐ-UBND"}
STEP = 100_000  # đồng; decisions give round sums
MILLION = 1_000_000
ESTIMATES = (  # (code of the unit, million, what for, answer, million granted, remark)
    ("AB-KHCN", 60, "06 lớp tập huấn × 10.000.000 đồng.", Decision.APPROVE, 60, ""),
    ("AB-GDDT", 90, "Cuộc thi tìm hiểu cho học sinh: giải thưởng, in ấn.", Decision.CHANGE, 75, "Giảm phần in ấn."),
    ("AB-X06", 15, "In 5.000 tờ rơi × 3.000 đồng.", Decision.RETURN, 0, "Ghi rõ nơi phát và đơn giá."),
    ("AB-CA", 120, "Sản xuất 12 video clip × 10.000.000 đồng.", None, 0, ""),
    ("AB-X07", 8, "Hai buổi nói chuyện tại nhà văn hóa thôn.", None, 0, ""),
)  # fmt: skip


def give(office: Actor, programme_id: int, *, began: dt.datetime, at: dt.datetime) -> None:
    """Nothing when the demo has no past yet."""
    on, year = timezone.localdate(at), timezone.localdate(began).year
    day = began + dt.timedelta(days=21)
    if day >= at:
        return
    _decide(office, programme_id, year=year, on=on, day=day)
    _ask(office, programme_id, year=year, on=on, day=min(at, day + dt.timedelta(days=30)))


def _decide(office: Actor, programme_id: int, *, year: int, on: dt.date, day: dt.datetime) -> None:
    """One decision a source: the year's planned money, shared out as it was later spent; the last unit is left out."""
    spent: dict[str, dict[int, int]] = defaultdict(dict)
    for row in programmes.spent_by(programme_id, last=on):
        if row.year == year and row.source in NUMBERS and row.unit_id is not None:
            spent[row.source][row.unit_id] = row.spent_vnd
    lines = programmes.money(programme_id)
    planned = {
        (line_year, source): amount or 0
        for line_year, amounts, _sum in lines.rows
        for source, amount in zip(lines.sources, amounts, strict=True)
    }
    for source, by_unit in sorted(spent.items()):
        total, whole = sum(by_unit.values()), planned.get((year, source), 0)
        codes = orgs.units(by_unit)
        rows = [
            {"line": n, "unit": codes[unit_id].code, "amount": str(_share(whole, amount, total))}
            for n, (unit_id, amount) in enumerate(sorted(by_unit.items())[:-1], 1)
            if _share(whole, amount, total)
        ]
        if not rows:
            continue
        head = DecisionHead(
            number=NUMBERS[source], decided_on=timezone.localdate(day), year=year, source=source,
            title=f"Giao kinh phí thực hiện Kế hoạch năm {year}",
        )  # fmt: skip
        batch = look_through(office, programme_id, head, rows, key=f"demo-{source}", at=day)
        confirm(office, batch, on=on, at=day)


def _share(whole: int, amount: int, total: int) -> int:
    return whole * amount // total // STEP * STEP if total else 0


def _ask(office: Actor, programme_id: int, *, year: int, on: dt.date, day: dt.datetime) -> None:
    for n, (code, millions, basis, answer, granted, remark) in enumerate(ESTIMATES):
        unit = orgs.unit_by_code(code, on=on)
        if unit is None:
            continue
        source = "Ngân sách cấp xã" if unit.level is orgs.Level.COMMUNE else "Ngân sách tỉnh"
        new = NewEstimate(unit.id, year, source, millions * MILLION, basis)
        row = write_estimate(office, programme_id, new, key=f"demo-{n}", at=day)
        row = submit_estimate(office, row, revision=row.revision, at=day)
        if answer is not None:
            decide_estimate(
                office, row, answer, granted_vnd=granted * MILLION, remark=remark, revision=row.revision, at=day
            )  # fmt: skip
