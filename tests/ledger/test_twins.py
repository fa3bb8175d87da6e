"""What looks like one activity recorded twice is pointed out, and never merged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from khien.base.access import Actor
from khien.programme.models import Activity, Evidence
from khien.programme.rules.activity import NewActivity
from khien.programme.rules.twins import Shape, Sign, likeness, sign_of_twins
from khien.programme.services import record_activity
from khien.programme.services.evidence import add_evidence, keep_upload
from tests.ledger.conftest import AT, DAY, photo
from tests.people import Cast

RECORD = "/lam-viec/so-hoat-dong/ghi/"
CLASS = Shape(1, "Tập huấn nhận biết lừa đảo cho hội viên phụ nữ", DAY, DAY, "Nhà văn hóa thôn 3", area=1)


@pytest.mark.parametrize(
    ("other", "sign"),
    [
        (replace(CLASS, title="Lớp tập huấn nhận biết lừa đảo cho phụ nữ"), Sign.TITLE),
        (replace(CLASS, title="TAP HUAN NHAN BIET LUA DAO CHO HOI VIEN PHU NU"), Sign.TITLE),
        (replace(CLASS, starts_on=DAY - dt.timedelta(6), ends_on=DAY - dt.timedelta(6)), Sign.TITLE),
        (replace(CLASS, starts_on=DAY - dt.timedelta(9), ends_on=DAY - dt.timedelta(9)), None),
        (replace(CLASS, title="Phát tờ rơi ở chợ"), None),
        (replace(CLASS, unit_id=2), Sign.PLACE),
        (replace(CLASS, unit_id=2, place="Chợ huyện"), None),
        (replace(CLASS, unit_id=2, area=2), None),  # each commune has a house of culture of its own
        (replace(CLASS, unit_id=2, area=1), Sign.PLACE),
        (replace(CLASS, unit_id=2, title="Phát tờ rơi ở chợ"), None),
        (replace(CLASS, unit_id=2, title="Khác hẳn", photos=frozenset({"a"})), None),
    ],
)
def test_signs_of_twins(other: Shape, sign: Sign | None) -> None:
    assert sign_of_twins(CLASS, other) == sign


def test_the_same_photo_is_the_strongest_sign() -> None:
    mine = replace(CLASS, photos=frozenset({"a"}))
    other = Shape(2, "Khác hẳn", dt.date(2026, 1, 1), dt.date(2026, 1, 1), photos=frozenset({"a", "b"}))
    assert sign_of_twins(mine, other) == Sign.PHOTO


def test_titles_that_share_only_common_words_are_not_alike() -> None:
    assert likeness("Tổ chức hoạt động an toàn thông tin", "Tổ chức hội thi an toàn thông tin mạng") < 0.75


def test_the_form_points_at_it_and_records_when_it_is_another_one(
    recorded: Activity, as_person: Callable[[str], Client], form_of: Callable[..., dict[str, Any]]
) -> None:
    browser = as_person("commune_officer")
    sent = form_of(
        title="Tập huấn nhận biết lừa đảo cho phụ nữ", starts_on="21/11/2026", photos=[photo("a.jpg")]
    )
    answer = browser.post(RECORD, sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert reverse("ledger:activity", args=[recorded.chain]) in page
    assert "Đây là hoạt động khác" in page
    assert 'alt="a.jpg"' in page
    assert Activity.objects.count() == 1
    del sent["photos"]
    assert browser.post(RECORD, sent | {"apart": "1"}).status_code == 302
    assert Activity.objects.count() == 2


def test_another_units_entry_is_told_without_its_name(
    recorded: Activity, as_person: Callable[[str], Client], form_of: Callable[..., dict[str, Any]], cast: Cast
) -> None:
    of_the_department = form_of(
        unit="SKHCN", title=recorded.title, place=recorded.place, place_unit="XAH", tasks=[]
    )
    page = as_person("focal_officer").post(RECORD, of_the_department).content.decode()
    notice = page[page.index('id="twins"') : page.index("</section>", page.index('id="twins"'))]
    assert "An Hòa" in notice
    assert recorded.title not in notice
    assert str(recorded.chain) not in page


def test_the_office_sees_pairs_and_each_only_once(
    binh: Actor, recorded: Activity, a_class: NewActivity, cast: Cast, as_person: Callable[[str], Client]
) -> None:
    again = record_activity(
        binh, replace(a_class, starts_on=DAY - dt.timedelta(2)), source="form", key="b", at=AT
    )
    other = record_activity(
        cast.actor("other_unit"),
        replace(a_class, unit_id=cast.units.other_commune, title="Việc khác", place="", starts_on=dt.date(2026, 3, 1)),
        source="form", key="c", at=AT,
    )  # fmt: skip
    for entry in (recorded, other):
        add_evidence(binh, entry, kept=[keep_upload(photo(), at=AT)], at=AT)
    assert Evidence.objects.count() == 2
    page = as_person("standing_office").get(reverse("ledger:twins")).content.decode()
    assert page.count("twin-pair") == 2
    assert str(again.chain) in page
    assert "Cùng một ảnh" in page
