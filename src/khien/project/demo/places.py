"""Stations, print points and outlets of the demo province."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from khien.base.access import Actor
from khien.channels.rules.press import OutletKind
from khien.channels.services.places_demo import load_places

COMMUNES = ("AB-X06", "AB-X07", "AB-X01", "AB-X02")  # the first two have officers
QUOTA = "01 bài viết và 02 tin/tháng"


def fill(office: Actor, ids: Mapping[str, int], *, at: dt.datetime) -> None:
    """`ids`: units by code, as the demo made them."""
    communes = [ids[code] for code in COMMUNES if code in ids]
    press_unit = ids["AB-BPTTH"]
    press = [
        (press_unit, "Báo An Bình", OutletKind.NEWSPAPER, QUOTA),
        (
            press_unit,
            "Phát thanh và Truyền hình An Bình",
            OutletKind.RADIO_TV,
            "02 phóng sự/quý và 04 tin/tháng",
        ),
    ]
    load_places(office, communes, press, at=at)
