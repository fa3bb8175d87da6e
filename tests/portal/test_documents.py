"""Hoa makes documents public: an adopted plan, a file of hers; withdraws one; what is no document does not come in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from khien.base.access import Actor
from khien.portal.models import PublicDocument
from tests.people import Cast
from tests.plans.conftest import adopted_province_plan

pytestmark = pytest.mark.django_db
Browser = Callable[[str], Client]
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def send(browser: Client, content: bytes = PDF, name: str = "bao-cao.pdf", **more: str):  # type: ignore[no-untyped-def]
    sent = {
        "key": "5b1f6c6e-0000-4000-8000-000000000002", "kind": "report", "title": "Báo cáo năm 2026",
        "number": "12/BC", "issued_on": "20/11/2026", **more, "file": SimpleUploadedFile(name, content),
    }  # fmt: skip
    return browser.post(reverse("site_staff:document_add"), sent)


@pytest.fixture
def hoa(cast: Cast) -> Actor:
    return cast.actor("standing_office")


def test_a_file_of_hers_is_listed_found_without_marks_and_served(as_person: Browser, client: Client) -> None:
    assert send(as_person("standing_office")).status_code == 302
    row = PublicDocument.objects.get()
    assert (
        "Báo cáo năm 2026"
        in client.get("/van-ban/", {"q": "bao cao", "loai": "report", "nam": "2026"}).content.decode()
    )
    assert "Báo cáo năm 2026" not in client.get("/van-ban/", {"nam": "2020"}).content.decode()
    answer = client.get(f"/van-ban/{row.uuid}/tep.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert client.get(f"/van-ban/{row.uuid}/tep.docx").status_code == 404
    assert str(row.uuid) in client.get("/van-ban/nguon-tin.atom").content.decode()


def test_sent_twice_it_is_one_document(as_person: Browser) -> None:
    for _time in range(2):
        send(as_person("standing_office"))
    assert PublicDocument.objects.count() == 1


@pytest.mark.parametrize("content", [b"<html><script>1</script>", b"MZ\x90\x00", b"just words"])
def test_what_is_no_document_by_its_content_does_not_come_in(content: bytes, as_person: Browser) -> None:
    answer = send(as_person("standing_office"), content)
    assert answer.status_code == 422
    assert "Báo cáo năm 2026" in answer.content.decode()
    assert PublicDocument.objects.count() == 0


def test_an_adopted_plan_is_chosen_not_sent(hoa: Actor, as_person: Browser, client: Client) -> None:
    plan = adopted_province_plan(hoa)
    browser = as_person("standing_office")
    assert f"plan:{plan.uuid}" in browser.get(reverse("site_staff:document_add")).content.decode()
    sent = {"source": f"plan:{plan.uuid}", "kind": "other"}
    assert browser.post(reverse("site_staff:document_add"), sent).status_code == 302
    row = PublicDocument.objects.get()
    assert (row.kind, row.stored_id) == ("plan", plan.stored_id)
    assert client.get(f"/van-ban/{row.uuid}/").status_code == 200
    assert f"plan:{plan.uuid}" not in browser.get(reverse("site_staff:document_add")).content.decode()


def test_what_is_withdrawn_is_gone_with_its_file(as_person: Browser, client: Client) -> None:
    browser = as_person("standing_office")
    send(browser)
    row = PublicDocument.objects.get()
    place = reverse("site_staff:document_withdraw", args=[row.uuid])
    assert browser.post(place, {"reason": ""}).status_code == 422
    assert browser.post(place, {"reason": "Sai số liệu"}).status_code == 302
    for path in (f"/van-ban/{row.uuid}/", f"/van-ban/{row.uuid}/tep.pdf"):
        assert client.get(path).status_code == 404
    assert "Báo cáo năm 2026" not in client.get("/van-ban/").content.decode()


@pytest.mark.parametrize("path", ["?trang=²", "?nam=x", "?loai=zzz", "?q=" + "a" * 500])
def test_any_filter_in_the_address_is_a_page(path: str, client: Client) -> None:
    assert client.get(f"/van-ban/{path}").status_code == 200
