"""The access table of those we write to holds; counts point at nobody; foreign and missing look alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from khien.audiences import api
from khien.audiences.models import Address, Contact, NeverContact, Segment
from khien.audiences.rules.segment import SegmentRule
from khien.audiences.rules.standing import Standing
from khien.audiences.services import imports, segments
from khien.base.models import AuditEntry
from khien.base.sealing import key_of
from tests.access.audiences import BY_POST, ROWS
from tests.audiences.conftest import PHONE, Made
from tests.people import AT, Cast, Units

pytestmark = pytest.mark.django_db
Browser = Callable[[str], Client]
CSV = "Họ tên;SĐT\nLan;0912 345 678\nHòa;số lạ\n".encode()


@pytest.fixture
def objects(cast: Cast, made: Made) -> dict[str, Any]:
    mai, unit = cast.actor("focal_officer"), cast.units.department
    brought = imports.bring(mai, CSV, filename="a.csv", unit_id=unit, root_id=unit, at=AT)
    columns = {"name": 0, "phone": 1}
    return {
        "segment": segments.make_segment(mai, title="Cán bộ sở", rule=SegmentRule((unit,)), unit_id=unit, at=AT),
        "import": imports.choose_columns(brought, columns=columns, audience="officials", ask=lambda pk: None, at=AT),
        "address": made(unit_id=unit),
    }  # fmt: skip


def _address(route: str, objects: dict[str, Any]) -> str:
    name = route.removeprefix("audiences_staff:")
    if name in ("person", "never", "erase"):
        return reverse(route, args=["sms", objects["address"].key])
    if name.startswith("segment") and name not in ("segments", "segment_new", "segment_count"):
        return reverse(route, args=[objects["segment"].uuid])
    if name.startswith("import") and name not in ("imports", "import_new"):
        return reverse(route, args=[objects["import"].uuid])
    return reverse(route)


@pytest.mark.parametrize("route", sorted(ROWS))
def test_each_role_gets_what_the_table_says(route: str, objects: dict[str, Any], as_person: Browser) -> None:
    address = _address(route, objects)

    def asked(browser: Client) -> HttpResponseBase:
        if route not in BY_POST:
            return browser.get(address)
        return browser.post(address, {"why": "gọi điện", "title": "x"})

    browsers = {who: as_person(who) for who in ROWS[route]}
    seen: dict[str, int] = {}
    for who, browser in browsers.items():
        mark = transaction.savepoint()
        seen[who] = asked(browser).status_code
        transaction.savepoint_rollback(mark)
    assert seen == ROWS[route]


@pytest.mark.parametrize("route", ["segment", "import", "import_columns"])
def test_a_foreign_one_and_a_missing_one_look_alike(
    route: str, objects: dict[str, Any], as_person: Browser
) -> None:
    browser = as_person("commune_officer")
    foreign = browser.get(_address(f"audiences_staff:{route}", objects))
    missing = browser.get(reverse(f"audiences_staff:{route}", args=["0" * 8 + "-0000-4000-8000-" + "0" * 12]))
    assert foreign.status_code == missing.status_code == 404


def test_few_people_are_not_told_apart(units: Units, made: Made, as_person: Browser) -> None:
    for n in range(4):
        made(f"091234567{n}")
    for n in range(7):
        made(f"091234577{n}", unit_id=units.other_commune)
    office = as_person("standing_office").get(reverse("audiences_staff:places")).content.decode()
    assert "dưới 5" in office
    page = as_person("commune_officer").get(reverse("audiences_staff:overview")).content.decode()
    assert "dưới 5" in page
    assert ">7<" not in page  # the other commune's are not hers to count
    assert "0912" not in office + page


def test_a_look_up_is_written_down_without_the_number(units: Units, made: Made, as_person: Browser) -> None:
    made()
    browser = as_person("commune_officer")
    answer = browser.post(reverse("audiences_staff:look_up"), {"address": PHONE})
    page = browser.get(answer.url).content.decode()  # type: ignore[attr-defined]
    assert "09•• ••• 123" in page
    entry = AuditEntry.objects.get(action="audiences.looked_up")
    assert "912345123" not in f"{entry.subject_id}{entry.subject_label}{entry.new}"
    foreign = as_person("other_unit").get(answer.url).content.decode()  # type: ignore[attr-defined]
    unknown = as_person("other_unit").get(
        reverse("audiences_staff:person", args=["sms", key_of("sms", "+84987654321")])
    )
    assert "09••" not in foreign
    assert ("Không lưu gì" in foreign) == ("Không lưu gì" in unknown.content.decode()) == True  # noqa: E712
    assert browser.get(reverse("audiences_staff:person", args=["sms", "x" * 31 + "-"])).status_code == 404


def test_never_contact_takes_her_out_of_every_group(units: Units, made: Made, as_person: Browser) -> None:
    address = made()
    as_person("commune_officer").post(
        reverse("audiences_staff:never", args=["sms", address.key]), {"why": "gọi điện"}
    )
    assert NeverContact.objects.get().why == "gọi điện"
    assert api.count([SegmentRule()], "sms", on=AT.date()) == 0
    assert api.open_addresses([address.pk], "sms") == {}


def test_an_officer_erases_who_asks_for_it(units: Units, made: Made, as_person: Browser) -> None:
    address = made()
    path = reverse("audiences_staff:erase", args=["sms", address.key])
    assert as_person("other_unit").post(path).status_code == 404
    assert as_person("commune_officer").post(path).status_code == 302
    assert Contact.objects.count() == Address.objects.count() == 0
    assert AuditEntry.objects.filter(action="audiences.erased").count() == 1


def test_one_consent_on_paper_needs_its_proof(units: Units, as_person: Browser) -> None:
    browser, path = as_person("commune_officer"), reverse("audiences_staff:record")
    typed = {"address": PHONE, "place": units.commune, "audience": "elderly", "ground": "agreed", "proof": ""}
    assert browser.post(path, typed).status_code == 422
    assert browser.post(path, typed | {"proof": "phiếu số 3"}).status_code == 302
    assert Address.objects.get().proof == "phiếu số 3"
    assert browser.post(path, typed | {"proof": "p", "place": units.other_commune}).status_code == 422
    pupil = typed | {"proof": "p", "audience": "pupils", "address": "0987654321"}
    assert browser.post(path, pupil).status_code == 400
    assert browser.post(path, pupil | {"guardian": "on"}).status_code == 302


def test_who_is_reached_by_law_gets_warnings_only(units: Units, as_person: Browser) -> None:
    typed = {"address": PHONE, "place": units.commune, "audience": "elderly", "ground": "law", "proof": "p"}
    path = reverse("audiences_staff:record")
    browser = as_person("standing_office")
    assert browser.post(path, typed).status_code == 422  # names no provision
    assert browser.post(path, typed | {"basis": "Điều 12 Luật An ninh mạng"}).status_code == 302
    address = Address.objects.get()
    assert address.standing == Standing.BY_LAW
    assert api.open_addresses([address.pk], "sms") == {}
    assert list(api.open_addresses([address.pk], "sms", warning=True)) == [address.pk]
    assert api.count([SegmentRule()], "sms", on=AT.date(), warning=True) == 1


# ---- groups -------------------------------------------------------------------------------------------------------
def test_a_group_is_made_counted_changed_dropped_and_taken_back(
    units: Units, made: Made, as_person: Browser, cast: Cast
) -> None:
    for n in range(6):
        made(f"091234567{n}")
    browser = as_person("commune_officer")
    typed = {"title": "Người cao tuổi", "audiences": ["elderly"], "places": [units.commune], "revision": 0}
    counted = browser.post(reverse("audiences_staff:segment_count"), typed)
    assert ">6<" in counted.content.decode()
    assert not Segment.objects.exists()
    browser.post(reverse("audiences_staff:segment_new"), typed)
    row = Segment.objects.get()
    assert (row.rule, row.unit_id) == ({"unit_ids": [units.commune], "audiences": ["elderly"]}, units.commune)
    path = reverse("audiences_staff:segment", args=[row.uuid])
    assert browser.post(path, typed | {"title": "Khác", "revision": 1}).status_code == 302
    stale = browser.post(path, typed | {"title": "Cũ", "revision": 1, "audiences": ["workers", "elderly"]})
    assert stale.status_code == 409
    assert stale.content.decode().count("checked") >= 3  # nothing she ticked is lost
    assert browser.post(path, typed | {"title": "Cũ", "revision": 2}).status_code == 302
    browser.post(reverse("audiences_staff:segment_drop", args=[row.uuid]))
    officer = cast.actor("commune_officer")
    assert api.segments_for(officer, on=AT.date()) == []
    assert api.segment_rules([str(row.uuid)]) == ()
    browser.post(reverse("audiences_staff:segment_undrop", args=[row.uuid]))
    assert [card.title for card in api.segments_for(officer, on=AT.date())] == ["Cũ"]
    assert api.segments_for(cast.actor("other_unit"), on=AT.date()) == []
    assert len(api.segments_for(cast.actor("standing_office"), on=AT.date())) == 1


def test_a_group_of_a_commune_stays_in_the_commune(units: Units, as_person: Browser) -> None:
    browser, path = as_person("commune_officer"), reverse("audiences_staff:segment_new")
    assert browser.post(path, {"title": "Tất cả", "revision": 0}).status_code == 302
    assert Segment.objects.get().rule == {"unit_ids": [units.commune]}  # nothing ticked: her place
    foreign = browser.post(path, {"title": "Lạ", "places": [units.other_commune], "revision": 0})
    assert foreign.status_code == 422


def test_words_of_a_group_are_read_by_people(units: Units) -> None:
    rule = SegmentRule((units.commune,), audiences=("elderly",))
    assert api.describe(rule) == "Xã An Hòa · Người cao tuổi"
    assert api.describe(SegmentRule()) == "Mọi nơi"


def test_choosing_gives_rows_to_stand_on(units: Units, made: Made) -> None:
    from django.db import connection

    mine, other = made(), made("0987654321", unit_id=units.other_commune)
    made("0977777777", standing=Standing.LEFT)
    NeverContact.objects.create(channel="sms", key=other.key, why="x", at=AT)
    for rule in (SegmentRule(), SegmentRule((units.province,)), SegmentRule((units.commune,))):
        found = api.chosen([rule, rule], "sms", on=AT.date())
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE chosen_rows (address_id bigint, key varchar(32))")
            cursor.execute(f"INSERT INTO chosen_rows {found.sql}", found.params)
            cursor.execute("SELECT address_id, key FROM chosen_rows")
            assert cursor.fetchall() == [(mine.pk, mine.key)]
            cursor.execute("DROP TABLE chosen_rows")


def test_people_stay_reached_when_communes_merge(units: Units, made: Made) -> None:
    from khien.base.access import SYSTEM
    from khien.orgs import api as orgs

    made()
    on = AT.date()
    orgs.merge_units([units.commune], into=units.other_commune, on=on, actor=SYSTEM, at=AT)
    assert api.count([SegmentRule((units.other_commune,))], "sms", on=on) == 1
    assert api.count([SegmentRule((units.province,))], "sms", on=on) == 1


def test_bounced_addresses_are_written_to_no_more_and_who_left_stays_left(made: Made) -> None:
    gone, left = made(), made("0987654321", standing=Standing.LEFT)
    assert api.note_failures("sms", [gone.key, left.key], at=AT) == 1
    soft = made("0977777777")
    for _n in range(3):
        api.note_failures("sms", [], [soft.key], at=AT)
    assert dict(Address.objects.values_list("pk", "standing")) == {
        gone.pk: Standing.DEAD, left.pk: Standing.LEFT, soft.pk: Standing.DEAD,
    }  # fmt: skip


def test_a_deed_is_noted_once_for_those_who_are_kept(made: Made) -> None:
    address = made()
    for _n in range(2):
        assert api.note_deeds("sms", [address.key, "0" * 32], "contest:2026", on=AT.date()) == 1
    assert api.count([SegmentRule(deeds=("contest:2026",))], "sms", on=AT.date()) == 1
    assert api.count([SegmentRule(without_deeds=("contest:2026",))], "sms", on=AT.date()) == 0
