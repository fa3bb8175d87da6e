"""From an approved text to a line in the ledger: by USB stick, by a server, recalled, told once."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile

import pytest
from django.test import Client
from docx import Document

from khien.base import audit, sealing
from khien.base.access import Actor
from khien.base.errors import KhienError, Missing
from khien.base.models import AuditEntry
from khien.channels.models import Airing, Bulletin, ChannelAccount, RadioStation, StationHand
from khien.channels.rules.kinds import ChannelKind
from khien.channels.rules.radio import AiringState, BulletinState, HandState, Priority
from khien.channels.selectors.radio import day_of
from khien.channels.services import radio_bulletins, radio_hands, radio_played, radio_sources
from khien.channels.services.radio_export import export_days
from khien.channels.services.radio_stations import StationWords, change_station, station_account
from khien.channels.transports.contract import AccountData, Fate, Parcel
from khien.library.models import Material
from khien.programme import api as programme
from tests.channels.radio.conftest import SOUND, TODAY, Airs
from tests.channels.radio.station_server import KEY, StationServer
from tests.library.conftest import edition_of
from tests.people import AT, Cast

pytestmark = pytest.mark.django_db
EVENING = dt.datetime(2026, 11, 24, 11, 0, tzinfo=dt.UTC)  # 18:00 in Vietnam
TOMORROW = TODAY + dt.timedelta(days=1)


def _in_ledger(cast: Cast, unit_id: int | None = None) -> list[programme.ActivityLine]:
    return [
        line
        for line in programme.activities(unit_ids=[unit_id or cast.units.commune])
        if line.kind == programme.ActivityKind.BROADCAST
    ]


def test_hoa_schedules_three_days_and_only_hours_to_come_are_asked_for(
    aired: Airs, by_stick: RadioStation
) -> None:
    made = aired(by_stick)
    assert made.state == BulletinState.READY
    assert [(a.on, a.planned) for a in made.airings.all()] == [
        (TODAY, 1),  # scheduled at nine: half past five is over
        (TOMORROW, 2),
        (TODAY + dt.timedelta(days=2), 2),
    ]
    assert "Công an không làm việc qua điện thoại" in made.text


def test_the_form_sent_twice_is_one_bulletin(aired: Airs, by_stick: RadioStation) -> None:
    assert aired(by_stick, key="hai-lan") == aired(by_stick, key="hai-lan")
    assert Airing.objects.count() == 3


def test_a_text_that_is_not_out_is_not_aired(
    hoa: Actor, published: Material, by_stick: RadioStation, cast: Cast
) -> None:
    edition = edition_of(published)
    Material.objects.filter(pk=published.pk).update(live=False)
    schedule = radio_bulletins.Schedule(first=TODAY, last=TODAY, times=("17:00",))
    with pytest.raises(Missing):
        radio_bulletins.schedule_edition(
            hoa, edition.pk, [by_stick], schedule, unit_id=cast.units.province, key="x", at=AT
        )
    assert not Bulletin.objects.exists()


def test_binh_presses_aired_and_the_ledger_has_it_once(
    aired: Airs, by_stick: RadioStation, binh: Actor, cast: Cast
) -> None:
    airing = aired(by_stick).airings.get(on=TODAY)
    radio_played.say_played(binh, airing, times=1, at=EVENING)
    radio_played.say_played(binh, airing, times=5, at=EVENING)
    lines = _in_ledger(cast)
    assert [(line.starts_on, line.unit_id) for line in lines] == [(TODAY, cast.units.commune)]
    assert lines[0].title.startswith("Phát trên loa truyền thanh: ")
    airing.refresh_from_db()
    assert (airing.state, airing.played, airing.told) == (AiringState.PLAYED, 1, True)
    assert airing.activity_uuid == lines[0].chain
    radio_played.tell_of_days(before=TOMORROW, at=EVENING)
    assert len(_in_ledger(cast)) == 1


def test_nobody_says_that_tomorrow_was_aired(
    aired: Airs, by_stick: RadioStation, binh: Actor, cast: Cast
) -> None:
    airing = aired(by_stick).airings.get(on=TOMORROW)
    with pytest.raises(KhienError) as refused:
        radio_played.say_played(binh, airing, times=1, at=EVENING)
    assert refused.value.code == "not-yet"
    assert _in_ledger(cast) == []


def test_what_could_not_be_aired_is_settled_without_the_ledger(
    aired: Airs, by_stick: RadioStation, binh: Actor, cast: Cast
) -> None:
    airing = aired(by_stick).airings.get(on=TODAY)
    radio_played.say_not_played(binh, airing, at=EVENING)
    airing.refresh_from_db()
    assert airing.state == AiringState.NOT_PLAYED
    assert _in_ledger(cast) == []


def test_the_server_gets_the_sound_once_and_its_receipts_are_counted_once(
    aired: Airs, connected: RadioStation, server: StationServer, cast: Cast
) -> None:
    made = aired(connected)
    radio_hands.hand_over(made.pk, at=AT)
    radio_hands.hand_over(made.pk, at=AT)
    hand = made.hands.get()
    assert (hand.state, server.posts) == (HandState.TAKEN, 1)
    package = server.taken[hand.provider_id]
    assert server.sound_of(hand.provider_id).startswith(SOUND)
    assert package["priority"] == {"level": 1, "name": "normal"}
    assert package["areas"] == [{"code": "PBM", "name": "Ủy ban nhân dân phường Bình Minh"}]
    assert package["schedule"]["times"] == ["05:30", "17:00"]

    play = {"id": "p1", "bulletin": hand.provider_id, "played_at": "2026-11-24T17:00:00+07:00"}
    server.plays = [
        play,
        play,
        {"id": "p2", "bulletin": "khong-co", "played_at": "2026-11-24T17:00:00+07:00"},
    ]
    assert radio_hands.fetch_receipts(at=EVENING) == 1
    assert radio_hands.fetch_receipts(at=EVENING) == 0
    airing = made.airings.get(on=TODAY)
    assert (airing.state, airing.played, airing.told) == (AiringState.PLAYED, 1, False)
    assert radio_played.tell_of_days(before=TODAY, at=EVENING) == 0  # the day is not over
    assert radio_played.tell_of_days(before=TOMORROW, at=EVENING + dt.timedelta(hours=12)) == 1
    assert radio_played.tell_of_days(before=TOMORROW, at=EVENING + dt.timedelta(hours=13)) == 0
    assert len(_in_ledger(cast, cast.units.other_commune)) == 1


def test_a_server_that_is_busy_gets_it_later_and_one_that_hangs_up_is_uncertain(
    aired: Airs, connected: RadioStation, server: StationServer
) -> None:
    made = aired(connected)
    server.moods[made.title] = "busy"
    assert radio_hands.hand_over(made.pk, at=AT) == 0
    hand = made.hands.get()
    assert hand.state == HandState.WAITING
    assert hand.next_at is not None
    assert radio_hands.waiting_bulletins(at=AT) == []
    later = AT + dt.timedelta(minutes=2)
    assert radio_hands.waiting_bulletins(at=later) == [made.pk]
    server.moods[made.title] = "mute"
    radio_hands.hand_over(made.pk, at=later)
    hand.refresh_from_db()
    assert hand.state == HandState.UNCERTAIN
    server.moods.clear()
    radio_hands.hand_over(made.pk, at=later + dt.timedelta(hours=1))
    assert server.taken == {}  # what is uncertain is not sent again by itself


def test_the_webhook_takes_plays_by_token_and_makes_nothing_of_nonsense(
    aired: Airs,
    connected: RadioStation,
    by_stick: RadioStation,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("khien.channels.views.receipts_radio.now", lambda: EVENING)
    made = aired(connected, by_stick)
    radio_hands.hand_over(made.pk, at=AT)
    address = f"/kenh/loa/{connected.token}/"

    def told(body: object, path: str = address) -> tuple[int, object]:
        answer = client.post(path, json.dumps(body), "application/json")
        return answer.status_code, answer.json() if answer.status_code == 200 else None

    play = {"id": "a", "bulletin": made.uuid.hex, "played_at": "2026-11-24T17:00:05+07:00"}
    assert told({"receipts": [play]}) == (200, {"new": 1})
    assert told({"receipts": [play]}) == (200, {"new": 0})
    odd = [None, 7, {}, {"id": "b"}, play | {"id": "c", "played_at": "2036-01-01T00:00:00Z"}, play | {"id": "x" * 99},
           play | {"id": "d", "played_at": "9999-99-99"}, play | {"id": "e", "bulletin": "' OR 1=1"}]  # fmt: skip
    assert told({"receipts": odd}) == (200, {"new": 0})
    assert told([1, 2]) == (400, None)
    assert told({"receipts": [play]}, f"/kenh/loa/{by_stick.token}/")[0] == 404  # has no server
    assert told({"receipts": [play]}, "/kenh/loa/khong-co/")[0] == 404
    assert client.get(address).status_code == 405


def test_the_zip_for_a_stick_plays_in_order_with_its_sheet(aired: Airs, by_stick: RadioStation) -> None:
    aired(by_stick, key="thuong")
    aired(by_stick, key="khan", priority=Priority.EMERGENCY)
    packed = zipfile.ZipFile(io.BytesIO(export_days(by_stick, TODAY, TOMORROW)))
    names = packed.namelist()
    today = sorted(name for name in names if name.startswith("2026-11-24/") and name.endswith(".mp3"))
    assert today[0].startswith("2026-11-24/0000_01_KHAN_")
    assert len(today) == 5  # at once, and both at both hours
    assert packed.read(today[0]).startswith(SOUND)
    sheet = Document(io.BytesIO(packed.read("2026-11-24/phieu-phat.docx")))
    assert "PHIẾU PHÁT THANH NGÀY 24/11/2026" in sheet.paragraphs[0].text
    assert sheet.tables[0].rows[1].cells[0].text == "PHÁT NGAY"
    with pytest.raises(KhienError):
        export_days(by_stick, TODAY + dt.timedelta(days=30), TODAY + dt.timedelta(days=31))


def test_a_recalled_bulletin_is_on_no_list_and_the_server_knows(
    aired: Airs, connected: RadioStation, server: StationServer, hoa: Actor
) -> None:
    made = aired(connected)
    radio_hands.hand_over(made.pk, at=AT)
    radio_bulletins.recall(hoa, made, at=EVENING)
    radio_bulletins.recall(hoa, made, at=EVENING)
    radio_hands.take_back(made.pk, at=EVENING)
    assert day_of(connected, TODAY) == []
    assert server.recalled == [made.hands.get().provider_id]
    assert AuditEntry.objects.filter(action="radio.recalled").count() == 1
    assert audit.verify().intact


def test_without_a_voice_the_announcer_gets_the_text(
    hoa: Actor, published: Material, by_stick: RadioStation, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mute(*_args: object, **_named: object) -> None:
        raise KhienError("Máy chưa có giọng đọc.", code="not-made")

    monkeypatch.setattr("khien.library.api.speak", mute)
    schedule = radio_bulletins.Schedule(first=TODAY, last=TODAY, times=("17:00",))
    made = radio_bulletins.schedule_edition(
        hoa, edition_of(published).pk, [by_stick], schedule, unit_id=cast.units.province, key="x", at=AT
    )
    assert not radio_bulletins.make_sound(made.pk, at=AT)
    made.refresh_from_db()
    assert (made.state, made.reason) == (BulletinState.FAILED, "Máy chưa có giọng đọc.")
    names = zipfile.ZipFile(io.BytesIO(export_days(by_stick, TODAY, TODAY))).namelist()
    assert any(name.endswith(".txt") for name in names)


def test_a_warning_interrupts_and_its_end_calls_it_back(by_stick: RadioStation, cast: Cast) -> None:
    account = ChannelAccount.objects.create(
        kind=ChannelKind.RADIO, name="Loa các xã", unit_id=cast.units.province, token="t", changed_at=AT
    )
    data = AccountData(str(account.uuid), ChannelKind.RADIO, account.name, {}, {})
    alert = "6f0c8a52-1d6f-4a2e-9c8b-0f6b8f1f5a11"
    parcel = Parcel(
        ref="p1", to="", subject="Cảnh báo giả danh công an", text="Hãy cúp máy.", urgent=True,
        extra={"alert": alert, "severity": "Severe", "unit_ids": [cast.units.commune],
               "expires_at": "2026-11-26T00:00:00+07:00"},
    )  # fmt: skip
    first, second = (radio_sources.put_bulletin(data, parcel, at=AT) for _ in range(2))
    assert (first.fate, first.provider_id) == (Fate.TAKEN, second.provider_id)
    made = Bulletin.objects.get()
    assert made.priority == Priority.EMERGENCY
    assert [line.at_once for line in day_of(by_stick, TODAY)] == [True]
    assert [line.at_once for line in day_of(by_stick, TOMORROW)] == [False]
    radio_bulletins.recall_alert([alert], at=EVENING)
    assert day_of(by_stick, TODAY) == []
    bad = Parcel(ref="p2", to="", text="x", extra={"first": "hôm qua"})
    assert radio_sources.put_bulletin(data, bad, at=AT).fate is Fate.REFUSED


def test_the_key_of_a_server_is_sealed_kept_and_never_shown(
    connected: RadioStation, hoa: Actor, server: StationServer
) -> None:
    assert KEY not in connected.sealed_settings
    change_station(
        hoa, connected, StationWords(name="Tên mới", connected=True, url=server.url, key=""), at=AT
    )
    assert station_account(connected).secrets["key"] == KEY
    assert KEY not in json.dumps(list(AuditEntry.objects.values_list("old", "new")), default=str)
    assert KEY not in repr(station_account(connected))
    assert sealing.unseal(connected.sealed_settings)


def test_many_days_at_many_stations_are_written_in_few_queries(
    aired: Airs, hoa: Actor, cast: Cast, django_assert_max_num_queries: object
) -> None:
    stations = [
        RadioStation.objects.create(unit_id=cast.units.commune, name=f"Đài {n}", token=f"t{n}", changed_at=AT)
        for n in range(60)
    ]
    with django_assert_max_num_queries(60):  # type: ignore[operator]
        aired(*stations, days=30)
    assert Airing.objects.count() == 1800
    assert StationHand.objects.count() == 60


def test_the_bulletin_can_really_be_heard(aired: Airs, by_stick: RadioStation) -> None:
    made = aired(by_stick)
    assert made.sound is not None
    assert made.sound.media_type == "audio/mpeg"
    assert made.seconds > 5
