"""Returned mail, in the shapes that mail servers write."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khien.channels.rules.kinds import ChannelKind
from khien.channels.transports.contract import AccountData, Receipt
from khien.channels.transports.email.bounces import receipts_in
from khien.channels.transports.email.transport import Email

DOMAIN = "anbinh.example"
POSTFIX = """From: MAILER-DAEMON@mx.example.vn
To: canh-bao@anbinh.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.example.vn.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.vn
{envelope}Arrival-Date: Tue, 24 Nov 2026 09:00:00 +0700 (ICT)

Final-Recipient: rfc822; nguoi@example.vn
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {told}

--B
{returned}
--B--
"""
WHOLE = "Content-Type: message/rfc822\n\nFrom: x@y.vn\nMessage-ID: <k1f@anbinh.example>\nSubject: a\n\nText"
HEADERS = "Content-Type: text/rfc822-headers\n\nFrom: x@y.vn\nMessage-ID: <k1f@anbinh.example>\nSubject: a\n"
FOREIGN = "Content-Type: message/rfc822\n\nFrom: x@y.vn\nMessage-ID: <k1f@somewhere.example>\n\nText"


def returned(
    *,
    action: str = "failed",
    status: str = "5.1.1",
    told: str = "550 5.1.1 no such user",
    back: str = WHOLE,
    envelope: str = "",
) -> bytes:
    return POSTFIX.format(action=action, status=status, told=told, returned=back, envelope=envelope).encode()


def test_who_is_gone_is_a_hard_failure() -> None:
    assert receipts_in(returned(), domain=DOMAIN) == [
        Receipt("k1f", delivered=False, hard=True, reason="no-address")
    ]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_returned_headers_alone_are_enough(line_end: str) -> None:
    raw = returned(back=HEADERS).decode().replace("\n", line_end).encode()
    (receipt,) = receipts_in(raw, domain=DOMAIN)
    assert receipt.provider_id == "k1f"


def test_the_envelope_id_is_enough_when_nothing_is_returned() -> None:
    raw = returned(back="Content-Type: text/plain\n\n", envelope="Original-Envelope-Id: k2a\n")
    (receipt,) = receipts_in(raw, domain=DOMAIN)
    assert receipt.provider_id == "k2a"


def test_a_full_mailbox_is_soft() -> None:
    (receipt,) = receipts_in(returned(status="5.2.2", told="552 5.2.2 over quota"), domain=DOMAIN)
    assert not receipt.hard
    assert receipt.reason == "full"


def test_the_truth_may_stand_in_the_words_only() -> None:
    (receipt,) = receipts_in(returned(status="5.0.0", told="550 5.1.1 unknown"), domain=DOMAIN)
    assert receipt.hard


def test_delivered_is_told_too() -> None:
    assert receipts_in(returned(action="delivered", status="2.0.0"), domain=DOMAIN) == [
        Receipt("k1f", delivered=True)
    ]


@pytest.mark.parametrize(
    "raw",
    [
        returned(action="delayed", status="4.4.1"),
        returned(back=FOREIGN),
        b"From: an@example.vn\nSubject: Re: Canh bao\nIn-Reply-To: <k1f@anbinh.example>\n\nCam on 5.1.1",
        b"",
        b"\x00\xff" * 500,
    ],
)
def test_what_is_no_report_of_ours_is_no_receipt(raw: bytes) -> None:
    assert receipts_in(raw, domain=DOMAIN) == []


@settings(deadline=None)
@given(st.binary(max_size=2000), st.integers(0, 900))
def test_garbage_never_breaks_the_reading(garbage: bytes, at: int) -> None:
    raw = returned()
    assert isinstance(receipts_in(raw[:at] + garbage + raw[at:], domain=DOMAIN), list)


def test_a_maildir_is_read_once_and_people_keep_their_mail(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "1").write_bytes(returned())
    (tmp_path / "new" / "2").write_bytes(b"Subject: hoi\n\nXin hoi")
    settings = {"sender": "canh-bao@anbinh.example", "intake": "folder", "intake_folder": str(tmp_path)}
    transport = Email(AccountData("u", ChannelKind.EMAIL, "Thư", settings, {}))
    batches = list(transport.receipts(seconds=5))
    assert [receipt.provider_id for batch in batches for receipt in batch] == ["k1f"]
    assert list(transport.receipts(seconds=5)) == []
    assert [file.name for file in (tmp_path / "cur").iterdir()] == ["2:2,S"]
