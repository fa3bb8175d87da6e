"""What a mail says of itself, how it is signed, and what the server's answers mean; against aiosmtpd."""

from __future__ import annotations

import base64
import datetime as dt
import email
from collections.abc import Iterator
from dataclasses import replace
from email.header import decode_header, make_header

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from khien.channels.transports.contract import Fate, Parcel, TransportDown
from khien.channels.transports.email.answers import understood
from khien.channels.transports.email.forms import EmailForm
from khien.channels.transports.email.transport import Email
from khien.channels.transports.email.writing import mail, written_address
from tests.channels.contract import a_parcel, sent_over
from tests.channels.transports.mail_sinks import Sink, listening
from tests.channels.transports.test_email import MailPeer

AT = dt.datetime(2026, 11, 24, 2, 0, tzinfo=dt.UTC)
LEAVE = "https://anbinh.example/nhan-tin/thoi/abc/"


@pytest.fixture
def peer() -> Iterator[MailPeer]:
    sink = Sink()
    controller = listening(sink)
    yield MailPeer(sink, controller.port)
    controller.stop()


def test_says_who_sent_it_and_how_to_leave(peer: MailPeer) -> None:
    account = peer.account()
    account = replace(account, settings={**account.settings, "reply_to": "hoi-dap@anbinh.example"})
    html = "<html><body><p>Hãy gác máy</p></body></html>"
    parcel = replace(peer.parcel(1), unsubscribe=LEAVE, html=html)
    (outcome,), _down = sent_over(Email(account), [parcel])
    (made,) = peer.sink.mails
    raw = email.message_from_bytes(peer.sink.raw[0])[
        "From"
    ]  # the newer parser keeps blanks between encoded words
    shown = "Sở Khoa học và Công nghệ tỉnh An Bình <canh-bao@anbinh.example>"
    assert " ".join(str(make_header(decode_header(raw))).split()) == shown
    assert made["Reply-To"] == "hoi-dap@anbinh.example"
    assert made["Subject"] == "Cảnh báo số 1"
    assert made["List-Unsubscribe"] == f"<{LEAVE}>"
    assert made["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert made["Message-ID"] == f"<{parcel.ref}@anbinh.example>"
    assert outcome.provider_id == parcel.ref
    assert made["Auto-Submitted"] == "auto-generated"
    assert made["Date"] is not None
    assert made.get_content_type() == "multipart/alternative"
    plain, page = made.get_body(("plain",)), made.get_body(("html",))
    assert plain is not None
    assert page is not None
    assert LEAVE in plain.get_content()
    assert LEAVE in page.get_content()


def test_every_line_is_short_and_ends_as_the_standard_says(peer: MailPeer) -> None:
    subject = "Cảnh báo " * 30
    sent_over(
        Email(peer.account()), [replace(peer.parcel(1), subject=subject, text=".\n..\n" + "dài " * 900)]
    )
    lines = peer.sink.raw[0].split(b"\r\n")
    assert max(len(line) for line in lines) <= 998
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert peer.sink.mails[0]["Subject"].split() == subject.split()


def test_nothing_typed_becomes_a_header(peer: MailPeer) -> None:
    nasty = replace(
        peer.parcel(1), subject="Chào\r\nBcc: ai@do.vn", unsubscribe="https://x.vn/\r\nBcc: ai@do.vn"
    )
    sent_over(Email(peer.account()), [nasty, a_parcel(2, "a@b.vn>\r\nRCPT TO:<c@d.vn")])
    (made,) = peer.sink.mails
    assert made["Bcc"] is None
    assert len(peer.sink.envelopes[0][1]) == 1


@pytest.mark.parametrize(
    ("typed", "wire"),
    [
        ("an@example.vn", "an@example.vn"),
        ("an@tỉnh.vn", "an@xn--tnh-dlz.vn"),
        ("", ""),
        ("an", ""),
        ("a b@example.vn", ""),
        ("an@", ""),
        ("ăn@example.vn", ""),
        ("an@" + "x" * 70 + ".vn", ""),
        ("<an@example.vn>", ""),
    ],
)
def test_addresses_as_servers_understand_them(typed: str, wire: str) -> None:
    assert written_address(typed) == wire


def test_is_signed_when_a_key_is_given(peer: MailPeer) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    account = peer.account()
    account = replace(
        account,
        settings={**account.settings, "dkim_selector": "khien"},
        secrets={**account.secrets, "dkim_key": pem},
    )
    assert EmailForm({**account.settings, **account.secrets}).is_valid()
    sent_over(Email(account), [replace(peer.parcel(1), unsubscribe=LEAVE)])
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    record = b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)

    def zone(name: bytes, timeout: int = 5) -> bytes | None:
        return record if name.startswith(b"khien._domainkey.anbinh.example") else None

    (made,) = peer.sink.raw
    assert dkim.verify(made, dnsfunc=zone)
    assert b"list-unsubscribe" in made.split(b"\r\n\r\n")[0].lower().split(b"h=")[1]
    assert not dkim.verify(made.replace(b"Subject: ", b"Subject: x"), dnsfunc=zone)


