"""Text as a workbook or any XML can hold it. Refuses to replace: what XML does not know is left out."""

from __future__ import annotations

import re

# XML 1.0 (fifth edition), production 2 "Char"; everything else makes a writer or a reader stop.
_NO_CHARACTER = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """`text` without control characters, halves of characters and the like."""
    return _NO_CHARACTER.sub("", text)
