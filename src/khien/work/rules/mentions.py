"""Units named in a remark: "@AB-X06 xem giúp". Pure.

Refuses to guess from names: only a code that is known counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_NAMED = re.compile(r"(?<![\w@])@([\w][\w.\-]{0,59})")


def mentioned(text: str, codes: Mapping[str, int]) -> list[int]:
    """Ids of the units whose codes stand in the text after an @, each once, in its order."""
    known = {code.casefold(): unit_id for code, unit_id in codes.items()}
    found: dict[int, None] = {}
    for match in _NAMED.finditer(text):
        code = match.group(1).rstrip(".-").casefold()
        if code in known:
            found[known[code]] = None
    return list(found)


def not_told(text: str, codes: Mapping[str, int]) -> list[str]:
    """Names after an @ that tell nobody, as they were typed, each once."""
    known = {code.casefold() for code in codes}
    named = (match.group(1).rstrip(".-") for match in _NAMED.finditer(text))
    return list(dict.fromkeys(name for name in named if name.casefold() not in known))
