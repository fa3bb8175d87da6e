"""Which network a Vietnamese mobile number was given out by, and which accounts reach it. Pure.

Prefixes: the numbering plan after 2018 (Circular 22/2014/TT-BTTTT, Decision 798/QĐ-BTTTT). A number that was carried
over to another network keeps its prefix: the operator forwards it, so this is a rule of price, not of truth.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

NETWORK_NAMES = {
    "viettel": "Viettel",
    "vinaphone": "VinaPhone",
    "mobifone": "MobiFone",
    "vietnamobile": "Vietnamobile",
    "gmobile": "Gmobile",
    "itel": "iTel",
    "wintel": "Wintel",
}
_PREFIXES = {
    "viettel": ("32", "33", "34", "35", "36", "37", "38", "39", "86", "96", "97", "98"),
    "vinaphone": ("81", "82", "83", "84", "85", "88", "91", "94"),
    "mobifone": ("70", "76", "77", "78", "79", "89", "90", "93"),
    "vietnamobile": ("52", "56", "58", "92"),
    "gmobile": ("59", "99"),
    "itel": ("87",),
    "wintel": ("55",),
}
NETWORK_OF = {prefix: network for network, prefixes in _PREFIXES.items() for prefix in prefixes}


def network_of(number: str) -> str | None:
    """Of a number in E.164, with or without its plus; None for a foreign one and for what no network has."""
    digits = number.lstrip("+")
    if not digits.startswith("84") or len(digits) != 11:
        return None
    return NETWORK_OF.get(digits[2:4])


def reaches(networks: Collection[str], number: str) -> bool:
    """Whether an account with these networks may carry it. No network named = all; unknown numbers need such one."""
    return not networks or network_of(number) in networks


def carriers(settings_of: Mapping[int, Mapping[str, Any]], number: str) -> list[int]:
    """Of accounts in order of position: those that reach the number, the ones made for its network first."""
    able = [pk for pk, settings in settings_of.items() if reaches(settings.get("networks") or (), number)]
    return sorted(able, key=lambda pk: not settings_of[pk].get("networks"))
