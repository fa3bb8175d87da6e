"""What a finished PDF is asked and told: how many pages, where a print shop cuts."""

from __future__ import annotations

import hashlib
import importlib
import io
import re

POINTS_PER_MM = 72 / 25.4
_SECOND_NAME = re.compile(rb"<([0-9A-Fa-f]{32})>(?=\s*\]\s*>>\s*startxref)")


def page_count(blob: bytes) -> int:
    """How many pages a PDF has."""
    document = importlib.import_module("pypdfium2").PdfDocument(blob)
    try:
        return len(document)
    finally:
        document.close()


def with_boxes(blob: bytes, *, marks_mm: float, bleed_mm: float) -> bytes:
    """The PDF with TrimBox and BleedBox, as print shops expect. The same PDF always gives the same bytes."""
    document = importlib.import_module("pypdfium2").PdfDocument(blob)
    try:
        for page in document:
            width, height = page.get_size()
            trim, bleed = marks_mm * POINTS_PER_MM, (marks_mm - bleed_mm) * POINTS_PER_MM
            page.set_trimbox(trim, trim, width - trim, height - trim)
            page.set_bleedbox(bleed, bleed, width - bleed, height - bleed)
            page.close()
        out = io.BytesIO()
        document.save(out)
        return _named_by_content(out.getvalue())
    finally:
        document.close()


def _named_by_content(blob: bytes) -> bytes:
    """A PDF's second name is drawn by lot when it is saved: make it follow from the content."""
    name = hashlib.sha256(_SECOND_NAME.sub(b"", blob)).hexdigest()[:32].upper().encode()
    return _SECOND_NAME.sub(b"<" + name + b">", blob)
