"""What is refused before it is read: huge bodies of strangers, NUL bytes; and a disk or a database that is full."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

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
