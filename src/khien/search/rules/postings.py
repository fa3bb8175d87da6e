"""Places and weights of one term in one block, as bytes; sets of places as whole numbers, one bit a place."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Mapping

SWAPPED = (
    sys.byteorder == "big"
)  # what is kept is little end first, so that a database can move between machines


def unpacked(data: bytes | memoryview[int]) -> array[int]:
    """Two bytes each → numbers."""
    numbers = array("H")
    numbers.frombytes(bytes(data))
    if SWAPPED:
        numbers.byteswap()
    return numbers


def packed(numbers: array[int]) -> bytes:
    if SWAPPED:
        numbers = array("H", numbers)
        numbers.byteswap()
    return numbers.tobytes()


def changed(
    places: array[int], weights: array[int], changes: Mapping[int, int]
) -> tuple[array[int], array[int]]:
    """The posting with some places set to a weight; weight 0 takes the place out. Sorted by place."""
    if all(changes.values()) and (not places or min(changes) > places[-1]):
        order = sorted(changes)
        return places + array("H", order), weights + array("H", [changes[place] for place in order])
    merged = {**dict(zip(places, weights, strict=True)), **changes}
    kept = sorted(place for place, weight in merged.items() if weight)
    return array("H", kept), array("H", [merged[place] for place in kept])


def set_of(data: bytes | memoryview[int]) -> int:
    return int.from_bytes(bytes(data), "little")


def bytes_of(members: int) -> bytes:
    return members.to_bytes((members.bit_length() + 7) // 8, "little")
