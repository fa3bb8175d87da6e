"""Which network a number belongs to, and which accounts reach it."""

from __future__ import annotations

import pytest

from khien.channels.rules.routing import NETWORK_NAMES, NETWORK_OF, carriers, network_of


@pytest.mark.parametrize(
    ("number", "network"),
    [
        ("+84986123456", "viettel"),
        ("84326123456", "viettel"),
        ("+84912123456", "vinaphone"),
        ("+84906123456", "mobifone"),
        ("+84526123456", "vietnamobile"),
        ("+84876123456", "itel"),
        ("+842432123456", None),
        ("+8613912345678", None),
        ("0906123456", None),
        ("", None),
    ],
)
def test_a_number_tells_its_network_by_its_prefix(number: str, network: str | None) -> None:
    assert network_of(number) == network


def test_every_prefix_has_one_network_with_a_name() -> None:
    assert set(NETWORK_OF.values()) == set(NETWORK_NAMES)
    assert all(len(prefix) == 2 for prefix in NETWORK_OF)


def test_an_account_made_for_a_network_goes_before_one_for_all() -> None:
    accounts = {1: {}, 2: {"networks": ["viettel"]}, 3: {"networks": ["mobifone", "vinaphone"]}}
    assert carriers(accounts, "+84986123456") == [2, 1]
    assert carriers(accounts, "+84906123456") == [3, 1]
    assert carriers(accounts, "+8613912345678") == [1]
    assert carriers({2: {"networks": ["viettel"]}}, "+84906123456") == []
