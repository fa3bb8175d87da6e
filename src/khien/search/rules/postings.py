"""Places and weights of one term in one block, as bytes; sets of places as whole numbers, one bit a place."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Mapping
from dataclasses import dataclass

SWAPPED = (
    sys.byteorder == "big"
)  # what is kept is little end first, so that a database can move between machines


DENSE = 256  # entries of a block from which on a term is added lane by lane
_THERE = bytes([0] + [1] * 255)
LANE = 8  # bytes


@dataclass(frozen=True, slots=True)
class Listed:
    """One term in one block. `weight_bytes` (low bytes, then high ones, a byte for each place of the block) and `there`
    (1 or 0 for each place) only of a term that many entries hold.
    """

    places: array[int]
    weights: array[int]
    weight_bytes: tuple[bytes, bytes] | None = None
    there: bytes = b""


def listed(places: array[int], weights: array[int], size: int) -> Listed:
    if len(places) < DENSE:
        return Listed(places, weights)
    low, high = bytearray(size), bytearray(size)
    for place, weight in zip(places, weights, strict=True):
        low[place] = weight & 255
        high[place] = weight >> 8
    there = (int.from_bytes(low.translate(_THERE)) | int.from_bytes(high.translate(_THERE))).to_bytes(size)
    return Listed(places, weights, (bytes(low), bytes(high)), there)


def lanes_of(parts: Mapping[int, bytes], size: int) -> int:
    """Bytes laid into lanes of eight bytes, a lane for each place; key: which byte of the lane. One whole number, which
    multiplies and adds all lanes at once."""
    laid = bytearray(LANE * size)
    for at, data in parts.items():
        laid[at::LANE] = data
    return int.from_bytes(laid, "little")


def cells_of(lanes: int, size: int) -> list[int]:
    """The numbers of all lanes."""
    cells = array("Q")
    cells.frombytes(lanes.to_bytes(LANE * size, "little"))
    if SWAPPED:
        cells.byteswap()
    return cells.tolist()


def lanes_from(cells: list[int]) -> int:
    """Numbers as lanes: the other way round."""
    numbers = array("Q", cells)
    if SWAPPED:
        numbers.byteswap()
    return int.from_bytes(numbers.tobytes(), "little")


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
