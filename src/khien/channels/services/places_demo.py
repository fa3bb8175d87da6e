"""The demo province's stations, print points and outlets, of our own making. Nothing here names a real place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from khien.base.access import Actor
from khien.channels.models import Placement, PressOutlet, RadioStation
from khien.channels.rules.kinds import ChannelKind
from khien.channels.rules.placements import USUAL, PlaceKind, PrintSize
from khien.channels.rules.press import OutletKind
from khien.channels.services.inside_accounts import ensure
from khien.channels.services.placements import PlaceWords, What, open_placement, plan_hanging
from khien.channels.services.press import OutletWords, keep_outlet
from khien.channels.services.radio_bulletins import Schedule, schedule_edition
from khien.channels.services.radio_stations import StationWords, open_station
from khien.library import api as library
from khien.orgs import api as orgs

PLACES: tuple[tuple[PlaceKind, str, PrintSize, str], ...] = (
    (PlaceKind.MARKET, "Chợ trung tâm, cổng chính", PrintSize.A3, "Ban quản lý chợ, văn bản 03/BQL"),
    (
        PlaceKind.BANK,
        "Quầy giao dịch ngân hàng",
        PrintSize.A4,
        "Giám đốc phòng giao dịch, thỏa thuận 02/2026",
    ),
    (PlaceKind.OFFICE, "Bộ phận một cửa", PrintSize.A3, "Thuộc UBND"),
    (PlaceKind.SCHOOL, "Cổng trường trung học cơ sở", PrintSize.A3, "Ban giám hiệu"),
    (PlaceKind.BUS, "Bến xe khách", PrintSize.LARGE, ""),
    (PlaceKind.HALL, "Nhà văn hóa thôn 1", PrintSize.A4, "Trưởng thôn, biên bản họp thôn"),
    (PlaceKind.HEALTH, "Trạm y tế", PrintSize.A4, "Trạm y tế"),
    (PlaceKind.TOURIST, "Khu du lịch hồ An Bình", PrintSize.LARGE, "Ban quản lý khu du lịch"),
    (PlaceKind.APARTMENT, "Chung cư công nhân", PrintSize.A4, "Ban quản trị"),
    (PlaceKind.FACTORY, "Cổng khu công nghiệp", PrintSize.LARGE, ""),
)


def load_places(
    actor: Actor,
    commune_ids: Sequence[int],
    press_units: Sequence[tuple[int, str, OutletKind, str]],
    *,
    at: dt.datetime,
) -> None:
    """A station a commune, ten places over the communes, an outlet for each of `press_units` (unit, name, kind, quota);
    one bulletin scheduled when the library has a text. Run again it adds nothing."""
    if not commune_ids or RadioStation.objects.exists() or Placement.objects.exists():
        return
    units = orgs.units(commune_ids)
    stations = [
        open_station(actor, pk, StationWords(name=f"Đài truyền thanh {_short(units[pk].name)}"), at=at)
        for pk in commune_ids
    ]
    places = [
        open_placement(
            actor,
            commune_ids[n % len(commune_ids)],
            PlaceWords(name=name, kind=kind, size=size, consent=consent),
            at=at,
        )
        for n, (kind, name, size, consent) in enumerate(PLACES)
    ]
    for unit_id, name, kind, quota in press_units:
        if not PressOutlet.objects.filter(unit_id=unit_id, name=name).exists():
            keep_outlet(actor, None, unit_id, OutletWords(name=name, kind=kind, quota_text=quota), at=at)
    ensure(actor, ChannelKind.PORTAL, unit_id=commune_ids[0], at=at)
    for card in library.edition_cards(language="vi", limit=1):
        today = timezone.localtime(at).date()
        schedule = Schedule(first=today, last=today + dt.timedelta(days=6), times=("05:30", "17:00"))
        schedule_edition(actor, card.id, stations, schedule, unit_id=commune_ids[0], key="demo", at=at)
        what = What(first=today, last=today + USUAL, edition_id=card.id)
        for place in places[:5]:
            plan_hanging(actor, place, what, key=uuid5(NAMESPACE_URL, f"demo:{place.uuid}"), at=at)


def _short(name: str) -> str:
    return name.removeprefix("Ủy ban nhân dân ").removeprefix("UBND ")
