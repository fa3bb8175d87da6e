"""The one door for writing: a document, a place to put it, a format."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO, Literal

from vanban._decree30.compose import compose
from vanban._decree30.document import OfficialDocument
from vanban._errors import CannotWrite
from vanban._on_demand import on_demand

ReportFormat = Literal["docx", "pdf"]
_docx_bytes = on_demand("vanban._decree30.word:docx_bytes")
_pdf_bytes = on_demand("vanban._decree30.pdf:pdf_bytes")


def write_report(
    document: OfficialDocument,
    target: str | os.PathLike[str] | BinaryIO,
    *,
    format: ReportFormat = "docx",
    fonts: Path | None = None,
) -> None:
    """Writes `document` to a path or an open binary stream.

    `format` "docx" or "pdf" (PDF/A-2, tagged). `fonts` is a folder with the Times-metric face for PDFs (see
    tools/build_fonts.py); without it the environment's VANBAN_FONTS, else the face inside the PDF engine.
    Raises `CannotWrite` when the layout requires something the document lacks.
    """
    composition = compose(document)
    if format == "docx":
        blob: bytes = _docx_bytes(document, composition)
    elif format == "pdf":
        blob = _pdf_bytes(document, composition, fonts=fonts)
    else:
        raise CannotWrite(f"Không xuất được định dạng “{format}”: chỉ có docx và pdf.")
    if isinstance(target, str | os.PathLike):
        Path(target).write_bytes(blob)
    else:
        target.write(blob)
