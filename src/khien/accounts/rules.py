"""Who may give which role, what a one-time code looks like, when an invitation still holds. Pure."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that looks like something else on paper
CODE_LENGTH = 12
PRINTED_HOLDS = dt.timedelta(days=14)
MAILED_HOLDS = dt.timedelta(days=7)
SIGN_IN_NAME = re.compile(r"^[a-z0-9](?:[a-z0-9._-]{1,58})[a-z0-9]$")

_ALL = frozenset(
    {
        "standing_office",
        "leader",
        "focal_officer",
        "editor",
        "approver",
        "trainer",
        "helpline",
        "auditor",
        "administrator",
    }
)
_IN_A_UNIT = _ALL - {"standing_office", "auditor", "administrator"}


class Way(StrEnum):
    """How a one-time code reaches its person."""

    PRINTED = "printed"
    MAILED = "mailed"


class State(StrEnum):
    OPEN = "open"
    USED = "used"
    REVOKED = "revoked"
    EXPIRED = "expired"


def roles_to_give(roles: Iterable[str]) -> frozenset[str]:
    """The roles that somebody with `roles` may give. A leader gives only what holds in her own unit."""
    held = frozenset(roles)
    if "administrator" in held:
        return _ALL
    if "standing_office" in held:
        return _ALL - {"administrator"}
    return _IN_A_UNIT - {"leader"} if "leader" in held else frozenset()


def may_manage(roles: Iterable[str], others: Iterable[str]) -> bool:
    """Whether somebody with `roles` may close, reopen or reset an account whose person holds `others`."""
    return frozenset(others) <= roles_to_give(roles)


def state_of(
    *, used_at: dt.datetime | None, revoked_at: dt.datetime | None, expires_at: dt.datetime, at: dt.datetime
) -> State:
    if used_at is not None:
        return State.USED
    if revoked_at is not None:
        return State.REVOKED
    return State.EXPIRED if at >= expires_at else State.OPEN


def plain_code(text: str) -> str:
    """A typed code without spaces, dashes and case."""
    return re.sub(r"[^0-9A-Z]", "", text.upper())


def grouped_code(code: str) -> str:
    """ "K7QM2RTX9ABC" → "K7QM-2RTX-9ABC"."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def suggested_name(full_name: str, taken: Iterable[str]) -> str:
    """ "Nguyễn Thị Hoa" → "hoa.nt"; "hoa.nt2" when that is taken."""
    words = _ascii(full_name).split()
    if not words:
        return ""
    stem = words[-1] + ("." + "".join(word[0] for word in words[:-1]) if len(words) > 1 else "")
    stem = stem if SIGN_IN_NAME.match(stem) else f"{stem}.canbo"
    used, number, name = frozenset(taken), 2, stem
    while name in used:
        name, number = f"{stem}{number}", number + 1
    return name


def _ascii(text: str) -> str:
    flat = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9 ]", "", "".join(c for c in flat if not unicodedata.combining(c)))
