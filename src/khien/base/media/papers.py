"""PDFs that people upload: whether they open, and without a password. Stands on PDFium, so it is loaded on demand."""

from __future__ import annotations

from typing import BinaryIO

import pypdfium2 as pdfium
from django.utils.translation import gettext as _

from khien.base.media.errors import WrongContent
from khien.base.numbers import count

MOST_PAGES = 3000


def check_paper(stream: BinaryIO, name: str) -> None:
    """Raises WrongContent (locked, broken, bomb). A PDF that opens but forbids printing or copying is no matter."""
    try:
        document = pdfium.PdfDocument(stream, autoclose=False)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise WrongContent(
                _(
                    "“%(name)s” is behind a password, so nobody could check or read it. Save it without a password."
                )
                % {"name": name},
                code="locked",
            ) from error
        raise _broken(name) from error
    try:
        pages = len(document)
    finally:
        document.close()
    if pages < 1:
        raise _broken(name)
    if pages > MOST_PAGES:
        raise WrongContent(
            _("“%(name)s” has more than %(most)s pages. Split it and send the parts.")
            % {"name": name, "most": count(MOST_PAGES)},
            code="bomb",
        )


def _broken(name: str) -> WrongContent:
    return WrongContent(
        _(
            "“%(name)s” cannot be opened as a PDF: it is damaged or was cut off. Save it again and send it once more."
        )
        % {"name": name},
        code="broken",
    )
