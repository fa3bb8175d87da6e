"""Real processes on one SQLite file: a worker killed in the middle of a job (kill -9), and several writers of the
audit at once."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.migrated import lay_in

ROOT = Path(__file__).resolve().parents[2]
AMQP_URL = os.environ.get("KHIEN_TEST_AMQP_URL", "")
SETUP = "import django; django.setup(); "
WORK = SETUP + "from khien.base.jobs.workers import run_worker; run_worker()"
ASK = (
    SETUP
    + "from tests.base.sample_jobs import hold; from khien.base.jobs import enqueue_on_commit as e; e(hold)"
)
STATUS = SETUP + (
    "from django_tasks_db.models import DBTaskResult as R; import sys; "
    "row = R.objects.get(task_path__endswith='hold'); sys.stdout.write(f'{row.status} {len(row.worker_ids)}')"
)
FORGET = SETUP + (
    "from khien.base.jobs.celery_app import celery_app, queue_name\n"
    "with celery_app().connection_for_write() as c:\n"
    "    [c.default_channel.queue_delete(queue_name(q)) for q in ('urgent', 'default', 'reading', 'sending', 'dead')]\n"
)


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KHIEN_")}
    return kept | {
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "DJANGO_SETTINGS_MODULE": "khien.project.settings",
        "KHIEN_DATA": str(folder),
        "KHIEN_WORKER_SILENT_SECONDS": "1",
    }


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table: made once, copied for each test."""
    folder = tmp_path_factory.mktemp("migrated")
    lay_in(folder)
    return folder


@pytest.fixture
def environment(migrated: Path, tmp_path: Path) -> dict[str, str]:
    folder = shutil.copytree(migrated, tmp_path / "data")
    return _environment(folder)


def _python(code: str, environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout


@contextmanager
def _worker(environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", WORK],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _wait_for_line(process: subprocess.Popen[str], line: str) -> None:
    assert process.stdout is not None
    for read in process.stdout:
        if read.strip() == line:
            return
    raise AssertionError(f"the worker ended without saying {line!r}")


def _kill_and_see_it_done(environment: dict[str, str]) -> None:
    _python(ASK, environment)
    with _worker(environment | {"KHIEN_TEST_HOLD": "1"}) as first:
        _wait_for_line(first, "started")
        os.killpg(first.pid, signal.SIGKILL)
    assert _python(STATUS, environment) == "RUNNING 1"
    with _worker(environment) as second:
        _wait_for_line(second, "ended")
        second.terminate()  # asked to stop, it finishes what it has in hand
        second.wait()
    assert _python(STATUS, environment) == "SUCCESSFUL 2"


@pytest.mark.timeout(180)
def test_on_the_database_queue(environment: dict[str, str]) -> None:
    _kill_and_see_it_done(environment)


@pytest.mark.amqp
@pytest.mark.timeout(180)
@pytest.mark.skipif(
    not AMQP_URL, reason="KHIEN_TEST_AMQP_URL is not set: the queue on RabbitMQ was not tried"
)
def test_on_rabbitmq(environment: dict[str, str]) -> None:
    environment |= {"KHIEN_AMQP_URL": AMQP_URL, "KHIEN_AMQP_PREFIX": f"khien-test-{uuid.uuid4().hex[:12]}"}
    try:
        _kill_and_see_it_done(environment)
    finally:
        _python(FORGET, environment)


WRITE = SETUP + ("import tests.base.test_audit as t\nfor n in range(20): t.note(1)\n")
VERDICT = SETUP + (
    "from khien.base.audit import verify; import sys; v = verify(); sys.stdout.write(f'{v.entries} {v.intact}')"
)


@pytest.mark.timeout(180)
def test_several_processes_write_one_chain(environment: dict[str, str]) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", WRITE], env=environment, cwd=ROOT) for _ in range(3)]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    assert _python(VERDICT, environment) == "60 True"
