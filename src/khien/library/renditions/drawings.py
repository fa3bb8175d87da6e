"""Drawings that are made and not fetched: the QR code of an address, the icon of a topic. SVG written here only."""

from __future__ import annotations

import io
import tomllib
from functools import lru_cache
from importlib import resources

import segno

from khien.library.renditions.errors import TooLarge

LONGEST_ADDRESS = 600
DEFAULT_ICON = "shield"


def qr_svg(address: str) -> bytes:
    """The QR code of `address` without a quiet zone (the template leaves it), error correction M or better."""
    if len(address) > LONGEST_ADDRESS:
        raise TooLarge("address of a QR code")
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=0, scale=10, xmldecl=False, nl=False
    )
    return out.getvalue()


def qr_png(address: str) -> bytes:
    """The same as a picture with its quiet zone, for files that know no SVG."""
    if len(address) > LONGEST_ADDRESS:
        raise TooLarge("address of a QR code")
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="png", border=4, scale=12)
    return out.getvalue()


def drawings() -> dict[str, str]:
    """Our own drawings by name, as the inside of an SVG of 24 × 24; {c} and {h} stand for the colours."""
    return dict(_drawings()["shape"])


def icon_of(topics: tuple[tuple[str, str], ...]) -> str:
    """The shape of the first topic that has one."""
    known = _drawings()["topic"]
    return next((known[code] for code, _name in topics if code in known), DEFAULT_ICON)


@lru_cache(maxsize=1)
def _drawings() -> dict[str, dict[str, str]]:
    text = resources.files("khien.library.renditions").joinpath("icons.toml").read_text("utf-8")
    return tomllib.loads(text)
