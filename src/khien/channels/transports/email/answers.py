"""What a mail server's answer means (RFC 5321 4.2, enhanced codes RFC 3463)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from khien.channels.rules.reasons import Reason
from khien.channels.transports.contract import Fate

_ENHANCED = re.compile(rb"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_NOBODY = re.compile(
    rb"unknown|no such|not exist|doesn't exist|not found|invalid (recipient|mailbox|user)|user disabled", re.I
)


@dataclass(frozen=True, slots=True)
class Answer:
    fate: Fate
    reason: str = ""
    hard: bool = False


def understood(code: int, words: bytes, *, about_address: bool = False) -> Answer:
    """`about_address`: the answer to RCPT; only there a plain "user unknown" without an enhanced code is believed."""
    found = _ENHANCED.search(words)
    enhanced = found.group(0).decode() if found else ""
    if 200 <= code < 400:
        return Answer(Fate.TAKEN)
    if 500 <= code < 600:
        gone = gone_address(enhanced) if enhanced else (about_address and bool(_NOBODY.search(words)))
        return Answer(Fate.REFUSED, why(enhanced, gone=gone, full=code == 552), gone)
    return Answer(Fate.TRY_AGAIN, f"smtp-{code}")


def why(enhanced: str, *, gone: bool, full: bool = False) -> str:
    """In the codes that pages know."""
    if gone:
        return Reason.NO_ADDRESS
    return Reason.FULL if full or enhanced.endswith(".2.2") else Reason.REFUSED


def gone_address(enhanced: str) -> bool:
    """5.1.x without those about the sender's side (5.1.7, 5.1.8), 5.2.1: the mailbox is closed for good."""
    return (enhanced.startswith("5.1.") and enhanced not in {"5.1.7", "5.1.8"}) or enhanced == "5.2.1"
