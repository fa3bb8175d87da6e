"""The page on background work: what failed is seen and run again, by the administrator only, and once."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from khien.base import housekeeping
from khien.base.clock import now
from khien.base.jobs import enqueue_on_commit, execution, overview
from khien.base.models import AuditEntry, JobSetAside
from khien.web.background_words import pause_text
from tests.access.web import ROWS
from tests.base import sample_jobs

pytestmark = pytest.mark.django_db
Browser = Callable[[str], Client]
PAGE = "workspace:background"
ACTS = ("background_again", "background_alike", "background_aside")


def failed(job: Any = sample_jobs.break_down, count: int = 1, **kwargs: Any) -> list[str]:
    ids = [str(enqueue_on_commit(job, **kwargs).id) for _ in range(count)]
    execution.run_pending()
    return ids


def status(job_id: str) -> str:
    return str(DBTaskResult.objects.get(pk=job_id).status)


@pytest.mark.parametrize("who", sorted(ROWS[PAGE]))
def test_only_the_administrator_opens_it(who: str, as_person: Browser) -> None:
    assert as_person(who).get(reverse(PAGE)).status_code == ROWS[PAGE][who]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", sorted(ROWS[PAGE]))
def test_only_the_administrator_acts(who: str, act: str, as_person: Browser) -> None:
    (job_id,) = failed()
    answer = as_person(who).post(reverse(f"workspace:{act}"), {"viec": job_id})
    assert answer.status_code == ROWS[f"workspace:{act}"][who]
    assert as_person(who).get(reverse(f"workspace:{act}")).status_code in {302, 403, 405}


def test_nothing_failed_says_so_and_nothing_refreshes(as_person: Browser) -> None:
    page = as_person("administrator").get(reverse(PAGE)).content.decode()
    assert "Không có việc nào hỏng" in page
    assert 'hx-trigger="every' not in page


def test_while_something_waits_the_upper_part_refreshes_itself(as_person: Browser) -> None:
    enqueue_on_commit(sample_jobs.note, text="x")
    browser = as_person("administrator")
    assert "every 5s" in browser.get(reverse(PAGE)).content.decode()
    part = browser.get(reverse(PAGE), headers={"HX-Request": "true"}).content.decode()
    assert part.startswith("<div")
    assert "khien worker" in part  # it waits and nobody works
    assert "every 5s" in part


def test_a_failed_job_is_shown_without_its_arguments(as_person: Browser) -> None:
    sample_jobs.failures_to_come.clear()
    (job_id,) = failed(sample_jobs.fail_with, text="số 0912345678 của an@example.vn, token=abc")
    page = as_person("administrator").get(reverse(PAGE)).content.decode()
    assert job_id[:8] in page
    assert "RuntimeError" in page
    for secret in ("0912345678", "an@example.vn", "token=abc"):
        assert secret not in page


def test_run_again_in_two_tabs_runs_once(as_person: Browser) -> None:
    (job_id,) = failed()
    browser = as_person("administrator")
    first = browser.post(reverse("workspace:background_again"), {"viec": job_id}, follow=True)
    second = browser.post(reverse("workspace:background_again"), {"viec": job_id}, follow=True)
    assert "Đã đưa vào chạy lại" in first.content.decode()
    assert "đã có người cho chạy lại" in second.content.decode()
    row = DBTaskResult.objects.get(pk=job_id)
    assert (row.status, row.worker_ids, row.traceback) == (TaskResultStatus.READY, [], "")
    assert AuditEntry.objects.filter(action="jobs.run_again").count() == 1


def test_all_of_one_kind_are_run_again_but_not_those_put_aside(as_person: Browser) -> None:
    first, second, third = failed(count=3)
    (other,) = failed(sample_jobs.fail_with, text="x")
    browser = as_person("administrator")
    browser.post(reverse("workspace:background_aside"), {"viec": third})
    browser.post(reverse("workspace:background_alike"), {"viec": first})
    assert [status(job) for job in (first, second)] == [TaskResultStatus.READY] * 2
    assert [status(job) for job in (third, other)] == [TaskResultStatus.FAILED] * 2


def test_put_aside_leaves_the_list_and_may_come_back(as_person: Browser) -> None:
    (job_id,) = failed()
    browser = as_person("administrator")
    for _ in range(2):
        browser.post(reverse("workspace:background_aside"), {"viec": job_id})
    assert JobSetAside.objects.count() == 1
    assert AuditEntry.objects.filter(action="jobs.put_aside").count() == 1
    assert job_id not in browser.get(reverse(PAGE)).content.decode()
    assert job_id in browser.get(reverse(PAGE), {"xem": "da-bo"}).content.decode()
    browser.post(reverse("workspace:background_again"), {"viec": job_id, "xem": "da-bo"})
    assert (status(job_id), JobSetAside.objects.count()) == (TaskResultStatus.READY, 0)


@pytest.mark.parametrize("sent", ["", "x" * 5000, str(uuid.UUID(int=7))])
def test_an_unknown_job_is_not_found(sent: str, as_person: Browser) -> None:
    answer = as_person("administrator").post(reverse("workspace:background_again"), {"viec": sent})
    assert answer.status_code == 404


def test_fifty_failed_jobs_come_in_pages_with_few_queries(
    as_person: Browser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    failed(count=50)
    browser = as_person("administrator")
    with django_assert_max_num_queries(30):
        page = browser.get(reverse(PAGE), {"trang": "3"}).content.decode()
    assert page.count('name="viec"') == 10
    assert browser.get(reverse(PAGE), {"trang": "99999999999999"}).status_code == 200


def test_a_broker_that_does_not_answer_does_not_hold_the_page(as_person: Browser, settings: Settings) -> None:
    settings.AMQP_URL = "amqp://guest:guest@127.0.0.1:9//"
    settings.TASKS = {"default": {"BACKEND": "khien.base.jobs.celery_backend.CeleryBackend", "QUEUES": []}}
    page = as_person("administrator").get(reverse(PAGE)).content.decode()
    assert "RabbitMQ không trả lời" in page


def test_old_rows_go_and_a_failed_one_stays_a_month_from_the_day_it_was_put_aside() -> None:
    at = now()
    kept, aside, old = failed(count=3)
    done = str(enqueue_on_commit(sample_jobs.note, text="x").id)
    execution.run_pending()
    DBTaskResult.objects.filter(pk__in=[aside, old]).update(finished_at=at - dt.timedelta(days=31))
    DBTaskResult.objects.filter(pk=done).update(finished_at=at - dt.timedelta(days=8))
    JobSetAside.objects.create(job_id=aside, at=at - dt.timedelta(days=3), by="Quản trị")
    assert housekeeping.remove_finished_jobs.call() == 2
    assert {str(pk) for pk in DBTaskResult.objects.values_list("pk", flat=True)} == {kept, aside}
    JobSetAside.objects.update(at=at - dt.timedelta(days=31))
    assert housekeeping.remove_finished_jobs.call() == 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("amqp://user:pass@host/x", "amqp://…@host/x"),
        ("GET https://zalo.vn/a?access_token=1 refused", "GET https://zalo.vn/a?… refused"),
        ("Authorization: Bearer abc", "Authorization: … abc"),
        ("no answer within 5 s", "no answer within 5 s"),
        ("a1" * 20, "…"),
        ("call +84 912 345 678 now", "call … now"),
    ],
)
def test_an_error_s_words_lose_their_secrets(text: str, shown: str) -> None:
    assert overview.harmless(text) == shown


def test_pauses_in_words() -> None:
    hour, day = dt.timedelta(hours=1), dt.timedelta(days=1)
    found = [
        pause_text(pause) for pause in (dt.timedelta(seconds=30), dt.timedelta(minutes=1), hour, 2 * day)
    ]
    assert found == ["30 giây một lần", "1 phút một lần", "1 giờ một lần", "2 ngày một lần"]
