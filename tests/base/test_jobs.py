"""The queue's promises, kept alike by the database and by RabbitMQ."""

from __future__ import annotations

import datetime as dt
import json
import os
import uuid
from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from django_tasks import task_backends
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

from khien.base.clock import now
from khien.base.jobs import declare, enqueue_on_commit, every, rhythm, schedule
from khien.base.jobs.broker_names import DEAD, queue_name
from khien.base.jobs.celery_app import broker_queue, celery_app
from khien.base.jobs.celery_backend import CeleryBackend
from khien.base.jobs.celery_worker import run_announced
from khien.base.jobs.database_worker import run_database_worker
from khien.base.jobs.execution import MOST_RUNS, beat, claim, others_wait, run_pending, take_up_orphans
from khien.base.models import Schedule, WorkerBeat
from tests.base import sample_jobs

Work = Callable[[], object]
AMQP_URL = os.environ.get("KHIEN_TEST_AMQP_URL", "")


@pytest.fixture(autouse=True)
def _nothing_done_yet() -> None:
    sample_jobs.done.clear()
    sample_jobs.failures_to_come.clear()


class QueueContract:
    """Every queue passes these; a subclass says how its worker works off what is ready."""

    @pytest.fixture
    def work(self) -> Work:
        raise NotImplementedError

    def test_a_job_asked_for_is_run_once(self, work: Work) -> None:
        result = enqueue_on_commit(sample_jobs.note, text="báo cáo")
        assert sample_jobs.done == []
        work()
        work()
        assert sample_jobs.done == ["báo cáo"]
        result.refresh()
        assert result.status == TaskResultStatus.SUCCESSFUL
        assert result.return_value == "báo cáo"

    def test_a_job_of_a_change_taken_back_is_never_run(self, work: Work) -> None:
        with transaction.atomic():
            enqueue_on_commit(sample_jobs.note, text="never")
            transaction.set_rollback(True)
        work()
        assert sample_jobs.done == []

    def test_a_warning_s_job_overtakes_what_waits(self, work: Work) -> None:
        for text in ("newsletter", "another"):
            enqueue_on_commit(sample_jobs.note, text=text)
        urgent = sample_jobs.note.using(queue_name="urgent", priority=declare.URGENT_PRIORITY)
        enqueue_on_commit(urgent, text="warning")
        assert others_wait(queue="default", urgent_only=True)
        work()
        assert sample_jobs.done[0] == "warning"
        assert not others_wait(queue="default")

    def test_a_job_for_later_is_run_when_its_hour_has_come(self, work: Work) -> None:
        result = enqueue_on_commit(
            sample_jobs.note.using(run_after=now() + dt.timedelta(hours=1)), text="later"
        )
        work()
        assert sample_jobs.done == []
        DBTaskResult.objects.filter(pk=result.id).update(
            enqueued_at=now() - dt.timedelta(minutes=5), run_after=now()
        )
        work()
        assert sample_jobs.done == ["later"]

    def test_both_queues_are_served(self, work: Work) -> None:
        enqueue_on_commit(sample_jobs.read_document, name="kế hoạch.docx")
        enqueue_on_commit(sample_jobs.note, text="another")
        work()
        assert sorted(sample_jobs.done) == ["another", "kế hoạch.docx"]

    def test_a_job_is_tried_again_when_an_outside_part_did_not_answer(self, work: Work) -> None:
        sample_jobs.failures_to_come.extend(["no answer"] * 2)
        result = enqueue_on_commit(sample_jobs.send, text="sent")
        for _ in range(3):
            work()
        assert sample_jobs.done == ["sent"]
        result.refresh()
        assert (result.status, result.attempts) == (TaskResultStatus.SUCCESSFUL, 3)

    def test_a_job_is_given_up_after_its_last_try(self, work: Work) -> None:
        sample_jobs.failures_to_come.extend(["no answer"] * 9)
        result = enqueue_on_commit(sample_jobs.send, text="sent")
        for _ in range(4):
            work()
        result.refresh()
        assert (result.status, result.attempts) == (TaskResultStatus.FAILED, 3)
        assert result.errors[0].exception_class_path == "khien.base.errors.Unavailable"

    def test_a_mistake_in_a_job_fails_it_at_once_and_the_worker_goes_on(self, work: Work) -> None:
        broken = enqueue_on_commit(sample_jobs.break_down)
        enqueue_on_commit(sample_jobs.note, text="next")
        work()
        broken.refresh()
        assert (broken.status, broken.attempts) == (TaskResultStatus.FAILED, 1)
        assert sample_jobs.done == ["next"]

    def test_a_job_whose_worker_was_killed_is_taken_up_again(self, work: Work) -> None:
        result = enqueue_on_commit(sample_jobs.note, text="after all")
        assert claim(result.id, worker_id="killed") is not None
        later = now() + dt.timedelta(minutes=2)
        assert take_up_orphans(at=later) == 1
        DBTaskResult.objects.filter(pk=result.id).update(run_after=now())
        if isinstance(task_backends["default"], CeleryBackend):
            task_backends["default"].announce(result.id, "default")
        work()
        assert sample_jobs.done == ["after all"]


