"""What becomes of work when a worker is asked to stop, the line to the broker breaks, the broker refuses or hangs, or
the database goes away. Real worker processes, a real RabbitMQ and a real PostgreSQL."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django_tasks import task_backends
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

from khien.base.jobs import celery_app as broker_app
from khien.base.jobs import declare, enqueue_on_commit
from khien.base.jobs.broker_names import DEAD, queue_name
from khien.base.jobs.celery_app import celery_app
from khien.base.jobs.celery_backend import CeleryBackend
from tests.base import sample_jobs
from tests.base.broken_line import BrokenLine

ROOT = Path(__file__).resolve().parents[2]
AMQP_URL = os.environ.get("KHIEN_TEST_AMQP_URL", "")
POSTGRES_URL = os.environ.get("KHIEN_TEST_POSTGRES_URL", "")
SETUP = "import django; django.setup(); from khien.base.jobs.rhythm import rhythms; rhythms.clear(); "
WORK = SETUP + "from khien.base.jobs.workers import run_worker; run_worker(processes=1)"
MIGRATE = "import django; django.setup(); from django.core.management import call_command as c; "
MIGRATE += "c('migrate', 'django_tasks_database', verbosity=0); c('migrate', 'base', verbosity=0)"
STATES = SETUP + (
    "from django_tasks_db.models import DBTaskResult as R; import json, sys\n"
    "rows = R.objects.filter(task_path__startswith='tests.base.sample_jobs')\n"
    "sys.stdout.write(json.dumps([[r.args_kwargs['kwargs']['name'], r.status, len(r.worker_ids)] for r in rows]))"
)
FORGET = SETUP + (
    "from khien.base.jobs.celery_app import celery_app, queue_name\n"
    "with celery_app().connection_for_write() as c:\n"
    "    [c.default_channel.queue_delete(queue_name(q)) for q in ('urgent', 'default', 'reading', 'sending', 'dead')]\n"
)
needs_amqp = pytest.mark.skipif(
    not AMQP_URL, reason="KHIEN_TEST_AMQP_URL is not set: faults of RabbitMQ were not tried"
)
needs_postgres = pytest.mark.skipif(
    not POSTGRES_URL, reason="KHIEN_TEST_POSTGRES_URL is not set: the loss of PostgreSQL was not tried"
)


@dataclass
class Office:
    """An installation of its own, with workers as processes and a log that its jobs write."""

    folder: Path
    environment: dict[str, str]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def python(self, code: str) -> str:
        command = [sys.executable, "-c", code]
        done = subprocess.run(
            command, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=True
        )
        return done.stdout

    def ask(self, *jobs: tuple[str, str]) -> None:
        asked = "; ".join(f"e(s.{job}, name={name!r})" for job, name in jobs)
        self.python(
            SETUP
            + "from tests.base import sample_jobs as s; from khien.base.jobs import enqueue_on_commit as e; "
            + asked
        )

    def start(self, **changes: str) -> subprocess.Popen[bytes]:
        worker = subprocess.Popen(
            [sys.executable, "-c", WORK],
            env=self.environment | changes,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.workers.append(worker)
        return worker

    def lines(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []

    def said(self) -> list[str]:
        return [line.rpartition(" ")[0] for line in self.lines()]

    def wait_for(self, *said: str) -> None:
        wait_until(lambda: set(said) <= set(self.said()))

    def release(self, name: str) -> None:
        Path(f"{self.log}.{name}").touch()

    def states(self) -> dict[str, tuple[str, int]]:
        return {name: (status, tries) for name, status, tries in json.loads(self.python(STATES))}

    def end(self) -> None:
        for worker in self.workers:
            with suppress(ProcessLookupError):
                os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()


def wait_until(holds: Callable[[], bool]) -> None:
    """The test's own time limit ends a wait that never ends."""
    while not holds():
        time.sleep(0.1)


@contextmanager
def _office(folder: Path, **changes: str) -> Iterator[Office]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KHIEN_")}
    environment = kept | {
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "DJANGO_SETTINGS_MODULE": "khien.project.settings",
        "KHIEN_DATA": str(folder),
        "KHIEN_TEST_LOG": str(folder / "log"),
        "KHIEN_WORKER_SILENT_SECONDS": "30",
    }
    office = Office(folder, environment | changes)
    try:
        if "KHIEN_DATABASE_URL" in changes:
            office.python(MIGRATE)
        yield office
    finally:
        office.end()


