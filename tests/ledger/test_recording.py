"""Officers record what was done: on one screen, twice sent is once recorded, nothing typed is lost."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from khien.base.access import Actor
from khien.orgs import api as orgs
from khien.programme.models import Activity, ActivityDraft, Evidence, Programme
from khien.programme.rules.activity import Reach
from khien.programme.rules.guessing import guess_kind
from khien.programme.rules.ledger import ActivityKind, Audience, Basis
from khien.programme.services import lock_days
from tests.ledger.conftest import AT, DAY, KEY, photo
from tests.people import Cast

Form = Callable[..., dict[str, Any]]
RECORD = "/lam-viec/so-hoat-dong/ghi/"


@pytest.fixture
def at_an_hoa(as_person: Callable[[str], Client]) -> Client:
    return as_person("commune_officer")


def test_what_the_form_says_stands_in_the_ledger(at_an_hoa: Client, form_of: Form, cast: Cast) -> None:
    answer = at_an_hoa.post(RECORD, form_of(photos=[photo()], links="vnexpress.net/bai", spent="3 triệu"))
    entry = Activity.objects.get()
    assert answer.headers["Location"] == reverse("ledger:activity", args=[entry.chain])
    assert (entry.title, entry.unit_id, entry.kind, entry.spent_vnd) == (
        "Phát tờ rơi ở chợ",
        cast.units.commune,
        ActivityKind.HANDOUT,
        3_000_000,
    )
    assert set(entry.reach_values()) == {
        Reach(Audience.WOMEN, 60, Basis.COUNTED),
        Reach(Audience.ELDERLY, 1250, Basis.ESTIMATED, 1000, 1500),
    }
    assert sorted(Evidence.objects.values_list("kind", "url")) == [
        ("link", "https://vnexpress.net/bai"),
        ("photo", ""),
    ]
    assert not ActivityDraft.objects.exists()


def test_words_pasted_from_elsewhere_are_kept_as_everybody_writes_them(
    at_an_hoa: Client, form_of: Form
) -> None:
    pasted = unicodedata.normalize("NFD", "  Phát tờ\u00a0rơi \u200bở\tchợ\u00ad ")
    at_an_hoa.post(RECORD, form_of(title=pasted, starts_on=f" {DAY:%d/%m/%y} "))
    entry = Activity.objects.get()
    assert (entry.title, entry.starts_on) == ("Phát tờ rơi ở chợ", DAY)


def test_the_form_sent_twice_records_once(at_an_hoa: Client, form_of: Form) -> None:
    first = at_an_hoa.post(RECORD, form_of())
    again = at_an_hoa.post(RECORD, form_of(title="Khác hẳn"))
    assert first.headers["Location"] == again.headers["Location"]
    assert Activity.objects.count() == 1


def test_two_people_with_one_key_record_two(
    at_an_hoa: Client, as_person: Any, form_of: Form, cast: Cast
) -> None:
    at_an_hoa.post(RECORD, form_of())
    ward = orgs.unit(cast.units.other_commune).uuid
    as_person("other_unit").post(RECORD, form_of(unit=ward, title="Việc của phường"))
    assert Activity.objects.count() == 2


def test_a_task_alone_names_the_activity(at_an_hoa: Client, form_of: Form, programme: Programme) -> None:
    at_an_hoa.post(RECORD, form_of(title=""))
    assert Activity.objects.get().title == programme.tasks.all()[0].text


@pytest.mark.usefixtures("on_the_day")
@pytest.mark.parametrize(
    ("wrong", "at_field"),
    [
        ({"title": "", "tasks": []}, "id_title"),
        ({"starts_on": "31/02/2026"}, "id_starts_on"),
        ({"starts_on": "25/12/2026"}, "id_starts_on"),
        ({"people_women": "sáu mươi"}, "id_reach"),
        ({"people_women": ""}, "id_reach"),
        ({"high_elderly": "10"}, "id_reach"),
        ({"spent": "nhiều"}, "id_spent"),
        ({"links": "javascript:alert(1)"}, "id_links"),
        ({"unit": "không có"}, "id_unit"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_all_that_was_typed_stays(
    at_an_hoa: Client, form_of: Form, wrong: dict[str, Any], at_field: str
) -> None:
    answer = at_an_hoa.post(RECORD, form_of(note="Ghi chú dài", photos=[photo("a.jpg")], **wrong))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#{at_field}"' in page
    assert f'id="{at_field}"' in page
    assert "Ghi chú dài" in page
    assert 'alt="a.jpg"' in page  # the photo came through and waits
    assert not Activity.objects.exists()
    mended = form_of()
    assert at_an_hoa.post(RECORD, mended).status_code == 302
    assert Evidence.objects.count() == 1  # without being sent again


def test_another_units_day_is_not_hers_to_record(at_an_hoa: Client, form_of: Form, cast: Cast) -> None:
    ward = orgs.unit(cast.units.other_commune).uuid
    assert at_an_hoa.post(RECORD, form_of(unit=ward)).status_code == 422
    assert not Activity.objects.exists()


def test_locked_days_refuse_with_a_sentence_and_keep_the_form(
    at_an_hoa: Client, form_of: Form, hoa: Actor, cast: Cast
) -> None:
    lock_days(hoa, cast.units.commune, first=DAY, last=DAY, code="2026-11", label="Báo cáo tháng 11", at=AT)
    answer = at_an_hoa.post(RECORD, form_of(photos=[photo("a.jpg")]))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Báo cáo tháng 11" in page
    assert "Phát tờ rơi ở chợ" in page
    assert 'alt="a.jpg"' in page


def test_a_draft_is_kept_as_typed_and_opened_again(at_an_hoa: Client, form_of: Form) -> None:
    at_an_hoa.post(reverse("ledger:save_draft"), form_of(title="Dở dang", starts_on="hôm qua"))
    listed = at_an_hoa.get(reverse("ledger:activities")).content.decode()
    assert "Dở dang" in listed
    again = at_an_hoa.get(f"{RECORD}?nhap={KEY}").content.decode()
    assert "hôm qua" in again
    assert 'value="1.250"' in again


def test_a_script_gets_an_address_and_what_is_refused_waits_as_a_draft(
    at_an_hoa: Client, form_of: Form
) -> None:
    headers = {"X-Requested-With": "ledger"}
    refused = at_an_hoa.post(RECORD, form_of(spent="nhiều", photos=[photo("a.jpg")]), headers=headers)
    assert refused.status_code == 422
    told = at_an_hoa.get(refused.headers["X-Go-To"]).content.decode()
    assert 'href="#id_spent"' in told
    assert 'alt="a.jpg"' in told
    done = at_an_hoa.post(RECORD, form_of(), headers=headers)
    assert (done.status_code, done.headers["X-Go-To"]) == (
        204,
        reverse("ledger:activity", args=[Activity.objects.get().chain]),
    )


def test_a_correction_starts_from_the_entry_and_needs_a_reason(
    at_an_hoa: Client, form_of: Form, recorded: Activity
) -> None:
    address = reverse("ledger:correct", args=[recorded.chain])
    opened = at_an_hoa.get(address).content.decode()
    assert recorded.title in opened
    assert 'name="people_women" value="60"' in opened
    assert "3.000.000" in opened
    sent = form_of(title="Tập huấn cho phụ nữ", based=str(recorded.uuid), apart="1")
    assert at_an_hoa.post(address, sent).status_code == 422
    assert at_an_hoa.post(address, sent | {"reason": "Ghi sai tên"}).status_code == 302
    newest = Activity.objects.in_force().get()
    assert (newest.chain, newest.title, newest.reason) == (
        recorded.chain,
        "Tập huấn cho phụ nữ",
        "Ghi sai tên",
    )
    page = at_an_hoa.get(reverse("ledger:activity", args=[recorded.chain])).content.decode()
    assert "Ghi sai tên" in page
    assert recorded.title in page  # as it was


def test_two_tabs_correct_and_the_second_is_told_without_losing_a_word(
    at_an_hoa: Client, form_of: Form, recorded: Activity
) -> None:
    address = reverse("ledger:correct", args=[recorded.chain])
    first = form_of(based=str(recorded.uuid), reason="Nhầm", title="Từ thẻ thứ nhất", apart="1")
    second = form_of(
        based=str(recorded.uuid), reason="Nhầm", title="Từ thẻ thứ hai", apart="1",
        key="0b0c6e1e-5a7e-4a53-8a3e-5b1f2b6f7a02",
    )  # fmt: skip
    at_an_hoa.post(address, first)
    answer = at_an_hoa.post(address, second)
    assert answer.status_code == 409
    assert "Từ thẻ thứ hai" in answer.content.decode()
    assert Activity.objects.in_force().get().title == "Từ thẻ thứ nhất"


def test_withdrawn_needs_a_reason_and_counts_nowhere(at_an_hoa: Client, recorded: Activity) -> None:
    address = reverse("ledger:withdraw", args=[recorded.chain])
    assert at_an_hoa.post(address, {"reason": " "}).status_code == 422
    assert at_an_hoa.post(address, {"reason": "Ghi hai lần"}).status_code == 302
    assert not Activity.objects.in_force().exists()
    assert at_an_hoa.post(address, {"reason": "Lần nữa"}).status_code == 409


def test_after_a_merger_the_new_commune_records_for_the_days_before(
    at_an_hoa: Client, form_of: Form, cast: Cast, hoa: Actor
) -> None:
    on = dt.date(2026, 11, 1)
    merged = orgs.merge_units(
        [cast.units.commune, cast.units.other_commune],
        into=orgs.NewUnit(
            name="Ủy ban nhân dân xã Hòa Minh", kind=orgs.Kind.PEOPLES_COMMITTEE, level=orgs.Level.COMMUNE,
            code="XHM", parent_id=cast.units.province,
        ),
        on=on, actor=hoa, at=AT,
    )  # fmt: skip
    old = orgs.unit(cast.units.commune)
    person = cast["commune_officer"].person_id
    assert person is not None
    orgs.grant_role(person, role=orgs.Role.FOCAL_OFFICER, unit_id=merged.id, since=on, actor=hoa, at=AT)
    before = at_an_hoa.post(RECORD, form_of(unit=old.uuid, starts_on="20/10/2026"))
    assert before.status_code == 302
    late = at_an_hoa.post(RECORD, form_of(unit=old.uuid, key="0b0c6e1e-5a7e-4a53-8a3e-5b1f2b6f7a03"))
    assert late.status_code == 422  # the old unit no longer existed on 20/11
    early = form_of(unit=merged.uuid, starts_on="20/10/2026", key="0b0c6e1e-5a7e-4a53-8a3e-5b1f2b6f7a04")
    assert at_an_hoa.post(RECORD, early).status_code == 422
    assert Activity.objects.get().unit_id == old.id


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Tập huấn nhận biết lừa đảo", ActivityKind.CLASS),
        ("Phát thanh bản tin trên loa truyền thanh", ActivityKind.BROADCAST),
        ("Treo băng rôn tại chợ", ActivityKind.DISPLAY),
        ("Lễ phát động cuộc thi", ActivityKind.EVENT),
        ("Hợp tác với ngân hàng", ActivityKind.OTHER),
    ],
)
def test_a_title_tells_the_kind(title: str, kind: ActivityKind) -> None:
    assert guess_kind(title) == kind
