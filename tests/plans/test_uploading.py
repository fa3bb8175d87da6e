"""A file becomes a plan once, whoever sends it and however often; nothing else is touched."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from khien.base.access import Actor
from khien.base.errors import Conflict, KhienError, Refused, TooMuch
from khien.base.files import open_kept
from khien.base.models import AuditEntry
from khien.plans.errors import NotAPlanFile
from khien.plans.models import PlanDocument
from khien.plans.rules.kinds import PlanStatus
from khien.plans.services import uploading
from khien.plans.services.settling import change_settings
from khien.plans.services.uploading import read_again, upload_plan, withdraw_plan
from tests.people import Cast
from tests.plans.conftest import AT, no_queue, read, small_plan, uploaded

pytestmark = pytest.mark.django_db


def test_the_file_is_kept_as_it_was_sent(hoa: Actor) -> None:
    plan = uploaded(hoa, "Kế hoạch số 1".encode())
    with open_kept(plan.stored.sha256) as kept:
        assert kept.read() == "Kế hoạch số 1".encode()
    assert AuditEntry.objects.filter(action="plans.uploaded").count() == 1


def test_the_same_file_twice_is_one_plan_read_once(hoa: Actor) -> None:
    asked: list[int] = []
    for name in ("a.txt", "b.txt"):
        result = upload_plan(
            hoa, io.BytesIO(b"Ke hoach"), name=name, unit_id=None, ask_to_read=asked.append, at=AT
        )
    assert result.existed
    assert asked == [result.plan.pk]


def test_two_units_may_each_have_the_same_file(cast: Cast, hoa: Actor) -> None:
    mine = uploaded(cast.actor("commune_officer"), unit_id=cast.units.commune)
    assert uploaded(hoa) != mine


def test_a_withdrawn_file_may_be_sent_anew(hoa: Actor) -> None:
    first = uploaded(hoa)
    withdraw_plan(hoa, first, reason="Nhầm tệp", at=AT)
    assert uploaded(hoa) != first


def test_an_officer_does_not_upload_for_another_commune(cast: Cast) -> None:
    with pytest.raises(Refused):
        uploaded(cast.actor("commune_officer"), unit_id=cast.units.other_commune)
    with pytest.raises(Refused):
        uploaded(cast.actor("commune_officer"), unit_id=None)


@pytest.mark.parametrize("content", [b"GIF89a....", b"PK\x03\x04 not a document", b"\x00\x01\x02\x03"])
def test_what_is_no_document_is_named_and_refused(hoa: Actor, content: bytes) -> None:
    with pytest.raises(NotAPlanFile, match=r"ke-hoach\.docx"):
        uploaded(hoa, content, name="ke-hoach.docx")
    assert not PlanDocument.objects.exists()


def test_an_empty_file_and_one_too_large_are_told_apart(hoa: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(KhienError) as told:
        uploaded(hoa, b"")
    assert told.value.code == "empty-file"
    monkeypatch.setattr(uploading, "LIMIT_BYTES", 3)
    with pytest.raises(TooMuch):
        uploaded(hoa, b"Ke hoach")


def test_a_unit_plan_carries_out_an_adopted_plan_of_the_province_only(cast: Cast, hoa: Actor) -> None:
    parent = read(uploaded(hoa), small_plan())
    with pytest.raises(KhienError) as told:
        upload_plan(
            cast.actor("commune_officer"),
            io.BytesIO(b"Cua xa"),
            name="xa.txt",
            unit_id=cast.units.commune,
            parent=parent,
            ask_to_read=no_queue,
            at=AT,
        )
    assert told.value.code == "wrong-parent"


def test_an_adopted_plan_is_not_withdrawn(hoa: Actor, under_review: PlanDocument) -> None:
    PlanDocument.objects.filter(pk=under_review.pk).update(status=PlanStatus.ADOPTED, adopted_at=AT)
    with pytest.raises(Conflict):
        withdraw_plan(hoa, under_review, reason="", at=AT)
    with pytest.raises(Conflict):
        read_again(hoa, under_review, ask_to_read=no_queue, at=AT)


def test_settings_that_do_not_change_are_not_told(hoa: Actor, under_review: PlanDocument) -> None:
    for _time in range(2):
        change_settings(hoa, under_review, needs_second_person=True, parent=None, replaces=None, at=AT)
    assert AuditEntry.objects.filter(action="plans.settings_changed").count() == 1


def _send(browser: Client, *files: tuple[str, bytes], **more: str) -> object:
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return browser.post(reverse("plans:upload"), {"tep": sent, **more})


def test_of_several_files_the_good_ones_are_taken(as_person: object, hoa: Actor) -> None:
    browser = as_person("standing_office")  # type: ignore[operator]
    answer = _send(browser, ("mot.txt", b"Mot"), ("hai.gif", b"GIF89a"), ("ba.txt", b"Ba"))
    assert answer.url == reverse("plans:list")  # type: ignore[attr-defined]
    assert set(PlanDocument.objects.values_list("file_name", flat=True)) == {"mot.txt", "ba.txt"}
    assert "hai.gif" in browser.get(reverse("plans:list")).content.decode()


def test_what_was_chosen_beside_a_refused_file_is_kept(as_person: object, cast: Cast) -> None:
    browser = as_person("standing_office")  # type: ignore[operator]
    answer = _send(browser, ("hai.gif", b"GIF89a"), cua="tinh")
    assert answer.url == f"{reverse('plans:upload')}?cua=tinh"  # type: ignore[attr-defined]


def test_without_a_file_and_with_too_many_there_is_a_sentence(as_person: object) -> None:
    browser = as_person("standing_office")  # type: ignore[operator]
    _send(browser)
    assert "Hãy chọn tệp trước" in browser.get(reverse("plans:upload")).content.decode()
    _send(browser, *[(f"{n}.txt", b"Mot") for n in range(uploading.MAX_FILES + 1)])
    assert "bạn chọn 21" in browser.get(reverse("plans:upload")).content.decode()
    assert not PlanDocument.objects.exists()
