"""Many units with a year of activities, for measuring: `khien demo --scale 4000`.

Writes units and ledger entries in bulk, as the rows their services would have made, and makes the running sums anew
at the end; what stands above the ledger (items, rounds, submissions) goes through its services. Not for real data.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import transaction

from khien.base.access import SYSTEM
from khien.orgs.api import Kind, Level
from khien.orgs.models import Unit, UnitEvent, UnitPeriod
from khien.orgs.rules.text import fold
from khien.programme.api import NewActivity
from khien.programme.models import (
    Activity,
    ActivityProduct,
    ActivityReach,
    ActivityTask,
    LedgerBook,
)
from khien.programme.rules.ledger import Entry
from khien.project.demo import units

BATCH = 2000
FIRST = (
    "An", "Bình", "Cẩm", "Châu", "Diên", "Đại", "Đông", "Đức", "Gia", "Hà", "Hải", "Hậu", "Hiệp", "Hoài", "Hoàng",
    "Hòa", "Hồng", "Hưng", "Khánh", "Kim", "Lạc", "Liên", "Long", "Lộc", "Lương", "Mai", "Minh", "Mỹ", "Nam", "Nghĩa",
    "Ngọc", "Nhơn", "Ninh", "Phong", "Phú", "Phúc", "Phước", "Quang", "Quảng", "Quế", "Sơn", "Tam", "Tân", "Tây",
    "Thạch", "Thanh", "Thái", "Thiện", "Thịnh", "Thọ", "Thuận", "Thủy", "Tiên", "Trà", "Trung", "Trường", "Vạn", "Văn",
    "Vĩnh", "Xuân", "Yên",
)  # fmt: skip
SECOND = (
    "An", "Bắc", "Bình", "Cát", "Chánh", "Châu", "Cường", "Dương", "Đài", "Đạo", "Điền", "Định", "Đồng", "Đường", "Giang",
    "Hà", "Hải", "Hạnh", "Hiền", "Hiệp", "Hòa", "Hội", "Hồ", "Hưng", "Hương", "Khê", "Khương", "La", "Lâm", "Lập",
    "Lễ", "Lệ", "Linh", "Long", "Lộc", "Lợi", "Luận", "Lũng", "Mỹ", "Nghĩa", "Ngọc", "Nguyên", "Nhuận", "Ninh", "Phong",
    "Phú", "Phúc", "Phương", "Quang", "Quý", "Sa", "Sơn", "Sức", "Tâm", "Thạch", "Thành", "Thắng", "Thiện", "Thịnh",
    "Thọ", "Thới", "Thuận", "Thượng", "Tiến", "Tín", "Toàn", "Trạch", "Trị", "Trung", "Tú", "Vang", "Vân", "Viễn",
    "Vinh", "Xá", "Xuân", "Yên",
)  # fmt: skip


def names(count: int) -> list[str]:
    """So many names of communes, each once, none of the small demo's. Raises ValueError when there are not enough."""
    taken = {row.name.split(" xã ")[-1] for row in units.COMMUNES}
    made = [f"{a} {b}" for b in SECOND for a in FIRST if a != b]
    free = [name for name in made if name not in taken]
    if count > len(free):
        raise ValueError(f"the demo knows {len(free)} names of communes")
    return free[:count]


def add_communes(province_id: int, count: int, *, at: dt.datetime) -> dict[str, int]:
    """So many communes more below the province, in bulk: code → unit id."""
    rows = [
        Unit(
            code=f"AB-Y{number:04d}",
            name=f"Ủy ban nhân dân xã {name}",
            short_name=f"UBND xã {name}",
            kind=Kind.PEOPLES_COMMITTEE,
            level=Level.COMMUNE,
            parent_id=province_id,
            valid_from=units.SINCE,
        )
        for number, name in enumerate(names(count), start=1)
    ]
    for row in rows:
        row.search_text = fold(f"{row.code} {row.name} {row.short_name}")
    with transaction.atomic():
        made = Unit.objects.bulk_create(rows, batch_size=BATCH)
        UnitPeriod.objects.bulk_create((_period(unit) for unit in made), batch_size=BATCH)
        UnitEvent.objects.bulk_create((_event(unit, at) for unit in made), batch_size=BATCH)
    return {unit.code: unit.pk for unit in made}


def _period(unit: Unit) -> UnitPeriod:
    return UnitPeriod(
        unit=unit,
        name=unit.name,
        short_name=unit.short_name,
        parent_id=unit.parent_id,
        valid_from=unit.valid_from,
    )


def _event(unit: Unit, at: dt.datetime) -> UnitEvent:
    return UnitEvent(
        what=UnitEvent.What.OPEN,
        on=unit.valid_from,
        unit=unit,
        instrument=units.INSTRUMENT,
        actor_id=SYSTEM.id,
        actor_label=SYSTEM.label,
        recorded_at=at,
    )


def write_activities(activities: Iterable[NewActivity], *, at: dt.datetime) -> int:
    """All of them in bulk, without running sums and without an audit entry each; how many there were."""
    written = 0
    stream = iter(activities)
    while batch := list(islice(stream, BATCH)):
        with transaction.atomic():
            books = [LedgerBook(unit_id=unit_id) for unit_id in dict.fromkeys(new.unit_id for new in batch)]
            LedgerBook.objects.bulk_create(books, ignore_conflicts=True)
            made = Activity.objects.bulk_create(
                _activity(new, f"{written + number}", at) for number, new in enumerate(batch)
            )
            _write_parts(made, batch)
        written += len(batch)
    return written


def _activity(new: NewActivity, key: str, at: dt.datetime) -> Activity:
    made = uuid.uuid4()
    return Activity(
        uuid=made,
        chain=made,
        entry=Entry.RECORD,
        unit_id=new.unit_id,
        kind=new.kind,
        title=new.title,
        starts_on=new.starts_on,
        ends_on=new.last_day,
        place=new.place,
        spent_vnd=new.spent_vnd,
        money_source=new.money_source,
        source="demo",
        source_key=key,
        recorded_by_id=SYSTEM.id,
        recorded_by=SYSTEM.label,
        recorded_at=min(at, dt.datetime.combine(new.last_day, dt.time(9), tzinfo=dt.UTC)),
    )


def _write_parts(made: Sequence[Activity], batch: Sequence[NewActivity]) -> None:
    pairs = list(zip(made, batch, strict=True))
    ActivityTask.objects.bulk_create(
        ActivityTask(activity=activity, task_id=task_id, main=number == 0)
        for activity, new in pairs
        for number, task_id in enumerate(new.task_ids)
    )
    ActivityProduct.objects.bulk_create(
        ActivityProduct(activity=activity, position=number, name=product.name, quantity=product.quantity)
        for activity, new in pairs
        for number, product in enumerate(new.products, start=1)
    )
    ActivityReach.objects.bulk_create(_reach(pairs))


def _reach(pairs: Sequence[tuple[Activity, NewActivity]]) -> Iterator[ActivityReach]:
    for activity, new in pairs:
        for line in new.reach:
            yield ActivityReach(
                activity=activity,
                audience=line.audience,
                people=line.people,
                basis=line.basis,
                low=line.low,
                high=line.high,
            )
