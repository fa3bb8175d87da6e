"""Posters, leaflets and notices as print PDF, with bleed and crop marks for a print shop when asked.

NOTES  see print_data; "picture_missing" the template wants the material's picture and there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from khien.library.renditions import images
from khien.library.renditions.leaflet_words import leaflet_sections
from khien.library.renditions.made import Made, Pictures
from khien.library.renditions.pages import page_count, with_boxes
from khien.library.renditions.plain_words import clean, cut, file_name
from khien.library.renditions.press import press
from khien.library.renditions.print_data import BLEED_MM, MARKS_MM, day_of, print_data
from khien.library.rules.content import Brand, Content

A5, A4, A3, A4_WIDE = (148, 210), (210, 297), (297, 420), (297, 210)
_SIZES = {"a4": A4, "a3": A3}
_LEAFLETS = {"a5": (A5, "a5"), "trifold": (A4_WIDE, "gap-ba")}
_NOTICES = {"board": (A4, "bang-tin"), "tent": (A4, "de-ban")}


def poster(content: Content, brand: Brand, options: Mapping[str, str], pictures: Pictures) -> Made:
    """A poster of one page, A4 or A3. "picture" shows the material's own; without one it is set as "bold"."""
    template, size = options["template"], options["size"]
    name, shown = ("ap-phich", template, size), None
    if template == "picture":
        shown = _picture(content, pictures)
        template = "picture" if shown else "bold"
    made = _printed(
        content, brand, options, template=f"poster-{template}", size=_SIZES[size], name=name, shown=shown
    )
    return replace(made, notes=(*made.notes, "picture_missing")) if template != options["template"] else made


def _picture(content: Content, pictures: Pictures) -> images.Safe | None:
    if content.picture is None:
        return None
    return images.safe_picture(pictures(content.picture.key), side=2 * images.PICTURE_SIDE, name="shown")


def leaflet(content: Content, brand: Brand, options: Mapping[str, str], pictures: Pictures) -> Made:
    """A leaflet of two pages: A5, or A4 folded twice."""
    size, name = _LEAFLETS[options["template"]]
    return _printed(
        content, brand, options, template=f"leaflet-{options['template']}", size=size, name=("to-roi", name)
    )


def notice(content: Content, brand: Brand, options: Mapping[str, str], pictures: Pictures) -> Made:
    """One page for the board of a commune, or a tent for a table."""
    size, name = _NOTICES[options["template"]]
    return _printed(
        content, brand, options, template=f"notice-{options['template']}", size=size, name=(name,)
    )


def _printed(
    content: Content,
    brand: Brand,
    options: Mapping[str, str],
    *,
    template: str,
    size: tuple[int, int],
    name: tuple[str, ...],
    shown: images.Safe | None = None,
) -> Made:
    bleed = options["bleed"] != "none"
    data = print_data(content, brand, colourway=options["colour"], size_mm=size, bleed=bleed)
    values: dict[str, Any] = {
        **data.values,
        "sections": leaflet_sections(content),
        "lead": data.values["words"]["lead"],
    }
    files = dict(data.files)
    if shown and content.picture:
        files[shown.name] = shown.data
        credit = " · ".join(
            clean(part) for part in (content.picture.caption, content.picture.credit) if clean(part)
        )
        alt = cut(clean(content.picture.alt), 500) or values["title"] or "…"
        values["picture"] = {"file": f"/{shown.name}", "width": shown.width, "height": shown.height}
        values["picture"] |= {"alt": alt, "caption": cut(credit, 160)}
    done = press(template, values, pictures=files, on=day_of(content), accessible=True)
    blob = with_boxes(done.files[0], marks_mm=MARKS_MM, bleed_mm=BLEED_MM) if bleed else done.files[0]
    parts = (*name, options["colour"], *(("tran-le",) if bleed else ()), "pdf")
    return Made(
        filename=file_name(content.title, content.version, *parts),
        media_type="application/pdf",
        data=blob,
        pages=page_count(blob),
        width=size[0],
        height=size[1],
        notes=tuple(dict.fromkeys((*data.notes, *done.notes))),
    )
