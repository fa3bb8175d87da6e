"""One HTTP request a message, a few at once. Who answers nothing after the request was out is asked by our reference;
where the gateway knows no such question it stays doubt."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import Any, ClassVar
from urllib.parse import urlsplit

import httpx
from django.utils.translation import gettext as _

from khien.channels.rules.reasons import Reason
from khien.channels.transports.contract import (
    AccountData,
    Fate,
    Limits,
    Outcome,
    Parcel,
    Receipt,
    TransportDown,
)
from khien.channels.transports.forms import LOOPBACK
from khien.channels.transports.sms_http import wording
from khien.library.api import sms_count

TIMEOUT = httpx.Timeout(20, connect=5)
LARGEST = 64 * 1024  # octets of an answer or of a receipt's body
MOST_RECEIPTS = 1000
_BEFORE = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)

for _name in ("httpx", "httpcore"):  # they write whole addresses, with numbers and passwords in the query
    logging.getLogger(_name).setLevel(logging.WARNING)


class _NotReached(Exception):
    pass


class _NoAnswer(Exception):
    pass


class SmsHttp:
    limits: ClassVar[Limits] = Limits(rate_per_second=20, longest=1000, parts=True, media=("link",), chunk=20)

    def __init__(self, account: AccountData) -> None:
        self._account = account
        self.settings = account.settings

    @contextmanager
    def open(self) -> Iterator[GatewayLine]:
        with self._client() as client:
            yield GatewayLine(self, client)

    def check(self) -> str:
        """Asks the address that the gateway has for it; without one only whether it answers and knows us."""
        own = str(self.settings.get("check_url") or "")
        with self._client() as client:
            try:
                status, _body = asked(client, "GET" if own else "HEAD", own or str(self.settings["url"]))
            except (_NotReached, _NoAnswer):
                raise TransportDown(_("The gateway does not answer.")) from None
        if status in (401, 403):
            raise TransportDown(_("The gateway refuses our name or password."), permanent=True)
        if status >= 500 or (own and status >= 400):
            raise TransportDown(_("The gateway answers with error %(status)s.") % {"status": status})
        return _("The gateway answers.")

    def parts(self, text: str) -> int:
        return max(1, sms_count(text).parts)

    def resolve(self, ref: str, client: httpx.Client) -> Fate:
        """What the gateway knows of a message of ours: TAKEN, TRY_AGAIN (never heard of it), UNCERTAIN."""
        address = str(self.settings.get("query_url") or "")
        if not address:
            return Fate.UNCERTAIN
        try:
            status, body = asked(client, "GET", address.replace("{ref}", ref))
        except (_NotReached, _NoAnswer):
            return Fate.UNCERTAIN
        value = wording.at_place(wording.parsed(body), str(self.settings.get("query_field") or ""))
        if 200 <= status < 300 and wording.among(value, wording.listed(self.settings.get("query_taken"))):
            return Fate.TAKEN
        absent = wording.listed(self.settings.get("query_absent"))
        if (not absent and status == 404) or wording.among(value, absent):
            return Fate.TRY_AGAIN
        return Fate.UNCERTAIN

    def receipts_from(self, body: bytes, headers: Mapping[str, str]) -> list[Receipt]:
        """What a gateway tells our receiver. Raises ValueError for what is no receipt of the set shape."""
        if len(body) > LARGEST:
            raise ValueError("too large")
        told = wording.parsed(body)
        place = str(self.settings.get("receipts_at") or "")
        for step in place.split(".") if place else []:
            told = told.get(step) if isinstance(told, dict) else None
        rows = told if isinstance(told, list) else [told]
        found = [self._receipt(row) for row in rows[:MOST_RECEIPTS]]
        if not any(row for row in rows if isinstance(row, dict)):
            raise ValueError("no receipt")
        return [receipt for receipt in found if receipt is not None]

    def _receipt(self, row: Any) -> Receipt | None:
        number = wording.at_place(row, str(self.settings.get("receipt_id") or "id"))
        state = wording.at_place(row, str(self.settings.get("receipt_state") or "status"))
        if not number or len(number) > 80:
            return None
        if wording.among(state, wording.listed(self.settings.get("receipt_delivered"))):
            return Receipt(number, delivered=True)
        hard = wording.among(state, wording.listed(self.settings.get("receipt_gone")))
        if hard or wording.among(state, wording.listed(self.settings.get("receipt_failed"))):
            return Receipt(
                number, delivered=False, hard=hard, reason=Reason.NO_ADDRESS if hard else Reason.REFUSED
            )
        return None  # on its way

    def request(self, client: httpx.Client, parcel: Parcel) -> tuple[int, bytes]:
        made = wording.filled(wording.template(str(self.settings["template"])), self._values(parcel))
        body = str(self.settings.get("body") or "json")
        words: dict[str, Any] = (
            {"json": made} if body == "json" else {"data" if body == "form" else "params": wording.flat(made)}
        )
        method = "GET" if body == "query" else "POST"
        return asked(client, method, str(self.settings["url"]), **words)

    def _values(self, parcel: Parcel) -> dict[str, str]:
        digits = parcel.to.lstrip("+")
        numbers = {
            "plus": f"+{digits}",
            "local": "0" + digits.removeprefix("84") if digits[:2] == "84" else digits,
        }
        return {
            "to": numbers.get(str(self.settings.get("number_form")), digits),
            "text": parcel.text,
            "ref": parcel.ref,
            "brand": str(self.settings.get("brand") or ""),
            "user": str(self.settings.get("username") or ""),
            "secret": self._account.secrets.get("password", ""),
            "callback": str(self.settings.get("callback") or ""),
        }

    def _client(self) -> httpx.Client:
        secret, user = self._account.secrets.get("password", ""), str(self.settings.get("username") or "")
        how = self.settings.get("auth")
        headers = {"User-Agent": "Khien"}
        if how == "bearer":
            headers["Authorization"] = f"Bearer {secret}"
        elif how == "header":
            headers[str(self.settings.get("auth_header") or "X-Api-Key")] = secret
        inside = urlsplit(str(self.settings["url"])).hostname in LOOPBACK
        return httpx.Client(
            headers=headers,
            auth=(user, secret) if how == "basic" else None,
            timeout=TIMEOUT,
            trust_env=not inside,  # an office's proxy, but never to reach this machine
            follow_redirects=False,
        )

    @property
    def window(self) -> int:
        return max(1, min(int(self.settings.get("window") or 4), self.limits.chunk))


def asked(client: httpx.Client, method: str, address: str, **words: Any) -> tuple[int, bytes]:
    """(status, the beginning of the body). Raises _NotReached when nothing left this machine, _NoAnswer after."""
    try:
        with client.stream(method, address, **words) as response:
            body = b""
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > LARGEST:
                    break
            return response.status_code, body[:LARGEST]
    except _BEFORE:
        raise _NotReached from None
    except (httpx.HTTPError, httpx.InvalidURL, ValueError):
        raise _NoAnswer from None


class GatewayLine:
    def __init__(self, transport: SmsHttp, client: httpx.Client) -> None:
        self._transport, self._client = transport, client
        self._down: TransportDown | None = None

    def send(self, parcels: Iterator[Parcel]) -> Iterator[Outcome]:
        waiting: set[Future[Outcome]] = set()
        more = True
        with ThreadPoolExecutor(self._transport.window) as pool:
            while waiting or (more and self._down is None):
                while more and self._down is None and len(waiting) < self._transport.window:
                    parcel = next(parcels, None)
                    if parcel is None:
                        more = False
                    else:
                        waiting.add(pool.submit(self._handed_over, parcel))
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                for future in done:
                    yield future.result()
        if self._down is not None:
            raise self._down

    def _handed_over(self, parcel: Parcel) -> Outcome:
        parts = self._transport.parts(parcel.text)
        try:
            status, body = self._transport.request(self._client, parcel)
        except _NotReached:
            self._down = TransportDown(_("The gateway does not answer."))
            return Outcome(parcel.ref, Fate.TRY_AGAIN, parts=parts, reason="gateway-unreached")
        except _NoAnswer:
            return self._doubtful(parcel, parts)
        if status in (401, 403):
            self._down = TransportDown(_("The gateway refuses our name or password."), permanent=True)
            return Outcome(parcel.ref, Fate.TRY_AGAIN, parts=parts, reason="gateway-401")
        if status in (408, 500, 502, 504):
            return self._doubtful(parcel, parts)
        return self._understood(parcel, parts, status, body)

    def _understood(self, parcel: Parcel, parts: int, status: int, body: bytes) -> Outcome:
        settings = self._transport.settings
        answer = wording.parsed(body)
        field = str(settings.get("success_field") or "")
        value = wording.at_place(answer, field)
        good = wording.listed(settings.get("success_values"))
        if 200 <= status < 300 and (not good or wording.among(value, good, begins=not field)):
            place = str(settings.get("id_field") or "")
            number = wording.at_place(answer, place) if place else parcel.ref
            return Outcome(parcel.ref, Fate.TAKEN, (number or parcel.ref)[:80], parts)
        reason = f"gateway-{status}" + (f"-{value[:20].lower()}" if value.isalnum() else "")
        hard = wording.among(value, wording.listed(settings.get("gone_values")), begins=not field)
        if hard or wording.among(value, wording.listed(settings.get("refused_values")), begins=not field):
            why = Reason.NO_ADDRESS if hard else Reason.REFUSED
            return Outcome(parcel.ref, Fate.REFUSED, parts=parts, reason=why, hard=hard)
        if status in (400, 404, 413, 422) and not value:
            return Outcome(parcel.ref, Fate.REFUSED, parts=parts, reason=Reason.REFUSED)
        return Outcome(parcel.ref, Fate.TRY_AGAIN, parts=parts, reason=reason)

    def _doubtful(self, parcel: Parcel, parts: int) -> Outcome:
        fate = self._transport.resolve(parcel.ref, self._client)
        number = parcel.ref if fate is Fate.TAKEN and not self._transport.settings.get("id_field") else ""
        return Outcome(parcel.ref, fate, number, parts, "" if fate is Fate.TAKEN else Reason.BROKEN)
