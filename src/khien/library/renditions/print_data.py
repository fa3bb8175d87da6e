"""What a template of a print is given: words, colours, drawings, the unit and where to read on.

NOTES  those of poster_words and palette; "no_logo"; "logo_unreadable"; "no_address" (no QR code);
       "signs_lost" a letter had to be shown as "?"; "shortened" words were left out to fit.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from khien.library.renditions import images
from khien.library.renditions.drawings import drawings, icon_of, qr_svg
from khien.library.renditions.labels import labels, licence_line
from khien.library.renditions.palette import palette
from khien.library.renditions.plain_words import (
    breakable,
    breakable_address,
    clean,
    cut,
    lost_signs,
    sentences,
)
from khien.library.renditions.poster_words import PosterWords, poster_words
from khien.library.rules.content import Brand, Content

MARKS_MM, BLEED_MM = 10, 3
NAME, LINE = 160, 120


@dataclass(frozen=True, slots=True)
class PrintData:
    """`values` for the template's data.json, `files` to lie beside it, `notes` for the person."""

    values: dict[str, Any]
    files: dict[str, bytes]
    notes: tuple[str, ...]


def print_data(
    content: Content, brand: Brand, *, colourway: str, size_mm: tuple[int, int], bleed: bool
) -> PrintData:
    """Everything a poster, leaflet, notice or card is set from."""
    colours, colour_notes = palette(colourway, brand.colour)
    words = poster_words(content)
    unit, files, brand_notes = brand_data(brand, content)
    address, address_files, address_notes = address_data(content.address)
    values = {
        "title": cut(clean(content.title), NAME),
        "lang": content.language.split("-")[0][:3] or "vi",
        "labels": labels(content.language),
        "palette": asdict(colours),
        "width": size_mm[0],
        "height": size_mm[1],
        "bleed": BLEED_MM if bleed else 0,
        "slug": MARKS_MM if bleed else 0,
        "icon": icon_of(content.topics),
        "icons": drawings(),
        "words": _words(words),
        "point_mark": "cross" if words.signs else "dot",
        "brand": unit,
        "issuer": f"{labels(content.language)['issued_by']}: {unit['unit']}" if unit["unit"] else "",
        "foot": foot_line(content),
        **address,
    }
    lost = ("signs_lost",) if _lost(content, brand) else ()
    notes = (*words.notes, *colour_notes, *brand_notes, *address_notes, *lost)
    return PrintData(values, {**files, **address_files}, notes)


def brand_data(brand: Brand, content: Content) -> tuple[dict[str, Any], dict[str, bytes], tuple[str, ...]]:
    """The unit as a template takes it, its logo as a file, and notes on it."""
    safe = images.safe_picture(brand.logo, side=images.LOGO_SIDE, name="logo")
    notes = () if safe else ("logo_unreadable" if brand.logo else "no_logo",)
    name = clean(brand.unit_name or content.unit_name or brand.programme)
    unit = {
        "unit": breakable(cut(name, NAME)),
        "programme": breakable(cut(clean(brand.programme), LINE)),
        "contact": breakable(cut(clean(brand.contact), LINE)),
        "logo": f"/{safe.name}" if safe else "",
        "logo_width": safe.width if safe else 1,
        "logo_height": safe.height if safe else 1,
    }
    return unit, {safe.name: safe.data} if safe else {}, notes


def day_of(content: Content) -> dt.date | None:
    """The day a print carries: published, else approved."""
    return content.published_on or (content.approval.on if content.approval else None)


def foot_line(content: Content) -> str:
    """ "Bản 3 · 24/11/2026 · Được dùng lại và sửa, ghi nguồn (CC BY 4.0)"."""
    day = day_of(content)
    parts = [
        f"{labels(content.language)['version']} {content.version}",
        f"{day:%d/%m/%Y}" if day else "",
        licence_line(content.licence, content.language),
    ]
    return " · ".join(part for part in parts if part)


def shown_address(address: str) -> str:
    """An address as people read and type it: without scheme and last slash."""
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")


def address_data(address: str) -> tuple[dict[str, str], dict[str, bytes], tuple[str, ...]]:
    """An address with its QR code as values and files; a note when there is none to print."""
    if not address.startswith(("http://", "https://")):
        return {"address": "", "shown_address": ""}, {}, ("no_address",)
    shown = breakable_address(clean(shown_address(address)))
    return {"address": address, "shown_address": shown}, {"qr.svg": qr_svg(address)}, ()


def _words(words: PosterWords) -> dict[str, Any]:
    """The words with long ones breakable; without the notes."""
    data = {key: value for key, value in asdict(words).items() if key != "notes"}
    acts = sentences(words.call)
    if len(acts) == 2:  # "Cúp máy. Gọi 113.": each act on a line of its own
        data["call"] = "\n".join(acts)
    return {key: _breakable(value) for key, value in data.items()}


def _breakable(value: Any) -> Any:
    if isinstance(value, str):
        return breakable(value)
    return [_breakable(part) for part in value] if isinstance(value, list | tuple) else value


def _lost(content: Content, brand: Brand) -> bool:
    said = (
        content.title,
        content.summary,
        content.poster.headline,
        content.poster.call,
        *content.poster.points,
    )
    return any(lost_signs(text) for text in (*said, brand.unit_name, brand.programme))
