"""The key that signs alerts, and its certificate. Made once and kept in KHIEN_DATA, or given by two files.

Refuses to print, log or hand out the key; the certificate is for everybody.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from khien.alerts.renditions.signature import fingerprint, new_pair
from khien.base import clock


@dataclass(frozen=True, slots=True)
class KeyPair:
    key: bytes = field(repr=False)
    certificate: bytes
    fingerprint: str


def key_pair() -> KeyPair:
    """Read each time: a renewed key holds at once, in every process. Two first calls agree on one file."""
    if settings.KHIEN_ALERT_KEY_FILE:
        key = Path(settings.KHIEN_ALERT_KEY_FILE).read_bytes()
        certificate = Path(settings.KHIEN_ALERT_CERT_FILE).read_bytes()
    else:
        key, certificate = _split(_kept(Path(settings.KHIEN_ALERT_KEPT_PAIR)))
    return KeyPair(key, certificate, fingerprint(certificate))


def public_certificate() -> KeyPair:
    """The same without the key, for pages."""
    pair = key_pair()
    return KeyPair(b"", pair.certificate, pair.fingerprint)


def _kept(path: Path) -> bytes:
    """Key and certificate in one file, so that they can never belong to different pairs."""
    if not path.exists():
        key, certificate = new_pair(settings.KHIEN_NAME, at=clock.now())
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent)  # readable by its owner only
        with os.fdopen(handle, "wb") as file:
            file.write(key + certificate)
        try:
            os.link(temporary, path)  # fails when another process was faster: then its pair holds
        except FileExistsError:
            pass
        finally:
            os.unlink(temporary)
    return path.read_bytes()


def _split(pem: bytes) -> tuple[bytes, bytes]:
    begins = pem.index(b"-----BEGIN CERTIFICATE-----")
    return pem[:begins], pem[begins:]
