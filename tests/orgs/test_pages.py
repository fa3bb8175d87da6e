"""The pages of units and people, opened by the cast, and the access table held true."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from khien.orgs import api
from khien.orgs.models import ImportBatch, Membership, NameQuestion, Person, Unit, UnitAlias
from khien.orgs.rules import Role
from tests.access.orgs import ROWS
from tests.orgs.conftest import AT, TODAY
from tests.people import Cast

Browser = Callable[[str], Client]
TABLE = "Mã đơn vị;Tên đơn vị;Loại;Cấp;Họ tên;Email\nSYT;Sở Y tế;Sở;Tỉnh;Trần Văn Nam;nam@anbinh.gov.vn\n"


@pytest.fixture
def targets(cast: Cast) -> dict[str, dict[str, Any]]:
    """Arguments of the routes that name an object."""
    officer = Person.objects.get(pk=cast["commune_officer"].person_id)
    commune = Unit.objects.get(pk=cast.units.commune)
    api.ask_about_name("Cơ quan Số", on=TODAY, within=cast.units.province, at=AT)
    office = cast.actor("standing_office")
    api.remember_alias("Khối Số", unit_id=commune.pk, within=None, actor=office, at=AT)
    batch = ImportBatch.objects.create(
        file_name="bang.csv", actor_id=office.id, actor_label=office.label, uploaded_at=AT, fingerprint="x"
    )
    membership = Membership.objects.get(person=officer)
    return {
        "orgs:unit": {"uuid": commune.uuid},
        "orgs:change": {"uuid": commune.uuid, "what": "doi-ten"},
        "orgs:add_person": {"uuid": commune.uuid},
        "orgs:person": {"uuid": officer.uuid},
        "orgs:end_role": {"uuid": officer.uuid, "membership_id": membership.pk},
        "orgs:name_focal": {"uuid": commune.uuid, "membership_id": membership.pk},
        "orgs:answer": {"uuid": NameQuestion.objects.get().uuid},
        "orgs:forget_alias": {"uuid": UnitAlias.objects.get().uuid},
        "orgs:import_review": {"uuid": batch.uuid},
    }


@pytest.mark.parametrize(
    ("route", "who", "status"), [(r, w, s) for r, row in ROWS.items() for w, s in row.items()]
)
def test_the_access_table_is_true(
    route: str, who: str, status: int, targets: dict[str, dict[str, Any]], as_person: Browser
) -> None:
    url = reverse(route, kwargs=targets.get(route, {}))
    client = as_person(who)
    response = client.post(url) if route in {"orgs:end_role", "orgs:name_focal"} else client.get(url)
    assert response.status_code == status


def _commune(cast: Cast) -> Unit:
    return Unit.objects.get(pk=cast.units.commune)


def test_the_tree_is_found_with_and_without_marks_and_on_another_day(cast: Cast, as_person: Browser) -> None:
    browser = as_person("auditor")
    assert "Ủy ban nhân dân xã An Hòa" in browser.get(reverse("orgs:tree")).content.decode()
    found = browser.get(reverse("orgs:tree"), {"tim": "an hoa"}).content.decode()
    assert "Ủy ban nhân dân xã An Hòa" in found
    assert "Bình Minh" not in found
    before = browser.get(reverse("orgs:tree"), {"ngay": "01/01/2020"}).content.decode()
    assert "Ủy ban nhân dân xã An Hòa" not in before
    below = browser.get(reverse("orgs:tree"), {"goc": _commune(cast).uuid}).content.decode()
    assert "Bình Minh" not in below


def test_contacts_are_for_the_unit_and_those_above(cast: Cast, as_person: Browser) -> None:
    Person.objects.filter(pk=cast["commune_officer"].person_id).update(telephone="0905123456")
    url = reverse("orgs:unit", kwargs={"uuid": _commune(cast).uuid})
    for who, seen in {
        "commune_officer": True,
        "standing_office": True,
        "auditor": True,
        "other_unit": False,
    }.items():
        assert ("0905123456" in as_person(who).get(url).content.decode()) is seen, who
    listed = as_person("other_unit").get(reverse("orgs:people")).content.decode()
    assert "Phạm Văn Bình" not in listed


def test_the_standing_office_opens_renames_and_closes_a_unit(cast: Cast, as_person: Browser) -> None:
    browser = as_person("standing_office")
    typed = {
        "name": "Sở Y tế",
        "kind": "department",
        "level": "province",
        "parent": "AB",
        "day": "01/08/2025",
    }
    response = browser.post(reverse("orgs:open"), typed)
    unit = Unit.objects.get(name="Sở Y tế")
    assert response.status_code == 302
    assert unit.parent_id == cast.units.province
    rename = reverse("orgs:change", kwargs={"uuid": unit.uuid, "what": "doi-ten"})
    browser.post(rename, {"name": "Sở Y tế và Dân số", "day": "01/09/2025", "seen": unit.version})
    close = reverse("orgs:change", kwargs={"uuid": unit.uuid, "what": "ket-thuc"})
    stale = browser.post(close, {"day": "01/10/2025", "seen": unit.version, "successor": "SKHCN"})
    assert stale.status_code == 422
    browser.post(close, {"day": "01/10/2025", "seen": unit.version + 1, "successor": "SKHCN"})
    page = browser.get(reverse("orgs:unit", kwargs={"uuid": unit.uuid})).content.decode()
    assert "Sở Y tế và Dân số" in page
    assert "Sở Khoa học và Công nghệ" in page
    ended = browser.get(reverse("orgs:tree"), {"tim": "so y te"}).content.decode()
    assert "Sở Y tế và Dân số" in ended


def test_the_standing_office_merges_splits_moves_and_corrects(cast: Cast, as_person: Browser) -> None:
    browser = as_person("standing_office")
    commune, other = _commune(cast), Unit.objects.get(pk=cast.units.other_commune)

    def change(unit: Unit, what: str, **typed: str) -> int:
        url = reverse("orgs:change", kwargs={"uuid": unit.uuid, "what": what})
        return browser.post(url, {"day": "01/08/2025", **typed}).status_code

    assert change(commune, "sap-nhap", other1="PBM") == 422  # into which?
    assert change(commune, "sap-nhap", other1="PBM", new_name="Ủy ban nhân dân phường An Minh") == 302
    assert api.successors_today(other.pk, on=TODAY) == api.successors_today(commune.pk, on=TODAY)
    made = Unit.objects.get(name="Ủy ban nhân dân phường An Minh")
    assert change(made, "chia-tach", heirs="một", day="01/09/2025") == 422
    lines = "Ủy ban nhân dân xã Một\nSKHCN\n"
    assert change(made, "chia-tach", heirs=lines, day="01/09/2025") == 302
    first = Unit.objects.get(name="Ủy ban nhân dân xã Một")
    assert change(first, "chuyen", parent="SKHCN", day="01/10/2025") == 302
    assert change(first, "sua", code="X1", kind="other", level="site") == 302
    assert Unit.objects.get(pk=first.pk).code == "X1"
    assert change(first, "chuyen", parent="Sở Mây", day="01/11/2025") == 422
    assert change(first, "khong-co") == 404


def test_a_focal_officer_adds_a_colleague_to_her_own_unit_only(cast: Cast, as_person: Browser) -> None:
    browser = as_person("commune_officer")
    url = reverse("orgs:add_person", kwargs={"uuid": _commune(cast).uuid})
    typed = {
        "name": "Lý Thị Sen",
        "role": Role.FOCAL_OFFICER,
        "since": "24/11/2026",
        "telephone": "+84 905 000 111",
        "instead": "on",
    }
    elsewhere = Unit.objects.get(pk=cast.units.other_commune)
    assert browser.post(reverse("orgs:add_person", kwargs={"uuid": elsewhere.uuid}), typed).status_code == 404
    assert browser.post(url, typed).status_code == 302
    sen = Person.objects.get(name="Lý Thị Sen")
    assert sen.telephone == "0905000111"
    focal = api.focal_officers([cast.units.commune], on=TODAY)[cast.units.commune]
    assert [card.name for card in focal] == ["Lý Thị Sen"]


def test_contacts_are_saved_once_and_not_over_somebody_else_s_change(cast: Cast, as_person: Browser) -> None:
    officer = Person.objects.get(pk=cast["commune_officer"].person_id)
    url = reverse("orgs:person", kwargs={"uuid": officer.uuid})
    typed = {"name": "Phạm Văn Bình", "telephone": "0905 111 222", "email": "binh@anbinh.gov.vn", "seen": "1"}
    assert as_person("commune_officer").post(url, typed).status_code == 302
    assert as_person("standing_office").post(url, typed | {"telephone": "0905111333"}).status_code == 422
    assert Person.objects.get(pk=officer.pk).telephone == "0905111222"
    assert as_person("auditor").post(url, typed).status_code == 403


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ({"choice": "unit", "unit": "SKHCN"}, "unit"),
        ({"choice": "set", "unit_set": "các sở, ban, ngành"}, "set"),
        ({"choice": "none"}, "none"),
    ],
)
def test_a_name_that_waits_is_answered_and_can_be_taken_back(
    typed: dict[str, str], meaning: str, cast: Cast, as_person: Browser
) -> None:
    api.ask_about_name("Cơ quan Số", on=TODAY, within=cast.units.province, at=AT, origin="KH 1/KH-UBND")
    browser = as_person("standing_office")
    assert "Cơ quan Số" in browser.get(reverse("orgs:names")).content.decode()
    url = reverse("orgs:answer", kwargs={"uuid": NameQuestion.objects.get().uuid})
    assert browser.post(url, {"choice": "unit"}).status_code == 422
    assert browser.post(url, {"choice": "set"}).status_code == 422
    assert browser.post(url, typed).status_code == 302
    found = api.resolve("Cơ quan Số", at=TODAY, now=TODAY, within=cast.units.province)
    assert (found.kind, found.score) == (meaning, 1.0)
    assert "Cơ quan Số" in browser.get(reverse("orgs:decisions")).content.decode()
    browser.post(reverse("orgs:forget_alias", kwargs={"uuid": UnitAlias.objects.get().uuid}))
    assert not UnitAlias.objects.exists()


def test_a_likely_unit_is_offered_first(cast: Cast, as_person: Browser) -> None:
    api.ask_about_name("Ủy ban nhân dân xã An Hoà 2", on=TODAY, within=cast.units.province, at=AT)
    api.ask_about_name("UBND xã An Hoá", on=TODAY, within=cast.units.province, at=AT)
    browser = as_person("standing_office")
    question = NameQuestion.objects.get(phrase="UBND xã An Hoá")
    url = reverse("orgs:answer", kwargs={"uuid": question.uuid})
    assert "Ủy ban nhân dân xã An Hòa" in browser.get(url).content.decode()
    browser.post(url, {"choice": str(cast.units.commune)})
    assert UnitAlias.objects.get().unit_id == cast.units.commune


def _upload(browser: Client, text: str) -> tuple[int, UUID | None]:
    file = SimpleUploadedFile("bang.csv", text.encode())
    response = browser.post(reverse("orgs:import"), {"table": file})
    batch = ImportBatch.objects.order_by("-id").first()
    return response.status_code, batch.uuid if batch else None


def test_a_table_is_uploaded_looked_at_and_taken_in(cast: Cast, as_person: Browser) -> None:
    browser = as_person("standing_office")
    status, uuid = _upload(browser, TABLE)
    assert status == 302
    review = reverse("orgs:import_review", kwargs={"uuid": uuid})
    assert "Trần Văn Nam" in browser.get(review).content.decode()
    assert as_person("administrator").get(review).status_code == 404
    assert browser.post(review, {"confirm": "1"}).status_code == 302
    assert Unit.objects.get(code="SYT").parent_id == cast.units.province
    assert browser.post(review, {"confirm": "1"}).status_code == 409
    export = browser.get(reverse("orgs:export"))
    assert export["Content-Disposition"].startswith("attachment")


def test_a_table_can_be_dropped_and_one_with_errors_says_where(cast: Cast, as_person: Browser) -> None:
    browser = as_person("standing_office")
    _status, uuid = _upload(browser, TABLE + ";Sở Lạ;Mây;Tỉnh;;\n")
    review = reverse("orgs:import_review", kwargs={"uuid": uuid})
    assert "Mây" in browser.get(review).content.decode()
    assert browser.post(review, {"drop": "1"}).status_code == 302
    assert not Unit.objects.filter(code="SYT").exists()
    assert _upload(browser, "không có gì")[0] == 422


def test_a_change_by_somebody_else_sends_the_officer_back_to_look(cast: Cast, as_person: Browser) -> None:
    browser = as_person("standing_office")
    _status, uuid = _upload(browser, "Mã;Tên đơn vị\nSKHCN;Sở Số\n")
    Unit.objects.filter(code="SKHCN").update(version=9)
    review = reverse("orgs:import_review", kwargs={"uuid": uuid})
    assert browser.post(review, {"confirm": "1"}).headers["Location"] == review
    assert Unit.objects.get(code="SKHCN").name == "Sở Khoa học và Công nghệ"
    assert browser.post(review, {"confirm": "1"}).headers["Location"] == reverse("orgs:tree")
    assert Unit.objects.get(code="SKHCN").name == "Sở Số"


@pytest.mark.usefixtures("on_the_day")
def test_a_colleague_is_made_focal_officer_and_the_former_one_ends(cast: Cast, as_person: Browser) -> None:
    assert cast["focal_officer"] != cast["editor"]
    department = Unit.objects.get(pk=cast.units.department)
    editor = Membership.objects.get(person_id=cast["editor"].person_id)
    url = reverse("orgs:name_focal", kwargs={"uuid": department.uuid, "membership_id": editor.pk})
    assert as_person("standing_office").post(url).status_code == 302
    focal = api.focal_officers([department.pk], on=TODAY)[department.pk]
    assert [card.id for card in focal] == [editor.person_id]
    other = reverse("orgs:name_focal", kwargs={"uuid": _commune(cast).uuid, "membership_id": editor.pk})
    assert as_person("standing_office").post(other).status_code == 404
