"""The demo's estimates: a handful of units ask for money; one is approved, one changed, one returned, two wait.

Through the same services that people use. Refuses real data: only `load` calls it.
"""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from khien.base.access import Actor
from khien.budget.rules.states import Decision
from khien.budget.services.estimates import NewEstimate, decide_estimate, submit_estimate, write_estimate
from khien.orgs import api as orgs

MILLION = 1_000_000
ESTIMATES = (  # (code of the unit, million, what for, answer, million granted, remark)
    ("AB-KHCN", 60, "06 lớp tập huấn × 10.000.000 đồng.", Decision.APPROVE, 60, ""),
    ("AB-GDDT", 90, "Cuộc thi tìm hiểu cho học sinh: giải thưởng, in ấn.", Decision.CHANGE, 75, "Giảm phần in ấn."),
    ("AB-X06", 15, "In 5.000 tờ rơi × 3.000 đồng.", Decision.RETURN, 0, "Ghi rõ nơi phát và đơn giá."),
    ("AB-CA", 120, "Sản xuất 12 video clip × 10.000.000 đồng.", None, 0, ""),
    ("AB-X07", 8, "Hai buổi nói chuyện tại nhà văn hóa thôn.", None, 0, ""),
)  # fmt: skip


def ask(office: Actor, programme_id: int, *, began: dt.datetime, at: dt.datetime) -> None:
    """Nothing when the demo has no past yet."""
    on, year, day = timezone.localdate(at), timezone.localdate(began).year, began + dt.timedelta(days=51)
    if day >= at:
        return
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
