"""Our key pair for web push (VAPID, RFC 8292). The private half is one line of base64 that is kept sealed."""

from __future__ import annotations

import base64
import json

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()


def new_key() -> str:
    number = ec.generate_private_key(CURVE).private_numbers().private_value
    return _text(number.to_bytes(32, "big"))


def public_key(private: str) -> str:
    """87 letters: what a browser wants as `applicationServerKey`."""
    point = _key(private).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return _text(point)


def signed(private: str, audience: str, contact: str, *, expires: int) -> str:
    """The Authorization header for one service: a signed token (ES256) and our public key."""
    head = _text(json.dumps({"typ": "JWT", "alg": "ES256"}).encode())
    claims = _text(json.dumps({"aud": audience, "exp": expires, "sub": contact}).encode())
    r, s = decode_dss_signature(_key(private).sign(f"{head}.{claims}".encode(), ec.ECDSA(SHA256())))
    signature = _text(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return f"vapid t={head}.{claims}.{signature},k={public_key(private)}"


def _key(private: str) -> ec.EllipticCurvePrivateKey:
    number = int.from_bytes(base64.urlsafe_b64decode(private + "=" * (-len(private) % 4)), "big")
    return ec.derive_private_key(number, CURVE)


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
