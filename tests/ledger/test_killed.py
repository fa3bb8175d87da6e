"""A process that records a table is killed (kill -9) in the middle: the next one goes on, no row twice, no sum wrong."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from pathlib import Path

from tests.ledger.test_sources import COUNT, ROOT, SET_UP, _python, _said
from tests.migrated import lay_in

ROWS = 400
BEGIN = f"""
import django; django.setup()
import datetime as dt, sys
from khien.programme.models import ActivityImport
from khien.programme.rules.activity import NewActivity
from khien.programme.rules.activity_rows import frozen
from khien.programme.rules.ledger import ActivityKind
unit = int(sys.argv[1])
rows = [
    {{"line": n, "links": [], "new": frozen(NewActivity(
        unit_id=unit, kind=ActivityKind.TALK, title=f"Nói chuyện {{n}}", starts_on=dt.date(2026, 11, 20)))}}
    for n in range({ROWS})
]
table = ActivityImport.objects.create(
    file_name="a.xlsx", sha256="1" * 64, unit_id=unit, rows=rows, total={ROWS}, state="running",
    actor_id="binh", actor_label="Bình", uploaded_at=dt.datetime(2026, 11, 24, tzinfo=dt.UTC))
"""
RECORD = """
import django; django.setup()
from khien.base.clock import now
from khien.programme.models import ActivityImport
from khien.programme.services.activity_imports import record_rows
table = ActivityImport.objects.get()
record_rows(table.pk, at=now())
table.refresh_from_db()
print(table.state, table.recorded)
"""


def _recorded(data: Path) -> int:
    connection = sqlite3.connect(data / "khien.sqlite3", timeout=20)
    try:
        return int(connection.execute("SELECT count(*) FROM programme_activity").fetchone()[0])
    finally:
        connection.close()


def test_a_table_half_recorded_by_a_killed_process_is_recorded_whole_by_the_next(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KHIEN_")}
    environment = kept | {
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "DJANGO_SETTINGS_MODULE": "khien.project.settings",
        "KHIEN_DATA": str(tmp_path),
    }
    lay_in(tmp_path)
    unit, _task = _said(_python(["-c", SET_UP], environment)).split()
    _said(_python(["-c", BEGIN, unit], environment))
    worker = _python(["-c", RECORD], environment)
    until = time.monotonic() + 60
    while _recorded(tmp_path) < 20 and time.monotonic() < until:
        time.sleep(0.02)
    os.kill(worker.pid, signal.SIGKILL)
    worker.communicate()
    assert worker.returncode == -signal.SIGKILL
    assert 20 <= _recorded(tmp_path) < ROWS
    assert _said(_python(["-c", RECORD], environment)) == f"done {ROWS}"
    assert _said(_python(["-c", COUNT], environment)) == f"{ROWS} {ROWS}"
