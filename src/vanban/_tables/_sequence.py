"""Whether a lone numeral continues the numbering of a table's rows, so that it may begin a row."""

from __future__ import annotations

import re

from vanban._outline._marks import LETTERS, roman_value

_NUMERAL = re.compile(r"^(?P<n>\d{1,3}|\d{1,2}(?:\.\d{1,2}){1,3}|[IVX]{1,5}|[A-ZĐ]|[a-zđ])[.)]?$")
_UPPER = "ABCDĐEGHIKLMNOPQRSTUVXY"


class Sequencer:
    """Remembers the last numeral of each kind: Arabic, Roman, capital, "2.1", small letter."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}
        self._multi: tuple[int, ...] = ()
        self._group_open = True  # a group has begun and no row in it yet: Arabic numbering may restart

    def accepts(self, text: str, *, ready: bool) -> bool:
        """`ready`: the row before is complete. A numeral out of sequence is never accepted."""
        match = _NUMERAL.match(text.strip())
        if match is None or not ready:
            return False
        return self._kind(match["n"]) is not None

    def take(self, text: str) -> None:
        match = _NUMERAL.match(text.strip())
        numeral = match["n"] if match else text
        kind = self._kind(numeral)
        if kind is None:
            return
        if kind == "multi":
            self._multi = tuple(int(part) for part in numeral.split("."))
        else:
            self._last[kind] = _value(kind, numeral)
        if kind in {"roman", "upper"}:
            self._last.pop("lower", None)
            self._multi = ()
        if kind == "arabic":
            self._last.pop("lower", None)
        self._group_open = kind in {"roman", "upper"}

    def _kind(self, numeral: str) -> str | None:
        if "." in numeral:
            return "multi" if self._continues_multi(numeral) else None
        for kind in ("arabic", "roman", "upper", "lower"):
            value = _value(kind, numeral)
            if value and self._continues(kind, value):
                return kind
        return None

    def _continues(self, kind: str, value: int) -> bool:
        last = self._last.get(kind)
        if last is None:
            return value == 1 or (kind == "arabic" and not self._last and value < 4)
        if value == last + 1:
            return True
        return value == 1 and (kind == "lower" or (kind == "arabic" and self._group_open))

    def _continues_multi(self, numeral: str) -> bool:
        parts = tuple(int(part) for part in numeral.split("."))
        if self._multi and len(parts) == len(self._multi):
            same = parts[:-1] == self._multi[:-1] and parts[-1] == self._multi[-1] + 1
            return same or parts[-1] == 1
        return parts[-1] == 1


def _value(kind: str, numeral: str) -> int:
    if kind == "arabic":
        return int(numeral) if numeral.isdigit() else 0
    if kind == "roman":
        return roman_value(numeral) if numeral.isupper() else 0
    if kind == "upper":
        return _UPPER.find(numeral) + 1 if len(numeral) == 1 else 0
    return LETTERS.find(numeral) + 1 if len(numeral) == 1 and numeral.islower() else 0
