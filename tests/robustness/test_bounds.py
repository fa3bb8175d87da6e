"""What is refused before it is read: huge bodies of strangers, NUL bytes; and a disk or a database that is full."""

from __future__ import annotations

import errno

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from khien.orgs import api as orgs
from khien.web.checks import any_host_name
from tests.people import Cast, sign_in

MB = 1 << 20


def _post(client: Client, length: int, path: str) -> int:
    """A body announced as `length` bytes long; what really comes is short."""
    answer = client.generic(
        "POST", path, b"a=b", "application/x-www-form-urlencoded", CONTENT_LENGTH=str(length)
    )
    return answer.status_code


@pytest.mark.django_db
def test_who_is_not_signed_in_sends_no_large_body(client: Client) -> None:
    assert _post(client, 11 * MB, reverse("account_login")) == 413
    assert _post(client, 11 * MB, reverse("plans:upload")) == 413


def test_nobody_sends_more_than_an_upload_may_hold(cast: Cast, client: Client) -> None:
    sign_in(client, cast["standing_office"])
    assert _post(client, 2000 * MB, reverse("plans:upload")) == 413


@pytest.mark.parametrize("data", [{"name": "a\x00b"}, {"a\x00b": "c"}])
def test_a_nul_byte_is_refused_with_a_sentence(data: dict[str, str], cast: Cast, client: Client) -> None:
    sign_in(client, cast["standing_office"])
    assert client.post(reverse("orgs:open"), data).status_code == 400
    assert client.get(reverse("orgs:tree"), data).status_code == 400
    assert client.get("/lam-viec/tai-khoan/moi/a%00b/").status_code == 400


@pytest.mark.parametrize(
    ("place", "error", "status"),
    [
        (
            "django.core.files.uploadhandler.TemporaryUploadedFile",
            OSError(errno.ENOSPC, "No space left"),
            507,
        ),
        ("khien.plans.views.uploading.upload_plan", OperationalError("database is locked"), 503),
    ],
)
def test_a_full_disk_or_a_busy_database_is_said_in_a_sentence(
    place: str, error: Exception, status: int, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_named: object) -> None:
        raise error

    client = Client(raise_request_exception=False)
    sign_in(client, cast["standing_office"])
    monkeypatch.setattr(place, broken)
    answer = client.post(reverse("plans:upload"), {"tep": SimpleUploadedFile("ke-hoach.txt", b"x" * 3 * MB)})
    assert answer.status_code == status


def test_a_focal_officer_makes_and_unmakes_no_leader(cast: Cast, client: Client) -> None:
    sign_in(client, cast["focal_officer"])
    unit = orgs.unit(cast.units.department)
    new = {"name": "Kẻ Gian", "role": "leader", "since": "24/11/2026"}
    assert client.post(reverse("orgs:add_person", args=[unit.uuid]), new).status_code == 422
    leader = orgs.person(cast["leader"].person_id or 0)
    address = reverse("orgs:end_role", args=[leader.uuid, leader.roles[0].membership_id])
    assert client.post(address).status_code == 403
    assert "Kết thúc vai trò" not in client.get(reverse("orgs:person", args=[leader.uuid])).content.decode()
    assert orgs.person(leader.id).roles[0].until is None


def test_any_host_name_is_warned_of(settings: Settings) -> None:
    assert any_host_name(None) == []
    settings.ALLOWED_HOSTS = ["*"]
    assert [warning.id for warning in any_host_name(None)] == ["khien.web.W001"]
