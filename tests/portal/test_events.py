"""Bình writes an event, somebody else shows it, people find it in the calendar; what is cancelled says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from khien.base.clock import today
from khien.base.models import AuditEntry
from khien.portal.models import Event
from khien.portal.rules.ics import CalendarEntry, calendar
from khien.portal.rules.states import EventState
from tests.people import Cast

pytestmark = pytest.mark.django_db
Browser = Callable[[str], Client]


def typed(**more: str) -> dict[str, str]:
    day = today() + dt.timedelta(days=5)
    return {
        "key": "5b1f6c6e-0000-4000-8000-000000000001",
        "unit": "XAH",
        "title": "Nói chuyện về lừa đảo qua điện thoại",
        "starts_on": f"{day:%d/%m/%Y}",
        "starts_time": "08:00",
        "ends_time": "10:30",
        "place": "Nhà văn hóa thôn 3, xã An Hòa",
        "audiences": "elderly",
        "summary": "Cách nhận ra cuộc gọi giả danh, có hỏi đáp.",
    } | more


@pytest.fixture
def draft(as_person: Browser) -> Event:
    as_person("commune_officer").post(reverse("site_staff:event_add"), typed())
    return Event.objects.get()


def show(browser: Client, event: Event) -> None:
    event.refresh_from_db()
    browser.post(reverse("site_staff:event_show", args=[event.uuid]), {"revision": event.revision})
    event.refresh_from_db()


def test_a_draft_is_not_public_until_somebody_else_shows_it(
    draft: Event, as_person: Browser, client: Client
) -> None:
    place = f"/lich-su-kien/{draft.uuid}/"
    assert client.get(place).status_code == 404
    assert draft.title not in client.get("/lich-su-kien/").content.decode()
    show(as_person("standing_office"), draft)
    assert draft.state == EventState.SHOWN
    for path in (place, "/lich-su-kien/"):
        assert draft.title in client.get(path).content.decode()
    assert '"@type":"Event"' in client.get(place).content.decode()
    assert AuditEntry.objects.filter(action="portal.event_shown").count() == 1


def test_nobody_shows_her_own_event(as_person: Browser) -> None:
    hoa = as_person("standing_office")
    hoa.post(reverse("site_staff:event_add"), typed())
    event = Event.objects.get()
    show(hoa, event)
    assert event.state == EventState.DRAFT


def test_sent_twice_it_is_one_event(as_person: Browser) -> None:
    for _time in range(2):
        as_person("commune_officer").post(reverse("site_staff:event_add"), typed())
    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"ends_time": "07:00"}, "Kết thúc trước khi bắt đầu"),
        ({"unit": "PBM"}, "đơn vị bạn phụ trách"),
        ({"starts_on": "31/02/2026"}, "Không có ngày này"),
        ({"starts_time": "25:99"}, "08:30"),
        ({"material": "/tai-lieu/khong-co/"}, "Không có tài liệu công khai"),
    ],
)
def test_a_refusal_says_what_to_do_and_loses_nothing(
    more: dict[str, str], words: str, as_person: Browser
) -> None:
    answer = as_person("commune_officer").post(reverse("site_staff:event_add"), typed(**more))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Nhà văn hóa thôn 3" in page
    assert Event.objects.count() == 0


def test_another_commune_neither_sees_nor_changes_it(draft: Event, as_person: Browser) -> None:
    xuan = as_person("other_unit")
    assert xuan.get(reverse("site_staff:event", args=[draft.uuid])).status_code == 404
    assert (
        xuan.post(reverse("site_staff:event_cancel", args=[draft.uuid]), {"reason": "x"}).status_code == 404
    )
    assert draft.title not in xuan.get(reverse("site_staff:events")).content.decode()


def test_a_cancelled_event_stays_and_says_why(draft: Event, as_person: Browser, client: Client) -> None:
    show(as_person("standing_office"), draft)
    sent = {"reason": "Mưa bão", "revision": draft.revision}
    as_person("commune_officer").post(reverse("site_staff:event_cancel", args=[draft.uuid]), sent)
    page = client.get(f"/lich-su-kien/{draft.uuid}/").content.decode()
    assert "Mưa bão" in page
    assert "EventCancelled" in page
    assert "STATUS:CANCELLED" in client.get(f"/lich-su-kien/{draft.uuid}.ics").content.decode()


def test_two_who_change_it_at_once_meet_as_a_conflict(draft: Event, as_person: Browser) -> None:
    binh, place = as_person("commune_officer"), reverse("site_staff:event", args=[draft.uuid])
    assert binh.post(place, typed(title="Tên một", revision="1")).status_code == 302
    answer = binh.post(place, typed(title="Tên hai", revision="1"))
    assert answer.status_code == 409
    assert "Tên hai" in answer.content.decode()


def test_the_feed_for_calendars_holds_what_is_shown(draft: Event, as_person: Browser, client: Client) -> None:
    show(as_person("standing_office"), draft)
    data = client.get("/lich-su-kien/lich.ics")
    assert data["Content-Type"].startswith("text/calendar")
    assert data.content.count(b"BEGIN:VEVENT") == 1
    assert all(len(line) <= 75 for line in data.content.split(b"\r\n"))


def test_a_long_line_is_folded_between_letters_and_commas_are_escaped() -> None:
    at = dt.datetime(2026, 12, 1, 1, 0, tzinfo=dt.UTC)
    entry = CalendarEntry(
        uid="1@x", title="Phòng, chống; lừa đảo " * 8, starts=dt.date(2026, 12, 1), ends=dt.date(2026, 12, 1),
        changed=at, sequence=1,
    )  # fmt: skip
    data = calendar("Lịch", [entry])
    whole = data.decode().replace("\r\n ", "")
    assert "SUMMARY:Phòng\\, chống\\; lừa đảo" in whole
    assert "DTSTART;VALUE=DATE:20261201" in whole
    assert "DTEND;VALUE=DATE:20261202" in whole


@pytest.mark.parametrize("month", ["2026-12", "2026-13", "x", "9999-01", "²-1", ""])
def test_any_month_in_the_address_is_a_page(month: str, client: Client) -> None:
    assert client.get("/lich-su-kien/", {"thang": month}).status_code == 200


def test_the_units_own_site_lists_its_events_only(
    draft: Event, cast: Cast, as_person: Browser, client: Client
) -> None:
    from_office = as_person("standing_office")
    show(from_office, draft)
    for unit, slug in (("XAH", "xa-an-hoa"), ("PBM", "binh-minh")):
        from_office.post(reverse("site_staff:sites"), {"unit": unit, "slug": slug})
        from_office.post(
            reverse("site_staff:switch", args=[slug]), {"revision": "1", "shown": "on", "host": ""}
        )
    assert draft.title in client.get("/don-vi/xa-an-hoa/").content.decode()
    assert draft.title not in client.get("/don-vi/binh-minh/").content.decode()
