"""Errors in words people can use, as a page, as a part, as JSON; none of them needs the database."""

from __future__ import annotations

import json

import pytest
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from django.utils import translation

from khien.base.errors import Conflict, Missing, Refused, TooMuch, Unavailable
from khien.project.urls import handler400, handler403, handler404, handler500, urlpatterns  # noqa: F401
from khien.web.doors import public
from khien.web.views.errors import answer

with translation.override("vi"):
    MISSING = str(Missing())
HTMX = {"HX-Request": "true"}


@public
def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a secret that no page may show")


@public
def clashes(request: HttpRequest) -> HttpResponse:
    raise Conflict("Bản ghi đã được người khác sửa.")


@public
def takes(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(len(request.POST)))


@public
def speaks(request: HttpRequest) -> HttpResponse:
    messages.success(request, "Đã lưu phân công.")
    return HttpResponse("<p>xong</p>")


urlpatterns = [
    path("vo/", breaks),
    path("xung-dot/", clashes),
    path("nhan/", takes),
    path("noi/", speaks),
    *urlpatterns,
]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture
def outsider() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/khong-co/", 404, MISSING),
        ("/vo/", 500, "Hệ thống đang gặp lỗi."),
        ("/xung-dot/", 409, "Bản ghi đã được người khác sửa."),
    ],
)
def test_a_page_says_what_went_wrong_and_what_to_do(
    outsider: Client, address: str, status: int, sentence: str
) -> None:
    answered = outsider.get(address)
    html = answered.content.decode()
    assert answered.status_code == status
    assert sentence in html
    assert "secret" not in html
    assert 'class="site site-narrow"' in html


@pytest.mark.parametrize(("address", "status"), [("/khong-co/", 404), ("/vo/", 500), ("/xung-dot/", 409)])
def test_htmx_gets_a_notice_and_programs_get_json(outsider: Client, address: str, status: int) -> None:
    part = outsider.get(address, headers=HTMX)
    assert part.status_code == status
    assert part.content.decode().startswith('<div class="notice notice-danger" role="alert">')
    told = outsider.get(address, headers={"accept": "application/json"})
    assert told.status_code == status
    assert json.loads(told.content)["message"]


def test_errors_speak_english_under_the_english_address(outsider: Client) -> None:
    assert "We cannot find what you are looking for." in outsider.get("/en/khong-co/").content.decode()


@pytest.mark.parametrize(
    "error", [Missing(), Refused(), Conflict("x"), TooMuch("x"), Unavailable("x")], ids=lambda e: e.code
)
def test_every_error_of_the_house_has_advice(error: Missing) -> None:
    html = answer(RequestFactory().get("/"), error).content.decode()
    assert str(error.message) in html
    lede = html.partition('<p class="lede">')[2].partition("</p>")[0]
    assert len(lede) > 30


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=100)
def test_what_is_too_big_is_told_as_such(outsider: Client) -> None:
    answered = outsider.post("/nhan/", {"a": "x" * 500})
    assert answered.status_code == 413
    assert "quá lớn" in answered.content.decode()


def test_a_page_left_open_too_long_keeps_what_was_typed_where_it_is() -> None:
    strict = Client(enforce_csrf_checks=True)
    answered = strict.post("/nhan/", {"a": "x"})
    assert answered.status_code == 403
    assert "Nội dung đã nhập vẫn còn ở trang trước" in answered.content.decode()
    part = strict.post("/nhan/", {"a": "x"}, headers=HTMX)
    assert 'role="alert"' in part.content.decode()


@pytest.mark.django_db
def test_a_message_reaches_her_when_only_a_part_is_exchanged(client: Client) -> None:
    answered = client.get("/noi/", headers=HTMX)
    assert json.loads(answered["HX-Trigger"])["khien:toast"]["list"] == [
        {"text": "Đã lưu phân công.", "tone": "done"}
    ]
    assert "HX-Trigger" not in client.get("/noi/")


@pytest.mark.django_db
def test_the_content_policy_allows_nothing_inline_and_nobody_else(client: Client) -> None:
    policy = client.get("/")["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy
    assert "http" not in policy
