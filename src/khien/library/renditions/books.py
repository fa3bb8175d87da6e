"""A book as PDF: cover, contents with page numbers, running heads, chapters, answers and sources at the end.

NOTES  those of text_data and palette; "no_logo", "logo_unreadable".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from khien.library.renditions.book import Book
from khien.library.renditions.documents import approval_rows, facts
from khien.library.renditions.drawings import drawings, icon_of
from khien.library.renditions.errors import TooLarge
from khien.library.renditions.labels import labels, licence_line
from khien.library.renditions.made import Made, Pictures
from khien.library.renditions.pages import page_count
from khien.library.renditions.palette import palette
from khien.library.renditions.plain_words import breakable, clean, cut, file_name
from khien.library.renditions.press import press
from khien.library.renditions.print_data import address_data, brand_data, day_of
from khien.library.renditions.text_data import MOST_PICTURES, TextData, source_items, text_items
from khien.library.rules.content import Brand, Content

PAPERS = {"a5": (148, 210), "a4": (210, 297)}
SECONDS = 180


def book_pdf(book: Book, brand: Brand, options: Mapping[str, str], pictures: Pictures) -> Made:
    """The whole book, A5 or A4, PDF/UA-1."""
    size = PAPERS[options["paper"]]
    colours, colour_notes = palette(options["colour"], brand.colour)
    unit, unit_files, unit_notes = brand_data(brand, book.contents[0])
    address, address_files, _notes = address_data(book.address)
    data = TextData(pictures)
    chapters = [chapter_data(content, data, number) for number, content in enumerate(book.contents)]
    if len(data.files) > MOST_PICTURES:
        raise TooLarge("pictures of a book")
    values: dict[str, Any] = {
        "title": breakable(cut(clean(book.title), 160)) or "…",
        "subtitle": breakable(cut(clean(book.subtitle), 240)),
        "foreword": [breakable(clean(part)) for part in book.foreword.split("\n") if clean(part)][:60],
        "lang": book.language.split("-")[0][:3] or "vi",
        "labels": labels(book.language),
        "palette": asdict(colours),
        "width": size[0],
        "height": size[1],
        "icons": drawings(),
        "icon": icon_of(book.contents[0].topics),
        "brand": unit,
        "issuer": f"{labels(book.language)['issued_by']}: {unit['unit']}" if unit["unit"] else "",
        "foot": foot_of(book),
        "chapters": chapters,
        **address,
    }
    files = {**unit_files, **address_files, **data.files}
    done = press("book", values, pictures=files, on=book_day(book), seconds=SECONDS)
    return Made(
        filename=file_name(book.title, book.version, "sach", options["paper"], "pdf"),
        media_type="application/pdf",
        data=done.files[0],
        pages=page_count(done.files[0]),
        width=size[0],
        height=size[1],
        notes=tuple(dict.fromkeys((*unit_notes, *colour_notes, *data.notes, *done.notes))),
    )


def chapter_data(content: Content, data: TextData, number: int) -> dict[str, Any]:
    """A material as a chapter; pictures gather in `data`."""
    data.prefix = f"{number}-"
    return {
        "title": breakable(clean(content.title)) or "…",
        "lead": breakable(clean(content.summary)),
        "facts": facts(content),
        "icon": icon_of(content.topics),
        "items": text_items(content, data),
        "sources": source_items(content.sources),
        "approval": approval_rows(content),
    }


def foot_of(book: Book) -> str:
    """Version, day and the licence when all chapters have the same."""
    day = book_day(book)
    kinds = {content.licence for content in book.contents}
    parts = (
        f"{labels(book.language)['version']} {book.version}",
        f"{day:%d/%m/%Y}" if day else "",
        licence_line(kinds.pop(), book.language) if len(kinds) == 1 else "",
    )
    return " · ".join(part for part in parts if part)


def book_day(book: Book) -> dt.date | None:
    """The day of the book, else of its newest chapter."""
    days = [day for day in map(day_of, book.contents) if day]
    return book.on or max(days, default=None)