@pytest.fixture(scope="module")
def small_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the tables that work needs, and no others."""
    folder = tmp_path_factory.mktemp("small")
    with _office(folder) as office:
        office.python(MIGRATE)
    return folder / "khien.sqlite3"


@pytest.fixture
def database_office(small_file: Path, tmp_path: Path) -> Iterator[Office]:
    shutil.copy(small_file, tmp_path)
    with _office(tmp_path) as office:
        yield office


@pytest.fixture
def rabbit_office(small_file: Path, tmp_path: Path) -> Iterator[Office]:
    shutil.copy(small_file, tmp_path)
    prefix = f"khien-test-{uuid.uuid4().hex[:12]}"
    with _office(tmp_path, KHIEN_AMQP_URL=AMQP_URL, KHIEN_AMQP_PREFIX=prefix) as office:
        yield office
        office.end()
        office.python(FORGET)


def _stop_and_see(office: Office) -> None:
    office.ask(("hold_until", "first"), ("write_down", "second"))
    worker = office.start()
    office.wait_for("began first")
    worker.send_signal(signal.SIGTERM)
    office.release("first")
    worker.wait()
    assert office.said() == ["began first", "ended first"]
    assert office.states() == {"first": ("SUCCESSFUL", 1), "second": ("READY", 0)}


@pytest.mark.timeout(300)
def test_a_worker_asked_to_stop_ends_what_it_has_and_takes_no_more(database_office: Office) -> None:
    _stop_and_see(database_office)


@pytest.mark.amqp
@needs_amqp
@pytest.mark.timeout(300)
class TestRabbit:
    def test_a_worker_asked_to_stop_ends_what_it_has_and_takes_no_more(self, rabbit_office: Office) -> None:
        _stop_and_see(rabbit_office)

    def test_a_long_job_holds_no_short_one_back(self, rabbit_office: Office) -> None:
        shorts = [f"s{n}" for n in range(8)]
        rabbit_office.ask(("hold_until", "long"), *(("write_down", short) for short in shorts))
        rabbit_office.start()
        rabbit_office.start()
        rabbit_office.wait_for("began long", *(f"did {short}" for short in shorts))
        rabbit_office.release("long")
        rabbit_office.wait_for("ended long")
        assert len(rabbit_office.said()) == len(shorts) + 2

    def test_a_broken_line_to_the_broker_runs_no_job_twice(self, rabbit_office: Office) -> None:
        where = urlsplit(AMQP_URL)
        with BrokenLine(where.hostname or "127.0.0.1", where.port or 5672) as line:
            through = where._replace(netloc=f"{where.username}:{where.password}@127.0.0.1:{line.port}")
            rabbit_office.ask(("hold_until", "a"))
            rabbit_office.start(KHIEN_AMQP_URL=urlunsplit(through))
            rabbit_office.wait_for("began a")
            assert line.cut() > 0  # the broker gives the message to whoever asks next
            rabbit_office.start()
            rabbit_office.ask(("write_down", "b"))
            rabbit_office.wait_for("did b")  # it stood behind the message that came again
            rabbit_office.release("a")
            rabbit_office.wait_for("ended a")
            wait_until(lambda: rabbit_office.states()["a"] == ("SUCCESSFUL", 1))
        assert sorted(rabbit_office.said()) == ["began a", "did b", "ended a"]

    def test_a_killed_child_of_a_living_worker_leaves_its_job_to_another(self, rabbit_office: Office) -> None:
        rabbit_office.ask(("hold_until", "a"))
        rabbit_office.start()
        rabbit_office.wait_for("began a")
        os.kill(int(rabbit_office.lines()[0].rpartition(" ")[2]), signal.SIGKILL)
        rabbit_office.release("a")
        rabbit_office.wait_for("ended a")
        wait_until(lambda: rabbit_office.states()["a"] == ("SUCCESSFUL", 2))


@pytest.mark.amqp
@needs_amqp
@pytest.mark.timeout(120)
@pytest.mark.django_db(transaction=True)
class TestAnnouncing:
    """Asking for a job raises nothing and loses nothing, whatever the broker does; a keeper announces it later."""

    @pytest.fixture
    def backend(self, settings: Settings) -> Iterator[CeleryBackend]:
        settings.AMQP_URL = AMQP_URL
        settings.KHIEN_AMQP_PREFIX = f"khien-test-{uuid.uuid4().hex[:12]}"
        settings.TASKS = {
            "default": {
                "BACKEND": "khien.base.jobs.celery_backend.CeleryBackend",
                "QUEUES": list(declare.QUEUES),
            }
        }
        backend = task_backends["default"]
        assert isinstance(backend, CeleryBackend)
        yield backend
        backend.app.close()
        settings.AMQP_URL = AMQP_URL
        with celery_app().connection_for_write() as connection:
            for queue in (*declare.QUEUES, DEAD):
                connection.default_channel.queue_delete(queue_name(queue))

    def test_a_full_queue_that_refuses(self, backend: CeleryBackend, monkeypatch: pytest.MonkeyPatch) -> None:
        full = broker_app.broker_queue("default")
        full.queue_arguments |= {"x-max-length": 1}
        monkeypatch.setattr(broker_app, "broker_queue", lambda queue: full)
        backend.__dict__["app"] = celery_app()
        asked = [str(enqueue_on_commit(sample_jobs.note, text="kept").id) for _ in range(30)]
        assert not backend.announce(asked[-1], "default")
        assert DBTaskResult.objects.ready().count() == 30
        assert backend.silent_until == 0.0  # refused is not silent: other queues may have room

    def test_a_broker_that_falls_silent(self, backend: CeleryBackend, settings: Settings) -> None:
        where = urlsplit(AMQP_URL)
        with BrokenLine(where.hostname or "127.0.0.1", where.port or 5672) as line:
            settings.AMQP_URL = urlunsplit(
                where._replace(netloc=f"{where.username}:{where.password}@127.0.0.1:{line.port}")
            )
            backend.__dict__["app"] = celery_app()
            asked = enqueue_on_commit(sample_jobs.note, text="kept")
            assert backend.silent_until == 0.0
            line.freeze()
            for _ in range(5):
                enqueue_on_commit(sample_jobs.note, text="kept")
            assert backend.silent_until > 0.0  # the first waited, the others did not
            line.thaw()
            line.cut()
            backend.silent_until = 0.0
            assert backend.announce(asked.id, "default")
        assert DBTaskResult.objects.ready().count() == 6

    def test_a_line_that_was_cut_while_nobody_asked(self, backend: CeleryBackend, settings: Settings) -> None:
        where = urlsplit(AMQP_URL)
        with BrokenLine(where.hostname or "127.0.0.1", where.port or 5672) as line:
            settings.AMQP_URL = urlunsplit(
                where._replace(netloc=f"{where.username}:{where.password}@127.0.0.1:{line.port}")
            )
            backend.__dict__["app"] = celery_app()
            asked = enqueue_on_commit(sample_jobs.note, text="kept")
            assert line.cut() > 0
            assert backend.announce(asked.id, "default")  # at once, on a new line


@pytest.fixture
def postgres_office(tmp_path: Path) -> Iterator[Office]:
    name = f"khien_fault_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(POSTGRES_URL, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    url = urlunsplit(urlsplit(POSTGRES_URL)._replace(path=f"/{name}"))
    try:
        with _office(tmp_path, KHIEN_DATABASE_URL=url) as office:
            yield office
    finally:
        with psycopg.connect(POSTGRES_URL, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def _cut_off(office: Office) -> int:
    """End every connection to the database of this installation, as a restart or a failover does."""
    name = urlsplit(office.environment["KHIEN_DATABASE_URL"]).path.strip("/")
    with psycopg.connect(POSTGRES_URL, autocommit=True) as connection:
        ended = connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        return len(ended.fetchall())


@pytest.mark.postgres
@needs_postgres
@pytest.mark.timeout(300)
class TestPostgresGoesAway:
    def test_a_waiting_worker_goes_on(self, postgres_office: Office) -> None:
        worker = postgres_office.start()
        postgres_office.ask(("write_down", "before"))
        postgres_office.wait_for("did before")
        wait_until(lambda: _cut_off(postgres_office) > 0)
        postgres_office.ask(("write_down", "after"))
        postgres_office.wait_for("did after")
        assert worker.poll() is None

    def test_a_job_that_ended_meanwhile_counts_as_done_and_one_that_lost_its_query_runs_again(
        self, postgres_office: Office
    ) -> None:
        postgres_office.ask(("hold_until", "a"), ("hold_then_ask", "b"))
        worker = postgres_office.start()
        for name in ("a", "b"):
            postgres_office.wait_for(f"began {name}")
            assert _cut_off(postgres_office) > 0
            postgres_office.release(name)
            postgres_office.wait_for(f"ended {name}")
        wait_until(lambda: postgres_office.states()["b"][0] == "SUCCESSFUL")
        assert postgres_office.states() == {"a": ("SUCCESSFUL", 1), "b": ("SUCCESSFUL", 2)}
        assert worker.poll() is None
