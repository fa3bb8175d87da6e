"""Telephone numbers and mail addresses as people write them, as the one form we keep.

Numbers: Vietnamese only, E.164 ("+84912345678"); the eleven digits of before 15 September 2018 become today's ten
(plan of the Ministry of Information and Communications, decision 798/QĐ-BTTTT of 2018). Mail: NFC, domain in small
letters and in its ASCII form (RFC 5891). Refuses what only looks like one: a wrong number is somebody else's.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

import idna

OLD_PREFIXES = {  # without the leading 0, of eleven digits → of ten
    "162": "32", "163": "33", "164": "34", "165": "35", "166": "36", "167": "37", "168": "38", "169": "39",
    "120": "70", "121": "79", "122": "77", "126": "76", "128": "78",
    "123": "83", "124": "84", "125": "85", "127": "81", "129": "82",
    "186": "56", "188": "58", "199": "59",
}  # fmt: skip
_MOBILE = re.compile(r"(?:3[2-9]|5[2-9]|7[06-9]|8[1-9]|9\d)\d{7}")
_LANDLINE = re.compile(
    r"2(?:4|8)\d{8}|2(?:0[3-9]|1[0-689]|2[0-25-9]|3[2-9]|5[124-9]|6[0-39]|7[0-7]|9[0-479])\d{7}"
)
_ALLOWED = re.compile(r"[\d\s.()+/-]*")
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
LONGEST_MAIL, LONGEST_LOCAL, LONGEST_TYPED = 254, 64, 300


class Fault(StrEnum):
    """Why a text is no address that we can write to."""

    EMPTY = "empty"
    NO_NUMBER = "no_number"
    SHORT = "short"
    LONG = "long"
    ABROAD = "abroad"
    UNKNOWN_PREFIX = "unknown_prefix"
    LANDLINE = "landline"
    SEVERAL = "several"
    NO_MAIL = "no_mail"
    MARKS_IN_MAIL = "marks_in_mail"


class BadAddress(ValueError):
    """`fault` says which sentence to show. Never carries the text itself."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Written:
    """`address` is what is sealed and sent to; `same` is what is hashed: equal for equal addresses.

    `mended`: it was an old number, or had lost its zero in a table.
    """

    address: str
    same: str
    mended: bool = False


def mobile(text: str) -> Written:
    """A number that can take a message. Raises BadAddress."""
    found = number(text)
    if found.address.startswith("+842"):
        raise BadAddress(Fault.LANDLINE)
    return found


def number(text: str) -> Written:
    """A Vietnamese number of a mobile or a landline. Raises BadAddress."""
    plain = _tidy(text)
    if not plain:
        raise BadAddress(Fault.EMPTY)
    if not _ALLOWED.fullmatch(plain):
        raise BadAddress(Fault.NO_NUMBER)
    digits = re.sub(r"\D", "", plain)
    if not digits:
        raise BadAddress(Fault.NO_NUMBER)
    national, bare = _national(plain, digits)
    old = OLD_PREFIXES.get(national[:3])
    if old is not None and len(national) == 10:
        return _written(old + national[3:], mended=True)
    if _MOBILE.fullmatch(national) or _LANDLINE.fullmatch(national):
        return _written(national, mended=bare)
    raise BadAddress(_why(national))


def _national(plain: str, digits: str) -> tuple[str, bool]:
    """The digits behind the leading zero, and whether a table had eaten it. Raises BadAddress."""
    if len(digits) > 15 and "/" in plain:
        raise BadAddress(Fault.SEVERAL)
    if digits.startswith("0084"):
        return digits[4:].removeprefix("0"), False
    if plain.startswith("+") or (plain.startswith("(") and plain[1:2] == "+"):
        if not digits.startswith("84"):
            raise BadAddress(Fault.ABROAD)
        return digits[2:].removeprefix("0"), False
    if digits.startswith("00"):
        raise BadAddress(Fault.ABROAD)
    if digits.startswith("0"):
        return digits[1:], False
    if digits.startswith("84") and len(digits) in (11, 12, 13):
        return digits[2:].removeprefix("0"), False
    return digits, True


def _why(national: str) -> Fault:
    if len(national) < 9:
        return Fault.SHORT
    if len(national) > 10:
        return Fault.SEVERAL if len(national) >= 17 else Fault.LONG
    return Fault.UNKNOWN_PREFIX


def _written(national: str, *, mended: bool) -> Written:
    return Written(f"+84{national}", f"+84{national}", mended)


def mail(text: str) -> Written:
    """One mail address. Raises BadAddress."""
    plain = _tidy(text).removeprefix("mailto:").strip("<>")
    if not plain:
        raise BadAddress(Fault.EMPTY)
    if plain.count("@") != 1:
        raise BadAddress(Fault.SEVERAL if plain.count("@") > 1 else Fault.NO_MAIL)
    local, domain = plain.split("@")
    if not local.isascii():
        raise BadAddress(Fault.MARKS_IN_MAIL)
    if len(local) > LONGEST_LOCAL or not _LOCAL.fullmatch(local):
        raise BadAddress(Fault.NO_MAIL)
    found = f"{local}@{_domain(domain)}"
    if len(found) > LONGEST_MAIL:
        raise BadAddress(Fault.NO_MAIL)
    return Written(found, found.lower())


def _domain(text: str) -> str:
    try:
        domain = idna.encode(text.rstrip("."), uts46=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError):
        raise BadAddress(Fault.NO_MAIL) from None
    last = domain.rsplit(".", 1)[-1]
    if "." not in domain or not (last.isalpha() or last.startswith("xn--")) or len(last) < 2:
        raise BadAddress(Fault.NO_MAIL)
    return domain


def either(text: str) -> tuple[str, Written]:
    """("email" or "sms", the address) of one text that may be either. Raises BadAddress."""
    return ("email", mail(text)) if "@" in text else ("sms", mobile(text))


def masked(channel: str, address: str) -> str:
    """What an officer may see of it: "09•• ••• 123", "h•••@gmail.com", "•••"."""
    if channel == "sms" and address.startswith("+84"):
        national = f"0{address[3:]}"
        return f"{national[:2]}•• ••• {national[-3:]}"
    if channel == "email" and "@" in address:
        local, domain = address.rsplit("@", 1)
        return f"{local[:1]}•••@{domain}"
    return "•••"


def _tidy(text: str) -> str:
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text[:LONGEST_TYPED])).split())
