"""Personal data of accounts goes when its time is over; what was done stays in the audit."""

from __future__ import annotations

import datetime as dt

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django_tasks_db.models import DBTaskResult

from khien.accounts.jobs import clean_accounts
from khien.accounts.models import User
from khien.accounts.services import accounts
from khien.base.access import SYSTEM
from khien.base.clock import now
from khien.base.housekeeping import remove_finished_jobs
from khien.base.jobs import enqueue_on_commit
from khien.base.jobs.execution import run_pending
from khien.base.models import AuditEntry
from khien.orgs.api import Role
from tests.base import sample_jobs
from tests.people import Units, officer

PASSWORD = "ba con meo nam ngu"


@pytest.fixture
def mai(units: Units) -> User:
    user = officer("Lê Thị Mai", Role.FOCAL_OFFICER, units.commune, sign_in_name="mai.lt", password=PASSWORD)
    user.email = "mai@anbinh.example"
    user.save()
    user.emailaddress_set.create(email=user.email, primary=True, verified=True)
    return user


def test_a_year_after_closing_nothing_names_her(mai: User) -> None:
    at = now()
    accounts.close_account(mai, actor=SYSTEM, at=at - dt.timedelta(days=366))
    assert accounts.forget_closed_accounts(actor=SYSTEM, at=at) == 1
    assert accounts.forget_closed_accounts(actor=SYSTEM, at=at) == 0
    mai.refresh_from_db()
    assert "mai" not in f"{mai.username}{mai.name}{mai.email}".lower()
    assert not mai.emailaddress_set.exists()
    assert AuditEntry.objects.filter(action="accounts.account.forgotten", subject_id=str(mai.uuid)).exists()


def test_a_month_after_closing_she_can_still_come_back(mai: User) -> None:
    accounts.close_account(mai, actor=SYSTEM, at=now() - dt.timedelta(days=30))
    assert accounts.forget_closed_accounts(actor=SYSTEM, at=now()) == 0


def test_sessions_that_are_over_leave_no_address(mai: User, client: Client) -> None:
    client.post("/tai-khoan/dang-nhap/", {"login": "mai.lt", "password": PASSWORD})
    UserSession.objects.create(user=mai, ip="203.0.113.9", session_key="over", user_agent="x")
    clean_accounts.call()
    assert [row.session_key for row in UserSession.objects.all()] == [client.session.session_key]


def test_finished_jobs_go_after_a_week_and_failed_ones_stay(db: None) -> None:
    enqueue_on_commit(sample_jobs.note, text="x")
    enqueue_on_commit(sample_jobs.break_down)
    run_pending()
    assert remove_finished_jobs.call() == 0
    DBTaskResult.objects.update(finished_at=now() - dt.timedelta(days=8))
    assert remove_finished_jobs.call() == 1
    assert DBTaskResult.objects.get().status == "FAILED"
