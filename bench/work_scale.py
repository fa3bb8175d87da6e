# ruff: noqa: E402 - models can only be imported when Django knows its settings
"""Fills one database with 4,000 units and their work, and asks the pages: run by `bench.work_bench`, which says where.

Prints p50 and p95 of each page beside a floor. Refuses to touch a database it has not been given for that.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import statistics
import sys
import time
import uuid

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khien.project.settings")
if "KHIEN_DATA" not in os.environ:
    sys.exit("Run bench.work_bench: it makes a folder and databases for this.")
django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client

from khien.accounts.models import User
from khien.base.models import StoredFile
from khien.orgs.models import Membership, Person, Unit, UnitPeriod
from khien.plans.models import PlanDocument
from khien.programme.models import Programme, Task
from khien.work.models import WorkItem
from vanban import fold

settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"

UNITS, TASKS, ROUNDS = 4000, 24, 20
AT = dt.datetime(2026, 1, 15, 3, 0, tzinfo=dt.UTC)
PERIODS = [("", dt.date(2026, 1, 1), dt.date(2026, 12, 15))]
QUARTERS = [(f"2026-Q{n}", dt.date(2026, 3 * n - 2, 1), dt.date(2026, 3 * n, 28)) for n in range(1, 5)]
STATES = ("done", "done", "done", "under_way", "overdue", "not_started", "not_due", "late")
PAGES = {
    "table, what needs somebody first": "bang/",
    "table, by due day": "bang/?sap-xep=han",
    "table, by due day falling, page 900": "bang/?sap-xep=-han&trang=900",
    "table, by unit": "bang/?sap-xep=don-vi&trang=40",
    "table, by task": "bang/?sap-xep=nhiem-vu",
    "table, not finished": "bang/?trang-thai=chua-xong",
    "table, words": "bang/?tim=xa+so+17+truyen+thanh",
    "table, due this month": "bang/?han=thang-nay&sap-xep=han",
    "board": "cot/",
    "timeline": "dong-thoi-gian/",
    "calendar": "lich/",
}
FLOOR = (
    "SELECT COUNT(*) FROM work_workitem",
    "SELECT i.id, i.state, i.due_on, t.text, u.name FROM work_workitem i JOIN programme_task t ON t.id = i.task_id "
    "JOIN orgs_unit u ON u.id = i.unit_id ORDER BY i.due_on, i.id LIMIT 50",
)


def main() -> None:
    began = time.perf_counter()
    call_command("migrate", verbosity=0)
    items = generate()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{connection.vendor}: {items} items of {UNITS} units, made in {time.perf_counter() - began:.0f} s")
    floor = statistics.median(_floor() for _ in range(ROUNDS))
    print(f"  {'floor: a bare count and 50 rows':<38} p50 {floor * 1000:6.1f} ms")
    for label, address in PAGES.items():
        _asked(address)  # warms templates and caches, as in a server that runs
        found = [_asked(address) for _ in range(ROUNDS)]
        walls, own = sorted(wall for wall, _cpu in found), statistics.median(cpu for _wall, cpu in found)
        p50, p95 = statistics.median(walls), walls[int(0.95 * (ROUNDS - 1))]
        figures = f"p50 {p50 * 1000:5.0f} ms  p95 {p95 * 1000:5.0f} ms  own time {own * 1000:5.0f} ms"
        print(f"  {label:<38} {figures}  {p50 / floor:6.1f} × floor")


def _floor() -> float:
    began = time.perf_counter()
    with connection.cursor() as cursor:
        for sql in FLOOR:
            cursor.execute(sql)
            cursor.fetchall()
    return time.perf_counter() - began


def _asked(address: str) -> tuple[float, float]:
    """Seconds on the clock, and of this process alone (what remains when the machine has other work)."""
    client = Client()
    client.force_login(User.objects.get(username="bench"))
    began, cpu = time.perf_counter(), time.process_time()
    answer = client.get(f"/lam-viec/viec/{address}")
    seconds = time.perf_counter() - began, time.process_time() - cpu
    assert answer.status_code == 200, (address, answer.status_code)
    return seconds


def generate() -> int:
    """Communes below one province, a programme of 24 tasks, an item for each of both (a third of them quarterly)."""
    rng = random.Random(7)
    province = Unit.objects.create(
        code="T", name="Ủy ban nhân dân tỉnh An Bình", valid_from=dt.date(2025, 7, 1)
    )
    units = [
        Unit(
            code=f"X{n:05}", name=f"Ủy ban nhân dân xã Số {n}", short_name=f"UBND xã Số {n}", kind="peoples_committee",
            level="commune", parent=province, valid_from=province.valid_from, search_text=f"uy ban nhan dan xa so {n}",
        )
        for n in range(UNITS)
    ]  # fmt: skip
    Unit.objects.bulk_create(units, batch_size=2000)
    UnitPeriod.objects.bulk_create(
        [
            UnitPeriod(unit=u, name=u.name, parent=u.parent, valid_from=u.valid_from)
            for u in [province, *units]
        ],
        batch_size=2000,
    )
    hoa = Person.objects.create(name="Nguyễn Thị Hoa")
    Membership.objects.create(person=hoa, role="auditor", valid_from=province.valid_from)
    User.objects.create(username="bench", name=hoa.name, person_id=hoa.pk)
    return _items(units, _tasks(), rng)


def _tasks() -> list[int]:
    stored = StoredFile.objects.create(
        sha256="0" * 64, size=1, media_type="text/plain", name="a.txt", kept_at=AT
    )
    plan = PlanDocument.objects.create(stored=stored, file_name="a.txt", uploaded_at=AT)
    made = Programme.objects.create(
        plan=plan, title="Kế hoạch tuyên truyền", number="Kế hoạch 1/KH-UBND", begun_on=AT.date()
    )
    tasks = []
    for n in range(TASKS):
        text = f"Tổ chức tuyên truyền số {n} trên hệ thống truyền thanh cơ sở, cổng thông tin và mạng xã hội."
        group = f"Nhóm nhiệm vụ {n // 6}"
        tasks.append(
            Task(
                programme=made, position=n, path=f"IV.{n}", row_uuid=uuid.uuid4(), group=group, text=text,
                search_text=" ".join(fold(f"IV.{n} {text} {group}").split()), amount_vnd=n * 1_000_000,
            )
        )  # fmt: skip
    return [task.pk for task in Task.objects.bulk_create(tasks)]


def _items(units: list[Unit], tasks: list[int], rng: random.Random) -> int:
    count = 0
    for n, task_id in enumerate(tasks):
        rows = []
        for code, first, last in QUARTERS if n % 3 == 0 else PERIODS:
            due = last - dt.timedelta(days=n)
            rows += [
                WorkItem(
                    task_id=task_id, unit=unit, for_unit=unit, role="lead", period=code, starts_on=first, due_on=due,
                    first_due_on=due, opened_at=AT, state=rng.choice(STATES), done=rng.randrange(4), asked=3,
                )
                for unit in units
            ]  # fmt: skip
        WorkItem.objects.bulk_create(rows, batch_size=4000)
        count += len(rows)
    return count


if __name__ == "__main__":
    main()