@pytest.mark.django_db(
    transaction=True
)  # the worker's loop closes a connection it finds inside a transaction
class TestDatabaseQueue(QueueContract):
    @pytest.fixture
    def work(self) -> Work:
        return lambda: run_database_worker(batch=True)


@pytest.mark.amqp
@pytest.mark.skipif(
    not AMQP_URL, reason="KHIEN_TEST_AMQP_URL is not set: the queue on RabbitMQ was not tried"
)
@pytest.mark.django_db(transaction=True)
class TestRabbitQueue(QueueContract):
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
        with backend.app.connection_for_write() as connection:
            for queue in declare.QUEUES:
                connection.default_channel.queue_delete(queue_name(queue))
            connection.default_channel.queue_delete(queue_name(DEAD))
        backend.app.close()

    @pytest.fixture
    def work(self, backend: CeleryBackend) -> Work:
        return lambda: take_messages(backend)

    def test_a_message_that_comes_twice_runs_the_job_once(self, backend: CeleryBackend, work: Work) -> None:
        result = enqueue_on_commit(sample_jobs.note, text="once")
        backend.announce(result.id, "default")
        work()
        assert sample_jobs.done == ["once"]

    def test_a_redelivered_message_runs_the_job_its_dead_worker_left(
        self, backend: CeleryBackend, work: Work
    ) -> None:
        result = enqueue_on_commit(sample_jobs.note, text="again")
        assert claim(result.id, worker_id="killed") is not None
        assert not run_announced(backend, result.id, worker_id="w")
        assert run_announced(backend, result.id, worker_id="w", redelivered=True)
        assert sample_jobs.done == ["again"]

    def test_a_job_whose_message_was_lost_is_announced_again(
        self, backend: CeleryBackend, work: Work
    ) -> None:
        result = enqueue_on_commit(sample_jobs.note, text="found")
        with backend.app.connection_for_write() as connection:
            connection.default_channel.queue_purge(queue_name("default"))
        assert backend.announce_overlooked() == 0  # it may still be on its way
        DBTaskResult.objects.filter(pk=result.id).update(enqueued_at=now() - dt.timedelta(minutes=2))
        assert backend.announce_overlooked() == 1
        work()
        assert sample_jobs.done == ["found"]

    def test_a_broker_that_does_not_answer_loses_nothing(
        self, backend: CeleryBackend, settings: Settings
    ) -> None:
        settings.AMQP_URL = "amqp://guest:guest@127.0.0.1:9//"
        backend.__dict__["app"] = celery_app()
        result = enqueue_on_commit(sample_jobs.note, text="kept")
        settings.AMQP_URL = AMQP_URL
        backend.__dict__["app"] = celery_app()
        result.refresh()
        assert result.status == TaskResultStatus.READY


