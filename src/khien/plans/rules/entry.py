"""Dates and money as officers type them, and as screens show them back.

Refuses to guess: what it cannot read is an error with a code that the form turns into a sentence.
"""

from __future__ import annotations

import calendar
import re
import unicodedata

from khien.base.money import parse_vnd
from khien.plans.rules.drafts import fold

_DAY = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")
_MONTH = re.compile(r"^(?:tháng\s+)?(\d{1,2})[/.-](\d{4})$")
_YEAR = re.compile(r"^(?:năm\s+)?(\d{4})$")
_ISO = re.compile(r"^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$")
_DUE = re.compile(r"^(?:ngày\s+)?(\d{1,2})(?:[/.-](\d{1,2}))?$")
MAX_VND = 10**15


class CannotParse(ValueError):
    """`code` says what was expected: date, money, due."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parse_date(typed: str) -> str:
    """ "31/12/2025" -> "2025-12-31", "7/2021" -> "2021-07", "2022" -> "2022", "" -> "". Raises CannotParse."""
    text = fold(typed)
    if not text:
        return ""
    for pattern, order in ((_DAY, (3, 2, 1)), (_MONTH, (2, 1)), (_YEAR, (1,)), (_ISO, (1, 2, 3))):
        if match := pattern.match(text):
            parts = [match[i] for i in order if i <= (pattern.groups) and match[i]]
            return _iso(*(int(part) for part in parts))
    raise CannotParse("date")


def _iso(year: int, month: int | None = None, day: int | None = None) -> str:
    if not 1945 <= year <= 2100 or (month is not None and not 1 <= month <= 12):
        raise CannotParse("date")
    if month is None:
        return f"{year}"
    if day is None:
        return f"{year}-{month:02d}"
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise CannotParse("date")
    return f"{year}-{month:02d}-{day:02d}"


def show_date(iso: str) -> str:
    """ "2025-12-31" -> "31/12/2025", "2021-07" -> "07/2021", "2022" -> "2022"."""
    return "/".join(reversed(iso.split("-"))) if iso else ""


def parse_money(typed: str) -> int | None:
    """ "742.000.000 đ", "742 triệu", "1,5 tỷ" -> đồng; "" -> None. Raises CannotParse."""
    if not typed.strip():
        return None
    try:
        amount = parse_vnd(typed)
    except ValueError as error:
        raise CannotParse("money") from error
    if not 0 <= amount <= MAX_VND:
        raise CannotParse("money")
    return amount


def _number(digits: str) -> float:
    """Vietnamese digits: dots group thousands, a comma is the decimal mark."""
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?|\d+(,\d+)?", digits):
        return float(digits.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d{1,3}(,\d{3})+|\d+\.\d{1,2}", digits):  # copied from a sheet in English
        return float(digits.replace(",", ""))
    raise CannotParse("money")


def parse_number(typed: str) -> float:
    """ "80", "45,69", "1.500" -> a number. Raises CannotParse."""
    try:
        return _number(fold(typed).replace(" ", ""))
    except CannotParse as error:
        raise CannotParse("number") from error


def show_number(value: float) -> str:
    """1500.0 -> "1.500", 45.69 -> "45,69"."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def parse_due(typed: str) -> str:
    """ "15/12" -> "12-15", "18" -> "18", "" -> "". Raises CannotParse."""
    text = fold(typed)
    if not text:
        return ""
    match = _DUE.match(text)
    if match is None or not 1 <= int(match[1]) <= 31:
        raise CannotParse("due")
    if match[2] is None:
        return str(int(match[1]))
    day, month = int(match[1]), int(match[2])
    if not 1 <= month <= 12 or day > calendar.monthrange(2024, month)[1]:
        raise CannotParse("due")
    return f"{month:02d}-{day:02d}"


def show_due(due: str) -> str:
    """ "12-15" -> "15/12", "18" -> "18"."""
    return "/".join(reversed(due.split("-"))) if due else ""


def lines(typed: str) -> tuple[str, ...]:
    """One item a line; empty lines and leading dashes are dropped."""
    stripped = (re.sub(r"^\s*[-–•+]\s*", "", line).strip() for line in typed.splitlines())
    return tuple(line for line in stripped if line)


def fold_for_search(text: str) -> str:
    """Lower case without marks, đ as d: "lua dao" finds "Lừa đảo"."""
    bare = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    return "".join(letter for letter in bare if not unicodedata.combining(letter))
