"""A unit's calendar: a secret address, a correct file, only that unit's days, and an end when it is wanted."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from khien.base.clock import today
from khien.base.errors import Conflict
from khien.base.models import AuditEntry
from khien.orgs.models import Unit
from khien.programme.models import Programme
from khien.work import calendars
from khien.work.models import CalendarFeed, WorkItem
from khien.work.rules import State
from khien.work.rules.ical import CalendarEntry, calendar_file, escaped
from khien.work.services import feeds
from khien.work.services.feeds import make_feed
from khien.work.views import public
from tests.people import Cast, Units
from tests.work.conftest import AT, item
from tests.work.ical_reader import Part, day, plain, read_calendar

Browser = Callable[[str], Client]
STAMP = dt.datetime(2026, 3, 2, 2, 0, tzinfo=dt.UTC)


def entry(**changes: object) -> CalendarEntry:
    values: dict[str, object] = {"uid": "viec-1", "day": dt.date(2026, 3, 31), "title": "Hạn", "stamp": STAMP}
    return CalendarEntry(**(values | changes))  # type: ignore[arg-type]


def written(*entries: CalendarEntry) -> Part:
    made = calendar_file(
        entries, name="Xã An Hòa", host="khien", site="https://k.vn", alarm_words="Còn ba ngày"
    )
    return read_calendar(made)


# ---- the file ---------------------------------------------------------------------------------------------------
@given(st.text(max_size=400), st.text(max_size=400))
def test_any_words_survive_folding_and_escaping(title: str, detail: str) -> None:
    found = written(entry(title=title, detail=detail)).parts[0]
    kept = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", title.replace("\r\n", "\n").replace("\r", "\n"))
    assert plain(found.one("SUMMARY")) == kept


def test_a_due_day_is_one_whole_day_and_reminds_three_days_before() -> None:
    found = written(entry()).parts[0]
    assert (found.one("DTSTART"), found.one("DTEND")) == ("20260331", "20260401")
    assert [alarm.one("TRIGGER") for alarm in found.parts] == ["-P2DT15H"]
    assert written(entry(closed=True)).parts[0].parts == []


def test_the_same_entries_give_the_same_bytes_in_any_order() -> None:
    two = (entry(uid="b"), entry(uid="a"), entry(uid="c", day=dt.date(2026, 1, 1)))
    files = {
        calendar_file(order, name="n", host="h", site="s", alarm_words="a")
        for order in (two, tuple(reversed(two)))
    }
    assert len(files) == 1
    assert [e.one("UID") for e in written(*two).parts] == ["c@khien", "a@khien", "b@khien"]


def test_marks_of_the_format_are_escaped() -> None:
    assert escaped("a;b,c\\d\ne") == "a\\;b\\,c\\\\d\\ne"


# ---- the address --------------------------------------------------------------------------------------------------
def make(browser: Client, unit_id: int) -> str:
    """The path of the new address as the page shows it."""
    uuid = Unit.objects.get(pk=unit_id).uuid
    answer = browser.post(reverse("work:feeds"), {"don-vi": str(uuid), "make": "1"})
    assert answer.status_code == 200
    found = re.search(r'value="http://testserver(/lich/[\w-]+\.ics)"', answer.content.decode())
    assert found
    return found[1]


@pytest.fixture
def near(opened: Programme, units: Units) -> WorkItem:
    """The commune's news of March, due in ten days."""
    news = item(opened, "IV.1", units.commune, "2026-03")
    WorkItem.objects.exclude(pk=news.pk).update(due_on=None)
    WorkItem.objects.filter(pk=news.pk).update(due_on=today() + dt.timedelta(days=10))
    return news


@pytest.mark.django_db
def test_a_telephone_reads_the_units_due_days_without_signing_in(
    near: WorkItem, as_person: Browser, units: Units
) -> None:
    address = make(as_person("commune_officer"), units.commune)
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert not answer.cookies
    found = read_calendar(answer.content)
    assert plain(found.one("X-WR-CALNAME")).startswith("Hạn công việc:")
    (event,) = found.parts
    assert day(event.one("DTSTART")) == today() + dt.timedelta(days=10)
    assert event.one("UID") == f"viec-{near.uuid}@khien"
    assert "Đăng tin" in plain(event.one("SUMMARY"))
    assert Client().get(address).content == answer.content
    assert Client().get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304


@pytest.mark.django_db
def test_another_units_days_do_not_stand_in_it_and_no_persons_name(
    near: WorkItem, as_person: Browser, units: Units, cast: Cast
) -> None:
    WorkItem.objects.update(
        due_on=today() + dt.timedelta(days=5), person_id=cast["commune_officer"].person_id
    )
    found = Client().get(make(as_person("commune_officer"), units.commune)).content.decode()
    own = WorkItem.objects.filter(unit_id=units.commune).count()
    assert found.count("BEGIN:VEVENT") == own < WorkItem.objects.count()
    assert "Bình" not in found.replace("\r\n ", "").replace("Ủy ban nhân dân xã An Hòa", "")


