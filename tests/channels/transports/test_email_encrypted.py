"""STARTTLS: what is not encrypted or not trusted gets neither a password nor a mail."""

from __future__ import annotations

import datetime as dt
import ipaddress
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from khien.channels.transports.contract import AccountData, Fate
from khien.channels.transports.email.transport import Email
from tests.channels.contract import sent_over
from tests.channels.ports import free_port
from tests.channels.transports.mail_sinks import Sink, listening, sign_in
from tests.channels.transports.test_email import MailPeer


@dataclass
class Guarded:
    peer: MailPeer
    certificate: Path

    def account(self) -> AccountData:
        account = self.peer.account()
        return replace(account, settings={**account.settings, "security": "starttls"})


def _certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    begins = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + dt.timedelta(days=30))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .sign(key, hashes.SHA256())
    )
    cert, private = folder / "cert.pem", folder / "key.pem"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return cert, private


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[Guarded]:
    certificate, key = _certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    sink = Sink()
    controller = Controller(
        sink, hostname="127.0.0.1", port=free_port(), authenticator=sign_in, tls_context=context
    )
    controller.start()
    yield Guarded(MailPeer(sink, controller.port), certificate)
    controller.stop()


def test_goes_encrypted_to_a_server_that_is_trusted(
    guarded: Guarded, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusting = ssl.create_default_context(cafile=str(guarded.certificate))
    monkeypatch.setattr(ssl, "create_default_context", lambda: trusting)
    (outcome,), down = sent_over(Email(guarded.account()), [guarded.peer.parcel(1)])
    assert down is None
    assert outcome.fate is Fate.TAKEN
    assert len(guarded.peer.sink.mails) == 1


def test_a_server_that_nobody_vouches_for_gets_nothing(guarded: Guarded) -> None:
    outcomes, down = sent_over(Email(guarded.account()), [guarded.peer.parcel(1)])
    assert outcomes == []
    assert down is not None
    assert down.permanent
    assert guarded.peer.sink.mails == []


def test_no_encryption_offered_means_no_password_sent() -> None:
    sink = Sink()
    controller = listening(sink)
    try:
        account = MailPeer(sink, controller.port).account()
        account = replace(account, settings={**account.settings, "security": "starttls"})
        outcomes, down = sent_over(Email(account), [MailPeer(sink, controller.port).parcel(1)])
    finally:
        controller.stop()
    assert outcomes == []
    assert down is not None
    assert down.permanent
