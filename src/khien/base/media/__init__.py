"""What a file is, by its content: `media_type_of` names its kind, `checked` says whether people may send it here."""

from __future__ import annotations

from khien.base.media.kinds import DOCX, EPUB, ODT, PPTX, SRT, UNKNOWN, VTT, XLSX, media_type_of

__all__ = ["DOCX", "EPUB", "ODT", "PPTX", "SRT", "UNKNOWN", "VTT", "XLSX", "media_type_of"]
