"""Delivery receipts (SMPP 3.4 appendix B, 5.3.2.35) and answers to submit_sm, as values of the contract."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from enum import StrEnum

from khien.channels.rules.reasons import Reason
from khien.channels.transports.contract import Fate, Receipt

RECEIPTED_ID, MESSAGE_STATE = 0x001E, 0x0427  # TLVs
_STATES = {2: "DELIVRD", 3: "EXPIRED", 4: "DELETED", 5: "UNDELIV", 8: "REJECTD"}
_FAILED = frozenset({"EXPIRED", "DELETED", "UNDELIV", "REJECTD"})
_FIELD = re.compile(r"\b(id|stat|err):\s*([^\s]+)", re.I)

OK, BAD_LENGTH, BAD_SOURCE, BAD_TARGET, QUEUE_FULL, THROTTLED = 0x00, 0x01, 0x0A, 0x0B, 0x14, 0x58


class Ids(StrEnum):
    """Many centres answer with a number in one notation and tell its receipt in the other."""

    SAME = "same"
    DECIMAL = "decimal"  # answered hexadecimal, receipt decimal
    HEX = "hex"  # answered decimal, receipt hexadecimal


def kept_id(answered: str, ids: Ids) -> str:
    """What a message is found by later; numbers without leading zeros, in small letters."""
    plain = answered.strip().strip("\0")
    return plain if ids is Ids.SAME else plain.lower().lstrip("0") or "0"


def receipt_id(told: str, ids: Ids) -> str:
    try:
        if ids is Ids.DECIMAL:
            return f"{int(told, 10):x}"
        if ids is Ids.HEX:
            return str(int(told, 16))
    except ValueError:
        pass
    return kept_id(told, ids)


def receipt_in(
    text: str, tlvs: Mapping[int, bytes], *, ids: Ids, gone_errors: Collection[str]
) -> Receipt | None:
    """None for an answer of a person and for receipts that settle nothing yet (on its way, accepted)."""
    fields = {name.lower(): value for name, value in _FIELD.findall(text)}
    number = tlvs.get(RECEIPTED_ID, b"").rstrip(b"\0").decode("ascii", "replace") or fields.get("id", "")
    state = tlvs.get(MESSAGE_STATE, b"")
    stat = _STATES.get(state[0], "") if state else fields.get("stat", "").upper()
    error = fields.get("err", "")
    if not number or stat not in _FAILED | {"DELIVRD"}:
        return None
    if stat == "DELIVRD":
        return Receipt(receipt_id(number, ids), delivered=True)
    hard = stat == "UNDELIV" and error.lstrip("0") in {one.lstrip("0") for one in gone_errors if one}
    reason = Reason.NO_ADDRESS if hard else Reason.EXPIRED if stat == "EXPIRED" else Reason.REFUSED
    return Receipt(receipt_id(number, ids), delivered=False, hard=hard, reason=reason)


def fate_of(status: int) -> tuple[Fate, str, bool]:
    """(fate, reason, address gone). What we do not know was certainly not sent: another account may try."""
    if status == OK:
        return Fate.TAKEN, "", False
    if status == BAD_TARGET:
        return Fate.REFUSED, Reason.NO_ADDRESS, True
    if status == BAD_LENGTH:
        return Fate.REFUSED, Reason.REFUSED, False
    return Fate.TRY_AGAIN, f"smpp-{status:#04x}", False
