"""What an indicator is: its kinds, marks and one way to write each value. Plain text in, plain values out.

Refuses what would hurt the innocent: sites of the state, sites that everybody uses, emergency numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit, urlunsplit

MOST_LINES = 500
LONGEST = 1000


class IndicatorKind(StrEnum):
    DOMAIN = "domain"
    URL = "url"
    PHONE = "phone"
    ACCOUNT = "account"
    SHA256 = "sha256"
    EMAIL = "email"


class Tlp(StrEnum):
    """Traffic Light Protocol 2.0 (FIRST): who may pass it on. In order, from everybody to nobody."""

    CLEAR = "clear"
    GREEN = "green"
    AMBER = "amber"
    AMBER_STRICT = "amber+strict"
    RED = "red"

    @property
    def rank(self) -> int:
        return list(Tlp).index(self)


class Flaw(StrEnum):
    """Why a line is no indicator."""

    UNKNOWN = "unknown"
    LONG = "long"
    STATE = "state"
    SHARED = "shared"
    HOTLINE = "hotline"


@dataclass(frozen=True, slots=True)
class Found:
    kind: IndicatorKind
    value: str


@dataclass(frozen=True, slots=True)
class Line:
    """One typed line: what it is, or why it is nothing."""

    text: str
    found: Found | None
    flaw: Flaw | None = None


OF_PEOPLE = frozenset({IndicatorKind.PHONE, IndicatorKind.ACCOUNT})
"""Somebody real may stand behind them (a borrowed telephone, a hired account): AMBER at least, named centres only."""
SHARED_SITES = frozenset(
    [
        "facebook.com",
        "fb.com",
        "zalo.me",
        "youtube.com",
        "google.com",
        "gmail.com",
        "tiktok.com",
        "telegram.org",
        "t.me",
        "bit.ly",
        "apple.com",
        "microsoft.com",
        "github.com",
        "shopee.vn",
        "lazada.vn",
        "vnexpress.net",
        "wikipedia.org",
    ]
)
HOTLINES = frozenset({"111", "112", "113", "114", "115", "156", "5656", "1022", "18001166"})
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+[a-z][a-z0-9-]{{0,61}}[a-z0-9]")
_EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([^@\s]+)")
_SHA = re.compile(r"[0-9a-f]{64}")
_ACCOUNT = re.compile(r"([A-Za-z][A-Za-z ]{1,30}?)[\s:/-]+([0-9][0-9 .-]{4,24}[0-9])")
_PHONE = re.compile(r"\+?[0-9][0-9 .()-]{6,20}")


def least_mark(kind: IndicatorKind, wanted: Tlp) -> Tlp:
    return max(wanted, Tlp.AMBER, key=lambda mark: mark.rank) if kind in OF_PEOPLE else wanted


def read_lines(text: str) -> list[Line]:
    """Each line once, in the order typed; empty ones are nothing."""
    lines = dict.fromkeys(line.strip() for line in text.splitlines())
    return [read_line(line) for line in lines if line]


def read_line(text: str) -> Line:
    if len(text) > LONGEST:
        return Line(text[:80], None, Flaw.LONG)
    plain = refanged(text)
    for reader in (_sha, _url, _email, _account, _domain, _phone):
        found = reader(plain)
        if isinstance(found, Found):
            return Line(text, found)
        if found is not None:
            return Line(text, None, found)
    return Line(text, None, Flaw.UNKNOWN)


def refanged(text: str) -> str:
    """As it really is: people write hxxp and [.] so that nobody opens it by mistake."""
    plain = re.sub(r"\[\.\]|\(\.\)|\[dot\]|\{\.\}", ".", text.strip(), flags=re.I)
    plain = re.sub(r"\[@\]|\[at\]", "@", plain, flags=re.I)
    return re.sub(r"^hxxp", "http", plain, flags=re.I).replace("[:]", ":")


_IN_TEXT = re.compile(
    r"(?:https?|hxxps?)://[^\s<>\"'“”]+|[\w.+-]+@[\w.-]+\.\w{2,}|"
    r"(?<![\w@.])(?:[\w-]+(?:\.|\[\.\]))+[A-Za-z]{2,24}(?![\w@])|(?<![\w.])\+?\d[\d .]{7,14}\d(?![\w])",
    re.I,
)


def found_in(text: str) -> list[Found]:
    """What a text names, for a person to choose from. What would hurt the innocent is not offered."""
    lines = [read_line(match.group().rstrip(".,;:)")) for match in _IN_TEXT.finditer(text[:50_000])]
    return list(dict.fromkeys(line.found for line in lines if line.found is not None))[:100]


def _sha(text: str) -> Found | None:
    return Found(IndicatorKind.SHA256, text.lower()) if _SHA.fullmatch(text.lower()) else None


def _url(text: str) -> Found | Flaw | None:
    if not re.match(r"https?://", text, re.I):
        return None
    try:
        parts = urlsplit(text)
        host, port = _host(parts.hostname or ""), parts.port
    except ValueError:
        return Flaw.UNKNOWN
    if not host or parts.username or re.search(r"\s", text):
        return Flaw.UNKNOWN
    if _of_state(host):
        return Flaw.STATE
    if parts.path in ("", "/") and not parts.query and host.removeprefix("www.") in SHARED_SITES:
        return Flaw.SHARED
    where = f"{host}:{port}" if port else host
    return Found(
        IndicatorKind.URL, urlunsplit((parts.scheme.lower(), where, parts.path or "/", parts.query, ""))
    )


def _email(text: str) -> Found | Flaw | None:
    match = _EMAIL.fullmatch(text.lower())
    host = _host(match.group(1)) if match else ""
    if not match or not host:
        return None
    if _of_state(host):
        return Flaw.STATE
    return Found(IndicatorKind.EMAIL, f"{text.lower().rsplit('@', 1)[0]}@{host}")


def _domain(text: str) -> Found | Flaw | None:
    host = _host(text)
    if not host:
        return None
    if _of_state(host):
        return Flaw.STATE
    return Flaw.SHARED if host.removeprefix("www.") in SHARED_SITES else Found(IndicatorKind.DOMAIN, host)


def _account(text: str) -> Found | None:
    match = _ACCOUNT.fullmatch(text)
    if match is None:
        return None
    number = re.sub(r"\D", "", match.group(2))
    return Found(IndicatorKind.ACCOUNT, f"{' '.join(match.group(1).upper().split())} {number}")


def _phone(text: str) -> Found | Flaw | None:
    digits = re.sub(r"\D", "", text)
    if digits in HOTLINES:
        return Flaw.HOTLINE
    if not _PHONE.fullmatch(text):
        return None
    if text.startswith("+") or (digits.startswith("84") and len(digits) == 11):
        whole = digits
    elif digits.startswith("0") and len(digits) in (10, 11):
        whole = f"84{digits[1:]}"
    elif digits.startswith(("1800", "1900")) and len(digits) in (8, 10):
        whole = f"84{digits}"
    else:
        return None
    return Found(IndicatorKind.PHONE, f"+{whole}") if 8 <= len(whole) <= 15 else None


def _host(text: str) -> str:
    """The name as machines write it; "" for anything that is no name."""
    try:
        name = text.strip().rstrip(".").lower().encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    return name if len(name) <= 253 and _DOMAIN.fullmatch(name) else ""


def _of_state(host: str) -> bool:
    return host == "gov.vn" or host.endswith(".gov.vn")
