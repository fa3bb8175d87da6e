"""A collection as one book ("Bộ cẩm nang"): what it is made from and the forms it takes.

Refuses to load what makes them before a book is made.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from khien.library.renditions.errors import BadChoice, TooLarge
from khien.library.renditions.forms_print import COLOURS
from khien.library.renditions.made import Form, FormOption, Group, Made, Pictures, loaded
from khien.library.rules.content import Brand, Content

MOST_CHAPTERS = 200


@dataclass(frozen=True, slots=True)
class Book:
    """Chapters in their order. `uuid` names the book for ever; `address`: its page, or empty; `on`: its day."""

    uuid: str
    title: str
    contents: tuple[Content, ...]
    subtitle: str = ""
    foreword: str = ""
    language: str = "vi"
    version: int = 1
    on: dt.date | None = None
    address: str = ""


BOOK_FORMS: dict[str, Form] = {
    form.code: form
    for form in (
        Form("book_pdf", Group.BOOK, "books:book_pdf", (FormOption("paper", ("a5", "a4")), COLOURS)),
        Form("book_epub", Group.BOOK, "epub:book_epub"),
    )
}


def make_book(code: str, book: Book, brand: Brand, options: Mapping[str, str], pictures: Pictures) -> Made:
    """The book in one form. NotMade when the choices, the text or the engine do not allow it."""
    if code not in BOOK_FORMS:
        raise BadChoice("form", code)
    if not book.contents or len(book.contents) > MOST_CHAPTERS:
        raise TooLarge("chapters of a book")
    form = BOOK_FORMS[code]
    made: Made = loaded(form.maker)(book, brand, form.chosen(options), pictures)
    return made
