"""Hands bulletins to a station's server or to the province's source-information system, and asks what was played.

    GET  <url>/status              200, signed in
    POST <url>/bulletins           the package of `package.py`; 200, 201, 202 {"id": …} taken, 409 {"id": …} known already
    DELETE <url>/bulletins/<id>    what was recalled
    GET  <url>/receipts?since=…    {"receipts": [{"id", "bulletin", "played_at"}]}

Without an address bulletins go to our own list of stations (`inside`). Refuses to follow redirects: a key goes to the
machine it was typed for and to no other.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

import httpx
from django.utils.translation import gettext as _

from khien.channels.transports.contract import AccountData, Fate, Limits, Outcome, Parcel, TransportDown
from khien.channels.transports.inside import Inside, spoken
from khien.channels.transports.radio.package import MOST_SOUND, bulletin
from khien.channels.transports.words import said

SECONDS = httpx.Timeout(30, connect=8)
SHOWN = 80


class Radio:
    limits: ClassVar[Limits] = Limits(rate_per_second=5, media=("audio",), chunk=1)

    def __init__(self, account: AccountData) -> None:
        self._account = account

    @contextmanager
    def open(self) -> Iterator[RadioLine | Inside]:
        if not self._account.settings.get("url"):
            with Inside(self._account).open() as inside:
                yield inside
            return
        headers = {"Authorization": f"Bearer {self._account.secrets.get('key', '')}"}
        with httpx.Client(
            base_url=str(self._account.settings["url"]).rstrip("/"),
            headers=headers,
            timeout=SECONDS,
            follow_redirects=False,
            trust_env=False,
        ) as client:
            line = RadioLine(client, self._account)
            line.sign_in()
            yield line

    def check(self) -> str:
        if not self._account.settings.get("url"):
            return Inside(self._account).check()
        with self.open():
            return _("The station's server answers and lets us in.")

    def parts(self, text: str) -> int:
        return 1


class RadioLine:
    """One connection to one server."""

    def __init__(self, client: httpx.Client, account: AccountData) -> None:
        self._client = client
        self._account = account

    def sign_in(self) -> None:
        """Raises TransportDown."""
        try:
            answer = self._client.get("/status")
        except httpx.HTTPError:
            # A request holds the key in its headers: nothing of it goes on with the exception.
            raise TransportDown(_("The station's server does not answer.")) from None
        if answer.status_code in (401, 403):
            raise TransportDown(_("The station's server refuses the key."), permanent=True)
        if answer.status_code != 200:
            words = _("The station's server answers %(code)s.") % {"code": answer.status_code}
            raise TransportDown(words, permanent=answer.status_code == 404)

    def send(self, parcels: Iterator[Parcel]) -> Iterator[Outcome]:
        for parcel in parcels:
            yield self._sent(parcel)

    def _sent(self, parcel: Parcel) -> Outcome:
        sound, seconds = _sound_of(parcel)
        if len(sound) > MOST_SOUND:
            return Outcome(parcel.ref, Fate.REFUSED, reason="too_long")
        try:
            answer = self._client.post(
                "/bulletins", json=bulletin(parcel, sound, seconds), headers={"Idempotency-Key": parcel.ref}
            )
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
            return Outcome(parcel.ref, Fate.TRY_AGAIN, reason="no_connection")
        except httpx.HTTPError:
            return Outcome(parcel.ref, Fate.UNCERTAIN, reason="broken")
        return self._judged(parcel, answer)

    def _judged(self, parcel: Parcel, answer: httpx.Response) -> Outcome:
        code = answer.status_code
        if code in (200, 201, 202, 409):
            number = str(_json(answer).get("id") or parcel.ref)
            return Outcome(parcel.ref, Fate.TAKEN, provider_id=number[:SHOWN])
        if code in (401, 403):
            raise TransportDown(_("The station's server refuses the key."), permanent=True)
        words = said(answer.content[:400], self._account)[:SHOWN] or f"http_{code}"
        if code in (429, 503):
            return Outcome(parcel.ref, Fate.TRY_AGAIN, reason=f"http_{code}")
        if 400 <= code < 500:
            return Outcome(parcel.ref, Fate.REFUSED, reason=words, hard=code in (404, 410))
        return Outcome(parcel.ref, Fate.UNCERTAIN, reason=f"http_{code}")

    def recall(self, number: str) -> bool:
        """Whether the server knows that it is not to be played any more."""
        try:
            answer = self._client.delete(f"/bulletins/{number}")
        except httpx.HTTPError:
            return False
        return answer.status_code in (200, 202, 204, 404, 410)

    def receipts(self, since: str) -> list[dict[str, Any]]:
        """What was played since then, as the server tells it: unchecked. Raises TransportDown."""
        try:
            answer = self._client.get("/receipts", params={"since": since})
        except httpx.HTTPError:
            # A request holds the key in its headers: nothing of it goes on with the exception.
            raise TransportDown(_("The station's server does not answer.")) from None
        found = _json(answer).get("receipts") if answer.status_code == 200 else None
        return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _sound_of(parcel: Parcel) -> tuple[bytes, float]:
    for _name, media_type, data in parcel.files:
        if media_type == "audio/mpeg":
            return data, float(parcel.extra.get("seconds", 0))
    return spoken(parcel.text, parcel.subject)


def _json(answer: httpx.Response) -> dict[str, Any]:
    try:
        found = answer.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
