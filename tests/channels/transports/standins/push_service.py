"""A browser's push service and the browsers behind it (RFC 8030, 8291, 8292). It decrypts with http_ece and checks our
signature with py_vapid: neither is used for sending."""

from __future__ import annotations

import base64
import json
import os
import re
from dataclasses import dataclass, field
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02

from tests.channels.transports.standins.server import Asked, HangUp, Refuse, Said

LARGEST = 4096


class Browser:
    """Holds the private half that only it knows."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.auth = os.urandom(16)

    def subscription(self, base: str) -> str:
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        keys = {"p256dh": _text(point), "auth": _text(self.auth)}
        return json.dumps({"endpoint": f"{base}/push/{self.name}", "expirationTime": None, "keys": keys})

    def read(self, body: bytes) -> dict[str, Any]:
        plain = http_ece.decrypt(body, private_key=self.key, auth_secret=self.auth, version="aes128gcm")
        return dict(json.loads(plain))


@dataclass
class PushService:
    base: str = ""
    browsers: dict[str, Browser] = field(default_factory=dict)
    notes: list[tuple[str, dict[str, Any], dict[str, str]]] = field(
        default_factory=list
    )  # browser, note, headers
    answers: dict[str, int] = field(default_factory=dict)  # browser → status it gives

    def browser(self, name: str) -> str:
        """The subscription of a browser, made when it is first asked for."""
        return self.browsers.setdefault(name, Browser(name)).subscription(self.base)

    def __call__(self, asked: Asked) -> Said:
        name = asked.path.removeprefix("/push/")
        browser = self.browsers.get(name)
        if asked.method != "POST" or browser is None:
            raise Refuse(404, {"reason": "unknown"})
        self._signed(asked)
        if asked.headers.get("content-encoding") != "aes128gcm" or not asked.headers.get("ttl", "").isdigit():
            raise Refuse(400, {"reason": "headers"})
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,32}", asked.headers.get("topic", "x")):
            raise Refuse(400, {"reason": "topic"})
        if asked.headers.get("urgency", "normal") not in ("very-low", "low", "normal", "high"):
            raise Refuse(400, {"reason": "urgency"})
        if len(asked.body) > LARGEST:
            raise Refuse(413, None)
        status = self.answers.get(name, 201)
        if status == 0:
            raise HangUp
        if status >= 300:
            headers = {"Retry-After": "30"} if status == 429 else {}
            return Said({"reason": f"no {name}"}, status, headers)
        self.notes.append((name, browser.read(asked.body), asked.headers))
        return Said(None, 201, {"Location": f"{self.base}/m/{len(self.notes)}"})

    def _signed(self, asked: Asked) -> None:
        header = asked.headers.get("authorization", "")
        if not header.startswith("vapid t=") or not Vapid02.verify(header):
            raise Refuse(401, {"reason": "signature"})
        claims = json.loads(_bytes(header.partition("t=")[2].split(".")[1]))
        if claims["aud"] != self.base or not claims["sub"].startswith(("mailto:", "https:")):
            raise Refuse(403, {"reason": "claims"})


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
