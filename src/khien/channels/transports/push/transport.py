"""The wire to the browsers' push services."""

from __future__ import annotations

import base64
import hashlib
import importlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from khien.base.clock import now
from khien.channels.rules.push_endpoints import Subscription, subscription_from
from khien.channels.rules.reasons import Reason
from khien.channels.transports.contract import AccountData, Fate, Limits, Outcome, Parcel
from khien.channels.transports.push.keys import new_key, public_key, signed
from khien.channels.transports.tokens import keeper
from khien.channels.transports.web_api import Answer, NoAnswer, NotSent, WebApi, in_flight

LARGEST = 3000  # bytes of the note; with encryption it stays under the 4,096 every service takes
SHORTEST_TTL, USUAL_TTL = 60, 24 * 3600
WIDTH = 16
KEY_NAME = "vapid"
SIGNED_SECONDS = 12 * 3600
CUT = "…"


class Push:
    """One key pair and who it writes for. Settings: contact (mailto: or https: for the services), more_hosts."""

    limits: ClassVar[Limits] = Limits(rate_per_second=200, longest=1000, media=("link",), chunk=100)

    def __init__(self, account: AccountData) -> None:
        self._account = account

    @contextmanager
    def open(self) -> Iterator[PushLine]:
        private = keeper().made_once(self._account, KEY_NAME, new_key)
        with WebApi("") as api:
            yield PushLine(self._account, api, private)

    def check(self) -> str:
        return _("The key is there. Browsers know us by %(key)s.") % {"key": self.public_key()}

    def public_key(self) -> str:
        """What a browser asks for when somebody subscribes."""
        return public_key(keeper().made_once(self._account, KEY_NAME, new_key))

    def parts(self, text: str) -> int:
        return 1


class PushLine:
    def __init__(self, account: AccountData, api: WebApi, private: str) -> None:
        self._settings = account.settings
        self._hosts = tuple(account.settings.get("more_hosts") or ())
        self._api = api
        self._private = private
        self._signatures: dict[str, tuple[float, str]] = {}
        self._lock = threading.Lock()

    def send(self, parcels: Iterator[Parcel]) -> Iterator[Outcome]:
        return in_flight(parcels, self._deliver, width=int(self._settings.get("width", WIDTH)))

    def _deliver(self, parcel: Parcel) -> Outcome:
        found = subscription_from(parcel.to, more_hosts=self._hosts)
        if found is None:
            return Outcome(parcel.ref, Fate.REFUSED, reason=Reason.NO_ADDRESS, hard=True)
        seconds = _seconds(parcel)
        if seconds is None:
            return Outcome(parcel.ref, Fate.REFUSED, reason=Reason.EXPIRED)
        body = _encrypted(found, note(parcel))
        if body is None:
            return Outcome(parcel.ref, Fate.REFUSED, reason=Reason.NO_ADDRESS, hard=True)
        headers = {
            "Authorization": self._signature(found.endpoint),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(seconds),
            "Urgency": "high" if parcel.urgent else "normal",
            "Topic": topic(parcel),
        }
        try:
            answer = self._api.ask("POST", found.endpoint, content=body, headers=headers)
        except NotSent:  # of one service: the others may answer
            return Outcome(parcel.ref, Fate.TRY_AGAIN, reason="no-line")
        except NoAnswer:
            return Outcome(parcel.ref, Fate.UNCERTAIN, reason=Reason.BROKEN)
        return _told(parcel, answer)

    def _signature(self, endpoint: str) -> str:
        """One per service and half a day, not one per browser."""
        parts = urlsplit(endpoint)
        audience = f"{parts.scheme}://{parts.netloc}"
        with self._lock:
            until, header = self._signatures.get(audience, (0.0, ""))
            if until < time.time():
                until = time.time() + SIGNED_SECONDS / 2
                contact = str(self._settings.get("contact") or "mailto:khien@localhost")
                header = signed(self._private, audience, contact, expires=int(time.time()) + SIGNED_SECONDS)
                self._signatures[audience] = (until, header)
            return header


def note(parcel: Parcel) -> bytes:
    """What the browser shows, as JSON of at most LARGEST bytes; a longer text is cut, its page has the whole."""
    title, text = parcel.subject, parcel.text
    if not title:
        title, _, text = text.partition("\n")
    data = {"title": title[:120], "body": text, "url": parcel.link, "tag": topic(parcel)}
    if parcel.urgent:
        data["urgent"] = True  # type: ignore[assignment]
    while len(packed := json.dumps(data, ensure_ascii=False).encode()) > LARGEST:
        over = len(packed) - LARGEST
        data["body"] = data["body"][: -max(over // 3, 1) - len(CUT)].rstrip(" " + CUT) + CUT
    return packed


def topic(parcel: Parcel) -> str:
    """Replaces an earlier attempt of the same parcel, on the way and on the screen. 32 letters of the RFC's alphabet."""
    wanted = str(parcel.extra.get("topic") or parcel.ref)
    return base64.urlsafe_b64encode(hashlib.sha256(wanted.encode()).digest())[:32].decode()


def _seconds(parcel: Parcel) -> int | None:
    """How long a service may keep it for a telephone that is off; None when nobody needs it any more."""
    if parcel.expires_at is None:
        return USUAL_TTL
    left = int((parcel.expires_at - now()).total_seconds())
    return max(left, SHORTEST_TTL) if left > 0 else None


def _encrypted(found: Subscription, data: bytes) -> bytes | None:
    """RFC 8291. None when the browser's keys are no keys."""
    info = {"endpoint": found.endpoint, "keys": {"p256dh": found.p256dh, "auth": found.auth}}
    try:
        body = importlib.import_module("pywebpush").WebPusher(info).encode(data)["body"]
    except Exception:  # of several libraries, and their words may hold the keys
        return None
    return bytes(body)


def _told(parcel: Parcel, answer: Answer) -> Outcome:
    if answer.status in (200, 201, 202, 204):
        place = next((v for k, v in answer.headers.items() if k.lower() == "location"), parcel.ref)
        number = hashlib.sha256(place.encode()).hexdigest()[:32]
        return Outcome(parcel.ref, Fate.TAKEN, provider_id=number)
    if answer.status in (404, 410):
        return Outcome(parcel.ref, Fate.REFUSED, reason=Reason.NO_ADDRESS, hard=True)
    if answer.status == 429 or answer.status >= 500:
        return Outcome(parcel.ref, Fate.TRY_AGAIN, reason="later")
    reasons: dict[int, str] = {413: "too-long", 401: "account", 403: "account"}
    return Outcome(parcel.ref, Fate.REFUSED, reason=reasons.get(answer.status, f"push{answer.status}"))