def test_a_key_that_is_none_is_refused_when_typed(peer: MailPeer) -> None:
    account = peer.account()
    form = EmailForm({**account.settings, **account.secrets, "dkim_selector": "k", "dkim_key": "khoá"})
    assert "dkim_key" in form.errors


def test_a_password_does_not_travel_in_the_open(peer: MailPeer) -> None:
    account = peer.account()
    form = EmailForm({**account.settings, **account.secrets, "host": "smtp.example.vn"})
    assert "security" in form.errors


@pytest.mark.parametrize(
    ("code", "words", "fate", "hard"),
    [
        (250, b"2.0.0 OK", Fate.TAKEN, False),
        (451, b"4.7.1 Greylisted", Fate.TRY_AGAIN, False),
        (452, b"4.2.2 Mailbox full", Fate.TRY_AGAIN, False),
        (550, b"5.1.1 No such user", Fate.REFUSED, True),
        (550, b"5.1.8 Bad sender's system", Fate.REFUSED, False),
        (550, b"5.7.1 Policy", Fate.REFUSED, False),
        (550, b"User unknown in virtual table", Fate.REFUSED, True),
        (554, b"Transaction failed", Fate.REFUSED, False),
    ],
)
def test_codes_of_servers(code: int, words: bytes, fate: Fate, hard: bool) -> None:
    answer = understood(code, words, about_address=True)
    assert (answer.fate, answer.hard) == (fate, hard)


def test_a_refusal_for_policy_does_not_strike_an_address(peer: MailPeer) -> None:
    spam, policy = a_parcel(1, "spam@example.vn"), a_parcel(2, "policy@example.vn")
    outcomes, down = sent_over(Email(peer.account()), [spam, policy])
    assert down is None
    assert [(o.fate, o.hard) for o in outcomes] == [(Fate.REFUSED, False)] * 2


def test_a_server_that_ends_connections_early_is_called_again(peer: MailPeer) -> None:
    peer.sink.most_per_connection = 3
    outcomes, down = sent_over(Email(peer.account()), [peer.parcel(number) for number in range(1, 9)])
    assert down is None
    assert [o.fate for o in outcomes] == [Fate.TAKEN] * 8
    assert len(peer.sink.mails) == 8
    assert peer.sink.connections == 3


def test_a_sender_that_is_refused_is_for_people_to_mend(peer: MailPeer) -> None:
    account = peer.account()
    account = replace(account, settings={**account.settings, "bounce_to": "not-ours@example.vn"})
    outcomes, down = sent_over(Email(account), [peer.parcel(1), peer.parcel(2)])
    assert [o.fate for o in outcomes] == [Fate.TRY_AGAIN]
    assert isinstance(down, TransportDown)
    assert down.permanent


def test_files_and_odd_names_travel(peer: MailPeer) -> None:
    files = (("áp phích.png", "image/png", b"\x89PNG"), ("x", "không/phải", b"1"))
    sent_over(Email(peer.account()), [replace(peer.parcel(1), files=files)])
    attached = list(peer.sink.mails[0].iter_attachments())
    assert [one.get_content_type() for one in attached] == ["image/png", "application/octet-stream"]
    assert attached[0].get_content() == b"\x89PNG"


def test_a_mail_without_words_is_still_a_mail() -> None:
    parcel = Parcel(ref="k1", to="an@example.vn", text="")
    made = mail(parcel, sender="a@b.vn", shown="", reply_to="", leave_words="Thôi:", at=AT)
    assert made.startswith(b"From: ")
