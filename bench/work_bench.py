"""Views over work at 4,000 units × 24 tasks: the table by several orders and filters, board, timeline, calendar.

Floor: a bare SQL question of the same database that counts the same rows and fetches as many of them.
Runs on SQLite in a folder of its own, and on PostgreSQL when KHIEN_TEST_POSTGRES_URL or the loopback answers.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

UNITS, TASKS, ROUNDS = 4000, 24, 15
POSTGRES = os.environ.get("KHIEN_TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
ON = dt.date(2026, 11, 24)
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


def main() -> int:
    if len(sys.argv) > 1:
        return measure()
    with tempfile.TemporaryDirectory() as folder:
        codes = [_run(folder, "")]
    for name in _postgres():
        with tempfile.TemporaryDirectory() as folder:
            codes.append(_run(folder, name))
    return max(codes)


def _run(folder: str, database: str) -> int:
    settings = {"KHIEN_DATA": folder, "KHIEN_DATABASE_URL": database, "KHIEN_HOSTS": "testserver"}
    command = [sys.executable, "-m", "bench.work_bench", "one"]
    return subprocess.run(command, env=os.environ | settings, check=False).returncode


def _postgres() -> Iterator[str]:
    """The address of a database of our own, dropped afterwards; nothing when no server answers."""
    import psycopg

    try:
        server = psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        print("PostgreSQL does not answer: left out")
        return
    name = f"khien_bench_{os.getpid()}"
    with server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield urlunsplit(urlsplit(POSTGRES)._replace(path=f"/{name}"))
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def measure() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khien.project.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    began = time.perf_counter()
    call_command("migrate", verbosity=0)
    items = generate()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{connection.vendor}: {items} items of {UNITS} units, made in {time.perf_counter() - began:.0f} s")
    floor = statistics.median(_floor() for _ in range(ROUNDS))
    print(f"  {'floor: a bare count and 50 rows':<38} p50 {floor * 1000:6.0f} ms")
    for label, address in PAGES.items():
        times = sorted(_asked(address) for _ in range(ROUNDS + 1))[:ROUNDS] if address else []
        p50, p95 = statistics.median(times), times[int(0.95 * (len(times) - 1))]
        print(f"  {label:<38} p50 {p50 * 1000:6.0f} ms  p95 {p95 * 1000:6.0f} ms  {p50 / floor:5.1f} × floor")
    return 0


def _floor() -> float:
    from django.db import connection

    began = time.perf_counter()
    with connection.cursor() as cursor:
        for sql in FLOOR:
            cursor.execute(sql)
            cursor.fetchall()
    return time.perf_counter() - began


def _asked(address: str) -> float:
    from django.test import Client

    from khien.accounts.models import User

    client = Client()
    client.force_login(User.objects.get(username="bench"))
    began = time.perf_counter()
    answer = client.get(f"/lam-viec/viec/{address}")
    seconds = time.perf_counter() - began
    assert answer.status_code == 200, (address, answer.status_code)
    return seconds


def generate() -> int:
    """Communes below one province, a programme of 24 tasks, an item for each of both (a third of them quarterly)."""
    from khien.accounts.models import User
    from khien.orgs.models import Membership, Person, Unit, UnitPeriod

    rng = random.Random(7)
    province = Unit.objects.create(code="T", name="Ủy ban nhân dân tỉnh An Bình", valid_from=dt.date(2025, 7, 1))
    units = [
        Unit(
            code=f"X{n:05}", name=f"Ủy ban nhân dân xã Số {n}", short_name=f"UBND xã Số {n}", kind="peoples_committee",
            level="commune", parent=province, valid_from=province.valid_from, search_text=f"uy ban nhan dan xa so {n}",
        )
        for n in range(UNITS)
    ]  # fmt: skip
    Unit.objects.bulk_create(units, batch_size=2000)
    UnitPeriod.objects.bulk_create(
        [UnitPeriod(unit=u, name=u.name, parent=u.parent, valid_from=u.valid_from) for u in [province, *units]],
        batch_size=2000,
    )
    hoa = Person.objects.create(name="Nguyễn Thị Hoa")
    Membership.objects.create(person=hoa, role="auditor", valid_from=province.valid_from)
    User.objects.create(username="bench", name=hoa.name, person_id=hoa.pk)
    return _items(units, _tasks(), rng)


def _tasks() -> list[int]:
    from khien.base.models import StoredFile
    from khien.plans.models import PlanDocument
    from khien.programme.models import Programme, Task
    from vanban import fold

    stored = StoredFile.objects.create(sha256="0" * 64, size=1, media_type="text/plain", name="a.txt", kept_at=AT)
    plan = PlanDocument.objects.create(stored=stored, file_name="a.txt", uploaded_at=AT)
    made = Programme.objects.create(plan=plan, title="Kế hoạch tuyên truyền", number="Kế hoạch 1/KH-UBND", begun_on=AT.date())
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


def _items(units: list, tasks: list[int], rng: random.Random) -> int:
    from khien.work.models import WorkItem

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
    sys.exit(main())