@pytest.mark.django_db
def test_what_is_done_reminds_nobody_and_keeps_its_uid(
    near: WorkItem, as_person: Browser, units: Units
) -> None:
    address = make(as_person("commune_officer"), units.commune)
    before = read_calendar(Client().get(address).content).parts[0]
    WorkItem.objects.filter(pk=near.pk).update(state=State.DONE.value)
    after = read_calendar(Client().get(address).content).parts[0]
    assert before.parts
    assert not after.parts
    assert before.one("UID") == after.one("UID")


@pytest.mark.django_db
def test_a_new_address_ends_the_old_one_and_ending_ends_both(
    near: WorkItem, as_person: Browser, units: Units
) -> None:
    officer = as_person("commune_officer")
    first, second = make(officer, units.commune), make(officer, units.commune)
    assert (Client().get(first).status_code, Client().get(second).status_code) == (404, 200)
    uuid = Unit.objects.get(pk=units.commune).uuid
    officer.post(reverse("work:feeds"), {"don-vi": str(uuid), "end": "1"})
    assert Client().get(second).status_code == 404
    actions = list(AuditEntry.objects.order_by("seq").values_list("action", flat=True))[-3:]
    assert actions == ["work.calendar_made", "work.calendar_made", "work.calendar_ended"]


@pytest.mark.django_db
def test_the_secret_itself_is_kept_nowhere(near: WorkItem, as_person: Browser, units: Units) -> None:
    address = make(as_person("commune_officer"), units.commune)
    token = address.removeprefix("/lich/").removesuffix(".ics")
    assert len(token) >= 43  # 32 bytes
    kept = CalendarFeed.objects.get(ended_at=None)
    assert token not in str(vars(kept))
    assert all(token not in f"{e.new}{e.old}{e.subject_label}" for e in AuditEntry.objects.all())


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["x", "a" * 43, "a" * 5000, "../../etc", "%00"])
def test_a_wrong_address_is_not_found(token: str) -> None:
    assert Client().get(f"/lich/{token}.ics").status_code in (400, 404)


@pytest.mark.django_db
def test_an_address_read_far_too_often_rests_for_an_hour(
    near: WorkItem, as_person: Browser, units: Units, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public, "READINGS_AN_HOUR", 2)
    address = make(as_person("commune_officer"), units.commune)
    assert [Client().get(address).status_code for _ in range(3)] == [200, 200, 429]
    cache.clear()
    assert Client().get(address).status_code == 200


@pytest.mark.django_db
def test_nobody_makes_an_address_for_a_unit_she_does_not_act_for(
    opened: Programme, as_person: Browser, units: Units
) -> None:
    other = Unit.objects.get(pk=units.other_commune).uuid
    answer = as_person("commune_officer").post(reverse("work:feeds"), {"don-vi": str(other), "make": "1"})
    assert answer.status_code == 404
    assert not CalendarFeed.objects.exists()
    assert make(as_person("standing_office"), units.other_commune)


@pytest.mark.django_db
def test_upper_apps_put_their_days_beside(
    near: WorkItem, as_person: Browser, units: Units, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rounds(unit_id: int, first: dt.date, last: dt.date) -> list[CalendarEntry]:
        assert first < today() < last
        return [entry(uid=f"ky-{unit_id}", day=today(), title="Hạn nộp báo cáo", stamp=AT)]

    monkeypatch.setattr(calendars, "_sources", {})
    calendars.register_calendar_source(calendars.CalendarSource("rounds", rounds))
    with pytest.raises(ValueError, match="twice"):
        calendars.register_calendar_source(calendars.CalendarSource("rounds", rounds))
    found = read_calendar(Client().get(make(as_person("commune_officer"), units.commune)).content)
    assert [plain(event.one("SUMMARY"))[:15] for event in found.parts] == [
        "Hạn nộp báo cáo",
        "Hạn: Đăng tin, ",
    ]


@pytest.mark.django_db
def test_two_who_make_an_address_at_once_end_with_one(
    opened: Programme, units: Units, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = cast.actor("commune_officer")
    make_feed(actor, units.commune, at=AT)
    monkeypatch.setattr(feeds, "_end", lambda unit_id, at: False)  # the other one's is not seen yet
    with pytest.raises(Conflict, match="Cùng lúc đó"):
        make_feed(actor, units.commune, at=AT)
    assert CalendarFeed.objects.filter(ended_at=None).count() == 1
