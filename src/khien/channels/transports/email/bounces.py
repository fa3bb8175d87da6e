"""Returned mail (RFC 3464 delivery status notifications) as receipts. Pure: bytes in, values out.

Known by our own Message-ID in the returned headers, else by the envelope id we gave (RFC 3461). Refuses to guess from
the words of a mail: an answer of a person, a holiday note or a forged notice without our id is no receipt.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import Message

from khien.channels.transports.contract import Receipt
from khien.channels.transports.email.answers import gone_address, why

LARGEST = (
    1024 * 1024
)  # octets of one returned mail; a longer one is cut, its report stands near the beginning
MOST_PARTS = 30
_REF = re.compile(r"<([A-Za-z0-9._=+-]{1,80})@([A-Za-z0-9.-]{1,253})>")
_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")


def receipts_in(raw: bytes, *, domain: str) -> list[Receipt]:
    """`domain`: of our sender address; ids of others are not ours. Empty for a mail that is no report."""
    try:
        made = email.message_from_bytes(raw[:LARGEST], policy=email.policy.compat32)
        return list(_receipts(made, domain))
    except (ValueError, LookupError, AssertionError, RecursionError, AttributeError, TypeError):
        return []  # a mail that Python's parser cannot read tells us nothing


def _receipts(made: Message, domain: str) -> Iterator[Receipt]:
    report = next(
        (part for part in _parts(made) if part.get_content_type() == "message/delivery-status"), None
    )
    if report is None:
        return
    groups = [block for block in _groups(report) if block]
    ref = _own_id(made, domain) or _envelope_id(groups)
    if not ref:
        return
    for block in groups:
        receipt = _one(block, ref)
        if receipt is not None:
            yield receipt
            return  # one mail of ours goes to one address


def _one(block: Message, ref: str) -> Receipt | None:
    action = _field(block, "Action").lower()
    status = _STATUS.search(_field(block, "Status"))
    code = status.group(0) if status else ""
    if action == "delivered":
        return Receipt(ref, delivered=True)
    if action == "delayed" or (action != "failed" and not code.startswith("5")):
        return None  # the server still tries
    told = _field(block, "Diagnostic-Code")
    precise = _STATUS.search(told)
    if precise and code.endswith(".0.0"):  # "5.0.0" with the truth in the words
        code = precise.group(0)
    gone = gone_address(code)
    return Receipt(ref, delivered=False, hard=gone, reason=why(code, gone=gone))


def _own_id(made: Message, domain: str) -> str:
    """From the returned headers, whole or alone."""
    for part in _parts(made):
        kind = part.get_content_type()
        if kind == "message/rfc822":
            inner = part.get_payload()
            found = (
                _ref_in(_field(inner[0], "Message-ID"), domain) if isinstance(inner, list) and inner else ""
            )
        elif kind in ("text/rfc822-headers", "message/rfc822-headers"):
            found = _ref_in(_field(email.message_from_string(_text(part)), "Message-ID"), domain)
        else:
            continue
        if found:
            return found
    return ""


def _envelope_id(groups: list[Message]) -> str:
    found = _field(groups[0], "Original-Envelope-Id") if groups else ""
    return found if re.fullmatch(r"[A-Za-z0-9-]{1,80}", found) else ""


def _ref_in(text: str, domain: str) -> str:
    found = _REF.search(text)
    return found.group(1) if found and found.group(2).lower() == domain.lower() else ""


def _groups(report: Message) -> list[Message]:
    """A report's blocks of fields: about the mail first, then one for each address."""
    inner = report.get_payload()
    if isinstance(inner, list):
        return [block for block in inner if isinstance(block, Message)]
    return [email.message_from_string(block) for block in re.split(r"\r?\n\r?\n", _text(report))]


def _parts(made: Message) -> Iterator[Message]:
    """Not into the returned mail itself."""
    if not made.is_multipart():
        yield made
        return
    inner = made.get_payload()
    for part in inner[:MOST_PARTS] if isinstance(inner, list) else []:
        if isinstance(part, Message):
            if part.get_content_maintype() == "multipart":
                yield from _parts(part)
            else:
                yield part


def _field(made: object, name: str) -> str:
    value = made.get(name) if isinstance(made, Message) else None
    return " ".join(str(value).split())[:500] if value is not None else ""


def _text(part: Message) -> str:
    data = part.get_payload(decode=True)
    return data.decode("utf-8", "replace") if isinstance(data, bytes) else ""
