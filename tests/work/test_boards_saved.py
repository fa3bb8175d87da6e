"""Filters under a name: hers, or her unit's; renamed, deleted and brought back."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from khien.orgs.models import Unit
from khien.programme.models import Programme
from khien.work.models import SavedFilter
from khien.work.services import saved as services
from tests.people import Cast, Units
from tests.work.conftest import AT

pytestmark = pytest.mark.django_db

Browser = Callable[[str], Client]


def save(browser: Client, name: str, **values: str) -> str:
    """What the page says afterwards."""
    values = {"trang-thai": "qua-han", "tiep": reverse("work:board")} | values
    answer = browser.post(reverse("work:save_filter"), values | {"ten": name}, follow=True)
    return answer.content.decode()


def test_a_filter_is_saved_from_one_view_and_opens_in_all(opened: Programme, as_person: Browser) -> None:
    officer = as_person("commune_officer")
    assert "Đã lưu bộ lọc" in save(officer, "  Việc  quá hạn ")
    for route in ("work:table", "work:board", "work:timeline", "work:calendar"):
        shown = officer.get(reverse(route)).content.decode()
        assert f'href="{reverse(route)}?trang-thai=qua-han">Việc quá hạn' in shown


def test_the_same_name_again_replaces_the_filter(opened: Programme, as_person: Browser) -> None:
    officer = as_person("commune_officer")
    save(officer, "Của tôi")
    save(officer, "Của tôi", **{"trang-thai": "dung"})
    assert SavedFilter.objects.get().query == "trang-thai=dung"


def test_a_unit_shares_its_filters_and_no_other_unit_sees_them(
    opened: Programme, as_person: Browser, units: Units
) -> None:
    uuid = str(Unit.objects.get(pk=units.department).uuid)
    save(as_person("focal_officer"), "Của sở", cho=uuid)
    assert "Của sở" in as_person("editor").get(reverse("work:filters")).content.decode()
    assert "Của sở" not in as_person("commune_officer").get(reverse("work:filters")).content.decode()


def test_who_acts_for_no_unit_saves_for_herself_only(
    opened: Programme, as_person: Browser, units: Units
) -> None:
    uuid = str(Unit.objects.get(pk=units.department).uuid)
    save(as_person("commune_officer"), "Gửi nhầm", cho=uuid)
    assert SavedFilter.objects.get().unit_id is None


def test_a_deleted_filter_is_brought_back(opened: Programme, as_person: Browser) -> None:
    officer = as_person("commune_officer")
    save(officer, "Quá hạn")
    address = reverse("work:filter", args=[SavedFilter.objects.get().uuid])
    shown = officer.post(address, {"delete": "1"}, follow=True).content.decode()
    assert "Lấy lại “Quá hạn”" in shown
    assert 'name="ten" value="Quá hạn"' not in shown
    assert (
        'name="ten" value="Quá hạn"' in officer.post(address, {"restore": "1"}, follow=True).content.decode()
    )


def test_a_name_taken_twice_is_refused_and_nothing_is_lost(opened: Programme, as_person: Browser) -> None:
    officer = as_person("commune_officer")
    save(officer, "Một")
    save(officer, "Hai", **{"trang-thai": "dung"})
    two = SavedFilter.objects.get(name="Hai")
    shown = officer.post(
        reverse("work:filter", args=[two.uuid]), {"ten": "Một"}, follow=True
    ).content.decode()
    assert "đã có bộ lọc mang tên này" in shown
    two.refresh_from_db()
    assert two.name == "Hai"


def test_nobody_changes_another_persons_filter(opened: Programme, as_person: Browser, units: Units) -> None:
    save(as_person("focal_officer"), "Của sở", cho=str(Unit.objects.get(pk=units.department).uuid))
    address = reverse("work:filter", args=[SavedFilter.objects.get().uuid])
    for who in ("editor", "commune_officer", "standing_office"):
        assert as_person(who).post(address, {"delete": "1"}).status_code == 404
    assert SavedFilter.objects.get().deleted_at is None


def test_one_person_keeps_so_many_and_the_sentence_says_what_to_do(
    opened: Programme, as_person: Browser, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MOST", 1)
    officer = as_person("commune_officer")
    save(officer, "Một")
    assert "Hãy xóa bớt một bộ" in save(officer, "Hai")


@pytest.mark.parametrize("back", ["https://evil.vn/", "//evil.vn", "javascript:1", ""])
def test_saving_leads_nowhere_outside(back: str, opened: Programme, as_person: Browser) -> None:
    query = {"ten": "x", "trang-thai": "dung", "tiep": back}
    answer = as_person("commune_officer").post(reverse("work:save_filter"), query)
    assert answer["Location"] == reverse("work:filters")


def test_deleted_filters_go_for_good_after_a_day(opened: Programme, cast: Cast) -> None:
    actor = cast.actor("commune_officer")
    made = services.save_filter(actor, name="a", query=urlencode({"tim": "x"}), unit_id=None, at=AT)
    services.delete_filter(actor, made, at=AT)
    assert services.forget_deleted_filters(at=AT + services.KEPT) == 0
    assert services.forget_deleted_filters(at=AT + 2 * services.KEPT) == 1
