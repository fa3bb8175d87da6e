"""Units stand in the report as the list of units has them, not by the alphabet."""

from __future__ import annotations

import datetime as dt

from khien.orgs.api import Kind, Level, UnitCard
from khien.reports.selectors.consolidation import official_place


def card(number: int, name: str, level: Level, kind: Kind, territory: str = "") -> UnitCard:
    day = dt.date(2025, 7, 1)
    return UnitCard(number, f"u{number}", f"U{number}", name, "", kind, level, None, territory, day, None)


def test_departments_before_communes_and_each_as_the_list_has_them() -> None:
    cards = [
        card(9, "Ủy ban nhân dân xã An Hòa", Level.COMMUNE, Kind.PEOPLES_COMMITTEE, "20002"),
        card(8, "Ủy ban nhân dân phường Yên Bình", Level.COMMUNE, Kind.PEOPLES_COMMITTEE, "20001"),
        card(2, "Sở Xây dựng", Level.PROVINCE, Kind.DEPARTMENT),
        card(3, "Sở Giáo dục và Đào tạo", Level.PROVINCE, Kind.DEPARTMENT),
        card(1, "Văn phòng Ủy ban nhân dân tỉnh", Level.PROVINCE, Kind.DEPARTMENT),
    ]
    listed = [found.name for found in sorted(cards, key=lambda found: official_place(found, found.name))]
    assert listed == [
        "Văn phòng Ủy ban nhân dân tỉnh",
        "Sở Xây dựng",
        "Sở Giáo dục và Đào tạo",
        "Ủy ban nhân dân phường Yên Bình",
        "Ủy ban nhân dân xã An Hòa",
    ]
