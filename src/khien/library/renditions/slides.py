"""A material as slides (.pptx): one idea a slide, the full text in the notes, quizzes with their answers.

Fonts: Be Vietnam Pro would be missing on most machines, so slides name Arial, which every office has with Vietnamese.

NOTES  "shortened" a slide shows less than the text, the notes have it whole; "picture_missing"; "no_logo";
       "logo_unreadable"; "no_address"; "colour_darkened"; "signs_lost".
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from khien.library.renditions import images
from khien.library.renditions.drawings import qr_png
from khien.library.renditions.labels import labels
from khien.library.renditions.made import Made, Pictures
from khien.library.renditions.palette import palette
from khien.library.renditions.plain_words import clean, cut, file_name, lost_signs
from khien.library.renditions.press import NO_DATE
from khien.library.renditions.print_data import day_of, foot_line, shown_address
from khien.library.renditions.slide_deck import Deck
from khien.library.renditions.slide_words import Slide, slides_of
from khien.library.rules.content import Brand, Content

MOST_SLIDES = 120


def slides(content: Content, brand: Brand, options: Mapping[str, str], pictures: Pictures) -> Made:
    """The deck, 16 : 9. The same material always gives the same bytes."""
    colours, colour_notes = palette(options["colour"], brand.colour)
    say = labels(content.language)
    logo = images.safe_picture(brand.logo, side=images.LOGO_SIDE, name="logo")
    told = slides_of(content)
    deck = Deck(
        colours,
        unit=cut(clean(brand.unit_name or content.unit_name), 120),
        logo=logo,
        language=content.language,
    )
    deck.title(content, programme=cut(clean(brand.programme), 120), foot=foot_line(content))
    notes = [*colour_notes, *(() if logo else ("logo_unreadable" if brand.logo else "no_logo",))]
    for slide in told[:MOST_SLIDES]:
        notes += _placed(deck, slide, pictures)
    if len(told) > MOST_SLIDES:
        notes.append("shortened")
    has_address = content.address.startswith(("http://", "https://"))
    if has_address:
        deck.last(
            say["read_more"], clean(shown_address(content.address)), qr_png(content.address), content.address
        )
    said = (content.title, content.summary)
    notes += ["" if has_address else "no_address", "signs_lost" if any(map(lost_signs, said)) else ""]
    return Made(
        filename=file_name(content.title, content.version, "trang-chieu", "pptx"),
        media_type="application/vnd.openxmlformats-officedocument.presentationml.presentation",
        data=_fixed(deck.saved(day_of(content) or NO_DATE)),
        pages=deck.count,
        notes=tuple(dict.fromkeys(note for note in notes if note)),
    )


def _placed(deck: Deck, slide: Slide, pictures: Pictures) -> list[str]:
    """Puts one slide on the deck; notes on it."""
    picture = None
    if slide.picture:
        picture = images.safe_picture(pictures(slide.picture), side=images.PICTURE_SIDE, name="picture")
        if picture is None:
            deck.page(slide, None)
            return ["picture_missing"]
    deck.page(slide, picture)
    return ["shortened"] if slide.shortened else []


def _fixed(blob: bytes) -> bytes:
    """The package with one day on every entry."""
    out = io.BytesIO()
    day = (2000, 1, 1, 0, 0, 0)
    with zipfile.ZipFile(io.BytesIO(blob)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            new.writestr(zipfile.ZipInfo(info.filename, day), old.read(info.filename), zipfile.ZIP_DEFLATED)
    return out.getvalue()