def take_messages(backend: CeleryBackend) -> None:
    """What a RabbitMQ worker and its keeper do, without their processes: take each message, run, acknowledge."""
    backend.announce_due(until=now())
    with backend.app.connection_for_write() as connection:
        channel = connection.default_channel
        for queue in declare.QUEUES:
            broker_queue(queue)(channel).declare()
            while message := channel.basic_get(queue_name(queue)):
                (job_id,), _named, _rest = json.loads(message.body)
                run_announced(backend, job_id, worker_id="w")
                channel.basic_ack(message.delivery_info["delivery_tag"])


@pytest.mark.django_db
class TestOrphans:
    def test_a_job_of_a_living_worker_is_left_alone(self) -> None:
        result = enqueue_on_commit(sample_jobs.note, text="x")
        claim(result.id, worker_id="alive")
        later = now() + dt.timedelta(minutes=5)
        beat("alive", at=later)
        assert take_up_orphans(at=later) == 0

    def test_a_job_that_keeps_killing_its_worker_is_given_up(self) -> None:
        result = enqueue_on_commit(sample_jobs.note, text="x")
        at = now()
        for number in range(MOST_RUNS):
            assert claim(result.id, worker_id=f"w{number}") is not None
            at += dt.timedelta(minutes=2)
            take_up_orphans(at=at)
        result.refresh()
        assert result.status == TaskResultStatus.FAILED
        assert result.errors[0].exception_class_path.endswith("WorkerLost")

    def test_workers_silent_for_a_day_are_forgotten(self) -> None:
        at = now()
        beat("old", at=at - dt.timedelta(days=2))
        beat("new", at=at)
        take_up_orphans(at=at)
        assert list(WorkerBeat.objects.values_list("worker_id", flat=True)) == ["new"]

    def test_a_job_whose_code_is_gone_fails_and_says_so(self) -> None:
        result = enqueue_on_commit(sample_jobs.note, text="x")
        DBTaskResult.objects.filter(pk=result.id).update(task_path="tests.base.sample_jobs.gone")
        run_pending()
        assert DBTaskResult.objects.get(pk=result.id).status == TaskResultStatus.FAILED


@pytest.mark.django_db
class TestSchedule:
    @pytest.fixture(autouse=True)
    def _own_rhythms(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(schedule, "rhythms", {})
        monkeypatch.setattr(rhythm, "rhythms", schedule.rhythms)

    def test_a_job_comes_back_after_its_pause_and_missed_times_are_made_up_once(self) -> None:
        at = now()
        every(dt.timedelta(hours=1), sample_jobs.break_down, code="test.hourly")
        assert schedule.tick(at=at) == ["test.hourly"]
        assert schedule.tick(at=at + dt.timedelta(minutes=59)) == []
        assert schedule.tick(at=at + dt.timedelta(hours=9)) == ["test.hourly"]
        assert schedule.tick(at=at + dt.timedelta(hours=9)) == []
        assert Schedule.objects.count() == 1
        assert DBTaskResult.objects.count() == 2

    def test_one_code_cannot_mean_two_jobs(self) -> None:
        every(dt.timedelta(hours=1), sample_jobs.note, code="test.hourly")
        with pytest.raises(ValueError, match="twice"):
            every(dt.timedelta(hours=1), sample_jobs.send, code="test.hourly")


def test_waits_double_up_to_an_hour() -> None:
    patient = sample_jobs.send.using()
    waits = [type(patient).wait_after(sample_jobs.send, n) for n in (1, 2)]
    assert waits == [dt.timedelta(0)] * 2
    job = declare.task(retry_on=(OSError,), attempts=9, wait_seconds=10)(sample_jobs.note.func)
    assert [job.wait_after(n).total_seconds() for n in (1, 2, 3, 12)] == [10, 20, 40, 3600]


def test_retrying_once_is_refused() -> None:
    with pytest.raises(ValueError, match="attempts"):
        declare.task(retry_on=(OSError,))
