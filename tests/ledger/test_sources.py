"""Other parts of Khiên record through the door, idempotently, also several at the same moment."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from khien.base.access import Actor
from khien.programme import api
from khien.programme.models import Activity, LedgerTally, Programme
from khien.programme.services import lock_days, recount
from tests.ledger.conftest import AT
from tests.ledger.sample_source import SOURCE, Bulletin, air
from tests.migrated import lay_in
from tests.people import Cast

ROOT = Path(__file__).resolve().parents[2]
ONE = Bulletin(1, "Bản tin số 1", dt.date(2026, 11, 20), 500)


def test_a_bulletin_aired_twice_is_recorded_once_and_counts_once(programme: Programme, cast: Cast) -> None:
    task = programme.tasks.all()[0]
    chains = {air(ONE, unit_id=cast.units.commune, task_id=task.pk, at=AT) for _ in range(3)}
    (line,) = api.activities(task_ids=[task.pk])
    assert chains == {line.chain}
    assert (line.source, line.people) == (SOURCE, 500)
    assert [(s.activities, s.people) for s in api.sums(task_ids=[task.pk])] == [(1, 500)]


def test_one_key_of_two_sources_is_two_activities(programme: Programme, cast: Cast) -> None:
    new = api.NewActivity(
        unit_id=cast.units.commune, kind=api.ActivityKind.TALK, title="Nói chuyện", starts_on=ONE.aired_on
    )
    made = {
        api.record_activity(cast.actor("commune_officer"), new, source=s, key="1", at=AT).id for s in "ab"
    }
    assert len(made) == 2


def test_a_source_is_refused_in_locked_days_and_again_told_what_it_recorded_before(
    programme: Programme, cast: Cast, hoa: Actor
) -> None:
    task, commune = programme.tasks.all()[0].pk, cast.units.commune
    before = air(ONE, unit_id=commune, task_id=task, at=AT)
    lock_days(hoa, commune, first=ONE.aired_on, last=ONE.aired_on, code="K", label="Báo cáo tháng 11", at=AT)
    assert air(ONE, unit_id=commune, task_id=task, at=AT) == before
    with pytest.raises(api.PeriodLocked):
        air(Bulletin(2, "Khác", ONE.aired_on, 1), unit_id=commune, task_id=task, at=AT)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    "KHIEN_TEST_POSTGRES_URL" not in os.environ, reason="threads share one connection on SQLite in memory"
)
def test_two_threads_record_the_same_things_at_the_same_moment(programme: Programme, cast: Cast) -> None:
    task, commune = programme.tasks.all()[0].pk, cast.units.commune
    at_once, problems = threading.Barrier(4), []

    def worker() -> None:
        try:
            at_once.wait(timeout=20)
            for number in range(5):
                air(
                    Bulletin(number, f"Bản tin {number}", ONE.aired_on, 100),
                    unit_id=commune,
                    task_id=task,
                    at=AT,
                )
        except Exception as error:
            problems.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=worker) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert problems == []
    assert Activity.objects.filter(source=SOURCE).count() == 5
    assert _tallies_are_true()


def _tallies_are_true() -> bool:
    fields = ("unit_id", "task_id", "month", "activities", "people")
    kept = set(LedgerTally.objects.filter(activities__gt=0).values_list(*fields))
    recount()
    return kept == set(LedgerTally.objects.values_list(*fields))


SET_UP = """
import django; django.setup()
import datetime as dt
from khien.base.access import SYSTEM
from khien.orgs.api import Kind, Level, NewUnit, open_unit
from khien.plans.models import PlanDocument
from khien.base.models import StoredFile
from khien.programme.models import Programme, Task
at = dt.datetime(2026, 11, 24, 3, 30, tzinfo=dt.UTC)
unit = open_unit(NewUnit(name="Xã An Hòa", kind=Kind.PEOPLES_COMMITTEE, level=Level.COMMUNE, code="XAH"),
    on=dt.date(2025, 7, 1), actor=SYSTEM, at=at)
stored = StoredFile.objects.create(sha256="0" * 64, size=1, media_type="text/plain", name="a.txt", kept_at=at)
plan = PlanDocument.objects.create(stored=stored, file_name="a.txt", uploaded_at=at, uploaded_by_id="s",
    uploaded_by_label="s")
programme = Programme.objects.create(plan=plan, begun_on=dt.date(2026, 1, 1))
import uuid
task = Task.objects.create(programme=programme, position=1, row_uuid=uuid.uuid4(), text="Phát bản tin")
print(unit.id, task.pk)
"""
COUNT = """
import django; django.setup()
from khien.programme.models import Activity, LedgerTally
print(Activity.objects.count(), sum(LedgerTally.objects.filter(task=None).values_list("activities", flat=True)))
"""


def _python(arguments: list[str], environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *arguments], env=environment, cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def _said(process: subprocess.Popen[str]) -> str:
    out, wrong = process.communicate(timeout=120)
    assert process.returncode == 0, wrong
    return out.strip()


def test_three_processes_on_one_sqlite_file_record_each_bulletin_once(tmp_path: Path) -> None:
    kept: dict[str, Any] = {
        name: value for name, value in os.environ.items() if not name.startswith("KHIEN_")
    }
    environment = kept | {
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "DJANGO_SETTINGS_MODULE": "khien.project.settings",
        "KHIEN_DATA": str(tmp_path),
    }
    lay_in(tmp_path)
    unit, task = _said(_python(["-c", SET_UP], environment)).split()
    source = ["-m", "tests.ledger.sample_source", unit, task, "4"]
    running = [_python(source, environment) for _ in range(3)]
    chains = {_said(process) for process in running}
    assert len(chains) == 1  # all three were told the same five entries
    assert len(chains.pop().split()) == 5
    assert _said(_python(["-c", COUNT], environment)) == "5 5"
